#include <fmt/format.h>

#include <optional>

#include "assertion/catalogue.h"
#include "assertion/measure.h"
#include "assertion/option_schema.h"

namespace sightline {
namespace {

std::optional<double> as_number(const std::optional<std::int64_t>& tokens) {
  return tokens ? std::optional(static_cast<double>(*tokens)) : std::nullopt;
}

/// The sum of its parts where an answer does not state the total.
std::optional<double> total_tokens(const Usage& usage) {
  if (usage.total_tokens || !usage.prompt_tokens || !usage.completion_tokens) return as_number(usage.total_tokens);
  return as_number(*usage.prompt_tokens + *usage.completion_tokens);
}

std::optional<double> tokens_of(const Usage& usage, const std::string& kind) {
  if (kind == "prompt") return as_number(usage.prompt_tokens);
  return kind == "total" ? total_tokens(usage) : as_number(usage.completion_tokens);
}

std::unique_ptr<const Check> compile_tokens(Options& options) {
  const std::string kind = options.word("of", {"completion", "prompt", "total"}).value_or("completion");
  return compile_measure(options,
                         {.name = kind + " tokens",
                          .unit = "tokens",
                          .quantity = Quantity::count,
                          .value = [kind](const Observation& seen) { return tokens_of(seen.reply.usage, kind); },
                          .missing =
                              [kind](const Observation&) {
                                return fmt::format("the answer does not say how many {} tokens it took", kind);
                              }});
}

Node tokens_schema() {
  return OptionSchema()
      .bounds(kCountSchema)
      .option("of", R"({"enum": ["completion", "prompt", "total"], "description": "completion by default"})")
      .node();
}

}  // namespace

AssertionKind kind_of_tokens() {
  return {.name = "tokens",
          .family = "response",
          .summary = "The tokens that the answer states are within min and max; the short form is the maximum.",
          .example = "tokens: {of: total, max: 1500}",
          .example_pass = "{text: A cat., usage: {total: 1200}}",
          .example_fail = "{text: A cat., usage: {total: 1600}}",
          .short_option = "max",
          .schema = tokens_schema,
          .compile = compile_tokens};
}

}  // namespace sightline
