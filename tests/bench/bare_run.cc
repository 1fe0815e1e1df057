// What whole runs cannot be faster than: a bare libcurl client and a bare cpp-httplib server in one process, which
// sends back what it gets. No suite, no recordings, no keys, no judging, no log. Usage: bare_run REQUESTS CONCURRENCY

#include <curl/curl.h>
#include <fmt/format.h>
#include <httplib.h>
#include <sys/socket.h>

#include <charconv>
#include <cstdio>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

/// As long as a small request of an API: 662 bytes.
const std::string kBody =
    R"({"model":"bench/model","messages":[{"role":"user","content":")" + std::string(600, 'x') + R"("}]})";

void check(bool good, const char* what) {
  if (!good) throw std::runtime_error(what);
}

class EchoServer {
 public:
  EchoServer() {
    int listening = -1;
    server_.set_tcp_nodelay(true);
    server_.set_socket_options([&](socket_t socket) { listening = socket; });
    server_.set_keep_alive_max_count(100'000'000);
    server_.set_keep_alive_timeout(1);
    server_.new_task_queue = [] { return new httplib::ThreadPool(64); };
    server_.Post("/v1/chat/completions", [](const httplib::Request& request, httplib::Response& response) {
      response.set_content(request.body, "application/json");
    });
    port_ = server_.bind_to_any_port("127.0.0.1");
    check(port_ > 0, "no port");
    ::listen(listening, 512);
    thread_ = std::thread([this] { server_.listen_after_bind(); });
  }
  ~EchoServer() {
    server_.stop();
    thread_.join();
  }
  EchoServer(const EchoServer&) = delete;
  EchoServer& operator=(const EchoServer&) = delete;

  std::string url() const { return fmt::format("http://127.0.0.1:{}/v1/chat/completions", port_); }

 private:
  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
};

std::size_t count_bytes(char*, std::size_t size, std::size_t count, void* total) {
  *static_cast<std::size_t*>(total) += size * count;
  return size * count;
}

/// A client that keeps `concurrency` requests under way.
class Client {
 public:
  Client(const std::string& url, std::size_t concurrency) : multi_(curl_multi_init()) {
    check(multi_ != nullptr, "no memory");
    headers_ = curl_slist_append(headers_, "Content-Type: application/json");
    headers_ = curl_slist_append(headers_, "Expect:");
    for (std::size_t i = 0; i < concurrency; ++i) easies_.push_back(made_easy(url));
  }
  ~Client() {
    for (CURL* easy : easies_) {
      curl_multi_remove_handle(multi_, easy);
      curl_easy_cleanup(easy);
    }
    curl_multi_cleanup(multi_);
    curl_slist_free_all(headers_);
  }
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  void send(std::size_t requests) {
    std::size_t begun = 0;
    for (; begun < std::min(requests, easies_.size()); ++begun) curl_multi_add_handle(multi_, easies_[begun]);
    for (std::size_t ended = 0; ended < requests;) {
      int running = 0;
      curl_multi_perform(multi_, &running);
      int left = 0;
      while (const CURLMsg* message = curl_multi_info_read(multi_, &left)) {
        check(message->data.result == CURLE_OK, "a request failed");
        CURL* easy = message->easy_handle;
        ++ended;
        curl_multi_remove_handle(multi_, easy);
        if (begun < requests) {
          ++begun;
          curl_multi_add_handle(multi_, easy);
        }
      }
      if (ended < requests) curl_multi_poll(multi_, nullptr, 0, 1000, nullptr);
    }
    check(received_ == requests * kBody.size(), "the server sent something else");
  }

 private:
  CURL* made_easy(const std::string& url) {
    CURL* easy = curl_easy_init();
    check(easy != nullptr, "no memory");
    curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
    curl_easy_setopt(easy, CURLOPT_PROXY, "");
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers_);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, kBody.c_str());
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE, static_cast<long>(kBody.size()));
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, count_bytes);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &received_);
    return easy;
  }

  CURLM* multi_;
  curl_slist* headers_ = nullptr;
  std::vector<CURL*> easies_;
  std::size_t received_ = 0;
};

std::size_t number(std::string_view text) {
  std::size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  check(error == std::errc{} && end == text.data() + text.size() && value > 0, "usage: bare_run REQUESTS CONCURRENCY");
  return value;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    check(argc == 3, "usage: bare_run REQUESTS CONCURRENCY");
    curl_global_init(CURL_GLOBAL_DEFAULT);
    const EchoServer server;
    Client(server.url(), number(argv[2])).send(number(argv[1]));
    return 0;
  } catch (const std::exception& error) {
    fmt::print(stderr, "bare_run: {}\n", error.what());
    return 1;
  }
}
