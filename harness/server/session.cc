#include "server/session.h"

#include <sys/socket.h>

#include <chrono>
#include <string>
#include <utility>

#include "server/guarded.h"
#include "server/request_body_reader.h"
#include "server/timed_answer.h"

namespace sightline {

using State = LiveConnections::State;

namespace {

ServerResponse plain_text(const HeadFault& fault) {
  ServerResponse response;
  response.status = fault.status;
  response.headers = {{"Content-Type", "text/plain; charset=utf-8"}};
  response.body = std::string(fault.why) + "\n";
  return response;
}

/// True where the answer's end is not all there once it begins.
bool takes_time(const ServerResponse& response) {
  return response.source || (!response.pieces.empty() && response.pieces.back().at.count() > 0);
}

}  // namespace

HttpSession::HttpSession(int socket, const HttpSessionSurroundings& around)
    : socket_(socket),
      around_(around),
      connection_(Wire(socket, around.tls),
                  {around.options.head_timeout, around.options.read_timeout, around.options.write_timeout},
                  around.closing),
      entry_(socket) {}

void HttpSession::run() {
  if (!around_.live.enter(entry_)) return;
  entry_.set(State::head);
  if (connection_.begin()) {
    while (await() && serve()) {
    }
  }
  around_.live.leave(entry_);
}

bool HttpSession::await() {
  entry_.set(State::idle);
  // What has come by now is still read.
  if (around_.draining) ::shutdown(socket_, SHUT_RD);
  return connection_.wait_for_request();
}

bool HttpSession::ends_soon() const {
  return around_.closing || around_.draining || around_.threads.is_full();
}

bool HttpSession::serve() {
  entry_.set(State::head);
  std::string_view bytes;
  switch (connection_.read_head(bytes)) {
    case Connection::HeadEnd::whole:
      break;
    case Connection::HeadEnd::gone:
      return false;
    case Connection::HeadEnd::late:
      refuse({408, "the head of the request did not come in time"});
      return false;
    case Connection::HeadEnd::too_large:
      refuse({431, "the head of the request is longer than 32 KiB"});
      return false;
  }
  if (const auto fault = head_.read(bytes)) {
    refuse(*fault);
    return false;
  }
  return answer();
}

void HttpSession::refuse(const HeadFault& fault) {
  send({plain_text(fault), std::chrono::steady_clock::now(), false, true});
}

std::optional<ServerResponse> HttpSession::ask(IncomingRequest& request) {
  return guarded([&] { return std::optional(around_.handler(request)); }, std::optional<ServerResponse>(),
                 around_.options.on_handler_exception);
}

bool HttpSession::answer() {
  entry_.set(head_.has_body() ? State::body : State::answering);
  IncomingRequest request(head_, RequestBodyReader(head_, around_.options, connection_, entry_));
  std::optional<ServerResponse> given = ask(request);
  const bool failed = !given;
  ServerResponse response = failed ? plain_text({500, "internal error"}) : std::move(*given);
  const auto answered = std::chrono::steady_clock::now();
  if (response.delay.count() > 0 && !wait_until(answered + response.delay)) return false;
  const bool is_last = failed || head_.is_last() || request.left_body_unread() || response.ending != Ending::whole ||
                       response.no_head || ends_soon();
  return send({std::move(response), answered, head_.method() == "HEAD", is_last});
}

bool HttpSession::wait_until(PacedWork::Instant at) {
  entry_.set(State::waiting);
  PacedWait wait(at, socket_);
  // What a stop cuts short is still answered.
  return around_.pacer.play(wait) || around_.closing;
}

bool HttpSession::send(Responder::Task task) {
  entry_.set(takes_time(task.answer) ? State::waiting : State::answering);
  const Ending ending = task.answer.ending;
  bool goes_on = !task.is_last;
  if (task.answer.no_head) {
    connection_.mute();
  } else if (!around_.responder.write(std::move(task), connection_)) {
    goes_on = false;
  }
  entry_.set(State::answering);
  const bool sent = connection_.flush();
  if (ending == Ending::reset) {
    connection_.prepare_reset();
    return false;
  }
  if (sent && goes_on && !ends_soon()) return true;
  entry_.set(State::idle);
  if (sent) connection_.close_gently();
  return false;
}

}  // namespace sightline
