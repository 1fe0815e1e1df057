#include "server/incoming_request.h"

#include <strings.h>

#include <charconv>
#include <utility>

namespace sightline {

bool is_content_type(std::string_view header_name) {
  constexpr std::string_view kName = "content-type";
  return header_name.size() == kName.size() && ::strncasecmp(header_name.data(), kName.data(), kName.size()) == 0;
}

void RequestHead::take_from(httplib::Request& request) {
  path = std::exchange(request.path, "/");
  content_type = request.get_header_value("Content-Type");
  headers.clear();
  for (const auto& [name, value] : request.headers) {
    // The library adds four of its own.
    if (name != "REMOTE_ADDR" && name != "REMOTE_PORT" && name != "LOCAL_ADDR" && name != "LOCAL_PORT") {
      headers.push_back({name, value});
    }
  }
  for (const char* name : {"Content-Type", "Accept-Encoding", "Range"}) request.headers.erase(name);
  request.ranges.clear();
}

IncomingRequest::IncomingRequest(const httplib::Request& request, const RequestHead& head,
                                 const httplib::ContentReader* reader, std::uint64_t max_body)
    : request_(request), head_(head), reader_(reader), max_body_(max_body) {
  const std::string_view length = sent_header("Content-Length");
  has_unread_ = !sent_header("Transfer-Encoding").empty() || !(length.empty() || length == "0");
}

std::string_view IncomingRequest::sent_header(const char* name) const {
  const auto found = request_.headers.find(name);
  return found == request_.headers.end() ? std::string_view() : found->second;
}

std::string_view IncomingRequest::header(std::string_view name) const {
  return is_content_type(name) ? std::string_view(head_.content_type) : sent_header(std::string(name).c_str());
}

std::vector<Header> IncomingRequest::headers() const {
  return head_.headers;
}

bool IncomingRequest::announces_too_much() const {
  const std::string_view length = sent_header("Content-Length");
  std::uint64_t bytes = 0;
  const auto result = std::from_chars(length.data(), length.data() + length.size(), bytes);
  return result.ec == std::errc::result_out_of_range || bytes > max_body_;
}

ServerRequest::BodyEnd IncomingRequest::read_body(const TakePiece& take) {
  // A request that announces no body has none; the library would read until the client leaves.
  if (!has_unread_) return BodyEnd::whole;
  if (announces_too_much()) return BodyEnd::too_large;
  if (reader_ == nullptr) return BodyEnd::broken;
  BodyEnd end = BodyEnd::broken;
  std::uint64_t count = 0;
  const bool is_whole = (*reader_)([&](const char* bytes, std::size_t size) {
    count += size;
    if (count > max_body_) {
      end = BodyEnd::too_large;
    } else if (!take({bytes, size})) {
      end = BodyEnd::refused;
    }
    return end == BodyEnd::broken;
  });
  has_unread_ = !is_whole;
  return is_whole ? BodyEnd::whole : end;
}

}  // namespace sightline
