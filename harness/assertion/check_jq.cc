#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "assertion/answer_json.h"
#include "assertion/catalogue.h"
#include "assertion/jq.h"
#include "assertion/option_schema.h"
#include "assertion/subject.h"
#include "assertion/verdicts.h"
#include "assertion/wording.h"
#include "base/text.h"
#include "metric/ascii.h"

namespace sightline {
namespace {

/// The path at the left of a filter such as `.total == 42.5`; "" where it is none.
std::string_view compared_path(std::string_view filter) {
  const std::size_t end = filter.find_first_of(" =!<>");
  if (!filter.starts_with('.') || end == std::string_view::npos) return {};
  const std::string_view path = filter.substr(0, end);
  const std::string_view rest = trimmed(filter.substr(end));
  const bool compares = !rest.empty() && std::string_view("=!<>").find(rest.front()) != std::string_view::npos;
  const bool plain =
      path.find("..") == std::string_view::npos && std::ranges::all_of(path, [](char c) {
        return is_ascii_letter(c) || is_ascii_digit(c) || std::string_view("_.[]").find(c) != std::string_view::npos;
      });
  return plain && compares ? path : std::string_view{};
}

bool is_true(const Node& value) {
  return value.is_boolean() && value.boolean();
}

class Jq final : public Check {
 public:
  /// `path` is what a plain comparison looks at, for reasons; null where the filter is another.
  Jq(std::string text, std::shared_ptr<const JqFilter> filter, std::shared_ptr<const JqFilter> path)
      : text_(std::move(text)), filter_(std::move(filter)), path_(std::move(path)) {}

  Verdict judge(const Observation& seen) const override {
    const AnswerJson& answer = answer_json(seen);
    if (answer.path == AnswerJson::Path::unreadable) {
      return unreadable_json(seen, fmt::format(" to ask {} of", text_));
    }
    const auto outputs = filter_->run(answer.value, seen.vars);
    if (!outputs) return trouble(fmt::format("cannot run {}: {}", text_, messages(outputs.error())));
    if (!outputs->model_error.empty()) {
      return failed(fmt::format("cannot ask {} of the answer: {}", text_, outputs->model_error),
                    Verdict::Outcome::unparsed);
    }
    const bool holds = !outputs->values.empty() && std::ranges::all_of(outputs->values, is_true);
    const std::optional<Node> compared = compared_value(answer.value, seen.vars);
    Verdict verdict = holds ? passed(text_ + " is true") : failed(expectation(outputs->values, compared));
    verdict.evidence.set("parse_path", Node(parse_path_name(answer.path)));
    if (compared) verdict.evidence.set("value", *compared);
    return verdict;
  }

 private:
  std::optional<Node> compared_value(const Node& answer, const Node& vars) const {
    if (!path_) return std::nullopt;
    auto outputs = path_->run(answer, vars);
    if (!outputs || outputs->values.size() != 1) return std::nullopt;
    return std::move(outputs->values.front());
  }

  std::string expectation(const std::vector<Node>& values, const std::optional<Node>& compared) const {
    if (compared) return fmt::format("expected {}, but {} is {}", text_, compared_path(text_), shown(*compared));
    std::vector<std::string> got;
    for (const Node& value : values) got.push_back(shown(value));
    return fmt::format("expected {} to give true, got {}", text_, got.empty() ? "nothing" : first_few(got));
  }

  std::string text_;
  std::shared_ptr<const JqFilter> filter_;
  std::shared_ptr<const JqFilter> path_;
};

std::unique_ptr<const Check> compile_jq(Options& options) {
  const Node* filter = options.need("filter", "the jq filter that must give true");
  if (filter == nullptr) return nullptr;
  if (!filter->is_string() || trimmed(filter->string()).empty()) {
    options.refuse("filter", "a jq filter such as .total == 42.5");
    return nullptr;
  }
  Compilation& compilation = options.compilation();
  const std::string text = collapsed_spaces(filter->string());
  auto compiled = compilation.taken(compilation.parts.filter(*filter, compilation.source));
  std::shared_ptr<const JqFilter> path;
  if (const std::string_view compared = compared_path(text); compiled && !compared.empty()) {
    path = compilation.parts.filter(Node(compared), compilation.source).value_or(nullptr);
  }
  return std::make_unique<Jq>(text, std::move(compiled), std::move(path));
}

Node jq_schema() {
  return OptionSchema()
      .short_form(R"({"type": "string", "minLength": 1})")
      .option("filter", R"({"type": "string", "minLength": 1})", OptionSchema::Need::required)
      .node();
}

}  // namespace

AssertionKind kind_of_jq() {
  return {.name = "jq",
          .family = "JSON",
          .summary = "A jq filter over the answer's JSON gives true, and nothing else; $vars are the case's variables.",
          .example = "jq: .total == 42.5",
          .example_pass = "'{\"total\": 42.5}'",
          .example_fail = "'{\"total\": 43}'",
          .short_option = "filter",
          .verbatim = {"filter"},
          .schema = jq_schema,
          .compile = compile_jq};
}

}  // namespace sightline
