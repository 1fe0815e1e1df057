#include "event_tape.h"

#include <fmt/format.h>

namespace sightline::fakes {

void EventTape::run_started(std::uint64_t planned_results) {
  lines_.push_back(fmt::format("started {}", planned_results));
}

void EventTape::request_sent(const UnitId& unit, unsigned repeat, unsigned turn, unsigned send) {
  lines_.push_back(fmt::format("sent {} repeat {} turn {} send {}", unit.text(), repeat, turn, send));
}

void EventTape::retry_planned(const UnitId& unit, unsigned repeat, const Failure& failure,
                              std::chrono::milliseconds wait) {
  lines_.push_back(fmt::format("again {} repeat {} after {} in {} ms", unit.text(), repeat, failure_name(failure.kind),
                               wait.count()));
}

void EventTape::result_ready(const CaseResult& result) {
  lines_.push_back(fmt::format("{} {} repeat {}{}{}", status_name(result.status), result.unit.text(), result.repeat,
                               result.reason.empty() ? "" : ": ", result.reason));
}

void EventTape::lane_changed(const std::string& model, const LaneNews& news) {
  lines_.push_back(fmt::format("model {} {}", model, news.text));
}

void EventTape::model_stopped(const std::string& model, const Failure& failure) {
  lines_.push_back(fmt::format("model {} stopped: {}", model, failure.message));
}

void EventTape::run_stopping(const std::string& why) {
  lines_.push_back("stopping: " + why);
}

std::string EventTape::text() const {
  std::string out;
  for (const std::string& line : lines_) out += line + "\n";
  return out;
}

}  // namespace sightline::fakes
