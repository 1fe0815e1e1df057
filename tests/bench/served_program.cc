#include "served_program.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace sightline::bench {

namespace {

using Clock = std::chrono::steady_clock;

pid_t spawn(const std::vector<std::string>& command, const std::string& log) {
  const pid_t child = ::fork();
  if (child != 0) return child;
  ::dup2(::open("/dev/null", O_RDONLY), 0);
  const int said = ::open(log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  for (const int fd : {1, 2}) ::dup2(said, fd);
  std::vector<char*> arguments;
  for (const std::string& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  ::execv(arguments[0], arguments.data());
  ::_exit(127);
}

std::string whole_file(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

/// True where the program ended within `limit`.
bool ends_within(pid_t child, std::chrono::seconds limit) {
  for (const auto end = Clock::now() + limit; Clock::now() < end;) {
    if (::waitpid(child, nullptr, WNOHANG) != 0) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return false;
}

/// Calls `use(socket, address)` with a socket of its own and the address of a port of 127.0.0.1.
template <typename Use>
auto with_socket(std::uint16_t port, const Use& use) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const auto result = use(socket, reinterpret_cast<sockaddr*>(&address));
  ::close(socket);
  return result;
}

bool is_listened_on(std::uint16_t port) {
  return with_socket(
      port, [](int socket, sockaddr* address) { return ::connect(socket, address, sizeof(sockaddr_in)) == 0; });
}

}  // namespace

std::uint16_t free_port() {
  return with_socket(0, [](int socket, sockaddr* address) {
    socklen_t size = sizeof(sockaddr_in);
    if (::bind(socket, address, size) != 0 || ::getsockname(socket, address, &size) != 0) {
      throw std::runtime_error("no free port");
    }
    return ntohs(reinterpret_cast<sockaddr_in*>(address)->sin_port);
  });
}

ServedProgram::ServedProgram(const std::vector<std::string>& command, const std::string& port_file) {
  ::unlink(port_file.c_str());
  start(command, port_file + ".log", [&] {
    std::uint16_t port = 0;
    std::ifstream(port_file) >> port;
    return port;
  });
}

ServedProgram::ServedProgram(const std::vector<std::string>& command, std::uint16_t port, const std::string& log) {
  start(command, log, [&] { return is_listened_on(port) ? port : std::uint16_t{0}; });
}

void ServedProgram::start(const std::vector<std::string>& command, const std::string& log,
                          const std::function<std::uint16_t()>& listening_port) {
  child_ = spawn(command, log);
  for (const auto end = Clock::now() + std::chrono::seconds(20); Clock::now() < end && port_ == 0;) {
    port_ = listening_port();
    if (::waitpid(child_, nullptr, WNOHANG) != 0) {
      throw std::runtime_error(command.front() + " does not start: " + whole_file(log));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  if (port_ != 0) return;
  end();
  throw std::runtime_error(command.front() + " does not listen");
}

ServedProgram::~ServedProgram() {
  end();
}

void ServedProgram::end() {
  ::kill(child_, SIGTERM);
  if (ends_within(child_, std::chrono::seconds(5))) return;
  ::kill(child_, SIGKILL);
  ::waitpid(child_, nullptr, 0);
}

double ServedProgram::peak_mb() const {
  std::ifstream status(fmt::format("/proc/{}/status", child_));
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) / 1024;
  }
  return 0;
}

double ServedProgram::cpu_s() const {
  std::string text;
  std::getline(std::ifstream(fmt::format("/proc/{}/stat", child_)), text);
  // Behind the name, which may hold anything, stand eleven fields that are not asked for.
  std::istringstream fields(text.substr(text.rfind(')') + 1));
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;
  double user = 0;
  double system = 0;
  fields >> user >> system;
  return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

Steal Steal::now() {
  std::ifstream stat("/proc/stat");
  std::string name;
  stat >> name;
  Steal steal;
  std::uint64_t ticks = 0;
  // user nice system idle iowait irq softirq steal
  for (int i = 0; i < 8 && stat >> ticks; ++i) {
    steal.all += ticks;
    if (i == 7) steal.stolen = ticks;
  }
  return steal;
}

double Steal::percent_since(const Steal& before) const {
  const auto passed = static_cast<double>(all - before.all);
  return passed == 0 ? 0 : 100 * static_cast<double>(stolen - before.stolen) / passed;
}

}  // namespace sightline::bench
