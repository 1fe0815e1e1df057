#include "measured.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <stdexcept>

namespace sightline::bench {

Measured run_once(const std::vector<std::string>& command, const std::string& folder) {
  const auto begin = std::chrono::steady_clock::now();
  const pid_t child = ::fork();
  if (child == 0) {
    const int null = ::open("/dev/null", O_RDWR);
    for (int fd : {0, 1, 2}) ::dup2(null, fd);
    if (::chdir(folder.c_str()) != 0) ::_exit(127);
    std::vector<char*> arguments;
    for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
  }
  int status = 0;
  rusage usage{};
  if (::wait4(child, &status, 0, &usage) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    throw std::runtime_error(fmt::format("'{}' in {} ended with status {}", fmt::join(command, " "), folder, status));
  }
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return {.wall_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count(),
          .cpu_s = seconds(usage.ru_utime) + seconds(usage.ru_stime),
          .peak_mb = static_cast<double>(usage.ru_maxrss) / 1024};
}

void do_apart(const std::function<void()>& work) {
  const pid_t child = ::fork();
  if (child == 0) {
    try {
      work();
      ::_exit(0);
    } catch (const std::exception& error) {
      fmt::print(stderr, "{}\n", error.what());
      ::_exit(1);
    }
  }
  int status = 0;
  if (::waitpid(child, &status, 0) != child || status != 0)
    throw std::runtime_error("what was to be done apart failed");
}

Measured median(std::vector<Measured> runs) {
  const auto middle = [&](double Measured::*figure) {
    std::ranges::sort(runs, {}, figure);
    return runs[runs.size() / 2].*figure;
  };
  return {
      .wall_s = middle(&Measured::wall_s), .cpu_s = middle(&Measured::cpu_s), .peak_mb = middle(&Measured::peak_mb)};
}

Measured measure(const std::vector<std::string>& command, const std::string& folder, unsigned runs) {
  run_once(command, folder);
  std::vector<Measured> all;
  for (unsigned i = 0; i < runs; ++i) all.push_back(run_once(command, folder));
  return median(std::move(all));
}

}  // namespace sightline::bench
