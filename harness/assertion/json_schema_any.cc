#include <fmt/format.h>

#include <array>
#include <cmath>

#include "assertion/json_schema_compiler.h"
#include "assertion/json_schema_words.h"
#include "base/suggest.h"
#include "base/text.h"

namespace sightline::json_schema {
namespace {

struct Type {
  std::string_view name;
  std::string_view with_article;
  bool (*fits)(const Node& value);
};
constexpr std::array<Type, 7> kTypes{{
    {"null", "null", [](const Node& value) { return value.is_null(); }},
    {"boolean", "a boolean", [](const Node& value) { return value.is_boolean(); }},
    {"integer", "an integer",
     [](const Node& value) { return value.is_number() && value.number() == std::trunc(value.number()); }},
    {"number", "a number", [](const Node& value) { return value.is_number(); }},
    {"string", "a string", [](const Node& value) { return value.is_string(); }},
    {"array", "an array", [](const Node& value) { return value.is_list(); }},
    {"object", "an object", [](const Node& value) { return value.is_map(); }},
}};

const Type* find_type(std::string_view name) {
  for (const Type& type : kTypes) {
    if (type.name == name) return &type;
  }
  return nullptr;
}

class TypeRule final : public Rule {
 public:
  explicit TypeRule(std::vector<const Type*> types) : types_(std::move(types)) {
    std::vector<std::string> names;
    for (const Type* type : types_) names.emplace_back(type->with_article);
    expected_ = join(names, " or ");
  }

  bool check(Visit& visit, const Node& value, Evaluated&) const override {
    for (const Type* type : types_) {
      if (type->fits(value)) return true;
    }
    return visit.violate(*this, fmt::format("expected {}, is {}", expected_, described(value)));
  }

 private:
  std::vector<const Type*> types_;
  std::string expected_;
};

class Enum final : public Rule {
 public:
  explicit Enum(const Node::List& values) : values_(values) {
    constexpr std::size_t kMostShown = 8;
    std::vector<std::string> shown;
    for (const Node& value : values) {
      if (shown.size() < kMostShown) shown.push_back(short_form(value));
    }
    expected_ = values.size() == 1 ? shown[0] : "one of " + join(shown, ", ");
    if (values.size() > kMostShown) expected_ += fmt::format(", … ({} in all)", values.size());
  }

  bool check(Visit& visit, const Node& value, Evaluated&) const override {
    for (const Node& allowed : values_) {
      if (allowed == value) return true;
    }
    return visit.violate(*this, fmt::format("expected {}, is {}", expected_, described(value)));
  }

 private:
  const Node::List& values_;
  std::string expected_;
};

class Const final : public Rule {
 public:
  explicit Const(const Node& expected) : expected_(expected) {}

  bool check(Visit& visit, const Node& value, Evaluated&) const override {
    return expected_ == value ||
           visit.violate(*this, fmt::format("expected {}, is {}", short_form(expected_), described(value)));
  }

 private:
  const Node& expected_;
};

void add_type(Frame& frame, const Node& name, std::vector<const Type*>& types) {
  const Type* type = name.is_string() ? find_type(name.string()) : nullptr;
  if (type != nullptr) return types.push_back(type);
  std::vector<std::string> names;
  names.reserve(kTypes.size());
  for (const Type& known : kTypes) names.emplace_back(known.name);
  const std::string near = name.is_string() ? suggestion(name.string(), names) : "";
  frame.refuse(
      name, fmt::format("{} is no type{}", short_form(name), near.empty() ? "; types are " + join(names, " ") : near));
}

void compile_type(Frame& frame, const Node::Member& member) {
  std::vector<const Type*> types;
  if (!member.value.is_list()) {
    add_type(frame, member.value, types);
  } else if (member.value.list().empty()) {
    return frame.refuse(member.value, "'type' is an empty array: no value could conform");
  } else {
    for (const Node& name : member.value.list()) add_type(frame, name, types);
  }
  frame.add<TypeRule>(member, std::move(types));
}

void compile_enum(Frame& frame, const Node::Member& member) {
  if (!member.value.is_list()) return frame.refuse_type(member, "an array of the allowed values");
  if (member.value.list().empty()) return frame.refuse(member.value, "'enum' is empty: no value could conform");
  frame.add<Enum>(member, member.value.list());
}

void compile_const(Frame& frame, const Node::Member& member) {
  frame.add<Const>(member, member.value);
}

}  // namespace

std::vector<Keyword> any_value_keywords() {
  return {{"type", kBoth, Shape::no_schema, compile_type},
          {"enum", kBoth, Shape::no_schema, compile_enum},
          {"const", kBoth, Shape::no_schema, compile_const}};
}

}  // namespace sightline::json_schema
