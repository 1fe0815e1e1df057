#include <fmt/format.h>

#include <algorithm>

#include "assertion/json_schema_compiler.h"
#include "assertion/json_schema_words.h"
#include "assertion/wording.h"
#include "base/suggest.h"
#include "base/text.h"
#include "json/json.h"

namespace sightline::json_schema {
namespace {

class MemberCount final : public Rule {
 public:
  MemberCount(std::size_t limit, bool is_most) : limit_(limit), is_most_(is_most) {}

  bool check(Visit& visit, const Node& value, Evaluated&) const override {
    if (!value.is_map()) return true;
    const std::size_t count = value.map().size();
    if (is_most_ ? count <= limit_ : count >= limit_) return true;
    return visit.violate(
        *this, fmt::format("expected at {} {}, has {}", is_most_ ? "most" : "least", counted(limit_, "member"), count));
  }

 private:
  std::size_t limit_;
  bool is_most_;
};

class Required final : public Rule {
 public:
  explicit Required(std::vector<std::string> names) : names_(std::move(names)) {}

  bool check(Visit& visit, const Node& value, Evaluated&) const override {
    bool right = true;
    for (const std::string& name : names_) {
      if (!value.is_map() || value.find(name) != nullptr) continue;
      right = visit.violate(*this, fmt::format("the property {} is missing", quoted(name)));
    }
    return right;
  }

 private:
  std::vector<std::string> names_;
};

class Properties final : public Rule {
 public:
  struct Property {
    std::string name;
    const Schema* schema;
  };
  explicit Properties(std::vector<Property> properties) : properties_(std::move(properties)) {}

  bool check(Visit& visit, const Node& value, Evaluated& evaluated) const override {
    bool right = true;
    for (const Property& property : properties_) {
      const Node* member = value.find(property.name);
      if (member == nullptr || visit.is_over()) continue;
      right = visit.member_conforms(*property.schema, *member, property.name) && right;
      if (visit.evaluates()) evaluated.members.insert(property.name);
    }
    return right;
  }

 private:
  std::vector<Property> properties_;
};

class PatternProperties final : public Rule {
 public:
  struct Property {
    std::shared_ptr<const Regex> pattern;
    const Schema* schema;
  };
  explicit PatternProperties(std::vector<Property> properties) : properties_(std::move(properties)) {}

  bool check(Visit& visit, const Node& value, Evaluated& evaluated) const override {
    if (!value.is_map()) return true;
    bool right = true;
    for (const Node::Member& member : value.map()) {
      for (const Property& property : properties_) {
        if (visit.is_over() || !visit.matches(*property.pattern, member.key)) continue;
        right = visit.member_conforms(*property.schema, member.value, member.key) && right;
        if (visit.evaluates()) evaluated.members.insert(member.key);
      }
    }
    return right;
  }

 private:
  std::vector<Property> properties_;
};

class AdditionalProperties final : public Rule {
 public:
  AdditionalProperties(const Schema& schema, std::vector<std::string> names,
                       std::vector<std::shared_ptr<const Regex>> patterns)
      : schema_(schema), names_(std::move(names)), patterns_(std::move(patterns)) {
    std::sort(names_.begin(), names_.end());
  }

  bool check(Visit& visit, const Node& value, Evaluated& evaluated) const override {
    if (!value.is_map()) return true;
    bool right = true;
    for (const Node::Member& member : value.map()) {
      if (visit.is_over() || is_known(visit, member.key)) continue;
      right = check_member(visit, member) && right;
      if (visit.evaluates()) evaluated.members.insert(member.key);
    }
    return right;
  }

 private:
  bool is_known(Visit& visit, const std::string& key) const {
    return std::binary_search(names_.begin(), names_.end(), key) ||
           std::any_of(patterns_.begin(), patterns_.end(),
                       [&](const auto& pattern) { return visit.matches(*pattern, key); });
  }
  bool check_member(Visit& visit, const Node::Member& member) const {
    if (schema_.constant != false) return visit.member_conforms(schema_, member.value, member.key);
    return visit.violate_member(
        *this, member.key,
        fmt::format("the property {} is not allowed{}", quoted(member.key), suggestion(member.key, names_)));
  }

  const Schema& schema_;
  std::vector<std::string> names_;
  std::vector<std::shared_ptr<const Regex>> patterns_;
};

class PropertyNames final : public Rule {
 public:
  explicit PropertyNames(const Schema& schema) : schema_(schema) {}

  bool check(Visit& visit, const Node& value, Evaluated&) const override {
    if (!value.is_map()) return true;
    bool right = true;
    for (const Node::Member& member : value.map()) {
      Evaluated of_name;
      const Visit::Trial trial = visit.trial(schema_, Node(member.key), of_name);
      if (trial.conforms) continue;
      right = visit.violate(*this, fmt::format("the name {} is not allowed: {}", quoted(member.key), trial.finding));
    }
    return right;
  }

 private:
  const Schema& schema_;
};

/// What must stand beside a property.
class DependentRequired final : public Rule {
 public:
  DependentRequired(std::string name, std::vector<std::string> needed)
      : name_(std::move(name)), needed_(std::move(needed)) {}

  bool check(Visit& visit, const Node& value, Evaluated&) const override {
    if (value.find(name_) == nullptr) return true;
    bool right = true;
    for (const std::string& needed : needed_) {
      if (value.find(needed) != nullptr) continue;
      right =
          visit.violate(*this, fmt::format("the property {} is missing: {} needs it", quoted(needed), quoted(name_)));
    }
    return right;
  }

 private:
  std::string name_;
  std::vector<std::string> needed_;
};

class DependentSchema final : public Rule {
 public:
  DependentSchema(std::string name, const Schema& schema) : name_(std::move(name)), schema_(schema) {}

  bool check(Visit& visit, const Node& value, Evaluated& evaluated) const override {
    return value.find(name_) == nullptr || visit.conforms(schema_, value, evaluated);
  }

 private:
  std::string name_;
  const Schema& schema_;
};

std::string path_of(const Node::Member& keyword, std::string_view key) {
  return fmt::format("{}/{}", keyword.key, pointer_token(key));
}

template <bool kIsMost>
void compile_member_count(Frame& frame, const Node::Member& member) {
  if (const auto limit = frame.count(member)) frame.add<MemberCount>(member, *limit, kIsMost);
}

void compile_required(Frame& frame, const Node::Member& member) {
  frame.add<Required>(member, frame.names(member, member.value));
}

void compile_properties(Frame& frame, const Node::Member& member) {
  if (!member.value.is_map()) return frame.refuse_type(member, "an object of schemas");
  std::vector<Properties::Property> properties;
  for (const Node::Member& property : member.value.map()) {
    properties.push_back({property.key, &frame.part(property.value, path_of(member, property.key))});
  }
  frame.add<Properties>(member, std::move(properties));
}

void compile_pattern_properties(Frame& frame, const Node::Member& member) {
  if (!member.value.is_map()) return frame.refuse_type(member, "an object of schemas");
  std::vector<PatternProperties::Property> properties;
  for (const Node::Member& property : member.value.map()) {
    const Schema& schema = frame.part(property.value, path_of(member, property.key));
    if (auto pattern = frame.pattern(property.key, property.key_at))
      properties.push_back({std::move(pattern), &schema});
  }
  frame.add<PatternProperties>(member, std::move(properties));
}

void compile_additional_properties(Frame& frame, const Node::Member& member) {
  std::vector<std::string> names;
  std::vector<std::shared_ptr<const Regex>> patterns;
  if (const Node* known = frame.node().find("properties"); known != nullptr && known->is_map()) {
    for (const Node::Member& property : known->map()) names.push_back(property.key);
  }
  if (const Node* known = frame.node().find("patternProperties"); known != nullptr && known->is_map()) {
    for (const Node::Member& property : known->map()) {
      Regex::Options options;
      options.ecma = true;
      // A bad one is told where it is compiled for its own keyword.
      if (auto pattern = Regex::compile(property.key, options)) patterns.push_back(std::move(*pattern));
    }
  }
  frame.add<AdditionalProperties>(member, frame.part(member.value, member.key), std::move(names), std::move(patterns));
}

void compile_property_names(Frame& frame, const Node::Member& member) {
  frame.add<PropertyNames>(member, frame.part(member.value, member.key));
}

void compile_dependent_required(Frame& frame, const Node::Member& member) {
  if (!member.value.is_map()) return frame.refuse_type(member, "an object of arrays of names");
  for (const Node::Member& property : member.value.map()) {
    frame.add<DependentRequired>(member, property.key, frame.names(member, property.value));
  }
}

void compile_dependent_schemas(Frame& frame, const Node::Member& member) {
  if (!member.value.is_map()) return frame.refuse_type(member, "an object of schemas");
  for (const Node::Member& property : member.value.map()) {
    frame.add<DependentSchema>(member, property.key, frame.same(member, property.value, path_of(member, property.key)));
  }
}

/// Draft 7's two in one.
void compile_dependencies(Frame& frame, const Node::Member& member) {
  if (!member.value.is_map()) return frame.refuse_type(member, "an object of schemas or arrays of names");
  for (const Node::Member& property : member.value.map()) {
    if (property.value.is_list()) {
      frame.add<DependentRequired>(member, property.key, frame.names(member, property.value));
    } else {
      frame.add<DependentSchema>(member, property.key,
                                 frame.same(member, property.value, path_of(member, property.key)));
    }
  }
}

}  // namespace

std::vector<Keyword> object_keywords() {
  return {{"minProperties", kBoth, Shape::no_schema, compile_member_count<false>},
          {"maxProperties", kBoth, Shape::no_schema, compile_member_count<true>},
          {"required", kBoth, Shape::no_schema, compile_required},
          {"properties", kBoth, Shape::map, compile_properties},
          {"patternProperties", kBoth, Shape::map, compile_pattern_properties},
          {"additionalProperties", kBoth, Shape::schema, compile_additional_properties},
          {"propertyNames", kBoth, Shape::schema, compile_property_names},
          {"dependentRequired", kTwentyTwelve, Shape::no_schema, compile_dependent_required},
          {"dependentSchemas", kTwentyTwelve, Shape::map, compile_dependent_schemas},
          {"dependencies", kSeven, Shape::map_of_schemas_or_names, compile_dependencies}};
}

}  // namespace sightline::json_schema
