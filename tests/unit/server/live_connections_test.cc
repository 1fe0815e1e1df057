#include "server/live_connections.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>

namespace sightline {
namespace {

using State = LiveConnections::State;

struct Pair {
  Pair() { ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends); }
  ~Pair() {
    for (const int end : ends) ::close(end);
  }
  bool ended() const {
    char byte = 0;
    return ::recv(ends[0], &byte, 1, MSG_DONTWAIT) == 0;
  }
  /// True where both directions have ended.
  bool is_over() const {
    pollfd asked{ends[0], 0, 0};
    return ::poll(&asked, 1, 0) > 0;
  }
  int ends[2];
};

TEST_CASE("room is made by those that have come least far, the longest waiting first") {
  const Pair sockets[5];
  LiveConnections live;
  LiveConnections::Entry answered(sockets[0].ends[0]);
  LiveConnections::Entry sending(sockets[1].ends[0]);
  LiveConnections::Entry asking(sockets[2].ends[0]);
  LiveConnections::Entry older(sockets[3].ends[0]);
  LiveConnections::Entry newer(sockets[4].ends[0]);
  live.make_room();
  for (LiveConnections::Entry* entry : {&answered, &sending, &asking, &newer, &older}) REQUIRE(live.enter(*entry));
  live.make_room();
  answered.set(State::answering);
  sending.set(State::body);
  asking.set(State::head);
  older.set(State::idle);
  newer.set(State::idle);
  // In this order, and each once, though none has left yet.
  for (const int next : {3, 4, 2, 1}) {
    CHECK_FALSE(sockets[next].ended());
    live.make_room();
    CHECK(sockets[next].ended());
  }
  live.make_room();
  CHECK_FALSE(sockets[0].ended());
}

TEST_CASE("room is made first by answers that wait for clients that have ended") {
  const Pair sockets[4];
  LiveConnections live;
  LiveConnections::Entry idle(sockets[0].ends[0]);
  LiveConnections::Entry awaited(sockets[1].ends[0]);
  LiveConnections::Entry forsaken(sockets[2].ends[0]);
  LiveConnections::Entry sent(sockets[3].ends[0]);
  for (LiveConnections::Entry* entry : {&idle, &awaited, &forsaken, &sent}) REQUIRE(live.enter(*entry));
  idle.set(State::idle);
  for (LiveConnections::Entry* entry : {&awaited, &forsaken}) entry->set(State::waiting);
  sent.set(State::answering);
  for (const int gone : {2, 3}) ::shutdown(sockets[gone].ends[1], SHUT_WR);
  live.make_room();
  CHECK(sockets[2].is_over());
  CHECK_FALSE(sockets[0].ended());
  live.make_room();
  CHECK(sockets[0].ended());
  live.make_room();
  CHECK_FALSE(sockets[1].ended());
  CHECK_FALSE(sockets[3].is_over());
}

TEST_CASE("as many waiting answers are ended as room is wanted for") {
  const Pair sockets[4];
  LiveConnections live;
  LiveConnections::Entry entries[] = {
      LiveConnections::Entry(sockets[0].ends[0]), LiveConnections::Entry(sockets[1].ends[0]),
      LiveConnections::Entry(sockets[2].ends[0]), LiveConnections::Entry(sockets[3].ends[0])};
  for (LiveConnections::Entry& entry : entries) {
    REQUIRE(live.enter(entry));
    entry.set(State::waiting);
  }
  const auto over = [&] {
    return std::count_if(sockets, sockets + 4, [](const Pair& pair) { return pair.is_over(); });
  };
  live.end_forsaken(4);
  CHECK(over() == 0);
  for (const int gone : {0, 1, 2}) ::shutdown(sockets[gone].ends[1], SHUT_WR);
  live.end_forsaken(2);
  CHECK(over() == 2);
  // Those that are ending make room already.
  live.end_forsaken(2);
  CHECK(over() == 2);
  live.end_forsaken(4);
  CHECK(over() == 3);
  CHECK_FALSE(sockets[3].is_over());
}

TEST_CASE("idle connections are closed alone, or all are") {
  const Pair sockets[2];
  LiveConnections live;
  LiveConnections::Entry idle(sockets[0].ends[0]);
  LiveConnections::Entry busy(sockets[1].ends[0]);
  REQUIRE(live.enter(idle));
  REQUIRE(live.enter(busy));
  idle.set(State::idle);
  busy.set(State::head);
  live.close_idle();
  CHECK(sockets[0].ended());
  CHECK_FALSE(sockets[1].ended());
  live.leave(idle);
  live.close_all();
  CHECK(sockets[1].ended());
  CHECK_FALSE(live.enter(idle));
}

}  // namespace
}  // namespace sightline
