#include <fmt/format.h>

#include "mock/validation_rules.h"

namespace sightline {
namespace {

constexpr double kAnything = std::numeric_limits<double>::infinity();

/// A member that is a number, and whether it may be null, by OpenAI's rules and by AI/ML API's.
struct NumberParameter {
  std::string_view name;
  NumberRange openai;
  NumberRange aimlapi;
  bool null_in_openai = true;
  bool null_in_aimlapi = false;
};

constexpr NumberRange kFromOne{1, kAnything, true};

constexpr NumberParameter kNumbers[] = {
    {"max_completion_tokens", kFromOne, kFromOne},
    {"max_tokens", kFromOne, kFromOne},
    {"n", {1, 128, true}, {1, 128, true}},
    {"temperature", {0, 2}, {0, 2}},
    {"top_p", {0, 1}, {0.01, 1}},
    {"frequency_penalty", {-2, 2}, {-2, 2}, true, true},
    {"presence_penalty", {-2, 2}, {-2, 2}, true, true},
    {"seed", {-kAnything, kAnything, true}, kFromOne},
};

/// A member that is true or false.
struct FlagParameter {
  std::string_view name;
  bool null_in_openai;
};

constexpr FlagParameter kFlags[] = {{"stream", true}, {"logprobs", true}, {"parallel_tool_calls", false}};

void check_numbers(const Spot& body, FaultCollector& faults) {
  for (const NumberParameter& parameter : kNumbers) {
    const Spot number = body.member(parameter.name);
    const bool may_be_null = faults.aimlapi() ? parameter.null_in_aimlapi : parameter.null_in_openai;
    if (!number.is_there() || (number.is_null() && may_be_null)) continue;
    faults.expect_number(number, faults.aimlapi() ? parameter.aimlapi : parameter.openai);
  }
  const Spot repetition = body.member("repetition_penalty");
  if (faults.aimlapi() && repetition.is_there() && !repetition.is_null()) faults.expect_number(repetition, {});
}

void check_flags(const Spot& body, FaultCollector& faults) {
  for (const FlagParameter& parameter : kFlags) {
    const Spot flag = body.member(parameter.name);
    if (!flag.is_there() || (flag.is_null() && parameter.null_in_openai && !faults.aimlapi())) continue;
    faults.expect_boolean(flag);
  }
}

void check_stop(const Spot& stop, FaultCollector& faults) {
  if (!stop.is_there() || stop.is_null() || stop.is_string()) return;
  if (!faults.expect_list(stop, "string or array of 1 to 4 strings", 4)) return;
  for (std::size_t i = 0; i < stop.items(); ++i) faults.expect_string(stop.item(i));
}

void check_stream_options(const Spot& body, FaultCollector& faults) {
  const Spot options = body.member("stream_options");
  if (!options.is_there() || (options.is_null() && !faults.aimlapi())) return;
  if (!faults.expect_map(options)) return;
  if (!body.member("stream").is_true()) faults.add(options, "no 'stream_options' where 'stream' is not true");
  const Spot usage = options.member("include_usage");
  if (usage.is_there() || faults.aimlapi()) faults.expect_boolean(usage);
}

void check_top_logprobs(const Spot& body, FaultCollector& faults) {
  const Spot top = body.member("top_logprobs");
  if (!top.is_there() || top.is_null() || !faults.expect_number(top, {0, 20, true})) return;
  if (!body.member("logprobs").is_true()) faults.add(top, "no 'top_logprobs' where 'logprobs' is not true");
}

void check_logit_bias(const Spot& bias, FaultCollector& faults) {
  if (!bias.is_there() || bias.is_null() || !faults.expect_map(bias, "object of token ids and numbers")) return;
  for (const Node::Member& member : bias.value()->map()) faults.expect_number(bias.member(member), {-100, 100});
}

void check_prediction(const Spot& prediction, FaultCollector& faults) {
  if (!prediction.is_there() || (prediction.is_null() && !faults.aimlapi())) return;
  if (!faults.expect_map(prediction)) return;
  faults.expect_one_of(prediction.member("type"), {"content"});
  check_text_content(prediction.member("content"), faults);
}

}  // namespace

void check_parameters(const Spot& body, FaultCollector& faults) {
  check_numbers(body, faults);
  check_flags(body, faults);
  check_stop(body.member("stop"), faults);
  check_stream_options(body, faults);
  check_top_logprobs(body, faults);
  check_logit_bias(body.member("logit_bias"), faults);
  check_prediction(body.member("prediction"), faults);
  const Spot user = body.member("user");
  if (user.is_there()) faults.expect_string(user);
}

}  // namespace sightline
