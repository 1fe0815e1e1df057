#include "model/http.h"

#include <catch2/catch.hpp>

#include "fakes/scripted_transport.h"
#include "model/chat.h"

namespace sightline {
namespace {

using std::chrono::milliseconds;

TEST_CASE("a body is as long as its segments") {
  CHECK(body_length({}) == 0);
  CHECK(body_length({std::string("abc"), std::make_shared<const std::string>("de"), FileAsBase64{"x.png", 4}}) == 13);
}

TEST_CASE("headers are found in any case, the first of a name") {
  Outcome outcome;
  outcome.headers = {{"Content-Type", "a"}, {"content-type", "b"}, {"Empty", ""}};
  CHECK(outcome.header("CONTENT-TYPE") == "a");
  CHECK(outcome.header("content") == "");
  CHECK(outcome.header("empty") == "");
}

TEST_CASE("a request streams where its parameters say so") {
  ChatRequest request;
  CHECK_FALSE(request.stream());
  request.params.set("stream", true);
  CHECK(request.stream());
  request.params.set("stream", "yes");
  CHECK_FALSE(request.stream());
}

HttpRequest request_to(const std::string& url, const std::string& body = "") {
  HttpRequest request;
  request.url = url;
  request.body = {body, FileAsBase64{"/a.png", 3}};
  return request;
}

std::vector<Transport::Ticket> tickets(const std::vector<Transport::Completion>& completions) {
  std::vector<Transport::Ticket> found;
  for (const auto& completion : completions) found.push_back(completion.ticket);
  return found;
}

using Tickets = std::vector<Transport::Ticket>;

TEST_CASE("a scripted transport completes requests when they are due") {
  fakes::FakeClock clock;
  fakes::ScriptedTransport transport(clock);
  transport.next(fakes::chat_answer("one"), milliseconds(30));
  transport.next(fakes::chat_answer("two"), milliseconds(10));
  transport.start(1, request_to("http://a"));
  transport.start(2, request_to("http://a"));
  CHECK(transport.under_way() == 2);
  CHECK(transport.wait(milliseconds(5)).empty());
  CHECK(clock.elapsed() == milliseconds(5));
  CHECK(tickets(transport.wait(milliseconds(100))) == Tickets{2});
  CHECK(clock.elapsed() == milliseconds(10));
  CHECK(tickets(transport.wait(milliseconds(100))) == Tickets{1});
  CHECK(clock.elapsed() == milliseconds(30));
  CHECK(transport.wait(milliseconds(100)).empty());
  CHECK(clock.elapsed() == milliseconds(130));
  CHECK(transport.most_under_way() == 2);
}

TEST_CASE("a scripted transport tells requests apart by what they hold") {
  fakes::FakeClock clock;
  fakes::ScriptedTransport transport(clock);
  transport.when("cafe", fakes::answer(200, "cafe"));
  transport.when("//b", fakes::answer(200, "b"));
  transport.always("", fakes::no_answer(Outcome::Trouble::refused_connection, "refused"));
  transport.start(1, request_to("http://a", "the cafe"));
  transport.start(2, request_to("http://b"));
  transport.start(3, request_to("http://a", "the cafe"));
  const auto completed = transport.wait(milliseconds(0));
  REQUIRE(tickets(completed) == Tickets{1, 2, 3});
  CHECK(completed[0].outcome.body == "cafe");
  CHECK(completed[1].outcome.body == "b");
  CHECK(completed[2].outcome.trouble == Outcome::Trouble::refused_connection);
  CHECK(transport.started()[0].body == "the cafe<base64 of /a.png>");
  CHECK(transport.unused() == 0);
}

TEST_CASE("a scripted transport tells what its script does not know") {
  fakes::FakeClock clock;
  fakes::ScriptedTransport transport(clock);
  transport.when("never", fakes::answer(200, ""));
  transport.start(1, request_to("http://a/x"));
  const auto completed = transport.wait(milliseconds(0));
  REQUIRE(completed.size() == 1);
  CHECK(completed[0].outcome.trouble == Outcome::Trouble::other);
  CHECK(completed[0].outcome.trouble_text == "the script has no answer for http://a/x");
  CHECK(transport.unused() == 1);
}

TEST_CASE("a scripted transport wakes and cancels") {
  fakes::FakeClock clock;
  fakes::ScriptedTransport transport(clock);
  transport.always("", fakes::answer(200, "late"), milliseconds(50));
  transport.start(1, request_to("http://a"));
  transport.wake();
  CHECK(transport.wait(milliseconds(100)).empty());
  CHECK(clock.elapsed() == milliseconds(0));
  transport.cancel_all();
  const auto completed = transport.wait(milliseconds(100));
  REQUIRE(completed.size() == 1);
  CHECK(completed[0].outcome.trouble == Outcome::Trouble::cancelled);
  CHECK(clock.elapsed() == milliseconds(0));
}

}  // namespace
}  // namespace sightline
