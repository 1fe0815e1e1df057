#pragma once

#include <atomic>
#include <catch2/catch.hpp>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stdexcept>
#include <string>

#include "http/curl_transport.h"
#include "mock.h"
#include "mock/proxy.h"
#include "server/server.h"

namespace sightline::mock_tests {

/// Holds threads up until it is opened, for twenty seconds at most.
class Gate {
 public:
  ~Gate() { open(); }
  void open() {
    const std::lock_guard lock(mutex_);
    is_open_ = true;
    changed_.notify_all();
  }
  bool wait() {
    std::unique_lock lock(mutex_);
    return changed_.wait_for(lock, std::chrono::seconds(20), [this] { return is_open_; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_open_ = false;
};

/// An upstream that answers as it is told, and remembers what it was asked.
class Upstream {
 public:
  explicit Upstream(std::function<ServerResponse(int number)> answer)
      : answer_(std::move(answer)), server_({}, [this](ServerRequest& request) { return handle(request); }) {
    if (!server_.start()) throw std::runtime_error("not started");
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(server_.port()) + "/v1"; }
  int count() const { return count_; }
  std::string last_body() {
    const std::lock_guard lock(mutex_);
    return body_;
  }
  std::string last_header(const std::string& name) {
    const std::lock_guard lock(mutex_);
    for (const Header& header : headers_) {
      if (header.name == name) return header.value;
    }
    return "none";
  }
  std::string last_target() {
    const std::lock_guard lock(mutex_);
    return target_;
  }

 private:
  ServerResponse handle(ServerRequest& request) {
    std::string body;
    request.read_body([&](std::string_view piece) {
      body += piece;
      return true;
    });
    {
      const std::lock_guard lock(mutex_);
      body_ = std::move(body);
      headers_ = request.headers();
      target_ = request.target();
    }
    return answer_(count_++);
  }

  std::mutex mutex_;
  std::string body_;
  std::vector<Header> headers_;
  std::string target_;
  std::atomic<int> count_ = 0;
  std::function<ServerResponse(int)> answer_;
  HttpServer server_;
};

inline ServerResponse json(std::string body, int status = 200) {
  ServerResponse response;
  response.status = status;
  response.headers = {{"content-type", "application/json"}, {"set-cookie", "a=b"}, {"x-request-id", "up-1"}};
  response.body = std::move(body);
  return response;
}

/// A server that records what `upstream` answers.
class Recording {
 public:
  explicit Recording(const std::string& upstream, RecordingProxy::Options options = {}) : library(files, "/fixtures") {
    options.upstream = upstream;
    options.today = "2026-11-20";
    options.on_trouble = [this](const Errors& errors) {
      const std::lock_guard lock(mutex);
      trouble += errors.front().message;
    };
    auto made = RecordingProxy::make(library, *transport, std::move(options));
    if (!made) throw std::runtime_error(made.error().front().message);
    proxy = *std::move(made);
    server = std::make_unique<MockServer>(library, MockOptions{}, proxy.get());
    if (!server->start()) throw std::runtime_error("not started");
  }
  std::string told() {
    const std::lock_guard lock(mutex);
    return trouble;
  }

  // Written by the proxy's thread, so that they go after it.
  std::mutex mutex;
  std::string trouble;
  fakes::MemoryFiles files;
  Library library;
  std::unique_ptr<Transport> transport = make_curl_transport({.max_connections_per_host = 16, .ca_file = ""});
  std::unique_ptr<RecordingProxy> proxy;
  std::unique_ptr<MockServer> server;
};

/// What a fresh server gives of the files that were written.
inline std::string replayed_from(fakes::MemoryFiles& files, const std::string& request) {
  Library library(files, "/fixtures");
  const Errors errors = library.load();
  INFO(render(errors));
  CHECK(errors.empty());
  MockServer server(library, {});
  REQUIRE(server.start());
  return asked(server, request);
}

}  // namespace sightline::mock_tests
