#include "process/program.h"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "base/text.h"
#include "process/sigpipe_shield.h"
#include "process/spawn.h"

namespace sightline {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// How long to wait for bytes before looking whether the program is there still: a process that it left behind may hold
/// its pipes open.
constexpr milliseconds kLook{20};

class RunningProgram {
 public:
  RunningProgram(Child child, std::string_view input, const ProgramLimits& limits)
      : child_(std::move(child)), input_(input), limits_(limits), deadline_(steady_clock::now() + limits.time) {
    if (input_.empty()) child_.input.close();
  }
  ~RunningProgram() {
    if (child_.id != 0) kill_and_reap(child_.id);
  }
  RunningProgram(const RunningProgram&) = delete;
  RunningProgram& operator=(const RunningProgram&) = delete;

  ProgramResult result() {
    const SigpipeShield shield;
    while (result_.ending == ProgramResult::Ending::exited && !ended_) step();
    finish();
    return std::move(result_);
  }

 private:
  bool is_open(const Descriptor& pipe) const { return pipe.number() >= 0; }

  /// One wait, and what it brought.
  void step() {
    const auto left = std::chrono::ceil<milliseconds>(deadline_ - steady_clock::now());
    if (left <= milliseconds(0)) {
      result_.ending = ProgramResult::Ending::out_of_time;
      return;
    }
    // A closed pipe is -1, which poll() passes over.
    std::array<pollfd, 3> waits{{{child_.output.number(), POLLIN, 0},
                                 {child_.errors.number(), POLLIN, 0},
                                 {child_.input.number(), POLLOUT, 0}}};
    const bool all_closed = !is_open(child_.output) && !is_open(child_.errors);
    const milliseconds longest = all_closed ? milliseconds(1) : kLook;
    const int ready = poll(waits.data(), waits.size(), static_cast<int>(std::min(left, longest).count()));
    if (ready > 0) {
      if (waits[0].revents != 0) read_output();
      if (waits[1].revents != 0) read_errors();
      if (waits[2].revents != 0) write_input();
    }
    if ((ready == 0 || all_closed) && has_ended(child_.id)) ended_ = true;
  }

  void write_input() {
    const ssize_t count = write(child_.input.number(), input_.data(), input_.size());
    if (count >= 0) input_.remove_prefix(static_cast<std::size_t>(count));
    const bool reads_no_more = count < 0 && errno != EAGAIN && errno != EINTR;
    if (input_.empty() || reads_no_more) child_.input.close();
  }

  void read_output() {
    const std::string_view bytes = read_some(child_.output);
    const std::size_t room = limits_.output_bytes - result_.output.size();
    result_.output.append(bytes.substr(0, room));
    if (bytes.size() > room) result_.ending = ProgramResult::Ending::too_much_output;
  }

  void read_errors() {
    const std::string_view bytes = read_some(child_.errors);
    result_.errors.append(bytes.substr(0, limits_.errors_bytes - result_.errors.size()));
  }

  /// What a pipe holds now. Closes it at its end.
  std::string_view read_some(Descriptor& pipe) {
    const ssize_t count = read(pipe.number(), buffer_.data(), buffer_.size());
    if (count > 0) return {buffer_.data(), static_cast<std::size_t>(count)};
    if (count == 0 || (errno != EAGAIN && errno != EINTR)) pipe.close();
    return {};
  }

  void finish() {
    const int status = kill_and_reap(std::exchange(child_.id, 0));
    if (result_.ending != ProgramResult::Ending::exited) return;
    result_.how = ending_text(status);
    if (WIFEXITED(status)) {
      result_.exit_code = WEXITSTATUS(status);
    } else {
      result_.ending = ProgramResult::Ending::killed;
    }
  }

  Child child_;
  std::string_view input_;
  const ProgramLimits& limits_;
  const steady_clock::time_point deadline_;
  bool ended_ = false;
  ProgramResult result_;
  std::array<char, 65536> buffer_{};
};

bool may_run(const std::string& path) {
  return access(path.c_str(), X_OK) == 0;
}

}  // namespace

Expected<ProgramResult> run_to_end(const ProcessOptions& options, std::string_view input, const ProgramLimits& limits) {
  ProcessOptions piped = options;
  piped.wants_errors = true;
  Expected<Child> child = spawn(piped);
  if (!child) return tl::unexpected<Errors>(std::move(child.error()));
  return RunningProgram(std::move(*child), input, limits).result();
}

std::string program_path(const std::string& name, std::string_view path) {
  if (name.find('/') != std::string::npos) return may_run(name) ? name : "";
  for (const std::string_view folder : split(path, ':')) {
    std::string candidate = std::string(folder.empty() ? "." : folder) + "/" + name;
    if (!name.empty() && may_run(candidate)) return candidate;
  }
  return "";
}

}  // namespace sightline
