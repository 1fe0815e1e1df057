#include "suite/shape_check.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <utility>

#include "base/duration.h"
#include "base/suggest.h"
#include "base/text.h"
#include "suite/keys.h"

namespace sightline {

namespace {

bool is_date(const std::string& text) {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  int end = 0;
  if (text.size() != 10 || std::sscanf(text.c_str(), "%4d-%2u-%2u%n", &year, &month, &day, &end) != 3) return false;
  return end == 10 &&
         std::chrono::year_month_day(std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)).ok();
}

bool in_range(double value, const Shape& shape) {
  if (shape.above_min ? value <= shape.min : value < shape.min) return false;
  return value <= shape.max && std::isfinite(value);
}

bool is_whole(double value) {
  return std::nearbyint(value) == value && std::abs(value) < 9e15;
}

bool is_duration(const std::string& text) {
  const auto duration = parse_duration(text);
  return duration && duration->count() > 0;
}

/// True where a value of that kind is meant to be of this shape, well-formed or not.
bool takes_kind(const Shape& shape, const Node& value) {
  switch (shape.kind) {
    case Shape::Kind::anything:
      return true;
    case Shape::Kind::text:
    case Shape::Kind::name:
    case Shape::Kind::duration:
    case Shape::Kind::date:
    case Shape::Kind::choice:
      return value.is_string();
    case Shape::Kind::boolean:
      return value.is_boolean();
    case Shape::Kind::number:
    case Shape::Kind::integer:
      return value.is_number();
    case Shape::Kind::list:
    case Shape::Kind::assertions:
      return value.is_list();
    case Shape::Kind::dictionary:
    case Shape::Kind::table:
      return value.is_map();
    case Shape::Kind::either:
      return std::ranges::any_of(shape.parts, [&](const Shape& part) { return takes_kind(part, value); });
  }
  return false;
}

/// For values of the right kind.
bool scalar_fits(const Node& value, const Shape& shape) {
  switch (shape.kind) {
    case Shape::Kind::name:
      return is_name(value.string());
    case Shape::Kind::duration:
      return is_duration(value.string());
    case Shape::Kind::date:
      return is_date(value.string());
    case Shape::Kind::choice:
      return std::ranges::find(shape.choices, value.string()) != shape.choices.end();
    case Shape::Kind::number:
      return in_range(value.number(), shape);
    case Shape::Kind::integer:
      return in_range(value.number(), shape) && is_whole(value.number());
    default:
      return true;
  }
}

/// What a message is about: a key, or an item of the list under it.
struct Subject {
  std::string_view key;
  bool item = false;
  std::string text() const { return fmt::format("{}'{}'", item ? "an item of " : "", key); }
};

class Checker {
 public:
  Checker(const Source& source, Diagnostics& out) : source_(source), out_(out) {}

  bool check(Node& value, const Shape& shape, const Subject& subject) {
    if (!takes_kind(shape, value)) return wrong(value, wrong_kind(value, shape, subject));
    switch (shape.kind) {
      case Shape::Kind::either:
        return check(value, alternative_for(value, shape), subject);
      case Shape::Kind::list:
        return check_list(value, shape, subject);
      case Shape::Kind::dictionary:
        return check_dictionary(value, shape, subject);
      case Shape::Kind::assertions:
        return check_assertions(value, subject);
      case Shape::Kind::table:
        return check_table(value, shape, subject);
      default:
        return scalar_fits(value, shape) || wrong(value, wrong_value(value, shape, subject));
    }
  }

  void check_members(Node& map, const Table& table) {
    std::string hints;
    for (Node::Member& member : map.map()) {
      if (is_ignored_key(member.key)) continue;
      const Key* key = table.find(member.key);
      if (key == nullptr) {
        hints += unknown_key(member, table);
      } else if (key->support == Support::later) {
        out_.add(source_, member.key_at, fmt::format("'{}' is not supported by this version", member.key));
      } else {
        check(member.value, key->shape, {member.key});
      }
    }
    for (const Key& key : table.keys) {
      const bool is_missing = key.presence == Presence::required && map.find(key.name) == nullptr;
      // A key that was only misspelled is not told twice.
      if (is_missing && hints.find(quoted(key.name)) == hints.npos) missing_key(map, table, key);
    }
  }

 private:
  static const Shape& alternative_for(const Node& value, const Shape& shape) {
    return *std::ranges::find_if(shape.parts, [&](const Shape& part) { return takes_kind(part, value); });
  }

  bool check_list(Node& value, const Shape& shape, const Subject& subject) {
    if (shape.non_empty && value.list().empty()) return wrong(value, empty(subject));
    for (Node& item : value.list()) check(item, shape.parts[0], {subject.key, true});
    return true;
  }

  bool check_dictionary(Node& value, const Shape& shape, const Subject& subject) {
    const auto is_ignored = [&](const Node::Member& member) { return shape.named && is_ignored_key(member.key); };
    if (shape.non_empty && std::ranges::all_of(value.map(), is_ignored)) {
      return wrong(value, empty(subject) + (value.map().empty() ? "" : "; keys that begin with x- are ignored"));
    }
    for (Node::Member& member : value.map()) {
      if (is_ignored(member)) continue;
      if (shape.named && !is_name(member.key)) no_name(member, subject);
      check(member.value, shape.parts[0], {member.key});
    }
    return true;
  }

  bool check_table(Node& value, const Shape& shape, const Subject& subject) {
    const auto says_nothing = [](const Node::Member& member) {
      return is_ignored_key(member.key) || member.value.is_null();
    };
    if (shape.non_empty && std::ranges::all_of(value.map(), says_nothing)) {
      std::vector<std::string> names;
      for (const Key& key : shape.table->keys) names.push_back(key.name);
      return wrong(value, fmt::format("{} is empty; it needs {}", subject.text(), join(names, " or ")));
    }
    check_members(value, *shape.table);
    return true;
  }

  bool check_assertions(Node& value, const Subject& subject) {
    for (Node& item : value.list()) {
      if (item.is_map()) continue;
      wrong(item, fmt::format("an item of '{}' must be an assertion such as `contains: Paris`, not {}", subject.key,
                              description(item)));
    }
    return true;
  }

  /// Tells it and makes the value null, so that nobody reads it.
  bool wrong(Node& value, std::string message) {
    const Position at = value.at;
    out_.add(source_, at, std::move(message));
    value = Node();
    value.at = at;
    return false;
  }

  static std::string wrong_kind(const Node& value, const Shape& shape, const Subject& subject) {
    const bool wants_text = shape.kind == Shape::Kind::text || shape.kind == Shape::Kind::name;
    const bool unquoted = wants_text && (value.is_number() || value.is_boolean());
    return fmt::format("{} must be {}, not {}{}", subject.text(), expectation(shape), description(value),
                       unquoted ? "; put it in quotes" : "");
  }

  static std::string wrong_value(const Node& value, const Shape& shape, const Subject& subject) {
    if (shape.kind != Shape::Kind::choice) return wrong_kind(value, shape, subject);
    const auto& later = shape.later_choices;
    if (std::ranges::find(later, value.string()) != later.end()) {
      return fmt::format("'{}: {}' is not supported by this version", subject.key, value.string());
    }
    return wrong_kind(value, shape, subject) + suggestion(value.string(), shape.choices);
  }

  static std::string empty(const Subject& subject) {
    return fmt::format("{} is empty; it needs at least one", subject.text());
  }

  void no_name(const Node::Member& member, const Subject& subject) {
    out_.add(source_, member.key_at,
             fmt::format("{} is no name for one of '{}'; names are made of letters, digits and . _ -",
                         quoted(member.key), subject.key));
  }

  /// What is suggested instead.
  std::string unknown_key(const Node::Member& member, const Table& table) {
    std::vector<std::string> known;
    for (const Key& key : table.keys) {
      if (key.support == Support::now) known.push_back(key.name);
    }
    std::string hint = suggestion(member.key, known);
    out_.add(source_, member.key_at,
             fmt::format("unknown key {} in {}{}", quoted(member.key), table.what,
                         hint.empty() ? "; its keys are " + join(known, ", ") : hint));
    return hint;
  }

  void missing_key(const Node& map, const Table& table, const Key& key) {
    out_.add(source_, map.at, fmt::format("{} needs the key '{}': {}", table.what, key.name, key.doc));
  }

  const Source& source_;
  Diagnostics& out_;
};

}  // namespace

bool check_shape(Node& value, const Shape& shape, std::string_view key, const Source& source, Diagnostics& out) {
  return Checker(source, out).check(value, shape, {key});
}

bool check_table(Node& value, const Table& table, const Source& source, Diagnostics& out) {
  if (!value.is_map()) {
    const bool is_empty_file = value.is_null() && value.at.line == 0;
    out.add(
        source, value.at,
        fmt::format("{} is a map of keys, not {}", table.what, is_empty_file ? "an empty file" : description(value)));
    return false;
  }
  Checker(source, out).check_members(value, table);
  return true;
}

void check_version(const Node& document, const Source& source, Diagnostics& out) {
  const Node* version = document.find("version");
  if (version == nullptr || !version->is_number() || version->number() == kFormatVersion) return;
  out.add(source, version->at,
          fmt::format("version {} of the format is not known to this program, which reads version {}",
                      version->number_text(), kFormatVersion));
}

bool has_unknown_key(const Node& map, const Table& table) {
  return std::ranges::any_of(map.map(), [&](const Node::Member& member) {
    return !is_ignored_key(member.key) && table.find(member.key) == nullptr;
  });
}

bool is_ignored_key(std::string_view key) {
  return key.starts_with("x-");
}

}  // namespace sightline
