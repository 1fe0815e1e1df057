#include "view/followed_run.h"

#include <fmt/format.h>

#include "sse/sse.h"
#include "view/file_state.h"

namespace sightline {
namespace {

/// How often a run's lock is looked at: each look holds it for a moment.
constexpr std::chrono::seconds kBetweenStates{1};
/// Looks that bring nothing until a comment tells that the stream lives.
constexpr unsigned kQuietLooks = 40;
/// For a client that lost the stream.
constexpr std::string_view kRetry = "retry: 1000\n\n";

}  // namespace

std::unique_ptr<FollowerPlace> FollowerPlace::take(std::shared_ptr<std::atomic<unsigned>> taken, unsigned most) {
  if (taken->fetch_add(1) < most) return std::unique_ptr<FollowerPlace>(new FollowerPlace(std::move(taken)));
  *taken -= 1;
  return nullptr;
}

FollowedRun::FollowedRun(const Files& files, Options options, std::shared_ptr<StopFlag> stop,
                         std::unique_ptr<FollowerPlace> place)
    : options_(std::move(options)),
      stop_(std::move(stop)),
      place_(std::move(place)),
      tail_(files, options_.folder + "/run.jsonl") {}

std::string FollowedRun::state() {
  const auto now = std::chrono::steady_clock::now();
  if (!state_.empty() && now - asked_ < kBetweenStates) return state_;
  asked_ = now;
  // After the footer a run still writes what stands beside its log.
  if (tail_.has_footer()) return is_locked(options_.folder) ? "running" : "ended";
  return is_being_written(options_.folder) ? "running" : "stopped";
}

std::string FollowedRun::event() {
  quiet_ = tail_.look() ? 0 : quiet_ + 1;
  state_ = state();
  return fmt::format("id: {}\nevent: progress\n", tail_.bytes()) +
         sse_frame(fmt::format(R"({{"state":"{}","results":{},"planned":{},"bytes":{}}})", state_, tail_.results(),
                               options_.planned, tail_.bytes()));
}

BodySource::Next FollowedRun::next(std::string& piece) {
  if (last_.empty()) {
    last_ = event();
    piece = std::string(kRetry) + last_;
  } else {
    if (stop_->wait_for(options_.look)) return Next::end;
    const std::string now = event();
    if (now != last_) piece = last_ = now;
    if (piece.empty() && quiet_ % kQuietLooks == kQuietLooks - 1) piece = ":\n\n";
  }
  return state_ == "ended" ? Next::end : Next::piece;
}

}  // namespace sightline
