#include "load.h"

#include <algorithm>
#include <memory>
#include <stdexcept>

#include "load_connection.h"

namespace sightline::bench {

namespace {

using Clock = std::chrono::steady_clock;

class Driver {
 public:
  explicit Driver(const Load& load) : load_(load) {
    for (unsigned i = 0; i < load.connections; ++i) {
      clients_.push_back(std::make_unique<LoadConnection>(load.port));
      poll_.add(*clients_.back());
    }
  }

  LoadFigures run() {
    const auto begin = Clock::now();
    end_ = begin + load_.time;
    for (const auto& client : clients_) next(*client);
    while (busy_ > 0) {
      if (Clock::now() > end_ + std::chrono::seconds(10)) throw std::runtime_error("the server does not answer");
      poll_.wait(100, [&](LoadConnection& client) { serve(client); });
    }
    figures_.seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    return figures_;
  }

 private:
  void next(LoadConnection& client) {
    client.answer.reset();
    client.unsent = load_.requests[sent_++ % load_.requests.size()];
    figures_.sent_mb += static_cast<double>(client.unsent.size()) / 1e6;
    client.send();
    busy_ += 1;
  }

  void serve(LoadConnection& client) {
    client.send();
    while (client.receive(buffer_)) {
      if (!client.answer.is_whole()) continue;
      if (client.answer.status() != 200) throw std::runtime_error("an answer is not 200: " + client.answer.body());
      busy_ -= 1;
      figures_.answers += 1;
      if (Clock::now() >= end_) return;
      next(client);
      // A full buffer would mean that there is more, and what was asked just now cannot have come.
      return;
    }
  }

  const Load& load_;
  LoadPoll poll_;
  std::vector<std::unique_ptr<LoadConnection>> clients_;
  std::string buffer_;
  Clock::time_point end_;
  std::uint64_t sent_ = 0;
  unsigned busy_ = 0;
  LoadFigures figures_;
};

}  // namespace

LoadFigures drive(const Load& load) {
  return Driver(load).run();
}

std::string fetch(std::uint16_t port, const std::string& request) {
  LoadConnection client(port);
  LoadPoll poll;
  poll.add(client);
  client.unsent = request;
  std::string buffer;
  const auto end = Clock::now() + std::chrono::seconds(10);
  while (!client.answer.is_whole()) {
    if (Clock::now() > end) throw std::runtime_error("the server does not answer");
    poll.wait(100, [&](LoadConnection& ready) {
      ready.send();
      while (!ready.answer.is_whole() && ready.receive(buffer)) {
      }
    });
  }
  return client.answer.status() == 200 ? client.answer.body() : "";
}

}  // namespace sightline::bench
