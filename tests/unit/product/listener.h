#pragma once

#include <atomic>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>

namespace sightline::product_tests {

/// A port of 127.0.0.1 that notes who connects and what is sent to it, and gives one answer to every request.
class Listener {
 public:
  /// Without an answer it hangs up.
  explicit Listener(std::string answer = "");
  ~Listener();
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  std::uint16_t port() const { return port_; }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  unsigned connections() const { return connections_; }
  /// All that was sent to it.
  std::string heard() const;

 private:
  void serve(int connection);
  std::string answer_;
  int socket_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<unsigned> connections_ = 0;
  mutable std::mutex mutex_;
  std::string heard_;
  std::thread thread_;
};

/// "HTTP/1.1 200 OK" with a body of JSON and its length.
std::string json_answer(const std::string& body);
/// The answer of a model that says `text`, which stands in JSON as it is.
std::string completion(const std::string& text);

}  // namespace sightline::product_tests
