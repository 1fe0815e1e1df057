#include "http/transfer.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "base/duration.h"
#include "base/text.h"
#include "http/request_headers.h"
#include "http/trouble.h"

namespace sightline {
namespace {

using Trouble = Outcome::Trouble;
using std::chrono::steady_clock;

/// Heads of 1xx answers and trailers count too. libcurl bounds a line alone.
constexpr std::size_t kMostHeadBytes = std::size_t{256} << 10;

template <typename T>
bool set(CURL* easy, CURLoption option, T value) {
  return curl().easy_setopt(easy, option, value) == CURLE_OK;
}

/// 0 would mean "no limit" to libcurl.
long limit_ms(std::chrono::milliseconds limit) {
  return static_cast<long>(std::max<std::int64_t>(1, limit.count()));
}

std::int64_t info_us(CURL* easy, CURLINFO what) {
  curl_off_t value = 0;
  curl().easy_getinfo(easy, what, &value);
  return value;
}

long info_long(CURL* easy, CURLINFO what) {
  long value = 0;
  curl().easy_getinfo(easy, what, &value);
  return value;
}

/// A body that is one short text, or null.
const std::string* short_text(const std::vector<Segment>& body) {
  constexpr std::size_t kLongest = 32 * 1024;
  const auto* text = body.size() == 1 ? std::get_if<std::string>(&body.front()) : nullptr;
  return text && text->size() <= kLongest ? text : nullptr;
}

/// The code of "HTTP/1.1 200 OK", or 0.
int status_of(std::string_view line) {
  const std::string_view rest = line.substr(std::min(line.find(' '), line.size() - 1) + 1);
  int status = 0;
  std::from_chars(rest.data(), rest.data() + rest.size(), status);
  return status;
}

}  // namespace

Transfer::Transfer(const CurlOptions& options, const std::uint64_t& round) : easy_(curl().easy_init()), round_(round) {
  usable_ = easy_ != nullptr;
  if (usable_) set_constants(options);
}

Transfer& Transfer::of(CURL* handle) {
  void* self = nullptr;
  curl().easy_getinfo(handle, CURLINFO_PRIVATE, &self);
  return *static_cast<Transfer*>(self);
}

void Transfer::set_constants(const CurlOptions& options) {
  CURL* easy = easy_.get();
  usable_ = set(easy, CURLOPT_PRIVATE, this) && set(easy, CURLOPT_PROTOCOLS_STR, "http,https") &&
            set(easy, CURLOPT_FOLLOWLOCATION, 0L) && set(easy, CURLOPT_SSL_VERIFYPEER, 1L) &&
            set(easy, CURLOPT_SSL_VERIFYHOST, 2L) && set(easy, CURLOPT_ERRORBUFFER, error_text_.data()) &&
            set(easy, CURLOPT_READFUNCTION, on_read) && set(easy, CURLOPT_READDATA, this) &&
            set(easy, CURLOPT_PREREQFUNCTION, on_connected) && set(easy, CURLOPT_PREREQDATA, this) &&
            set(easy, CURLOPT_SEEKFUNCTION, on_seek) && set(easy, CURLOPT_SEEKDATA, this) &&
            set(easy, CURLOPT_HEADERFUNCTION, on_header) && set(easy, CURLOPT_HEADERDATA, this) &&
            set(easy, CURLOPT_WRITEFUNCTION, on_write) && set(easy, CURLOPT_WRITEDATA, this) &&
            (options.ca_file.empty() || set(easy, CURLOPT_CAINFO, options.ca_file.c_str()));
  set(easy, CURLOPT_NOSIGNAL, 1L);
  set(easy, CURLOPT_QUICK_EXIT, 1L);  // A name look-up that hangs does not hold up the end of the program.
  set(easy, CURLOPT_TCP_NODELAY, 1L);
  set(easy, CURLOPT_TCP_KEEPALIVE, 1L);
  set(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  set(easy, CURLOPT_HTTP_VERSION, long{CURL_HTTP_VERSION_2TLS});
  set(easy, CURLOPT_USERAGENT, "sightline");
}

Expected<void> Transfer::begin(Transport::Ticket ticket, HttpRequest request) {
  ticket_ = ticket;
  request_ = std::move(request);
  outcome_ = {};
  error_text_.fill('\0');
  arrival_round_ = 0;
  head_whole_ = false;
  head_bytes_ = 0;
  sent_.reset();
  body_.emplace(request_.body);
  started_ = steady_clock::now();
  auto headers = request_headers(request_.headers);
  if (!headers) return tl::unexpected(headers.error());
  headers_ = std::move(*headers);
  if (usable_) set_request();
  if (!usable_) return failure("this build of libcurl lacks what is needed to send requests safely");
  return {};
}

void Transfer::set_request() {
  CURL* easy = easy_.get();
  usable_ = set(easy, CURLOPT_URL, request_.url.c_str()) && set(easy, CURLOPT_HTTPHEADER, headers_.get()) &&
            // "" is "none", whatever the environment says; null is "as the environment says".
            set(easy, CURLOPT_PROXY, request_.use_proxy ? nullptr : "");
  // The embedded server does not compress, and is the one that is reached without a proxy.
  set(easy, CURLOPT_ACCEPT_ENCODING, request_.use_proxy ? "" : nullptr);
  set(easy, CURLOPT_CONNECTTIMEOUT_MS, limit_ms(request_.timeouts.connect));
  set(easy, CURLOPT_TIMEOUT_MS, limit_ms(request_.timeouts.total));
  set(easy, CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(request_.max_answer_bytes));
  set_body();
}

void Transfer::set_body() {
  CURL* easy = easy_.get();
  sent_with_head_ = body_->length() == 0;
  if (sent_with_head_ && request_.method == "GET") {
    set(easy, CURLOPT_HTTPGET, 1L);
  } else {
    // What is given as fields leaves in one packet with the head; what is read by on_read follows it in others.
    const std::string* text = short_text(request_.body);
    set(easy, CURLOPT_POST, 1L);
    set(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(body_->length()));
    set(easy, CURLOPT_POSTFIELDS, text ? text->data() : nullptr);
    sent_with_head_ = sent_with_head_ || text != nullptr;
  }
  const bool usual = request_.method == "POST" || request_.method == "GET";
  set(easy, CURLOPT_CUSTOMREQUEST, usual ? nullptr : request_.method.c_str());
}

std::optional<Transfer::Instant> Transfer::first_byte_due() const {
  if (!sent_ || outcome_.status != 0) return std::nullopt;
  return *sent_ + std::max(request_.timeouts.first_byte, std::chrono::milliseconds(1));
}

int Transfer::on_connected(void* self, char* /*remote*/, char* /*local*/, int /*remote_port*/, int /*local_port*/) {
  auto& transfer = *static_cast<Transfer*>(self);
  if (transfer.sent_with_head_) transfer.sent_ = steady_clock::now();
  return CURL_PREREQFUNC_OK;
}

std::size_t Transfer::on_read(char* out, std::size_t size, std::size_t count, void* self) {
  return static_cast<Transfer*>(self)->send(out, size * count);
}

int Transfer::on_seek(void* self, curl_off_t offset, int origin) {
  if (origin != SEEK_SET || offset < 0) return CURL_SEEKFUNC_CANTSEEK;
  auto& transfer = *static_cast<Transfer*>(self);
  transfer.body_->seek(static_cast<std::uint64_t>(offset));
  transfer.sent_.reset();
  return CURL_SEEKFUNC_OK;
}

std::size_t Transfer::on_header(char* line, std::size_t size, std::size_t count, void* self) {
  return static_cast<Transfer*>(self)->take_header({line, size * count}) ? size * count : 0;
}

std::size_t Transfer::on_write(char* bytes, std::size_t size, std::size_t count, void* self) {
  return static_cast<Transfer*>(self)->take_body({bytes, size * count});
}

std::size_t Transfer::send(char* out, std::size_t want) {
  auto done = body_->read(out, want);
  if (!done) {
    outcome_.trouble = Trouble::local_file;
    outcome_.trouble_text = done.error().front().message;
    return CURL_READFUNC_ABORT;
  }
  if (body_->at_end()) sent_ = steady_clock::now();
  return *done;
}

/// Lines of a 1xx head, of a trailer, and folded ones mean nothing here.
bool Transfer::take_header(std::string_view line) {
  head_bytes_ += line.size();
  if (head_bytes_ > kMostHeadBytes) return false;
  if (head_whole_) return true;
  if (line.substr(0, 5) == "HTTP/") {
    const int status = status_of(line);
    outcome_.status = status >= 200 ? status : 0;
    outcome_.headers.clear();
    if (outcome_.status != 0) outcome_.first_byte_us = elapsed_us();
    return true;
  }
  if (outcome_.status != 0 && trimmed(line).empty()) return tell_head(), true;
  const std::size_t colon = line.find(':');
  if (outcome_.status == 0 || colon == std::string_view::npos || line.front() == ' ' || line.front() == '\t')
    return true;
  outcome_.headers.push_back({std::string(line.substr(0, colon)), std::string(trimmed(line.substr(colon + 1)))});
  return true;
}

void Transfer::tell_head() {
  head_whole_ = true;
  if (request_.sink) request_.sink->head(outcome_.status, outcome_.headers);
}

std::size_t Transfer::take_body(std::string_view bytes) {
  const bool too_large = bytes.size() > request_.max_answer_bytes - outcome_.body.size();
  if (too_large) {
    outcome_.trouble = Trouble::answer_too_large;
    bytes = bytes.substr(0, request_.max_answer_bytes - outcome_.body.size());
  }
  if (arrival_round_ != round_) outcome_.arrivals.push_back({outcome_.body.size(), elapsed_us()});
  arrival_round_ = round_;
  outcome_.body += bytes;
  if (request_.sink && !bytes.empty()) request_.sink->bytes(bytes);
  return too_large ? 0 : bytes.size();
}

std::int64_t Transfer::elapsed_us() const {
  return std::chrono::duration_cast<std::chrono::microseconds>(steady_clock::now() - started_).count();
}

void Transfer::measure() {
  CURL* easy = easy_.get();
  outcome_.total_us = elapsed_us();
  const bool fresh = easy != nullptr && info_long(easy, CURLINFO_NUM_CONNECTS) > 0;
  if (!fresh) return;
  outcome_.connect_us = std::max(info_us(easy, CURLINFO_CONNECT_TIME_T), info_us(easy, CURLINFO_APPCONNECT_TIME_T));
}

void Transfer::tell(CURLcode code) {
  if (outcome_.trouble == Trouble::none) {
    CURL* easy = easy_.get();
    const ToldTrouble told =
        told_trouble({code, error_text_.data(), static_cast<int>(info_long(easy, CURLINFO_OS_ERRNO)),
                      info_us(easy, CURLINFO_PRETRANSFER_TIME_T) > 0, request_.url, request_.timeouts});
    outcome_.trouble = told.trouble;
    outcome_.trouble_text = told.text;
  }
  if (head_bytes_ > kMostHeadBytes) {
    outcome_.trouble = Trouble::answer_too_large;
    outcome_.trouble_text = fmt::format("the head of the answer of {} is larger than the {} bytes that are allowed",
                                        host_and_port(request_.url), kMostHeadBytes);
  } else if (outcome_.trouble == Trouble::answer_too_large) {
    outcome_.trouble_text = fmt::format("the answer of {} is larger than the {} bytes that are allowed",
                                        host_and_port(request_.url), request_.max_answer_bytes);
  }
}

Outcome Transfer::finish(CURLcode code) {
  measure();
  if (code != CURLE_OK) tell(code);
  if (outcome_.trouble == Trouble::none && !head_whole_) {  // libcurl takes the end of the connection for the head's.
    outcome_.trouble = Trouble::broken_connection;
    outcome_.trouble_text =
        fmt::format("the connection to {} broke: the answer ended within its head", host_and_port(request_.url));
  }
  body_.reset();
  request_ = {};
  return std::move(outcome_);
}

Outcome Transfer::refuse(std::string why) {
  outcome_.trouble = Trouble::other;
  outcome_.trouble_text = std::move(why);
  body_.reset();
  request_ = {};
  return std::move(outcome_);
}

Outcome Transfer::give_up(Trouble trouble) {
  outcome_.trouble = trouble;
  outcome_.trouble_text = trouble == Trouble::cancelled
                              ? "cancelled"
                              : fmt::format("{} did not begin to answer within {}", host_and_port(request_.url),
                                            duration_text(request_.timeouts.first_byte));
  return finish(CURLE_OK);
}

}  // namespace sightline
