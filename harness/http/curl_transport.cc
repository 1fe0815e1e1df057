#include "http/curl_transport.h"

#include <algorithm>
#include <atomic>
#include <deque>
#include <map>
#include <utility>

#include "http/transfer.h"
#include "http/trouble.h"

namespace sightline {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

/// The outcome of a request that was still waiting for its turn.
Outcome cancelled() {
  Outcome outcome;
  outcome.trouble = Outcome::Trouble::cancelled;
  outcome.trouble_text = "cancelled";
  return outcome;
}

class CurlTransport final : public Transport {
 public:
  explicit CurlTransport(const CurlOptions& options) : options_(options), multi_(curl().multi_init()) {
    // Else libcurl shrinks its cache with the number of requests under way, and closes connections that the next need.
    curl().multi_setopt(multi_.get(), CURLMOPT_MAXCONNECTS, long{4} * options_.max_connections_per_host);
  }
  ~CurlTransport() override {
    for (const Active& active : active_) curl().multi_remove_handle(multi_.get(), active.transfer->handle());
  }
  CurlTransport(const CurlTransport&) = delete;
  CurlTransport& operator=(const CurlTransport&) = delete;

  void start(Ticket ticket, HttpRequest request) override;
  std::vector<Completion> wait(milliseconds limit) override;
  void cancel(Ticket ticket) override;
  void cancel_all() override;
  void wake() noexcept override;

 private:
  struct Waiting {
    Ticket ticket;
    HttpRequest request;
  };
  struct Host {
    unsigned active = 0;
    std::deque<Waiting> waiting;
  };
  struct Active {
    std::unique_ptr<Transfer> transfer;
    Host* host;
  };

  void send(Host& host, Ticket ticket, HttpRequest request);
  std::vector<Completion> some_completed();
  void drive();
  void collect();
  void drop_overdue();
  std::unique_ptr<Transfer> take(std::size_t index);
  void give_up(std::size_t index, Outcome::Trouble trouble);
  void complete(std::unique_ptr<Transfer> transfer, Outcome outcome);
  void send_waiting();
  milliseconds time_to_poll(steady_clock::time_point deadline) const;

  const CurlOptions options_;
  MultiHandle multi_;
  std::uint64_t round_ = 0;
  std::map<std::string, Host> hosts_;
  std::vector<Active> active_;
  std::vector<std::unique_ptr<Transfer>> idle_;
  std::vector<Completion> completed_;
  std::atomic<bool> woken_ = false;
};

void CurlTransport::start(Ticket ticket, HttpRequest request) {
  Host& host = hosts_[host_and_port(request.url)];
  if (host.active < options_.max_connections_per_host) return send(host, ticket, std::move(request));
  host.waiting.push_back({ticket, std::move(request)});
}

void CurlTransport::send(Host& host, Ticket ticket, HttpRequest request) {
  if (idle_.empty()) idle_.push_back(std::make_unique<Transfer>(options_, round_));
  std::unique_ptr<Transfer> transfer = std::move(idle_.back());
  idle_.pop_back();
  auto begun = transfer->begin(ticket, std::move(request));
  if (begun && curl().multi_add_handle(multi_.get(), transfer->handle()) != CURLM_OK) {
    begun = failure("libcurl could not be started: is there memory left?");
  }
  if (!begun) {
    completed_.push_back({ticket, transfer->refuse(begun.error().front().message)});
    return idle_.push_back(std::move(transfer));
  }
  ++host.active;
  active_.push_back({std::move(transfer), &host});
}

std::vector<Transport::Completion> CurlTransport::wait(milliseconds limit) {
  constexpr milliseconds kLongest = std::chrono::hours(1);
  const auto deadline = steady_clock::now() + std::clamp(limit, milliseconds(0), kLongest);
  for (;;) {
    drive();
    const bool over = !completed_.empty() || woken_.exchange(false) || steady_clock::now() >= deadline;
    if (over) return some_completed();
    curl().multi_poll(multi_.get(), nullptr, 0, static_cast<int>(time_to_poll(deadline).count()), nullptr);
  }
}

/// Not all at once: what the caller starts for these is sent before the others are handed out, so that the server has
/// work while they are looked at.
std::vector<Transport::Completion> CurlTransport::some_completed() {
  constexpr std::size_t kMostAtOnce = 8;
  if (completed_.size() <= kMostAtOnce) return std::exchange(completed_, {});
  const auto end = completed_.begin() + static_cast<std::ptrdiff_t>(kMostAtOnce);
  std::vector<Completion> some(std::make_move_iterator(completed_.begin()), std::make_move_iterator(end));
  completed_.erase(completed_.begin(), end);
  return some;
}

void CurlTransport::drive() {
  ++round_;
  int running = 0;
  curl().multi_perform(multi_.get(), &running);
  collect();
  drop_overdue();
  send_waiting();
}

void CurlTransport::collect() {
  int left = 0;
  while (const CURLMsg* message = curl().multi_info_read(multi_.get(), &left)) {
    if (message->msg != CURLMSG_DONE) continue;
    const CURLcode code = message->data.result;  // The message does not outlive the handle's removal.
    const Transfer& transfer = Transfer::of(message->easy_handle);
    const auto at = std::find_if(active_.begin(), active_.end(),
                                 [&](const Active& active) { return active.transfer.get() == &transfer; });
    std::unique_ptr<Transfer> ended = take(static_cast<std::size_t>(at - active_.begin()));
    Outcome outcome = ended->finish(code);
    complete(std::move(ended), std::move(outcome));
  }
}

void CurlTransport::drop_overdue() {
  const auto now = steady_clock::now();
  for (std::size_t i = active_.size(); i-- > 0;) {
    const auto due = active_[i].transfer->first_byte_due();
    if (due && *due <= now) give_up(i, Outcome::Trouble::first_byte_timeout);
  }
}

std::unique_ptr<Transfer> CurlTransport::take(std::size_t index) {
  Active active = std::move(active_[index]);
  active_[index] = std::move(active_.back());
  active_.pop_back();
  curl().multi_remove_handle(multi_.get(), active.transfer->handle());
  --active.host->active;
  return std::move(active.transfer);
}

void CurlTransport::give_up(std::size_t index, Outcome::Trouble trouble) {
  std::unique_ptr<Transfer> transfer = take(index);
  Outcome outcome = transfer->give_up(trouble);
  complete(std::move(transfer), std::move(outcome));
}

void CurlTransport::complete(std::unique_ptr<Transfer> transfer, Outcome outcome) {
  completed_.push_back({transfer->ticket(), std::move(outcome)});
  idle_.push_back(std::move(transfer));
}

void CurlTransport::send_waiting() {
  for (auto& [name, host] : hosts_) {
    while (!host.waiting.empty() && host.active < options_.max_connections_per_host) {
      Waiting next = std::move(host.waiting.front());
      host.waiting.pop_front();
      send(host, next.ticket, std::move(next.request));
    }
  }
}

milliseconds CurlTransport::time_to_poll(steady_clock::time_point deadline) const {
  for (const Active& active : active_) {
    if (const auto due = active.transfer->first_byte_due()) deadline = std::min(deadline, *due);
  }
  const auto left = std::chrono::ceil<milliseconds>(deadline - steady_clock::now());
  return std::max(left, milliseconds(0));
}

void CurlTransport::cancel(Ticket ticket) {
  for (std::size_t i = 0; i < active_.size(); ++i) {
    if (active_[i].transfer->ticket() == ticket) return give_up(i, Outcome::Trouble::cancelled);
  }
  for (auto& [name, host] : hosts_) {
    const auto waits = [&](const Waiting& waiting) { return waiting.ticket == ticket; };
    if (std::erase_if(host.waiting, waits) > 0) completed_.push_back({ticket, cancelled()});
  }
}

void CurlTransport::cancel_all() {
  while (!active_.empty()) give_up(active_.size() - 1, Outcome::Trouble::cancelled);
  for (auto& [name, host] : hosts_) {
    for (Waiting& waiting : host.waiting) {
      completed_.push_back({waiting.ticket, cancelled()});
    }
    host.waiting.clear();
  }
}

void CurlTransport::wake() noexcept {
  woken_ = true;
  curl().multi_wakeup(multi_.get());
}

}  // namespace

std::unique_ptr<Transport> make_curl_transport(const CurlOptions& options) {
  return std::make_unique<CurlTransport>(options);
}

}  // namespace sightline
