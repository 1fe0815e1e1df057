#include "mock/validation_faults.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/number.h"
#include "base/text.h"
#include "json/json.h"

namespace sightline {
namespace {

constexpr std::size_t kLongestShown = 60;
constexpr std::size_t kLongestName = 64;

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

bool is_within(double number, const NumberRange& range) {
  if (!std::isfinite(number) || number < range.least || number > range.most) return false;
  return !range.whole || number == std::floor(number);
}

std::string range_text(const NumberRange& range) {
  const std::string_view kind = range.whole ? "integer" : "number";
  const bool has_least = std::isfinite(range.least);
  if (has_least && std::isfinite(range.most)) {
    return fmt::format("{} from {} to {}", kind, number_text(range.least), number_text(range.most));
  }
  return has_least ? fmt::format("{} of at least {}", kind, number_text(range.least)) : std::string(kind);
}

std::string words_text(const Words& words) {
  std::vector<std::string> parts;
  for (const std::string_view word : words) parts.push_back(fmt::format("'{}'", word));
  return join(parts, " | ");
}

}  // namespace

std::string shown_value(const Node* value) {
  if (value == nullptr) return "nothing";
  switch (value->kind()) {
    case Node::Kind::null:
      return "null";
    case Node::Kind::boolean:
      return value->boolean() ? "true" : "false";
    case Node::Kind::number:
      return shortened(value->number_text(), kLongestShown);
    case Node::Kind::string:
      return quoted(std::string_view(value->string()).substr(0, 16 * kLongestShown), kLongestShown);
    case Node::Kind::list:
      return fmt::format("array of {}", value->list().size());
    case Node::Kind::map:
      break;
  }
  return "object";
}

Spot Spot::member(std::string_view key) const& {
  return {value_ == nullptr ? nullptr : value_->find(key), this, key, kNoIndex};
}

Spot Spot::member(const Node::Member& of_this) const& {
  return {&of_this.value, this, of_this.key, kNoIndex};
}

Spot Spot::item(std::size_t index) const& {
  return {index < items() ? &value_->list()[index] : nullptr, this, "", index};
}

std::string Spot::pointer() const {
  if (parent_ == nullptr) return "";
  return parent_->pointer() + "/" + (index_ == kNoIndex ? pointer_token(key_) : std::to_string(index_));
}

std::string Spot::param() const {
  if (parent_ == nullptr) return "";
  std::string param = parent_->param();
  if (index_ != kNoIndex) return param + fmt::format("[{}]", index_);
  return param.empty() ? std::string(key_) : param + "." + std::string(key_);
}

void FaultCollector::add(const Spot& spot, std::string_view expected) {
  add(spot, expected, shown_value(spot.value()));
}

void FaultCollector::add(const Spot& spot, std::string_view expected, std::string_view received) {
  add_line(spot, expected, received, "");
}

void FaultCollector::add_line(const Spot& spot, std::string_view expected, std::string_view received,
                              std::string_view opening) {
  if (faults_.first.size() == RequestFaults::kMost) {
    ++faults_.more;
    return;
  }
  RequestFault fault{shortened(spot.pointer(), 300), shortened(spot.param(), 300), std::string(expected),
                     std::string(received), ""};
  const std::string place = fault.param.empty() ? "the body" : quoted(fault.param, 300);
  fault.message = opening.empty() ? fmt::format("{}: Expected {} / Received {}", place, expected, received)
                                  : fmt::format("{}: {} does not support {}: Expected {} / Received {}", opening, place,
                                                received, expected, received);
  faults_.first.push_back(std::move(fault));
}

bool FaultCollector::expect_map(const Spot& spot, std::string_view expected) {
  if (spot.is_map()) return true;
  add(spot, expected);
  return false;
}

bool FaultCollector::expect_list(const Spot& spot, std::string_view expected, std::size_t most) {
  if (spot.is_list() && spot.items() > 0 && spot.items() <= most) return true;
  add(spot, expected);
  return false;
}

bool FaultCollector::expect_string(const Spot& spot) {
  if (spot.is_string()) return true;
  add(spot, "string");
  return false;
}

bool FaultCollector::expect_text(const Spot& spot) {
  if (!spot.text().empty()) return true;
  add(spot, "string that is not empty");
  return false;
}

bool FaultCollector::expect_boolean(const Spot& spot) {
  if (spot.is_there() && spot.value()->is_boolean()) return true;
  add(spot, "boolean");
  return false;
}

bool FaultCollector::expect_number(const Spot& spot, const NumberRange& range) {
  if (spot.is_there() && spot.value()->is_number() && is_within(spot.value()->number(), range)) return true;
  add(spot, range_text(range));
  return false;
}

bool FaultCollector::expect_one_of(const Spot& spot, const Words& words) {
  if (!spot.is_string()) {
    add(spot, words_text(words));
    return false;
  }
  if (std::find(words.begin(), words.end(), spot.text()) != words.end()) return true;
  add_line(spot, words_text(words), shown_value(spot.value()), "Unsupported value");
  return false;
}

bool FaultCollector::expect_name(const Spot& spot) {
  const std::string_view name = spot.text();
  if (!name.empty() && name.size() <= kLongestName && std::all_of(name.begin(), name.end(), is_name_character)) {
    return true;
  }
  add(spot, "string of 1 to 64 letters, digits, '_' and '-'");
  return false;
}

void FaultCollector::expect_only(const Spot& map, const Words& members) {
  if (!map.is_map()) return;
  for (const Node::Member& member : map.value()->map()) {
    if (std::find(members.begin(), members.end(), member.key) != members.end()) continue;
    add(map.member(member), fmt::format("no member but {}", words_text(members)));
  }
}

}  // namespace sightline
