#include "assertion/json_schema_compiler.h"

#include <fmt/format.h>

#include "assertion/json_schema_words.h"

namespace sightline::json_schema {
namespace {

/// What `false` stands for.
class Never final : public Rule {
 public:
  bool check(Visit& visit, const Node& value, Evaluated&) const override {
    return visit.violate(*this, fmt::format("no value is allowed here, is {}", described(value)));
  }
};

std::string shown_pointer(const Resource& resource, const std::string& pointer) {
  const std::string& label = resource.document->label;
  return label.empty() ? pointer : label + "#" + pointer;
}

/// Draft 7 ignores what stands beside a $ref: only what would say nothing to a validator anyway may stand there.
bool may_stand_beside_reference(const Node::Member& member, const Keyword& keyword) {
  return keyword.compile == nullptr || member.key == "$ref" || member.key == "definitions" || member.key == "$schema" ||
         member.key == "$id";
}

}  // namespace

Schema& Compiler::schema(const Node& node, Resource& resource, const std::string& pointer) {
  const auto [known, is_new] = by_node_.emplace(&node, nullptr);
  if (!is_new) return *known->second;
  Resource* own = library_.rooted_at(node);
  if (own == nullptr) own = &resource;
  schemas_.push_back(std::make_unique<Schema>(Schema{&node, own, shown_pointer(*own, pointer)}));
  known->second = schemas_.back().get();
  jobs_.push_back({known->second, own, pointer});
  return *known->second;
}

void Compiler::run() {
  while (!jobs_.empty()) {
    const Job job = std::move(jobs_.back());
    jobs_.pop_back();
    compile(job);
    if (jobs_.empty()) compile_dynamic_anchors();
  }
  if (errors().empty()) refuse_circles(schemas_, errors());
}

/// Any of them may be the target of a $dynamicRef.
void Compiler::compile_dynamic_anchors() {
  // Compiling may read more documents, but not here: the list does not grow.
  for (const auto& resource : library_.resources()) {
    for (const std::string& name : resource->dynamic) {
      const Resource::Anchor& anchor = resource->anchors.at(name);
      resource->dynamic_schemas[name] = &schema(*anchor.node, *resource, anchor.pointer);
    }
  }
}

void Compiler::compile(const Job& job) {
  Schema& schema = *job.schema;
  Frame frame(*this, schema, *job.resource, job.pointer);
  if (schema.node->is_boolean()) {
    schema.constant = schema.node->boolean();
    if (*schema.constant) return;
    auto never = std::make_unique<Never>();
    never->pointer = schema.pointer;
    schema.rules.push_back(std::move(never));
    return;
  }
  if (!schema.node->is_map()) {
    return frame.refuse(*schema.node,
                        fmt::format("a schema is an object, true or false, not {}", described(*schema.node)));
  }
  for (const Node::Member& member : schema.node->map()) compile_keyword(frame, member);
}

void Compiler::compile_keyword(Frame& frame, const Node::Member& member) {
  const Keyword* keyword = find_keyword(member.key, frame.draft());
  const bool is_own = member.key.rfind("x-", 0) == 0;
  if (keyword == nullptr) {
    if (!is_own && !frame.ignores_unknown()) frame.refuse_key(member, unknown_keyword(member.key, frame.draft()));
    return;
  }
  const bool bare_reference = frame.draft() == Draft::seven && frame.node().find("$ref") != nullptr;
  if (bare_reference && !may_stand_beside_reference(member, *keyword)) {
    if (frame.ignores_unknown()) return;
    return frame.refuse_key(member,
                            fmt::format("draft 7 ignores '{}' beside '$ref'; put both into an 'allOf'", member.key));
  }
  if (keyword->compile != nullptr) keyword->compile(frame, member);
}

}  // namespace sightline::json_schema
