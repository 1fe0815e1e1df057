#pragma once

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>

namespace sightline {

/// Accepts connections in a thread of its own, whatever happens to them.
class Acceptor {
 public:
  /// `take` gets each accepted socket. `make_room` is called where the process can open no more files. `press_on` is
  /// called after each connection, and once a second from then on until it gives false or the next one comes.
  Acceptor(std::function<void(int socket)> take, std::function<void()> make_room, std::function<bool()> press_on)
      : take_(std::move(take)), make_room_(std::move(make_room)), press_on_(std::move(press_on)) {}
  ~Acceptor() { stop(); }
  /// Accepts from a socket that listens, and owns it. To be called once.
  void start(int listening);
  /// Nothing is accepted, and nobody can connect, once this returns.
  void stop();

 private:
  void run();
  void wait() const;

  std::function<void(int socket)> take_;
  std::function<void()> make_room_;
  std::function<bool()> press_on_;
  int listening_ = -1;
  std::atomic<bool> stopping_ = false;
  std::once_flag stopped_;
  std::thread thread_;
};

}  // namespace sightline
