#include "cli/run_screen.h"

#include <fmt/format.h>

#include "base/duration.h"
#include "base/text.h"

namespace sightline {

namespace {

constexpr std::chrono::milliseconds kBetweenProgress{100};
constexpr std::uint64_t kTimesTold = 3;

std::string eta_text(std::uint64_t done, std::uint64_t planned, double seconds) {
  if (done == 0 || seconds < 1) return "";
  const double left = seconds / static_cast<double>(done) * static_cast<double>(planned - done);
  return fmt::format(", {} left", duration_text(std::chrono::seconds(static_cast<std::int64_t>(left + 1))));
}

}  // namespace

void RunScreen::run_started(std::uint64_t planned_results) {
  planned_ = planned_results;
  started_ = clock_.now();
}

void RunScreen::request_sent(const UnitId& unit, unsigned repeat, unsigned turn, unsigned send) {
  if (!options_.verbose) return;
  terminal_.say(fmt::format("sent    {} repeat {} turn {} send {}", unit.text(), repeat, turn, send), Colour::quiet);
}

void RunScreen::retry_planned(const UnitId& unit, unsigned, const Failure& failure, std::chrono::milliseconds wait) {
  const std::string trouble = fmt::format("{}: {}", failure_name(failure.kind), failure.message);
  if (is_told(trouble)) return;
  terminal_.say(fmt::format("again   {} in {}: {}", unit.text(), duration_text(wait), shortened(trouble, 160)),
                Colour::warn);
}

void RunScreen::result_ready(const CaseResult& result) {
  ++done_;
  failed_ += result.control.empty() && (result.status == Status::failed || result.status == Status::xpassed);
  errors_ += result.status == Status::error;
  cost_ += result.cost.value_or(0);
  if (options_.verbose) {
    terminal_.say(fmt::format("{:<7} {}{}{}", status_name(result.status), result.unit.text(),
                              result.reason.empty() ? "" : ": ", shortened(result.reason, 200)));
  }
  show_progress();
}

void RunScreen::show_progress() {
  const auto now = clock_.now();
  if (options_.quiet || !terminal_.is_interactive() || (now - shown_ < kBetweenProgress && done_ < planned_)) return;
  shown_ = now;
  const double seconds = std::chrono::duration<double>(now - started_).count();
  terminal_.progress(fmt::format("{}/{} done, {} failed, {} errors, {:.0f}/s{}, ${:.4f}", done_, planned_, failed_,
                                 errors_, static_cast<double>(done_) / std::max(seconds, 1e-3),
                                 eta_text(done_, planned_, seconds), cost_));
}

bool RunScreen::is_told(const std::string& text) {
  const bool told_often = ++said_[text] > kTimesTold;
  return options_.quiet || (told_often && !options_.verbose);
}

void RunScreen::lane_changed(const std::string& model, const LaneNews& news) {
  const bool is_small = news.kind == LaneNews::Kind::slowed || news.kind == LaneNews::Kind::hedged;
  if (is_small && !options_.verbose) return;
  if (is_told(fmt::format("{} {}", model, static_cast<int>(news.kind)))) return;
  const bool is_good = news.kind == LaneNews::Kind::closed;
  terminal_.say(fmt::format("pace    model '{}' {}", model, shortened(news.text, 200)),
                is_good ? Colour::quiet : Colour::warn);
}

void RunScreen::model_stopped(const std::string& model, const Failure& failure) {
  const bool has_answer = failure.status != 0;
  terminal_.say(
      fmt::format("sightline: error: model '{}' {}: {}; nothing more is sent to it", model,
                  has_answer ? fmt::format("answered {}", failure.status) : "does not answer", failure.message),
      Colour::bad);
}

void RunScreen::run_stopping(const std::string& why) {
  terminal_.say(fmt::format("sightline: stopping: {}", why), Colour::warn);
}

}  // namespace sightline
