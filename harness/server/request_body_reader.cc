#include "server/request_body_reader.h"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace sightline {
namespace {

/// A chunk's size with its extensions, or a line of the trailer.
constexpr std::size_t kLongestLine = 1'024;
constexpr int kMostTrailerLines = 100;

bool read_chunk_size(std::string_view line, std::uint64_t& size) {
  const std::string_view digits = line.substr(0, line.find_first_of("; \t"));
  const auto result = std::from_chars(digits.data(), digits.data() + digits.size(), size, 16);
  return !digits.empty() && digits.front() != '-' && result.ec == std::errc() &&
         result.ptr == digits.data() + digits.size();
}

}  // namespace

RequestBodyReader::RequestBodyReader(const RequestHead& head, const ServerOptions& options, Connection& connection,
                                     LiveConnections::Entry& entry)
    : head_(head), options_(options), connection_(connection), entry_(entry), waited_before_(connection.waited()) {}

std::string_view RequestBodyReader::more() {
  // Only the time that the client lets the server wait counts, so that a slow handler is not the client's fault.
  const std::chrono::duration<double> waited = connection_.waited() - waited_before_;
  const bool is_slow = waited > options_.body_grace &&
                       static_cast<double>(count_) < waited.count() * static_cast<double>(options_.min_body_rate);
  if (is_slow) return {};
  const std::string_view bytes = connection_.more();
  entry_.set(LiveConnections::State::body);
  return bytes;
}

ServerRequest::BodyEnd RequestBodyReader::read_bytes(std::uint64_t length, const ServerRequest::TakePiece& take) {
  while (length > 0) {
    const std::string_view bytes = more();
    if (bytes.empty()) return BodyEnd::broken;
    const std::string_view piece =
        bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(length, bytes.size())));
    count_ += piece.size();
    if (count_ > options_.max_body) return BodyEnd::too_large;
    if (!take(piece)) return BodyEnd::refused;
    length -= piece.size();
    connection_.consume(piece.size());
  }
  return BodyEnd::whole;
}

bool RequestBodyReader::read_line(std::string& line) {
  line.clear();
  for (;;) {
    const std::string_view bytes = more();
    if (bytes.empty()) return false;
    const std::size_t end = bytes.find('\n');
    const std::size_t taken = end == std::string_view::npos ? bytes.size() : end + 1;
    if (line.size() + taken > kLongestLine) return false;
    line += bytes.substr(0, taken);
    connection_.consume(taken);
    if (end == std::string_view::npos) continue;
    if (!line.ends_with("\r\n")) return false;
    line.resize(line.size() - 2);
    return line.find_first_of(std::string_view("\r\0", 2)) == std::string::npos;
  }
}

bool RequestBodyReader::read_trailer() {
  std::string line;
  for (int i = 0; i < kMostTrailerLines; ++i) {
    if (!read_line(line)) return false;
    if (line.empty()) return true;
  }
  return false;
}

ServerRequest::BodyEnd RequestBodyReader::read_chunks(const ServerRequest::TakePiece& take) {
  std::string line;
  for (;;) {
    std::uint64_t size = 0;
    if (!read_line(line) || !read_chunk_size(line, size)) return BodyEnd::broken;
    if (size == 0) return read_trailer() ? BodyEnd::whole : BodyEnd::broken;
    if (size > options_.max_body) return BodyEnd::too_large;
    const BodyEnd end = read_bytes(size, take);
    if (end != BodyEnd::whole) return end;
    if (!read_line(line) || !line.empty()) return BodyEnd::broken;
  }
}

ServerRequest::BodyEnd RequestBodyReader::read(const ServerRequest::TakePiece& take) {
  if (!head_.has_body()) return BodyEnd::whole;
  if (head_.content_length() > options_.max_body) return BodyEnd::too_large;
  constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
  if (same_name(head_.field("Expect"), "100-continue")) connection_.write(kContinue.data(), kContinue.size());
  return head_.is_chunked() ? read_chunks(take) : read_bytes(head_.content_length(), take);
}

}  // namespace sightline
