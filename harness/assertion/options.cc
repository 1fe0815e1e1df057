#include "assertion/options.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "assertion/wording.h"
#include "base/duration.h"
#include "base/number.h"
#include "base/suggest.h"
#include "base/text.h"

namespace sightline {
namespace {

/// The largest whole number that a double tells from its neighbours.
constexpr double kLargestCount = 9007199254740991;

/// Options of the format that no assertion of this version takes.
constexpr std::string_view kPlannedOption = "variant";

}  // namespace

Options::Options(std::string owner, std::string_view short_option, const Node& value, Position at,
                 Compilation& compilation)
    : owner_(std::move(owner)),
      short_option_(short_option),
      value_(value),
      at_(at),
      is_short_(!value.is_map()),
      compilation_(compilation) {}

const Node* Options::look(std::string_view option) const {
  if (!is_short_) return value_.find(option);
  return option == short_option_ ? &value_ : nullptr;
}

const Node* Options::find(std::string_view option) {
  if (std::ranges::find(known_, option) == known_.end()) known_.emplace_back(option);
  return look(option);
}

const Node* Options::need(std::string_view option, std::string_view what) {
  const Node* value = find(option);
  if (value == nullptr) tell(nullptr, fmt::format("{} lacks '{}', {}", quoted(owner_), option, what));
  return value;
}

std::string Options::called(std::string_view option) const {
  return is_short_ ? quoted(owner_) : fmt::format("'{}' of {}", option, quoted(owner_));
}

void Options::tell(const Node* place, std::string message) {
  tell_at(place == nullptr ? Position{} : place->at, std::move(message));
}

void Options::tell_at(Position position, std::string message) {
  if (position.line == 0) position = value_.at;
  if (position.line == 0) position = at_;
  compilation_.errors.push_back(compilation_.source.error_at(position, std::move(message)));
}

void Options::refuse(std::string_view option, std::string_view what_is_wanted) {
  const Node* value = look(option);
  tell(value, fmt::format("{} wants {}, got {}", called(option), what_is_wanted, named(*value)));
}

std::optional<std::string> Options::text_of(const Node& value, std::string_view option) {
  if (value.is_string()) return value.string();
  if (value.is_number()) return value.number_text();
  const std::string_view cure = value.is_boolean() ? "; quote it" : "";
  tell(&value, fmt::format("{} wants text, got {}{}", called(option), named(value), cure));
  return std::nullopt;
}

std::optional<std::string> Options::text(std::string_view option) {
  const Node* value = find(option);
  return value == nullptr ? std::nullopt : text_of(*value, option);
}

std::optional<std::string> Options::needed_text(std::string_view option, std::string_view what) {
  const Node* value = need(option, what);
  return value == nullptr ? std::nullopt : text_of(*value, option);
}

std::vector<std::string> Options::needed_texts(std::string_view option, std::string_view what) {
  std::vector<std::string> texts;
  const Node* value = need(option, what);
  if (value == nullptr) return texts;
  if (value->is_list() && value->list().empty()) refuse(option, "at least one text");
  const Node::List one = value->is_list() ? Node::List{} : Node::List{*value};
  for (const Node& item : value->is_list() ? value->list() : one) {
    if (auto text = text_of(item, option)) texts.push_back(std::move(*text));
  }
  return texts;
}

std::optional<bool> Options::flag(std::string_view option) {
  const Node* value = find(option);
  if (value == nullptr) return std::nullopt;
  if (value->is_boolean()) return value->boolean();
  refuse(option, "true or false");
  return std::nullopt;
}

std::optional<double> Options::number(std::string_view option, std::optional<double> least) {
  const Node* value = find(option);
  if (value == nullptr) return std::nullopt;
  const bool fits = value->is_number() && std::isfinite(value->number()) && (!least || value->number() >= *least);
  if (fits) return value->number();
  refuse(option, least ? fmt::format("a number of {} or more", number_text(*least)) : "a number");
  return std::nullopt;
}

std::optional<std::size_t> Options::count(std::string_view option, std::size_t least) {
  const Node* value = find(option);
  if (value == nullptr) return std::nullopt;
  const double number = value->is_number() ? value->number() : -1;
  if (number >= static_cast<double>(least) && number <= kLargestCount && std::floor(number) == number) {
    return static_cast<std::size_t>(number);
  }
  refuse(option, fmt::format("a whole number of {} or more", least));
  return std::nullopt;
}

std::optional<std::chrono::milliseconds> Options::duration(std::string_view option) {
  const Node* value = find(option);
  if (value == nullptr) return std::nullopt;
  const auto duration = value->is_string() ? parse_duration(value->string()) : std::nullopt;
  if (!duration) refuse(option, "a duration such as 500ms, 8s or 2m");
  return duration;
}

std::optional<std::string> Options::word(std::string_view option, const std::vector<std::string>& words) {
  const Node* value = find(option);
  if (value == nullptr) return std::nullopt;
  const bool known = value->is_string() && std::ranges::find(words, value->string()) != words.end();
  if (known) return value->string();
  const std::string near = value->is_string() ? suggestion(value->string(), words) : "";
  tell(value, fmt::format("{} wants {}, got {}{}", called(option), one_of(words), named(*value), near));
  return std::nullopt;
}

void Options::finish() {
  if (is_short_) return;
  std::ranges::sort(known_);
  for (const Node::Member& member : value_.map()) {
    if (member.key.starts_with("x-") || std::ranges::find(known_, member.key) != known_.end()) continue;
    if (member.key == kPlannedOption) {
      tell_at(member.key_at,
              fmt::format("option '{}' of {} is not supported by this version", member.key, quoted(owner_)));
      continue;
    }
    std::string cure = suggestion(member.key, known_);
    if (cure.empty()) cure = "; it takes " + join(known_, ", ");
    tell_at(member.key_at, fmt::format("unknown option {} of {}{}", quoted(member.key), quoted(owner_), cure));
  }
}

}  // namespace sightline
