#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "assertion/catalogue.h"
#include "assertion/pass_mark.h"
#include "assertion/similarity.h"
#include "assertion/subject.h"
#include "assertion/tally.h"
#include "assertion/verdicts.h"
#include "assertion/wording.h"
#include "base/text.h"
#include "metric/chair.h"

namespace sightline {
namespace {

constexpr PassMark::Default kChairMark{.max = 0};

/// "not in the image: 'pizza' (1 of 3 mentions)"
std::string invented(const ChairScore& score) {
  if (score.mentions.empty()) return "no object is mentioned";
  if (score.hallucinated.empty()) return counted(score.mentions.size(), "mention") + ", all of what is in the image";
  std::vector<std::string> words;
  for (const Mention& mention : score.hallucinated) words.push_back(quoted(mention.words));
  return fmt::format("not in the image: {} ({} of {})", first_few(words), score.hallucinated.size(),
                     counted(score.mentions.size(), "mention"));
}

Node chair_evidence(const ChairScore& score) {
  Node::List mentioned;
  for (const Mention& mention : score.mentions) mentioned.emplace_back(mention.object);
  Node::List hallucinated;
  for (const Mention& mention : score.hallucinated) {
    Node item;
    item.set("words", mention.words);
    item.set("object", mention.object);
    hallucinated.push_back(std::move(item));
  }
  Node evidence;
  evidence.set("chair_s", score.hallucinated.empty() ? 0 : 1);
  if (score.objects > 0) {
    evidence.set("recall", static_cast<double>(score.found) / static_cast<double>(score.objects));
  }
  evidence.set("mentions", std::move(mentioned));
  evidence.set("hallucinated", std::move(hallucinated));
  evidence.set("tally", chair_tally(score));
  return evidence;
}

class ChairCheck final : public Check {
 public:
  ChairCheck(TextSubject subject, PassMark mark, ObjectWords words, std::vector<std::string> in_image)
      : subject_(std::move(subject)),
        mark_(std::move(mark)),
        words_(std::move(words)),
        in_image_(std::move(in_image)) {}

  /// An empty answer describes nothing: it fails, though it invents nothing either.
  Verdict judge(const Observation& seen) const override {
    const auto look = subject_.look(seen);
    if (!look) return look.error();
    if (is_blank(look->text)) return look->fail("to describe the image");
    const ChairScore score = chair_score(words_, in_image_, look->text);
    const double share = score.share();
    Verdict verdict =
        mark_.verdict({.name = "CHAIRi", .value = share, .score = 1 - share, .seen = invented(score)}, look->outcome);
    verdict.evidence = merged(look->evidence, chair_evidence(score));
    return verdict;
  }

  /// It invents nothing, and names none of the objects.
  Node tally_of_nothing() const override { return chair_tally(chair_score(words_, in_image_, "")); }

 private:
  TextSubject subject_;
  PassMark mark_;
  ObjectWords words_;
  std::vector<std::string> in_image_;
};

/// A list of texts, which may be empty, or one text.
std::vector<std::string> texts_of(Options& options, std::string_view option, const Node& value) {
  std::vector<std::string> texts;
  const auto add = [&](const Node& item) {
    if (item.is_string() && !trimmed(item.string()).empty()) {
      texts.push_back(item.string());
    } else {
      options.tell(&item, fmt::format("{} wants names of objects, got {}", options.called(option), named(item)));
    }
  };
  if (!value.is_list()) {
    add(value);
  } else {
    for (const Node& item : value.list()) add(item);
  }
  return texts;
}

void read_vocabulary(Options& options, ObjectWords& words) {
  const Node* vocabulary = options.find("vocabulary");
  if (vocabulary == nullptr) return words.add_coco();
  for (const std::string& object : texts_of(options, "vocabulary", *vocabulary)) words.add(object, object);
}

void read_synonyms(Options& options, ObjectWords& words) {
  const Node* synonyms = options.find("synonyms");
  if (synonyms == nullptr) return;
  if (!synonyms->is_map()) return options.refuse("synonyms", "a map from an object to the words for it");
  for (const Node::Member& member : synonyms->map()) {
    const std::string object = words.object_of(member.key);
    for (const std::string& text : texts_of(options, "synonyms", member.value)) words.add(object, text);
  }
}

/// Unless a mark is given, nothing may be invented.
std::unique_ptr<const Check> compile_chair(Options& options) {
  TextSubject subject(options);
  PassMark mark(options, kChairMark);
  options.word("variant", {"chair"});
  ObjectWords words;
  read_vocabulary(options, words);
  read_synonyms(options, words);
  const Node* objects = options.need("objects", "what is in the image");
  if (objects == nullptr) return nullptr;
  std::vector<std::string> in_image = texts_of(options, "objects", *objects);
  for (std::string& object : in_image) object = words.object_of(object);
  return std::make_unique<ChairCheck>(std::move(subject), std::move(mark), std::move(words), std::move(in_image));
}

Node chair_schema() {
  OptionSchema schema;
  schema.short_form(R"({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]})")
      .option("objects", R"({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
        "description": "What is in the image"})",
              OptionSchema::Need::required)
      .option("synonyms", R"({"type": "object", "description": "More words for objects, by object",
        "additionalProperties": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}})")
      .option("vocabulary", R"({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
        "description": "The objects that count beside those in the image; COCO's 80 classes by default"})")
      .option("variant", R"({"enum": ["chair"]})")
      .text();
  add_pass_mark(schema, kChairMark);
  return schema.node();
}

}  // namespace

AssertionKind kind_of_chair() {
  return {.name = "chair",
          .family = "vision",
          .summary =
              "No object is mentioned that is not in the image; the value is CHAIRi, the share of mentions that are.",
          .example = "chair: {objects: [dog, frisbee], synonyms: {frisbee: [disc]}}",
          .example_pass = "A dog leaps for a disc.",
          .example_fail = "A dog and a cat leap for a disc.",
          .short_option = "objects",
          .tally = "chair",
          .schema = chair_schema,
          .compile = compile_chair};
}

}  // namespace sightline
