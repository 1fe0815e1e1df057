// `sightline serve` as users run it, against clients that mean it no good: the next one is served, and it ends when it
// is told to.

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <thread>

#include "fakes/raw_client.h"

namespace fs = std::filesystem;
using sightline::fakes::RawClient;

namespace {

constexpr std::chrono::seconds kPatience{20};

/// Asks again and again until `done` says so; false where it does not in time.
template <typename Done>
bool comes_true(const Done& done) {
  for (const auto end = std::chrono::steady_clock::now() + kPatience; std::chrono::steady_clock::now() < end;) {
    if (done()) return true;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  return false;
}

/// The real program, serving the committed fixtures to more clients than any of these tests has at a time.
class Served {
 public:
  Served() {
    std::string name = (fs::temp_directory_path() / "sightline-served-XXXXXX").string();
    if (!::mkdtemp(name.data())) throw std::runtime_error("no temporary folder");
    folder_ = name;
    child_ = ::fork();
    if (child_ == 0) run(folder_ + "/port");
    const bool listens = comes_true([&] {
      std::ifstream(folder_ + "/port") >> port_;
      return port_ != 0;
    });
    if (!listens) throw std::runtime_error("the program does not listen");
  }
  ~Served() {
    if (code_ == kRuns) {
      ::kill(child_, SIGKILL);
      ::waitpid(child_, nullptr, 0);
    }
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;
  std::uint16_t port() const { return port_; }

  /// How it ends when it is told to: its exit code, or -1 where it does not, or crashed.
  int end() {
    ::kill(child_, SIGTERM);
    int status = 0;
    if (!comes_true([&] { return ::waitpid(child_, &status, WNOHANG) == child_; })) return -1;
    code_ = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return code_;
  }

 private:
  [[noreturn]] static void run(const std::string& port_file) {
    const int null = ::open("/dev/null", O_RDWR);
    for (const int fd : {0, 1, 2}) ::dup2(null, fd);
    ::execl(SIGHTLINE_BINARY, SIGHTLINE_BINARY, "serve", SIGHTLINE_SOURCE_DIR "/fixtures", "--port-file",
            port_file.c_str(), "--connections", "512", nullptr);
    ::_exit(127);
  }

  static constexpr int kRuns = -2;
  std::string folder_;
  pid_t child_ = -1;
  std::uint16_t port_ = 0;
  int code_ = kRuns;
};

/// The first line of the answer to a good request of a new client.
std::string next_client(const Served& served) {
  RawClient client(served.port());
  client.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n");
  const std::string answer = client.answer();
  return answer.substr(0, answer.find("\r\n"));
}

constexpr const char* kServed = "HTTP/1.1 200 OK";
constexpr std::string_view kPost = "POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\n";

}  // namespace

TEST_CASE("What is no HTTP does not stop the served fixtures") {
  Served served;
  const std::string post(kPost);
  for (const std::string& sent :
       {std::string("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11), std::string(200'000, 'A'),
        std::string("GET\r\n\r\n"), std::string("GET / HTTP/9.9\r\n\r\n"),
        "GET /" + std::string(20'000, 'a') + " HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\r\nX: " + std::string(200'000, 'x') + "\r\n\r\n", post + "Content-Length: -1\r\n\r\n{}",
        post + "Content-Length: 2\r\nContent-Length: 7\r\n\r\n{}",
        post + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}\r\n", post + "Content-Length: 9\r\n\r\n{}"}) {
    CAPTURE(sent.substr(0, 80));
    RawClient client(served.port());
    client.send(sent);
    client.finish();
    const std::string answer = client.rest();
    CHECK((answer.empty() || answer.starts_with("HTTP/1.1 ")));
    CHECK(next_client(served) == kServed);
  }
  CHECK(served.end() == 0);
}

TEST_CASE("A request past the served size is refused, and the next one served") {
  Served served;
  RawClient announcing(served.port());
  announcing.send(std::string(kPost) + "Content-Length: 99999999999\r\n\r\n{");
  CHECK(announcing.answer().starts_with("HTTP/1.1 413 "));
  CHECK(next_client(served) == kServed);
  RawClient sending(served.port());
  sending.send(std::string(kPost) + "Transfer-Encoding: chunked\r\n\r\n");
  const std::string chunk = "100000\r\n" + std::string(1u << 20, ' ') + "\r\n";
  for (int i = 0; i < 66; ++i) sending.send(chunk);
  CHECK(sending.answer().starts_with("HTTP/1.1 413 "));
  CHECK(next_client(served) == kServed);
  CHECK(served.end() == 0);
}

TEST_CASE("Clients that come and go by thousands do not stop the served fixtures") {
  Served served;
  for (int i = 0; i < 2'000; ++i) {
    RawClient client(served.port());
    if (i % 2 == 0) client.send(std::string(kPost) + "Content-Length: 100\r\n\r\n{\"model\"");
  }
  CHECK(next_client(served) == kServed);
  CHECK(served.end() == 0);
}

TEST_CASE("Clients that never end their requests keep nobody waiting, and the served fixtures not running") {
  Served served;
  std::vector<std::unique_ptr<RawClient>> slow;
  for (int i = 0; i < 200; ++i) {
    slow.push_back(std::make_unique<RawClient>(served.port()));
    slow.back()->send(i % 2 == 0 ? "GET /healthz HT" : std::string(kPost) + "Content-Length: 50\r\n\r\n{");
  }
  CHECK(next_client(served) == kServed);
  CHECK(served.end() == 0);
}
