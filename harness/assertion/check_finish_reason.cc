#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "assertion/catalogue.h"
#include "assertion/option_schema.h"
#include "assertion/verdicts.h"
#include "assertion/wording.h"
#include "base/text.h"

namespace sightline {
namespace {

class FinishReason final : public Check {
 public:
  explicit FinishReason(std::vector<std::string> expected) : expected_(std::move(expected)) {}

  Verdict judge(const Observation& seen) const override {
    const std::string& reason = seen.reply.finish_reason;
    if (std::ranges::find(expected_, reason) != expected_.end()) return passed("finish_reason is " + quoted(reason));
    return failed(fmt::format("expected finish_reason {}, {}", one_of(expected_),
                              reason.empty() ? "the answer has none" : "got " + quoted(reason)));
  }

 private:
  std::vector<std::string> expected_;
};

std::unique_ptr<const Check> compile_finish_reason(Options& options) {
  return std::make_unique<FinishReason>(options.needed_texts("expected", "the finish_reason of the answer"));
}

Node finish_reason_schema() {
  constexpr std::string_view kReasons = R"({"anyOf": [
    {"examples": ["stop", "length", "tool_calls", "content_filter"], "type": "string"},
    {"type": "array", "items": {"type": "string"}, "minItems": 1}]})";
  return OptionSchema().short_form(kReasons).option("expected", kReasons, OptionSchema::Need::required).node();
}

}  // namespace

AssertionKind kind_of_finish_reason() {
  return {.name = "finish_reason",
          .family = "response",
          .summary = "The answer ended for this reason, or one of these: stop, length, tool_calls, content_filter.",
          .example = "finish_reason: stop",
          .example_pass = "{text: A cat., finish_reason: stop}",
          .example_fail = "{text: A cat and, finish_reason: length}",
          .short_option = "expected",
          .schema = finish_reason_schema,
          .compile = compile_finish_reason};
}

}  // namespace sightline
