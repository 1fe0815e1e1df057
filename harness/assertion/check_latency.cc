#include <cmath>
#include <optional>

#include "assertion/catalogue.h"
#include "assertion/measure.h"
#include "assertion/option_schema.h"

namespace sightline {
namespace {

/// Whole milliseconds, as bounds are written.
std::optional<double> rounded(std::optional<double> milliseconds) {
  return milliseconds ? std::optional(std::round(*milliseconds)) : std::nullopt;
}

std::string no_latency(const Observation& /*seen*/) {
  return "the answer's time is not known: its recording has none; record it again to judge latency";
}

std::string no_first_token(const Observation& seen) {
  if (!seen.reply.streamed)
    return "the answer was not streamed, so it has no first token; set `params: {stream: true}`";
  return "the time of the first token is not known: the recording has none; record it again to judge ttft";
}

std::unique_ptr<const Check> compile_latency(Options& options) {
  return compile_measure(options, {.name = "latency",
                                   .unit = "ms",
                                   .quantity = Quantity::duration,
                                   .value = [](const Observation& seen) { return rounded(seen.timing.total_ms); },
                                   .missing = no_latency});
}

std::unique_ptr<const Check> compile_ttft(Options& options) {
  return compile_measure(options, {.name = "time to first token",
                                   .unit = "ms",
                                   .quantity = Quantity::duration,
                                   .value = [](const Observation& seen) { return rounded(seen.timing.first_token_ms); },
                                   .missing = no_first_token});
}

Node latency_schema() {
  return OptionSchema().bounds(R"({"type": "string", "examples": ["500ms", "8s", "2m"]})").node();
}

}  // namespace

AssertionKind kind_of_latency() {
  return {.name = "latency",
          .family = "response",
          .summary =
              "The time from the request to the end of the answer is within min and max; the short form is the "
              "maximum. In replay it is the recording's.",
          .example = "latency: 8s",
          .example_pass = "{text: A cat., latency: 1200ms}",
          .example_fail = "{text: A cat., latency: 9s}",
          .short_option = "max",
          .schema = latency_schema,
          .compile = compile_latency};
}

AssertionKind kind_of_ttft() {
  return {.name = "ttft",
          .family = "response",
          .summary =
              "The time to the first token of a streamed answer is within min and max; the short form is the "
              "maximum. In replay it is the recording's.",
          .example = "ttft: 800ms",
          .example_pass = "{text: A cat., streamed: true, first_token: 300ms}",
          .example_fail = "{text: A cat., streamed: true, first_token: 900ms}",
          .short_option = "max",
          .schema = latency_schema,
          .compile = compile_ttft};
}

}  // namespace sightline
