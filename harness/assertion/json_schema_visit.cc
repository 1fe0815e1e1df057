#include "assertion/json_schema_visit.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "json/json.h"

namespace sightline::json_schema {
namespace {

/// Bounds for schemas that fold back on themselves or double at each step.
constexpr unsigned kDeepest = 2'000;
constexpr std::uint64_t kMostSteps = 5'000'000;

}  // namespace

void Evaluated::add(Evaluated other) {
  first_items = std::max(first_items, other.first_items);
  items.merge(other.items);
  members.merge(other.members);
  all_items = all_items || other.all_items;
  all_members = all_members || other.all_members;
}

bool Visit::conforms(const Schema& schema, const Node& value, Evaluated& evaluated) {
  if (!count_step()) return false;
  ++depth_;
  const bool enters = scope_.empty() || scope_.back() != schema.resource;
  if (enters) scope_.push_back(schema.resource);
  Evaluated here;
  const bool right = check_rules(schema, value, here);
  if (right && evaluates_) evaluated.add(std::move(here));
  if (enters) scope_.pop_back();
  --depth_;
  return right;
}

bool Visit::check_rules(const Schema& schema, const Node& value, Evaluated& evaluated) {
  bool right = true;
  for (const auto& rule : schema.rules) {
    if (!rule->check(*this, value, evaluated)) right = false;
    if (!right && is_over()) return false;
  }
  for (const auto& rule : schema.last_rules) {
    if (right && !rule->check(*this, value, evaluated)) right = false;
  }
  return right;
}

bool Visit::count_step() {
  if (!trouble_.empty()) return false;
  if (depth_ >= kDeepest) trouble_ = fmt::format("the schema leads more than {} levels deep", kDeepest);
  if (++steps_ > kMostSteps) trouble_ = fmt::format("the schema needs more than {} steps", kMostSteps);
  return trouble_.empty();
}

bool Visit::item_conforms(const Schema& schema, const Node& item, std::size_t index) {
  return part_conforms(schema, item, index);
}

bool Visit::member_conforms(const Schema& schema, const Node& member, std::string_view key) {
  return part_conforms(schema, member, key);
}

bool Visit::part_conforms(const Schema& schema, const Node& part, Part name) {
  path_.push_back(name);
  Evaluated of_part;
  const bool right = conforms(schema, part, of_part);
  path_.pop_back();
  return right;
}

Visit::Trial Visit::trial(const Schema& schema, const Node& value, Evaluated& evaluated) {
  std::vector<SchemaViolation> kept;
  std::swap(kept, found_);
  const std::size_t limit = std::exchange(limit_, 1);
  Trial out{conforms(schema, value, evaluated)};
  limit_ = limit;
  std::swap(kept, found_);
  if (!out.conforms && !kept.empty()) {
    const std::string part = kept[0].instance_pointer.substr(pointer(path_.size()).size());
    out.finding = part.empty() ? kept[0].message : part + " " + kept[0].message;
  }
  return out;
}

Visit::Trial Visit::item_trial(const Schema& schema, const Node& item, std::size_t index) {
  path_.emplace_back(index);
  Evaluated of_item;
  Trial out = trial(schema, item, of_item);
  path_.pop_back();
  return out;
}

bool Visit::violate(const Rule& rule, std::string message) {
  if (!is_over()) found_.push_back({pointer(path_.size()), rule.pointer, std::move(message)});
  return false;
}

bool Visit::violate_item(const Rule& rule, std::size_t index, std::string message) {
  path_.emplace_back(index);
  violate(rule, std::move(message));
  path_.pop_back();
  return false;
}

bool Visit::violate_member(const Rule& rule, std::string_view key, std::string message) {
  path_.emplace_back(key);
  violate(rule, std::move(message));
  path_.pop_back();
  return false;
}

bool Visit::matches(const Regex& pattern, std::string_view text) {
  const auto match = pattern.search(text);
  if (match) return match->matched;
  if (trouble_.empty()) trouble_ = match.error().front().message;
  return false;
}

std::string Visit::pointer(std::size_t parts) const {
  std::string out;
  for (std::size_t i = 0; i < parts; ++i) {
    out += '/';
    out += std::holds_alternative<std::size_t>(path_[i]) ? std::to_string(std::get<std::size_t>(path_[i]))
                                                         : pointer_token(std::get<std::string_view>(path_[i]));
  }
  return out;
}

}  // namespace sightline::json_schema
