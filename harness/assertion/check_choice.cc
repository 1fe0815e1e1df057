#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "assertion/catalogue.h"
#include "assertion/contrast.h"
#include "assertion/option_schema.h"
#include "assertion/subject.h"
#include "assertion/wording.h"
#include "base/text.h"
#include "metric/choice_extraction.h"

namespace sightline {
namespace {

constexpr std::size_t kMostOptions = 26;

const std::vector<std::string> kVariants{"vlmevalkit", "prefix", "answer_line"};
constexpr std::array kForms{ChoiceForm::vlmevalkit, ChoiceForm::prefix, ChoiceForm::answer_line};

/// A multiple-choice question: its options, and what answers it.
struct ChoiceQuestion {
  std::vector<ChoiceOption> options;
  std::string letters;  ///< Of the right options, in order.
  bool many = false;    ///< Whether several may be right.
  std::string variant;
  ChoiceForm form = ChoiceForm::vlmevalkit;

  const std::string& text_of(char letter) const {
    return std::ranges::find(options, letter, &ChoiceOption::letter)->text;
  }
  /// "B, 'a dog'" or "A and C".
  std::string named(const std::string& some) const {
    if (some.size() == 1) return fmt::format("{}, {}", some, quoted(text_of(some[0]), 40));
    std::string out(1, some[0]);
    for (std::size_t i = 1; i < some.size(); ++i)
      out += fmt::format("{}{}", i + 1 == some.size() ? " and " : ", ", some[i]);
    return out;
  }
};

Verdict::Outcome unread(const SeenText& look, const ChosenOptions& chosen) {
  if (look.outcome != Verdict::Outcome::judged) return look.outcome;
  return chosen.refuses ? Verdict::Outcome::refused : Verdict::Outcome::unparsed;
}

std::vector<std::string> letters_of(const std::string& letters) {
  std::vector<std::string> each;
  for (const char letter : letters) each.emplace_back(1, letter);
  return each;
}

class Choice final : public Check {
 public:
  Choice(TextSubject subject, ChoiceQuestion question) : subject_(std::move(subject)), question_(std::move(question)) {}

  Verdict judge(const Observation& seen) const override {
    const auto look = subject_.look(seen);
    if (!look) return look.error();
    const bool refused = look->outcome == Verdict::Outcome::refused;
    const ChosenOptions chosen =
        refused ? ChosenOptions{} : extract_choice(look->text, question_.options, question_.form, question_.many);
    Verdict verdict = chosen.letters.empty() ? unchosen(*look, chosen) : judged(*look, chosen.letters);
    verdict.evidence = merged(verdict.evidence, evidence(chosen));
    contrast(verdict, join(letters_of(question_.letters), ", "));
    return verdict;
  }

 private:
  Verdict judged(const SeenText& look, const std::string& letters) const {
    if (letters == question_.letters) return look.pass("chooses " + question_.named(letters));
    return look.fail(
        fmt::format("to choose {}, but it chooses {}", question_.named(question_.letters), question_.named(letters)));
  }

  Verdict unchosen(const SeenText& look, const ChosenOptions& chosen) const {
    const std::string why = chosen.refuses             ? "it refuses"
                            : chosen.no_option.empty() ? "no option can be read from it"
                                                       : quoted(chosen.no_option) + " is no option";
    Verdict verdict = look.fail(fmt::format("to choose {}, but {}", question_.named(question_.letters), why));
    verdict.outcome = unread(look, chosen);
    return verdict;
  }

  Node evidence(const ChosenOptions& chosen) const {
    Node evidence;
    evidence.set("variant", question_.variant);
    if (!chosen.extractor.empty()) evidence.set("extractor", chosen.extractor);
    if (!chosen.no_option.empty()) evidence.set("extracted", chosen.no_option);
    if (chosen.letters.empty()) return evidence;
    std::vector<std::string> texts;
    for (const char letter : chosen.letters) texts.push_back(question_.text_of(letter));
    evidence.set("extracted", join(letters_of(chosen.letters), ", "));
    evidence.set("option", join(texts, ", "));
    return evidence;
  }

  TextSubject subject_;
  ChoiceQuestion question_;
};

/// A text or a number, as its author spells it; nothing, and told, where it is neither or blank.
std::optional<std::string> option_text(Options& options, const Node& value) {
  std::string text = value.is_string() ? value.string() : value.is_number() ? value.number_text() : "";
  if (!trimmed(text).empty()) return text;
  options.tell(&value, fmt::format("an option of 'choice' wants text, got {}", named(value)));
  return std::nullopt;
}

std::vector<ChoiceOption> read_options(Options& options) {
  std::vector<ChoiceOption> read;
  const Node* list = options.need("options", "the options to choose from");
  if (list == nullptr) return read;
  const std::size_t count = list->is_list() ? list->list().size() : list->is_map() ? list->map().size() : 0;
  if (count < 2 || count > kMostOptions) {
    options.tell(list, fmt::format("'options' of 'choice' wants a list of 2 to {} texts, or a map from letters to "
                                   "texts, got {}",
                                   kMostOptions, count == 0 ? named(*list) : fmt::format("{} of them", count)));
    return read;
  }
  if (list->is_list()) {
    for (const Node& item : list->list()) {
      auto text = option_text(options, item);
      read.push_back({static_cast<char>('A' + read.size()), std::move(text).value_or("")});
    }
    return read;
  }
  for (const Node::Member& member : list->map()) {
    const bool is_letter = member.key.size() == 1 && member.key[0] >= 'A' && member.key[0] <= 'Z';
    if (!is_letter) options.tell(&member.value, fmt::format("{} is no letter A to Z", quoted(member.key)));
    read.push_back({is_letter ? member.key[0] : 'A', option_text(options, member.value).value_or("")});
  }
  std::ranges::sort(read, {}, &ChoiceOption::letter);
  return read;
}

/// The letter of an option that `expected` names, by its letter or its text; told where it names none.
void add_expected(Options& options, const Node& expected, ChoiceQuestion& question) {
  const std::string text = expected.is_string()   ? expected.string()
                           : expected.is_number() ? expected.number_text()
                                                  : "";
  auto found = std::ranges::find_if(
      question.options, [&](const ChoiceOption& option) { return text.size() == 1 && option.letter == text[0]; });
  if (found == question.options.end()) found = std::ranges::find(question.options, text, &ChoiceOption::text);
  if (found != question.options.end()) {
    question.letters += found->letter;
    return;
  }
  std::vector<std::string> names;
  for (const ChoiceOption& option : question.options)
    names.push_back(fmt::format("{} {}", option.letter, quoted(option.text, 40)));
  options.tell(&expected,
               fmt::format("'expected' of 'choice' wants an option's letter or text, got {}; the options are {}",
                           named(expected), join(names, ", ")));
}

void read_expected(Options& options, ChoiceQuestion& question) {
  const Node* expected = options.need("expected", "the letter or the text of the right option");
  if (expected == nullptr || question.options.empty()) return;
  question.many = expected->is_list();
  if (!question.many) return add_expected(options, *expected, question);
  if (question.form != ChoiceForm::answer_line) {
    return options.tell(expected,
                        "a list under 'expected' of 'choice' goes with `variant: answer_line`, whose answers "
                        "may name several options");
  }
  if (expected->list().empty()) return options.refuse("expected", "at least one option");
  for (const Node& item : expected->list()) add_expected(options, item, question);
  std::ranges::sort(question.letters);
  std::string& letters = question.letters;
  letters.erase(std::unique(letters.begin(), letters.end()), letters.end());
}

/// The loader makes a case for each order of the options; here each is judged as it stands.
void read_circular(Options& options) {
  if (!options.flag("circular").value_or(false) || options.compilation().around.empty()) return;
  options.tell(options.find("circular"), fmt::format("'circular' makes more of a case, and cannot stand within '{}'",
                                                     options.compilation().around.front()));
}

std::unique_ptr<const Check> compile_choice(Options& options) {
  TextSubject subject{Subject(options)};
  ChoiceQuestion question;
  question.variant = options.word("variant", kVariants).value_or(kVariants.front());
  question.form = kForms[static_cast<std::size_t>(std::ranges::find(kVariants, question.variant) - kVariants.begin())];
  question.options = read_options(options);
  read_expected(options, question);
  read_circular(options);
  if (question.letters.empty()) return nullptr;
  return std::make_unique<Choice>(std::move(subject), std::move(question));
}

Node choice_schema() {
  return OptionSchema()
      .option("options", R"({"anyOf": [
        {"type": "array", "items": {"type": ["string", "number"]}, "minItems": 2, "maxItems": 26},
        {"type": "object", "propertyNames": {"pattern": "^[A-Z]$"},
         "additionalProperties": {"type": ["string", "number"]}, "minProperties": 2},
        {"type": "string", "pattern": "^\\{\\{[^{}]+\\}\\}$"}],
        "description": "The options, A first; or a map from letters to texts"})",
              OptionSchema::Need::required)
      .option("expected", R"({"anyOf": [{"type": ["string", "number"]},
        {"type": "array", "items": {"type": ["string", "number"]}, "minItems": 1}],
        "description": "The right option, by its letter or its text; a list where several may be right"})",
              OptionSchema::Need::required)
      .option("circular", R"({"type": "boolean",
        "description": "Ask in every order of the options, which {{options}} shows in the prompt; right is what is right in all"})")
      .option("variant", R"({"enum": ["vlmevalkit", "prefix", "answer_line"],
        "description": "How the letter is read from the answer: vlmevalkit by default"})")
      .at()
      .node();
}

}  // namespace

AssertionKind kind_of_choice() {
  return {.name = "choice",
          .family = "question answering",
          .summary =
              "The answer chooses this option of a multiple-choice question; what cannot be read is unparsed, "
              "never guessed.",
          .example = "choice: {options: [a cat, a dog, a horse], expected: B}",
          .example_pass = "(B) a dog",
          .example_fail = "The answer is C",
          .schema = choice_schema,
          .compile = compile_choice};
}

}  // namespace sightline
