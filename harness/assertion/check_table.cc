#include <fmt/format.h>

#include <utility>

#include "assertion/catalogue.h"
#include "assertion/contrast.h"
#include "assertion/option_schema.h"
#include "assertion/pass_mark.h"
#include "assertion/subject.h"
#include "assertion/verdicts.h"
#include "assertion/wording.h"
#include "base/text.h"
#include "metric/table_reader.h"
#include "metric/teds.h"

namespace sightline {
namespace {

constexpr PassMark::Default kTableMark{.threshold = 0.9};

/// A text that a table is looked for in: what came, for reasons, and what kept it from being whole.
struct TableText {
  std::string text;
  std::string came;
  Verdict::Outcome outcome = Verdict::Outcome::judged;
  Node evidence = {};
};

/// A table that is expected, and its text.
struct ExpectedTable {
  std::string written;
  HtmlElement table;
};

/// How two tables are compared.
struct TableRule {
  TableForm form;
  bool is_strict = false;  ///< Only a table that html and body stand around counts, as the reference has it.

  std::string_view variant() const { return form.has_text ? "teds" : "teds_struct"; }
  std::string_view metric() const { return form.has_text ? "TEDS" : "TEDS-Struct"; }
};

class TableCheck final : public Check {
 public:
  TableCheck(Subject subject, TableRule rule, PassMark mark, std::vector<ExpectedTable> expected)
      : subject_(std::move(subject)), rule_(std::move(rule)), mark_(std::move(mark)), expected_(std::move(expected)) {}

  Verdict judge(const Observation& seen) const override {
    const auto text = look(seen);
    if (!text) return text.error();
    Verdict verdict = judge_text(*text);
    verdict.evidence.set("variant", Node(rule_.variant()));
    verdict.evidence = merged(text->evidence, verdict.evidence);
    return verdict;
  }

 private:
  tl::expected<TableText, Verdict> look(const Observation& seen) const {
    if (subject_.is_whole_answer()) return TableText{seen.reply.text, what_came(seen.reply), outcome_of(seen.reply)};
    auto picked = subject_.pick(seen);
    if (!picked) return tl::unexpected(std::move(picked.error()));
    const std::string came = "got " + shown(picked->value);
    if (picked->value.is_string()) {
      // How the table is found in it is told as parse_path.
      picked->evidence.erase("parse_path");
      return TableText{picked->value.string(), came, Verdict::Outcome::judged, std::move(picked->evidence)};
    }
    Verdict verdict =
        failed(fmt::format("expected a table at {}, {}", subject_.name(), came), Verdict::Outcome::unparsed);
    verdict.evidence = std::move(picked->evidence);
    return tl::unexpected(std::move(verdict));
  }

  Verdict judge_text(const TableText& text) const {
    const auto found = rule_.is_strict ? read_wrapped_table(text.text) : find_table(text.text);
    if (found) return judge_table(*found, text);
    if (found.error() == NoTable::too_large) return too_large(text, "its HTML is longer than ");
    if (rule_.is_strict && find_table(text.text)) {
      return mark_.verdict({.name = rule_.metric(), .value = 0, .score = 0, .seen = "no html and body stand around it"},
                           text.outcome);
    }
    return failed(fmt::format("expected a table, {}", text.came),
                  text.outcome == Verdict::Outcome::judged ? Verdict::Outcome::unparsed : text.outcome);
  }

  static Verdict too_large(const TableText& text, std::string_view what) {
    return failed(fmt::format("the answer's table is too large to compare: {}{} bytes, or has a tag of more than {}",
                              what, kMostHtmlBytes, kMostTagBytes),
                  text.outcome);
  }

  Verdict judge_table(const FoundTable& found, const TableText& text) const {
    TableTreeBuilder builder(rule_.form);
    const TableTree answer = builder.tree_of(found.table);
    Teds best;
    std::optional<std::size_t> best_elements;
    const ExpectedTable* nearest = &expected_.front();
    for (const ExpectedTable& table : expected_) {
      const TableTree expected = builder.tree_of(table.table);
      if (!is_comparable(answer, expected)) return too_many(answer, expected, text);
      const Teds result = teds(answer, expected);
      if (best_elements && result.value() <= best.value()) continue;
      best = result;
      nearest = &table;
      best_elements = expected.elements;
    }
    Verdict verdict = mark_.verdict(
        {.name = rule_.metric(),
         .value = best.value(),
         .score = std::max(0.0, best.value()),
         .seen = fmt::format("distance {}, {} in the answer's table, {} expected", measured_text(best.distance),
                             counted(answer.elements, "element"), *best_elements)},
        text.outcome);
    verdict.evidence = evidence(found, best, answer.elements, *best_elements);
    contrast(verdict, nearest->written);
    return verdict;
  }

  static Verdict too_many(const TableTree& answer, const TableTree& expected, const TableText& text) {
    return failed(fmt::format("the answer's table is too large to compare: {} in it, {} expected; tables of about 600 "
                              "elements with cells of ordinary length can be compared",
                              counted(answer.elements, "element"), expected.elements),
                  text.outcome);
  }

  static Node evidence(const FoundTable& found, const Teds& result, std::size_t answer, std::size_t expected) {
    Node nodes;
    nodes.set("answer", static_cast<double>(answer));
    nodes.set("expected", static_cast<double>(expected));
    Node evidence;
    evidence.set("parse_path", Node(found.parse_path));
    evidence.set("format", Node(found.format));
    evidence.set("nodes", std::move(nodes));
    evidence.set("distance", result.distance);
    return evidence;
  }

  Subject subject_;
  TableRule rule_;
  PassMark mark_;
  std::vector<ExpectedTable> expected_;
};

/// The text of one item of `expected`: itself, or the file's that it names.
std::optional<std::string> expected_text(Options& options, const Node& item) {
  if (item.is_string()) return item.string();
  const Node* file = item.find("file");
  if (file == nullptr || !file->is_string() || item.map().size() != 1) {
    options.tell(&item, fmt::format("{} wants a table in HTML or Markdown, or {{file: PATH}}, got {}",
                                    options.called("expected"), named(item)));
    return std::nullopt;
  }
  Compilation& compilation = options.compilation();
  auto text = compilation.parts.text_file(*file, compilation.source);
  if (text) return std::move(*text);
  compilation.errors.insert(compilation.errors.end(), text.error().begin(), text.error().end());
  return std::nullopt;
}

void read_expected_table(Options& options, const Node& item, const TableForm& form, std::vector<ExpectedTable>& out) {
  const auto text = expected_text(options, item);
  if (!text) return;
  auto found = find_table(*text);
  if (!found) {
    const bool is_large = found.error() == NoTable::too_large;
    return options.tell(&item, fmt::format("{} {}, got {}", options.called("expected"),
                                           is_large ? fmt::format("takes tables of at most {} bytes", kMostHtmlBytes)
                                                    : "wants a table in HTML or Markdown",
                                           quoted(*text)));
  }
  const TableTree tree = TableTreeBuilder(form).tree_of(found->table);
  if (tree.elements == 0) return options.tell(&item, "the expected table is empty; nothing could differ from it");
  if (!is_comparable(tree, tree)) {
    return options.tell(&item, fmt::format("the expected table has {}; tables of about 600 elements with cells of "
                                           "ordinary length can be compared",
                                           counted(tree.elements, "element")));
  }
  out.push_back({*text, std::move(found->table)});
}

TableRule read_rule(Options& options) {
  TableRule rule;
  rule.form.has_text = options.word("variant", {"teds", "teds_struct"}).value_or("teds") == "teds";
  rule.is_strict = options.flag("strict_format").value_or(false);
  if (options.find("ignore_tags") != nullptr) {
    rule.form.ignored = options.needed_texts("ignore_tags", "tags such as thead");
  }
  return rule;
}

std::unique_ptr<const Check> compile_table(Options& options) {
  Subject subject(options);
  TableRule rule = read_rule(options);
  PassMark mark(options, kTableMark);
  const Node* written = options.need("expected", "a table in HTML or Markdown");
  if (written == nullptr) return nullptr;
  std::vector<ExpectedTable> expected;
  const Node::List one = written->is_list() ? Node::List{} : Node::List{*written};
  const Node::List& items = written->is_list() ? written->list() : one;
  if (items.empty()) options.refuse("expected", "at least one table");
  for (const Node& item : items) read_expected_table(options, item, rule.form, expected);
  if (expected.empty()) return nullptr;
  return std::make_unique<TableCheck>(std::move(subject), std::move(rule), std::move(mark), std::move(expected));
}

Node table_schema() {
  OptionSchema schema;
  schema.short_form(R"({"type": ["string", "array"]})")
      .option("expected", R"({"type": ["string", "object", "array"], "description":
        "The table in HTML or Markdown, {file: PATH} of one, or a list of these: the best score counts"})",
              OptionSchema::Need::required)
      .option("variant", R"({"enum": ["teds", "teds_struct"], "description":
        "teds by default; teds_struct leaves aside what is in cells"})")
      .option("ignore_tags", R"({"type": ["string", "array"], "items": {"type": "string"}, "description":
        "Tags that do not count, such as thead, tbody, b; what is in them does"})")
      .option("strict_format", R"({"type": "boolean", "description":
        "true: only an HTML document counts, with the table in its body, as in the reference; false by default"})");
  return add_pass_mark(schema, kTableMark).at().node();
}

}  // namespace

AssertionKind kind_of_table() {
  return {.name = "table",
          .family = "vision",
          .summary = "The answer's table, in HTML or Markdown, is like the expected one: TEDS.",
          .example = R"(table: {expected: "| item | price |\n|---|---|\n| tea | 3.50 |", threshold: 0.95})",
          .example_pass = R"("| item | price |\n|---|---|\n| tea | 3.50 |")",
          .example_fail = R"("| item | price |\n|---|---|\n| cake | 9.00 |")",
          .short_option = "expected",
          .schema = table_schema,
          .compile = compile_table};
}

}  // namespace sightline
