#include "process/process.h"

#include <fmt/format.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "base/duration.h"
#include "base/text.h"
#include "process/sigpipe_shield.h"
#include "process/spawn.h"

namespace sightline {
namespace {

class PipedProcess final : public LineProcess {
 public:
  PipedProcess(Child child, const ProcessOptions& options)
      : child_(std::move(child)), name_(quoted(options.arguments[0])), max_line_bytes_(options.max_line_bytes) {}
  ~PipedProcess() override { end(); }
  PipedProcess(const PipedProcess&) = delete;
  PipedProcess& operator=(const PipedProcess&) = delete;

  Expected<std::string> ask(std::string_view line, std::chrono::milliseconds limit) override;
  Trouble trouble() const override { return trouble_; }

 private:
  using Instant = std::chrono::steady_clock::time_point;
  enum class Step { more, done, failed };

  Step talk_until(Instant deadline);
  Step read_some();
  void write_some();
  Step check_answer();
  void fail(Trouble trouble, std::string message);
  void fail_ended();
  void end();

  Child child_;
  std::string name_;
  std::size_t max_line_bytes_;
  std::string request_;
  std::size_t written_ = 0;
  std::string answer_;
  Trouble trouble_ = Trouble::none;
  std::string message_;
};

Expected<std::string> PipedProcess::ask(std::string_view line, std::chrono::milliseconds limit) {
  if (child_.id == 0) return failure(fmt::format("{} is not running any more", name_));
  const Instant deadline = std::chrono::steady_clock::now() + limit;
  request_.clear();
  answer_.clear();
  if (read_some() == Step::more && !answer_.empty()) {
    fail(Trouble::output, fmt::format("{} wrote {} without being asked", name_, quoted(answer_, 40)));
  }
  if (child_.id == 0) return failure(message_);
  request_.assign(line);
  request_ += '\n';
  written_ = 0;
  const SigpipeShield shield;
  Step step = Step::more;
  while (step == Step::more) step = talk_until(deadline);
  if (step == Step::failed) {
    if (trouble_ == Trouble::time) message_ += " within " + duration_text(limit);
    return failure(message_);
  }
  answer_.pop_back();
  return std::move(answer_);
}

/// One wait and what it brought. Reading goes on while the request is written: neither side may block the other.
PipedProcess::Step PipedProcess::talk_until(Instant deadline) {
  using std::chrono::milliseconds;
  const auto left = std::chrono::ceil<milliseconds>(deadline - std::chrono::steady_clock::now());
  if (left <= milliseconds(0)) {
    fail(Trouble::time, fmt::format("{} did not answer", name_));
    return Step::failed;
  }
  const bool writing = written_ < request_.size();
  std::array<pollfd, 2> waits{{{child_.output.number(), POLLIN, 0}, {child_.input.number(), POLLOUT, 0}}};
  constexpr milliseconds kLongestWait{60'000};
  if (poll(waits.data(), writing ? 2 : 1, static_cast<int>(std::min(left, kLongestWait).count())) <= 0)
    return Step::more;
  if (writing && waits[1].revents != 0) write_some();
  return waits[0].revents != 0 ? read_some() : Step::more;
}

void PipedProcess::write_some() {
  const ssize_t count = write(child_.input.number(), request_.data() + written_, request_.size() - written_);
  if (count >= 0) {
    written_ += static_cast<std::size_t>(count);
  } else if (errno != EAGAIN && errno != EINTR) {
    // It reads no more; whether it still answers, or has ended, its output tells.
    written_ = request_.size();
  }
}

PipedProcess::Step PipedProcess::read_some() {
  std::array<char, 65536> bytes;
  const ssize_t count = read(child_.output.number(), bytes.data(), bytes.size());
  if (count > 0) {
    answer_.append(bytes.data(), static_cast<std::size_t>(count));
    return check_answer();
  }
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return Step::more;
  fail_ended();
  return Step::failed;
}

PipedProcess::Step PipedProcess::check_answer() {
  if (request_.empty()) return Step::more;
  const std::size_t line_end = std::min(answer_.find('\n'), answer_.size());
  if (line_end > max_line_bytes_) {
    fail(Trouble::output, fmt::format("{} wrote a line of more than {} bytes", name_, max_line_bytes_));
    return Step::failed;
  }
  if (line_end == answer_.size()) return Step::more;
  if (line_end + 1 == answer_.size()) return Step::done;
  fail(Trouble::output, fmt::format("{} wrote more than the one line it was asked for", name_));
  return Step::failed;
}

void PipedProcess::fail(Trouble trouble, std::string message) {
  trouble_ = trouble;
  message_ = std::move(message);
  end();
}

void PipedProcess::fail_ended() {
  const int status = reap(std::exchange(child_.id, 0));
  fail(Trouble::ended, fmt::format("{} ended without an answer ({})", name_, ending_text(status)));
}

void PipedProcess::end() {
  if (child_.id != 0) kill_and_reap(std::exchange(child_.id, 0));
  child_.input.close();
  child_.output.close();
}

}  // namespace

Expected<std::unique_ptr<LineProcess>> LineProcess::start(const ProcessOptions& options) {
  Expected<Child> child = spawn(options);
  if (!child) return tl::unexpected<Errors>(std::move(child.error()));
  return std::make_unique<PipedProcess>(std::move(*child), options);
}

}  // namespace sightline
