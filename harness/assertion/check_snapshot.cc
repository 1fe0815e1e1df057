#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "assertion/answer_json.h"
#include "assertion/catalogue.h"
#include "assertion/contrast.h"
#include "assertion/json_difference.h"
#include "assertion/json_path.h"
#include "assertion/option_schema.h"
#include "assertion/outside.h"
#include "assertion/pass_mark.h"
#include "assertion/subject.h"
#include "assertion/text_form.h"
#include "assertion/verdicts.h"
#include "assertion/wording.h"
#include "base/text.h"
#include "json/json.h"
#include "metric/ascii.h"
#include "metric/bit_rows.h"
#include "metric/edit_distance.h"

namespace sightline {
namespace {

constexpr double kAlike = 0.9;
constexpr std::size_t kShownPart = 40;

enum class Mode { exact, normalized, similarity, json };
constexpr std::array<std::pair<std::string_view, Mode>, 4> kModes{
    {{"exact", Mode::exact}, {"normalized", Mode::normalized}, {"similarity", Mode::similarity}, {"json", Mode::json}}};

std::string_view mode_text(Mode mode) {
  return kModes[static_cast<std::size_t>(mode)].first;
}

std::string as_utf8(const std::string& text) {
  return is_utf8(text) ? text : repaired_utf8(text);
}

/// What a snapshot holds of an answer: what would be approved.
struct Taken {
  std::string text;
  Node value;  ///< Of mode json.
  Node evidence;
  std::string came;  ///< "got 'USD'"
  Verdict::Outcome outcome = Verdict::Outcome::judged;
};

/// "line 2, column 5: approved 'USD', got 'EUR'", of the first code point that differs.
std::string first_difference(std::string_view approved, std::string_view text) {
  auto [a, b] = std::ranges::mismatch(approved, text);
  auto at = static_cast<std::size_t>(a - approved.begin());
  while (at > 0 && at < approved.size() && (static_cast<unsigned char>(approved[at]) & 0xC0) == 0x80) --at;
  while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  const Position place = position_in(approved, at);
  return fmt::format("line {}, column {}: approved {}, got {}", place.line, place.column,
                     quoted(approved.substr(at), kShownPart), quoted(text.substr(at), kShownPart));
}

class Snapshot final : public Check {
 public:
  struct Settings {
    Mode mode = Mode::exact;
    std::string name;
    TextForm form;
    std::vector<JsonPathPattern> ignored;  ///< Of mode json.
    std::optional<PassMark> mark;          ///< Of mode similarity.
  };
  Snapshot(Subject subject, Settings settings) : subject_(std::move(subject)), is_(std::move(settings)) {}

  Verdict judge(const Observation& seen) const override {
    if (seen.outside == nullptr || seen.unit == nullptr) return trouble("approved answers cannot be read here");
    auto taken = take(seen);
    if (!taken) return taken.error();
    const auto approved = seen.outside->approved(*seen.unit, is_.name);
    if (!approved) return trouble(messages(approved.error()));
    Verdict verdict = approved->text ? compare(*taken, *approved) : not_approved(*taken);
    Node evidence = taken->evidence;
    evidence.set("variant", mode_text(is_.mode));
    if (verdict.status == Verdict::Status::fail) evidence.set("snapshot", proposal(*taken, *approved, seen));
    verdict.evidence = merged(evidence, verdict.evidence);
    return verdict;
  }

 private:
  tl::expected<Taken, Verdict> take(const Observation& seen) const {
    Taken taken;
    if (is_.mode != Mode::json && subject_.is_whole_answer()) {
      taken.text = as_utf8(seen.reply.text);
      taken.came = what_came(seen.reply);
      taken.outcome = outcome_of(seen.reply);
      return taken;
    }
    auto picked = subject_.pick(seen);
    if (!picked) return tl::unexpected(std::move(picked.error()));
    taken.value = std::move(picked->value);
    taken.evidence = std::move(picked->evidence);
    const bool is_text = is_.mode != Mode::json && taken.value.is_string();
    taken.text = is_text ? as_utf8(taken.value.string()) : to_pretty_json(taken.value);
    taken.came = "got " + shown(taken.value);
    if (subject_.is_whole_answer()) taken.outcome = outcome_of(seen.reply);
    return taken;
  }

  Verdict not_approved(const Taken& taken) const {
    return failed(fmt::format("{} is not approved yet; run `sightline approve`; {}", subject_.name(), taken.came),
                  taken.outcome);
  }

  /// What `sightline approve` writes: the answer as it is, unless a text is told.
  static Node proposal(const Taken& taken, const ApprovedAnswer& approved, const Observation& seen) {
    Node node;
    node.set("file", approved.file);
    if (taken.text != seen.reply.text) node.set("text", taken.text);
    return node;
  }

  Verdict compare(const Taken& taken, const ApprovedAnswer& approved) const {
    switch (is_.mode) {
      case Mode::json:
        return compare_json(taken, approved);
      case Mode::similarity:
        return compare_distance(taken, approved);
      case Mode::exact:
      case Mode::normalized:
        break;
    }
    const std::string expected = is_.form.of(*approved.text);
    const std::string text = is_.form.of(taken.text);
    if (text == expected) return as_approved(approved);
    Verdict verdict = failed(fmt::format("expected {} as approved in {}; {}", subject_.name(), approved.file,
                                         first_difference(expected, text)),
                             taken.outcome);
    return contrasted(std::move(verdict), taken, approved);
  }

  Verdict contrasted(Verdict verdict, const Taken& taken, const ApprovedAnswer& approved) const {
    const std::string text = is_.form.of(taken.text);
    const Node got(text);
    contrast(verdict, is_.form.of(*approved.text), text == taken.text ? nullptr : &got);
    return verdict;
  }

  Verdict as_approved(const ApprovedAnswer& approved) const {
    return passed(fmt::format("{} is as approved in {}", subject_.name(), approved.file));
  }

  Verdict compare_json(const Taken& taken, const ApprovedAnswer& approved) const {
    const AnswerJson read = read_answer_json(*approved.text);
    if (read.path == AnswerJson::Path::unreadable) {
      return trouble(fmt::format("the approved answer {} cannot be read as JSON", approved.file));
    }
    const auto differences = json_differences(read.value, taken.value, Match::equal, is_.ignored);
    if (differences.empty()) return as_approved(approved);
    Verdict verdict = failed(fmt::format("expected {} as approved in {}; {}", subject_.name(), approved.file,
                                         first_few(texts_of(differences))),
                             taken.outcome);
    contrast(verdict, read.value);
    tell_problems(verdict, differences);
    return verdict;
  }

  Verdict compare_distance(const Taken& taken, const ApprovedAnswer& approved) const {
    const std::u32string expected = code_points(is_.form.of(*approved.text));
    const std::u32string text = code_points(is_.form.of(taken.text));
    if (edit_work(expected.size(), text.size()) > kMostEditWork) {
      return failed(fmt::format("{} has {} characters and its approved one {}: too many to measure how alike they are",
                                subject_.name(), text.size(), expected.size()),
                    taken.outcome);
    }
    const std::size_t longest = std::max(expected.size(), text.size());
    const std::size_t edits = edit_distance(expected, text);
    Measured measured{.name = "the likeness to the approved answer"};
    measured.value = longest == 0 ? 1 : 1 - static_cast<double>(edits) / static_cast<double>(longest);
    measured.score = measured.value;
    measured.seen = fmt::format("{} in {}; {}", counted(edits, "edit"), approved.file, taken.came);
    return contrasted(is_.mark->verdict(measured, taken.outcome), taken, approved);
  }

  Subject subject_;
  Settings is_;
};

bool is_name(std::string_view text) {
  constexpr std::size_t kLongest = 60;
  return !text.empty() && text.size() <= kLongest && std::ranges::all_of(text, [](char c) {
    return is_ascii_letter(c) || is_ascii_digit(c) || c == '_' || c == '-';
  });
}

Mode read_mode(Options& options) {
  std::vector<std::string> words;
  for (const auto& [name, mode] : kModes) words.emplace_back(name);
  const bool is_normalized = options.find("normalize") != nullptr && options.find("mode") == nullptr;
  const std::string word = options.word("mode", words).value_or(is_normalized ? "normalized" : "exact");
  return std::ranges::find(kModes, word, &std::pair<std::string_view, Mode>::first)->second;
}

void refuse_outside_of(Options& options, Mode mode, Mode wanted, std::initializer_list<const char*> names) {
  if (mode == wanted) return;
  for (const char* name : names) {
    if (const Node* value = options.find(name)) {
      options.tell(value, fmt::format("'{}' of 'snapshot' goes with `mode: {}`", name, mode_text(wanted)));
    }
  }
}

/// The steps of `normalize`; in mode normalized without them, NFC and single blanks.
TextForm read_form(Options& options, Mode mode) {
  const Node* written = options.find("normalize");
  if (written != nullptr && (mode == Mode::exact || mode == Mode::json)) {
    options.tell(written, fmt::format("'normalize' of 'snapshot' does not go with `mode: {}`", mode_text(mode)));
  }
  if (written != nullptr || mode != Mode::normalized) return TextForm(options);
  Node usual;
  usual.set("normalize", Node::List{Node("nfc"), Node("spaces")});
  Options steps(options.owner(), "", usual, {}, options.compilation());
  return TextForm(steps);
}

std::unique_ptr<const Check> compile_snapshot(Options& options) {
  const Mode mode = read_mode(options);
  Subject subject(options);
  const std::string name = options.text("name").value_or("");
  if (options.find("name") != nullptr && !is_name(name)) {
    options.refuse("name", "letters, digits, '_' and '-', 60 at most");
  }
  refuse_outside_of(options, mode, Mode::json, {"ignore"});
  refuse_outside_of(options, mode, Mode::similarity, {"threshold", "min", "max"});
  Snapshot::Settings settings{mode, name, read_form(options, mode), read_paths(options, "ignore"), std::nullopt};
  if (mode == Mode::similarity) settings.mark.emplace(options, PassMark::Default{.threshold = kAlike, .max = {}});
  return std::make_unique<Snapshot>(std::move(subject), std::move(settings));
}

Node snapshot_schema() {
  constexpr std::string_view kMode = R"({"enum": ["exact", "normalized", "similarity", "json"]})";
  OptionSchema schema;
  schema.short_form(R"({"enum": [true, "exact", "normalized", "similarity", "json"]})")
      .option("mode", kMode)
      .option("name", R"({"type": "string", "pattern": "^[A-Za-z0-9_-]{1,60}$",
        "description": "Tells several snapshots of one case apart"})")
      .option("ignore", kPathsSchema)
      .text();
  return add_pass_mark(schema, {.threshold = kAlike}, ", with mode similarity").node();
}

}  // namespace

AssertionKind kind_of_snapshot() {
  return {.name = "snapshot",
          .family = "regression",
          .summary =
              "The answer is as the approved one in the suite's `snapshots` folder; `sightline approve` shows what is "
              "new and takes it over.",
          .example = "snapshot: {mode: json, ignore: .id}",
          .example_pass = R"({reply: '{"id": 7, "total": 42}', outside: {approved: '{"id": 3, "total": 42}'}})",
          .example_fail = R"({reply: '{"id": 7, "total": 40}', outside: {approved: '{"id": 3, "total": 42}'}})",
          .short_option = "mode",
          .bare = Node(true),
          .verbatim = {"ignore"},
          .schema = snapshot_schema,
          .compile = compile_snapshot};
}

}  // namespace sightline
