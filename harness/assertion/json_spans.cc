#include "assertion/json_spans.h"

#include <algorithm>

#include "base/text.h"

namespace sightline {
namespace {

constexpr std::string_view kFence = "```";

/// Takes the first line off `text`.
std::string_view take_line(std::string_view& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

bool opens_json(std::string_view line) {
  line = trimmed(line);
  if (!line.starts_with(kFence)) return false;
  line.remove_prefix(std::min(line.find_first_not_of('`'), line.size()));
  const std::string info = lower(trimmed(line));
  return info.empty() || info == "json";
}

/// The text of a block up to its closing fence, which is taken off `rest` with it. A block that nothing closes goes to
/// the end of the text, less a fence that stands on its last line of JSON.
std::string_view take_block(std::string_view& rest) {
  const std::string_view all = rest;
  while (!rest.empty()) {
    const std::size_t before = all.size() - rest.size();
    if (trimmed(take_line(rest)).starts_with(kFence)) return all.substr(0, before);
  }
  return all.substr(0, all.rfind(kFence));
}

struct Brackets {
  char open;
  char close;
};
constexpr Brackets kObject{'{', '}'};
constexpr Brackets kList{'[', ']'};

bool is_open_at_end(std::string_view text, Brackets brackets) {
  const std::size_t open = text.rfind(brackets.open);
  const std::size_t close = text.rfind(brackets.close);
  return open != std::string_view::npos && (close == std::string_view::npos || close < open);
}

/// From the first bracket to the last one, unless that stands within brackets of the other kind which are open there:
/// the first item of a list that was cut off is not the answer.
std::string_view span(std::string_view text, Brackets brackets, Brackets others) {
  const std::size_t begin = text.find(brackets.open);
  const std::size_t end = text.rfind(brackets.close);
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return {};
  return is_open_at_end(text.substr(0, begin), others) ? std::string_view{} : text.substr(begin, end - begin + 1);
}

}  // namespace

std::vector<std::string_view> fenced_json(std::string_view text) {
  std::vector<std::string_view> blocks;
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (!trimmed(line).starts_with(kFence)) continue;
    const std::string_view block = take_block(text);
    if (opens_json(line)) blocks.push_back(block);
  }
  return blocks;
}

std::vector<std::string_view> outermost_json(std::string_view text) {
  const std::string_view object = span(text, kObject, kList);
  const std::string_view list = span(text, kList, kObject);
  if (list.size() > object.size()) return {list, object};
  return {object, list};
}

}  // namespace sightline
