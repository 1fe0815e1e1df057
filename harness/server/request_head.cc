#include "server/request_head.h"

#include <strings.h>

#include <algorithm>
#include <charconv>
#include <limits>

#include "base/percent.h"

namespace sightline {
namespace {

constexpr std::size_t kLongestHeadLine = 8'192;
constexpr std::size_t kMostFields = 200;

bool is_token_char(char c) {
  constexpr std::string_view kOthers = "!#$%&'*+-.^_`|~";
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
         kOthers.find(c) != std::string_view::npos;
}

bool is_token(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_token_char);
}

HeadFault too_long_line() {
  return {414, "the request line is longer than 8192 bytes"};
}

bool is_control(char c) {
  return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
}

std::string_view without_blanks(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

/// Takes the next line, without its end, which is CR LF.
std::optional<std::string_view> take_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  if (end == std::string_view::npos || end == 0 || text[end - 1] != '\r') return std::nullopt;
  const std::string_view line = text.substr(0, end - 1);
  text.remove_prefix(end + 1);
  return line;
}

bool names_close(std::string_view connection) {
  while (!connection.empty()) {
    const std::size_t comma = std::min(connection.find(','), connection.size());
    if (same_name(without_blanks(connection.substr(0, comma)), "close")) return true;
    connection.remove_prefix(std::min(comma + 1, connection.size()));
  }
  return false;
}

}  // namespace

bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && ::strncasecmp(a.data(), b.data(), a.size()) == 0;
}

std::size_t head_size(std::string_view bytes) {
  for (std::size_t at = bytes.find('\n'); at != std::string_view::npos; at = bytes.find('\n', at + 1)) {
    const std::string_view next = bytes.substr(at + 1, 2);
    if (next.starts_with('\n')) return at + 2;
    if (next == "\r\n") return at + 3;
  }
  return 0;
}

bool is_no_head(std::string_view bytes) {
  if (bytes.empty()) return false;
  if (!is_token_char(bytes.front())) return true;
  const std::size_t end = bytes.find('\n');
  if (end == std::string_view::npos) return bytes.size() > kLongestHeadLine;
  RequestHead head;
  return head.read(std::string(bytes.substr(0, end + 1)) + "\r\n").has_value();
}

std::string_view RequestHead::field(std::string_view name) const {
  for (const Field& field : fields_) {
    if (same_name(field.name, name)) return field.value;
  }
  return {};
}

std::size_t RequestHead::count(std::string_view name) const {
  const auto is_named = [&](const Field& field) { return same_name(field.name, name); };
  return static_cast<std::size_t>(std::count_if(fields_.begin(), fields_.end(), is_named));
}

std::optional<HeadFault> RequestHead::read_request_line(std::string_view line) {
  if (line.size() > kLongestHeadLine) return too_long_line();
  const std::size_t first = line.find(' ');
  const std::size_t last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) {
    return HeadFault{400, "the request line is not 'METHOD TARGET HTTP/1.1'"};
  }
  method_ = line.substr(0, first);
  target_ = line.substr(first + 1, last - first - 1);
  const std::string_view version = line.substr(last + 1);
  if (!is_token(method_)) return HeadFault{400, "the method is no word"};
  if (target_.empty() || target_.find_first_of(" \t") != std::string_view::npos) {
    return HeadFault{400, "the target has blanks"};
  }
  is_old_ = version == "HTTP/1.0";
  if (version == "HTTP/1.1" || is_old_) return std::nullopt;
  if (version.starts_with("HTTP/")) return HeadFault{505, "this server speaks HTTP/1.1"};
  return HeadFault{400, "the request line is not 'METHOD TARGET HTTP/1.1'"};
}

std::optional<HeadFault> RequestHead::read_field(std::string_view line) {
  if (line.size() > kLongestHeadLine) return HeadFault{431, "a header is longer than 8192 bytes"};
  if (fields_.size() == kMostFields) return HeadFault{431, "there are more than 200 headers"};
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) {
    return HeadFault{400, "a header is not 'NAME: VALUE'"};
  }
  fields_.push_back({line.substr(0, colon), without_blanks(line.substr(colon + 1))});
  return std::nullopt;
}

std::optional<HeadFault> RequestHead::judge_length() {
  const std::size_t lengths = count("Content-Length");
  if (lengths == 0) return std::nullopt;
  if (lengths > 1) return HeadFault{400, "there is more than one Content-Length"};
  const std::string_view length = field("Content-Length");
  const bool is_number = !length.empty() && length.find_first_not_of("0123456789") == std::string_view::npos;
  if (!is_number) return HeadFault{400, "Content-Length is no number"};
  const auto result = std::from_chars(length.data(), length.data() + length.size(), content_length_);
  if (result.ec == std::errc::result_out_of_range) content_length_ = std::numeric_limits<std::uint64_t>::max();
  return std::nullopt;
}

std::optional<HeadFault> RequestHead::judge() {
  if (count("Host") > 1) return HeadFault{400, "there is more than one Host"};
  const std::size_t codings = count("Transfer-Encoding");
  if (codings > 0 && count("Content-Length") > 0) {
    return HeadFault{400, "there are both Content-Length and Transfer-Encoding"};
  }
  if (codings > 1 || (codings > 0 && is_old_)) return HeadFault{400, "Transfer-Encoding stands where it may not"};
  is_chunked_ = codings == 1 && same_name(field("Transfer-Encoding"), "chunked");
  if (codings == 1 && !is_chunked_) return HeadFault{501, "the only Transfer-Encoding that is read is 'chunked'"};
  const std::string_view connection = field("Connection");
  is_last_ = is_old_ ? !same_name(connection, "keep-alive") : names_close(connection);
  return judge_length();
}

std::optional<HeadFault> RequestHead::read(std::string_view bytes) {
  text_ = bytes;
  fields_.clear();
  content_length_ = 0;
  is_chunked_ = false;
  std::string_view rest = text_;
  bool is_first = true;
  for (;;) {
    const auto line = take_line(rest);
    if (!line && is_first && rest.size() > kLongestHeadLine) return too_long_line();
    if (!line) return HeadFault{400, "a line of the head does not end with CR LF"};
    if (std::any_of(line->begin(), line->end(), is_control)) {
      return HeadFault{400, "the head has control characters"};
    }
    if (line->empty() && !is_first) break;
    if (const auto fault = is_first ? read_request_line(*line) : read_field(*line)) return fault;
    is_first = false;
  }
  path_ = decode_percents(target_.substr(0, target_.find_first_of("?#")));
  return judge();
}

}  // namespace sightline
