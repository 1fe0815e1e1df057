#include <fmt/format.h>

#include "assertion/json_schema_compiler.h"
#include "assertion/json_schema_words.h"
#include "base/text.h"
#include "json/json.h"
#include "metric/ascii.h"

namespace sightline::json_schema {
namespace {

class Ref final : public Rule {
 public:
  explicit Ref(const Schema& target) : target_(target) {}

  bool check(Visit& visit, const Node& value, Evaluated& evaluated) const override {
    return visit.conforms(target_, value, evaluated);
  }

 private:
  const Schema& target_;
};

/// Leads to the outermost schema on the way here that has a dynamic anchor of the same name.
class DynamicRef final : public Rule {
 public:
  DynamicRef(const Schema& target, std::string anchor) : target_(target), anchor_(std::move(anchor)) {}

  bool check(Visit& visit, const Node& value, Evaluated& evaluated) const override {
    return visit.conforms(target_in(visit.scope()), value, evaluated);
  }

 private:
  const Schema& target_in(const std::vector<const Resource*>& scope) const {
    for (const Resource* resource : scope) {
      const auto found = resource->dynamic_schemas.find(anchor_);
      if (found != resource->dynamic_schemas.end()) return *found->second;
    }
    return target_;
  }

  const Schema& target_;
  std::string anchor_;
};

void compile_ref(Frame& frame, const Node::Member& member) {
  if (const Schema* schema = frame.reference(member)) frame.add<Ref>(member, *schema);
}

void compile_dynamic_ref(Frame& frame, const Node::Member& member) {
  Target target;
  const Schema* schema = frame.reference(member, &target);
  if (schema == nullptr) return;
  if (target.resource->dynamic.count(target.fragment) > 0) {
    frame.add<DynamicRef>(member, *schema, target.fragment);
  } else {
    frame.add<Ref>(member, *schema);
  }
}

bool is_anchor_name(std::string_view name) {
  const auto is_start = [](char c) { return is_ascii_letter(c) || c == '_'; };
  if (name.empty() || !is_start(name[0])) return false;
  for (const char c : name) {
    if (!is_start(c) && !(c >= '0' && c <= '9') && c != '-' && c != '.') return false;
  }
  return true;
}

void compile_anchor(Frame& frame, const Node::Member& member) {
  const std::string* name = frame.text(member);
  if (name == nullptr || is_anchor_name(*name)) return;
  frame.refuse(
      member.value,
      fmt::format("{} is no anchor; it is a letter or '_', then letters, digits, '-', '_' and '.'", quoted(*name)));
}

void compile_id(Frame& frame, const Node::Member& member) {
  const std::string* id = frame.text(member);
  if (id == nullptr || frame.draft() == Draft::seven) return;
  const std::size_t mark = id->find('#');
  if (mark == std::string::npos || mark + 1 == id->size()) return;
  frame.refuse(member.value, fmt::format("an $id has no fragment in draft 2020-12; write '$anchor' for {}",
                                         quoted(id->substr(mark))));
}

void compile_schema_uri(Frame& frame, const Node::Member& member) {
  if (frame.text(member) == nullptr || frame.is_resource_root() || frame.ignores_unknown()) return;
  frame.refuse_key(member, "'$schema' has no effect here; it stands in the root, or beside an '$id'");
}

void compile_definitions(Frame& frame, const Node::Member& member) {
  if (!member.value.is_map()) return frame.refuse_type(member, "an object of schemas");
  for (const Node::Member& definition : member.value.map()) {
    frame.part(definition.value, fmt::format("{}/{}", member.key, pointer_token(definition.key)));
  }
}

}  // namespace

std::vector<Keyword> reference_keywords() {
  return {{"$ref", kBoth, Shape::no_schema, compile_ref},
          {"$dynamicRef", kTwentyTwelve, Shape::no_schema, compile_dynamic_ref},
          {"$id", kBoth, Shape::no_schema, compile_id},
          {"$anchor", kTwentyTwelve, Shape::no_schema, compile_anchor},
          {"$dynamicAnchor", kTwentyTwelve, Shape::no_schema, compile_anchor},
          {"$schema", kBoth, Shape::no_schema, compile_schema_uri},
          {"$defs", kTwentyTwelve, Shape::map, compile_definitions},
          {"definitions", kBoth, Shape::map, compile_definitions}};
}

std::vector<Keyword> annotation_keywords() {
  std::vector<Keyword> out;
  for (const std::string_view name :
       {"title", "description", "default", "examples", "$comment", "readOnly", "writeOnly"}) {
    out.push_back({name, kBoth, Shape::no_schema});
  }
  out.push_back({"deprecated", kTwentyTwelve, Shape::no_schema});
  out.push_back({"$vocabulary", kTwentyTwelve, Shape::no_schema});
  return out;
}

}  // namespace sightline::json_schema
