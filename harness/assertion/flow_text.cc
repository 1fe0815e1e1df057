#include "assertion/flow_text.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "base/text.h"
#include "json/json.h"

namespace sightline {
namespace {

constexpr std::size_t kLongest = 120;

/// Where a scalar stands decides what it may hold unquoted.
enum class Within { block, flow };

/// Could be read as null, a boolean or a number.
bool reads_as_other(std::string_view text) {
  constexpr std::array<std::string_view, 4> kWords{"null", "~", "true", "false"};
  const std::string small = lower(text);
  if (std::ranges::find(kWords, small) != kWords.end()) return true;
  return text.find_first_not_of("0123456789+-._eExXoOabcdfinABCDF") == std::string_view::npos &&
         text.find_first_of("0123456789.") < 2;
}

bool is_plain(std::string_view text, Within within) {
  if (text.empty() || trimmed(text).size() != text.size() || reads_as_other(text)) return false;
  constexpr std::string_view kIndicators = "-?:,[]{}#&*!|>'\"%@`";
  if (kIndicators.find(text.front()) != std::string_view::npos) return false;
  if (text.find(": ") != std::string_view::npos || text.find(" #") != std::string_view::npos) return false;
  if (text.back() == ':') return false;
  if (within == Within::flow && text.find_first_of(",[]{}") != std::string_view::npos) return false;
  return std::ranges::none_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

std::string scalar_text(const std::string& text, Within within) {
  if (is_plain(text, within)) return text;
  if (text.find('\'') == std::string::npos && quoted(text, text.size()) == "'" + text + "'") return "'" + text + "'";
  return to_json(Node(text));
}

std::string node_text(const Node& node, Within within) {
  if (node.is_string()) return scalar_text(node.string(), within);
  std::vector<std::string> parts;
  if (node.is_list()) {
    for (const Node& item : node.list()) parts.push_back(node_text(item, Within::flow));
    return "[" + join(parts, ", ") + "]";
  }
  if (!node.is_map()) return to_json(node);
  for (const Node::Member& member : node.map()) {
    parts.push_back(scalar_text(member.key, Within::flow) + ": " + node_text(member.value, Within::flow));
  }
  return "{" + join(parts, ", ") + "}";
}

}  // namespace

std::string flow_text(const Node::Member& item) {
  Node value = item.value;
  for (const char* told_apart : {"weight", "metric", "label"}) {
    if (value.is_map()) value.erase(told_apart);
  }
  return shortened(item.key + ": " + node_text(value, Within::block), kLongest);
}

}  // namespace sightline
