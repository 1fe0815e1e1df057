#include "chat/answer_json.h"

#include <fmt/format.h>

#include <cmath>
#include <vector>

#include "base/text.h"
#include "json/json.h"

namespace sightline {
namespace {

constexpr std::size_t kLongestKeyList = 200;

/// The value of "\uXXXX" at `at`, or nothing.
std::optional<unsigned> escaped_unit(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) != "\\u" || text.size() < at + 6) return std::nullopt;
  unsigned unit = 0;
  for (const char c : text.substr(at + 2, 4)) {
    const std::size_t digit = std::string_view("0123456789abcdef").find(static_cast<char>(c >= 'A' ? c | 0x20 : c));
    if (digit == std::string_view::npos) return std::nullopt;
    unit = unit * 16 + static_cast<unsigned>(digit);
  }
  return unit;
}

bool is_high(std::optional<unsigned> unit) {
  return unit && *unit >= 0xD800 && *unit <= 0xDBFF;
}
bool is_low(std::optional<unsigned> unit) {
  return unit && *unit >= 0xDC00 && *unit <= 0xDFFF;
}

/// Each escape of half a surrogate pair replaced by that of U+FFFD.
std::string with_whole_surrogates(std::string text) {
  for (std::size_t at = 0; (at = text.find('\\', at)) != std::string::npos;) {
    const auto unit = escaped_unit(text, at);
    const bool pair = is_high(unit) && is_low(escaped_unit(text, at + 6));
    if (!pair && (is_high(unit) || is_low(unit))) text.replace(at, 6, "\\ufffd");
    at += pair ? 12 : 2;
  }
  return text;
}

std::string told(const Error& error) {
  if (error.place.position.line == 0) return error.message;
  return fmt::format("{} (line {}, column {})", error.message, error.place.position.line, error.place.position.column);
}

}  // namespace

tl::expected<Node, std::string> read_server_json(std::string_view text) {
  Expected<Node> node = parse_json(text);
  if (!node) {
    // A model may write half a surrogate pair; bytes that are no UTF-8 are not its doing, and are told.
    const std::string repaired = is_utf8(text) ? with_whole_surrogates(std::string(text)) : std::string();
    if (!repaired.empty() && repaired != text) node = parse_json(repaired);
  }
  if (!node) return tl::unexpected(told(node.error().front()));
  return std::move(*node);
}

const Node* member_of(const Node& map, std::string_view key) {
  const Node* member = map.find(key);
  return member && !member->is_null() ? member : nullptr;
}

std::string_view text_of(const Node& map, std::string_view key) {
  const Node* member = map.find(key);
  return member && member->is_string() ? std::string_view(member->string()) : std::string_view();
}

std::optional<double> number_of(const Node& map, std::string_view key) {
  const Node* member = map.find(key);
  if (!member || !member->is_number() || !std::isfinite(member->number())) return std::nullopt;
  return member->number();
}

std::optional<std::int64_t> count_of(const Node& map, std::string_view key) {
  constexpr double kLargest = 9007199254740992.0;
  const auto number = number_of(map, key);
  if (!number || *number < 0 || *number > kLargest || *number != std::floor(*number)) return std::nullopt;
  return static_cast<std::int64_t>(*number);
}

std::string keys_of(const Node& map) {
  std::vector<std::string> keys;
  for (const Node::Member& member : map.map()) keys.push_back(member.key);
  return keys.empty() ? "nothing" : shortened(collapsed_spaces(join(keys, ", ")), kLongestKeyList);
}

}  // namespace sightline
