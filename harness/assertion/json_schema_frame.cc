#include <fmt/format.h>

#include <cmath>

#include "assertion/json_schema_compiler.h"
#include "assertion/json_schema_words.h"
#include "base/text.h"

namespace sightline::json_schema {

void Frame::refuse(const Node& at, std::string message) {
  compiler_.errors().push_back(resource_.document->source.error_at(at.at, std::move(message)));
}

void Frame::refuse_key(const Node::Member& member, std::string message) {
  compiler_.errors().push_back(resource_.document->source.error_at(member.key_at, std::move(message)));
}

void Frame::refuse_type(const Node::Member& member, std::string_view what) {
  refuse(member.value, fmt::format("'{}' takes {}, not {}", member.key, what, described(member.value)));
}

bool Frame::has_partner(const Node::Member& member, std::string_view partner) {
  if (node().find(partner) != nullptr) return true;
  if (!ignores_unknown()) {
    refuse_key(member, fmt::format("'{}' has no effect without '{}' beside it", member.key, partner));
  }
  return false;
}

const Schema& Frame::part(const Node& node, std::string_view path) {
  return compiler_.schema(node, resource_, fmt::format("{}/{}", pointer_, path));
}

const Schema& Frame::same(const Node::Member& keyword, const Node& node, std::string_view path) {
  const Schema& schema = part(node, path);
  step(keyword, schema);
  return schema;
}

const Schema* Frame::reference(const Node::Member& keyword, Target* target) {
  const std::string* written = text(keyword);
  if (written == nullptr) return nullptr;
  Expected<Target> found = compiler_.library().find(*written, resource_);
  if (!found) {
    for (Error& error : found.error()) {
      if (error.place.file.empty()) {
        refuse(keyword.value, fmt::format("'{}' {} leads nowhere: {}", keyword.key, quoted(*written), error.message));
      } else {
        compiler_.errors().push_back(std::move(error));
      }
    }
    return nullptr;
  }
  const Schema& schema = compiler_.schema(*found->node, *found->resource, found->pointer);
  step(keyword, schema);
  if (target != nullptr) *target = std::move(*found);
  return &schema;
}

std::optional<std::size_t> Frame::count(const Node::Member& member) {
  constexpr double kMost = 1e15;
  const Node& value = member.value;
  const bool fits = value.is_number() && value.number() >= 0 && value.number() <= kMost &&
                    value.number() == std::trunc(value.number());
  if (fits) return static_cast<std::size_t>(value.number());
  refuse_type(member, "a whole number of at least 0");
  return std::nullopt;
}

std::optional<double> Frame::number(const Node::Member& member) {
  if (member.value.is_number()) return member.value.number();
  refuse_type(member, "a number");
  return std::nullopt;
}

const std::string* Frame::text(const Node::Member& member) {
  if (member.value.is_string()) return &member.value.string();
  refuse_type(member, "a string");
  return nullptr;
}

std::vector<std::string> Frame::names(const Node::Member& member, const Node& list) {
  std::vector<std::string> out;
  if (!list.is_list()) {
    refuse(list, fmt::format("'{}' takes an array of names, not {}", member.key, described(list)));
    return {};
  }
  for (const Node& item : list.list()) {
    if (item.is_string()) {
      out.push_back(item.string());
    } else {
      refuse(item, fmt::format("a name in '{}' is a string, not {}", member.key, described(item)));
    }
  }
  return out;
}

std::shared_ptr<const Regex> Frame::pattern(const std::string& text, Position at) {
  Regex::Options options;
  options.ecma = true;
  auto regex = Regex::compile(text, options);
  if (regex) return *regex;
  compiler_.errors().push_back(resource_.document->source.error_at(
      at,
      fmt::format("bad pattern {} at character {}: {}", quoted(text),
                  code_point_count(repaired_utf8(text.substr(0, regex.error().offset))) + 1, regex.error().message)));
  return nullptr;
}

void Frame::add_to(std::vector<std::unique_ptr<const Rule>>& rules, const Node::Member& keyword,
                   std::unique_ptr<Rule> rule) {
  rule->pointer = fmt::format("{}/{}", schema_.pointer, keyword.key);
  rules.push_back(std::move(rule));
}

}  // namespace sightline::json_schema
