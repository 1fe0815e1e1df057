#include "assertion/json_path.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/text.h"
#include "json/json.h"
#include "metric/ascii.h"

namespace sightline {
namespace {

bool is_name_character(char c) {
  return is_ascii_letter(static_cast<unsigned char>(c)) || is_ascii_digit(static_cast<unsigned char>(c)) || c == '_';
}

std::size_t name_length(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::find_if_not(text, is_name_character) - text.begin());
}

bool is_name(std::string_view key) {
  return !key.empty() && !is_ascii_digit(static_cast<unsigned char>(key.front())) && name_length(key) == key.size();
}

std::string path_text(const JsonWay& way, bool has_indices) {
  std::string text;
  for (const JsonStep& step : way) {
    if (step.index) {
      text += has_indices ? fmt::format("[{}]", *step.index) : "[]";
    } else if (is_name(step.key)) {
      text += "." + step.key;
    } else {
      text += "[" + to_json(Node(step.key)) + "]";
    }
  }
  return text.starts_with('.') ? text : "." + text;
}

/// Behind the closing quote of the string that `text` begins with; 0 where nothing closes it.
std::size_t string_end(std::string_view text) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      return i + 1;
    }
  }
  return 0;
}

}  // namespace

std::string way_text(const JsonWay& way) {
  return path_text(way, true);
}

std::string way_pattern(const JsonWay& way) {
  return path_text(way, false);
}

std::string way_pointer(const JsonWay& way) {
  std::string pointer;
  for (const JsonStep& step : way) {
    pointer += "/" + (step.index ? std::to_string(*step.index) : pointer_token(step.key));
  }
  return pointer;
}

std::string way_text_of_pointer(const Node& value, std::string_view pointer) {
  JsonWay way;
  std::string before;
  for (std::string& step : pointer_steps(pointer).value_or(std::vector<std::string>{})) {
    const Node* at = at_pointer(value, before);
    before += "/" + pointer_token(step);
    JsonStep taken;
    if (at != nullptr && at->is_list()) {
      std::size_t index = 0;
      std::from_chars(step.data(), step.data() + step.size(), index);
      taken.index = index;
    } else {
      taken.key = std::move(step);
    }
    way.push_back(std::move(taken));
  }
  return way_text(way);
}

tl::expected<JsonPathPattern, std::string> JsonPathPattern::parse(std::string_view text) {
  JsonPathPattern pattern;
  std::string_view rest = trimmed(text);
  pattern.text_ = rest;
  if (rest.empty()) return tl::unexpected(std::string("a path is empty"));
  if (rest == ".") return pattern;
  while (!rest.empty()) {
    if (std::string trouble = pattern.take_step(rest); !trouble.empty()) return tl::unexpected(std::move(trouble));
  }
  return pattern;
}

std::string JsonPathPattern::take_step(std::string_view& rest) {
  const bool has_dot = rest.starts_with('.');
  if (has_dot) rest.remove_prefix(1);
  if (rest.starts_with('[') && (!has_dot || steps_.empty())) return take_brackets(rest);
  const std::size_t length = name_length(rest);
  const bool is_parted = has_dot || steps_.empty();
  if (!is_parted || !is_name(rest.substr(0, length))) {
    return fmt::format("{} is no path such as .items[].price", quoted(text_));
  }
  steps_.push_back({.kind = PatternStep::Kind::key, .key = std::string(rest.substr(0, length))});
  rest.remove_prefix(length);
  return "";
}

std::string JsonPathPattern::take_brackets(std::string_view& rest) {
  rest.remove_prefix(1);
  PatternStep step;
  std::size_t length = 0;
  if (rest.starts_with('"')) {
    length = string_end(rest);
    const auto key = parse_json(rest.substr(0, length));
    if (!key) return fmt::format("{} has a string that is none", quoted(text_));
    step = {.kind = PatternStep::Kind::key, .key = key->string()};
  } else if (!rest.starts_with(']')) {
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), step.index);
    if (error != std::errc())
      return fmt::format("{} has brackets around what is no index and no string", quoted(text_));
    step.kind = PatternStep::Kind::index;
    length = static_cast<std::size_t>(end - rest.data());
  }
  rest.remove_prefix(length);
  if (!rest.starts_with(']')) return fmt::format("{} lacks a ']'", quoted(text_));
  rest.remove_prefix(1);
  steps_.push_back(std::move(step));
  return "";
}

bool JsonPathPattern::fits(const PatternStep& step, const JsonStep& taken) {
  switch (step.kind) {
    case PatternStep::Kind::key:
      return !taken.index && step.key == taken.key;
    case PatternStep::Kind::index:
      return taken.index == step.index;
    case PatternStep::Kind::each:
      break;
  }
  return true;
}

bool JsonPathPattern::covers(const JsonWay& way) const {
  return way.size() >= steps_.size() && std::equal(steps_.begin(), steps_.end(), way.begin(), fits);
}

bool JsonPathPattern::matches(const JsonWay& way) const {
  return way.size() == steps_.size() && covers(way);
}

std::vector<JsonPathPattern> read_paths(Options& options, std::string_view option) {
  std::vector<JsonPathPattern> patterns;
  const Node* written = options.find(option);
  if (written == nullptr) return patterns;
  for (const std::string& text : options.needed_texts(option, "paths such as .items[].id")) {
    auto pattern = JsonPathPattern::parse(text);
    if (!pattern) {
      options.tell(written, pattern.error());
    } else if (pattern->covers({})) {
      options.tell(written, fmt::format("{} leaves nothing: '.' is all there is", options.called(option)));
    } else {
      patterns.push_back(std::move(*pattern));
    }
  }
  return patterns;
}

}  // namespace sightline
