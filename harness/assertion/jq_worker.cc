extern "C" {
#include <jq.h>
}
#include <fmt/format.h>
#include <unistd.h>

#include <cstdio>
#include <iostream>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "assertion/jq.h"
#include "assertion/jq_protocol.h"
#include "assertion/jq_tokens.h"
#include "assertion/jq_values.h"

namespace sightline {
namespace {

void add_complaint(void* complaints, jv message) {
  const jv text = jq_format_error(message);
  static_cast<std::vector<std::string>*>(complaints)->emplace_back(jv_string_value(text));
  jv_free(text);
}

struct Teardown {
  void operator()(jq_state* state) const { jq_teardown(&state); }
};
using State = std::unique_ptr<jq_state, Teardown>;

/// A state with all that jq 1.6 leaves uninitialised, or would abort without.
State new_state() {
  State state(jq_init());
  if (!state) return state;
  jq_set_input_cb(state.get(), nullptr, nullptr);
  jq_set_debug_cb(state.get(), nullptr, nullptr);
  jq_set_attr(state.get(), jv_string("JQ_LIBRARY_PATH"), jv_array());
  jq_set_attr(state.get(), jv_string("JQ_ORIGIN"), jv_string("/nonexistent"));
  jq_set_attr(state.get(), jv_string("PROGRAM_ORIGIN"), jv_string("/nonexistent"));
  return state;
}

/// Puts the data into the program as variables of the run: then one compiled program serves all data. The line feed
/// before the bracket ends a comment.
std::string program_of(const std::string& filter) {
  return ". as [$vars, $__value__] | $__value__ | (\n" + filter + "\n)";
}

class Worker {
 public:
  JqAnswer answer(const JqRequest& request);

 private:
  jq_state* compiled(const std::string& filter);
  static std::vector<std::string> complaints(const std::string& filter);
  static JqAnswer run(jq_state* state, const JqRequest& request);

  std::unordered_map<std::string, State> states_;
};

JqAnswer Worker::answer(const JqRequest& request) {
  jq_state* state = compiled(request.filter);
  if (request.only_compile)
    return {.complaints = state != nullptr ? std::vector<std::string>() : complaints(request.filter)};
  if (state == nullptr) return {.trouble = "jq cannot compile the filter"};
  return run(state, request);
}

jq_state* Worker::compiled(const std::string& filter) {
  if (const auto known = states_.find(filter); known != states_.end()) return known->second.get();
  std::vector<std::string> ignored;
  State state = new_state();
  // Unbalanced, it could end the parentheses that it is put in and still compile.
  if (!state || !jq_tokens(filter).balanced) return nullptr;
  jq_set_error_cb(state.get(), add_complaint, &ignored);
  if (jq_compile(state.get(), program_of(filter).c_str()) == 0) return nullptr;
  jq_set_error_cb(state.get(), nullptr, nullptr);
  constexpr std::size_t kMostStates = 1000;
  if (states_.size() >= kMostStates) states_.clear();
  return states_.emplace(filter, std::move(state)).first->second.get();
}

/// What jq says of the filter alone, so that its lines are those of its author.
std::vector<std::string> Worker::complaints(const std::string& filter) {
  std::vector<std::string> out;
  const State state = new_state();
  if (!state) return {"out of memory"};
  jq_set_error_cb(state.get(), add_complaint, &out);
  const jv arguments = jv_object_set(jv_object(), jv_string("vars"), jv_null());
  if (jq_compile_args(state.get(), filter.c_str(), arguments) != 0) out = {"there is no expression in it"};
  return out;
}

JqAnswer Worker::run(jq_state* state, const JqRequest& request) {
  constexpr std::size_t kMostOutputs = 100'000;
  JqAnswer answer;
  jq_start(state, jv_array_append(jv_array_append(jv_array(), to_jv(request.vars)), to_jv(request.input)), 0);
  jv output = jq_next(state);
  for (; jv_is_valid(output); output = jq_next(state)) {
    std::optional<Node> value = from_jv(output);
    jv_free(output);
    if (!value) return {.trouble = fmt::format("an output is nested deeper than {} levels", kDeepestJqValue)};
    if (answer.outputs.values.size() == kMostOutputs) {
      return {.trouble = fmt::format("it gives more than {} outputs", kMostOutputs)};
    }
    answer.outputs.values.push_back(std::move(*value));
  }
  if (!jv_invalid_has_msg(jv_copy(output))) return jv_free(output), answer;
  const jv message = jv_invalid_get_msg(output);
  answer.outputs.model_error = jq_error_text(from_jv(message).value_or(Node("error")));
  jv_free(message);
  return answer;
}

}  // namespace

int run_jq_worker() {
  std::ios::sync_with_stdio(false);
  Worker worker;
  for (std::string line; std::getline(std::cin, line);) {
    const Expected<JqRequest> request = jq_request_from(line);
    // A parent that is gone cannot end an endless filter: the alarm does.
    alarm(request ? request->seconds + 5 : 5);
    const std::string answer = to_line(request ? worker.answer(*request) : JqAnswer{.trouble = "not a request"});
    alarm(0);
    std::cout << answer << '\n' << std::flush;
    if (!std::cout) return 1;
  }
  return 0;
}

}  // namespace sightline
