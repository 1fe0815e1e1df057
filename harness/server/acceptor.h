#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>

namespace sightline {

/// Accepts connections in a thread of its own, whatever happens to them.
class Acceptor {
 public:
  /// `take` gets each accepted socket. `make_room` is called where the process can open no more files.
  Acceptor(std::function<void(int socket)> take, std::function<void()> make_room)
      : take_(std::move(take)), make_room_(std::move(make_room)) {}
  ~Acceptor() { stop(); }
  /// Accepts from a socket that listens, and owns it. To be called once.
  void start(int listening);
  /// Nothing is accepted, and nobody can connect, once this returns.
  void stop();

 private:
  void run();

  std::function<void(int socket)> take_;
  std::function<void()> make_room_;
  int listening_ = -1;
  std::atomic<bool> stopping_ = false;
  std::once_flag stopped_;
  std::thread thread_;
};

}  // namespace sightline
