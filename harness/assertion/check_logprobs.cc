#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

#include "assertion/bounds.h"
#include "assertion/catalogue.h"
#include "assertion/option_schema.h"
#include "assertion/pass_mark.h"
#include "assertion/verdicts.h"

namespace sightline {
namespace {

/// The natural logarithms of the answer's tokens' probabilities, as choices[0].logprobs.content[].logprob has them.
/// Nothing where one of them is no such number.
std::optional<std::vector<double>> logprobs_of(const Reply& reply) {
  const Node* content = reply.logprobs.find("content");
  if (content == nullptr || !content->is_list()) return std::nullopt;
  std::vector<double> values;
  for (const Node& token : content->list()) {
    const Node* value = token.find("logprob");
    if (value == nullptr || !value->is_number() || !std::isfinite(value->number()) || value->number() > 0) {
      return std::nullopt;
    }
    values.push_back(value->number());
  }
  return values;
}

double mean(const std::vector<double>& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

std::optional<double> measured(const Reply& reply, const std::string& of) {
  const auto values = logprobs_of(reply);
  if (!values || values->empty()) return std::nullopt;
  if (of == "min") return *std::ranges::min_element(*values);
  const double value = of == "mean" ? mean(*values) : std::exp(-mean(*values));
  return std::isfinite(value) ? std::optional(value) : std::nullopt;
}

std::string missing(const Observation& seen) {
  if (seen.reply.logprobs.is_null()) {
    return "the answer has no log probabilities; set `params: {logprobs: true}`, if the model has them";
  }
  const auto values = logprobs_of(seen.reply);
  if (!values) return "the answer's log probabilities cannot be read: they are no list of tokens with a logprob each";
  return values->empty() ? "the answer's log probabilities are of no token" : "the perplexity is beyond all numbers";
}

class Logprobs final : public Check {
 public:
  Logprobs(std::string of, Bounds bounds) : of_(std::move(of)), bounds_(bounds) {}

  Verdict judge(const Observation& seen) const override {
    const auto value = measured(seen.reply, of_);
    if (!value) return trouble(missing(seen));
    const std::string name =
        of_ == "perplexity" ? "the perplexity" : fmt::format("the {} log probability", of_ == "min" ? "least" : of_);
    const std::string wanted = bounds_.text(Quantity::number);
    Verdict verdict = holds(*value)
                          ? passed(fmt::format("{} is {}, {}", name, measured_text(*value), wanted))
                          : failed(fmt::format("expected {} to be {}, got {}", name, wanted, measured_text(*value)));
    verdict.value = value;
    verdict.unit = of_ == "perplexity" ? "" : "nats";
    verdict.evidence.set("tokens", static_cast<std::uint64_t>(logprobs_of(seen.reply)->size()));
    return verdict;
  }

 private:
  /// Binary rounding is no difference.
  bool holds(double value) const {
    constexpr double kRounding = 1e-12;
    return (!bounds_.min || value >= *bounds_.min - kRounding) && (!bounds_.max || value <= *bounds_.max + kRounding);
  }

  std::string of_;
  Bounds bounds_;
};

std::unique_ptr<const Check> compile_logprobs(Options& options) {
  std::string of = options.word("of", {"mean", "min", "perplexity"}).value_or("mean");
  const auto bounds = read_bounds(options, Quantity::number);
  if (!bounds) return nullptr;
  return std::make_unique<Logprobs>(std::move(of), *bounds);
}

Node logprobs_schema() {
  return OptionSchema()
      .option("of", R"({"enum": ["mean", "min", "perplexity"], "description":
        "Over the answer's tokens: the mean (the default), the least, or e to the power of the mean turned positive"})")
      .option("min", kNumberSchema)
      .option("max", kNumberSchema)
      .node();
}

}  // namespace

AssertionKind kind_of_logprobs() {
  return {
      .name = "logprobs",
      .family = "response",
      .summary = "How sure the model was of its tokens, where the answer says so, is within min and max.",
      .example = "logprobs: {of: perplexity, max: 1.5}",
      .example_pass = "{text: A cat., logprobs: {content: [{token: A, logprob: -0.1}, {token: cat., logprob: -0.2}]}}",
      .example_fail = "{text: A cat., logprobs: {content: [{token: A, logprob: -0.9}, {token: cat., logprob: -1.2}]}}",
      .schema = logprobs_schema,
      .compile = compile_logprobs};
}

}  // namespace sightline
