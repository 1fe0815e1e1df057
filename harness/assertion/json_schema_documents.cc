#include "assertion/json_schema_documents.h"

#include <fmt/format.h>

#include "assertion/json_schema_uri.h"
#include "base/text.h"
#include "json/json.h"

namespace sightline::json_schema {
namespace {

constexpr std::string_view kSevenUri = "http://json-schema.org/draft-07/schema";
constexpr std::string_view kTwentyTwelveUri = "https://json-schema.org/draft/2020-12/schema";

const std::string* text_under(const Node& node, std::string_view key) {
  const Node* value = node.find(key);
  return value != nullptr && value->is_string() ? &value->string() : nullptr;
}

/// Draft 7 ignores what stands beside a $ref.
bool is_bare_reference(const Node& node, Draft draft) {
  return draft == Draft::seven && node.find("$ref") != nullptr;
}

}  // namespace

Resource& Library::add(Document document, const std::string& uri, Draft default_draft) {
  documents_.push_back(std::make_unique<Document>(std::move(document)));
  const Document& kept = *documents_.back();
  Resource& resource = add_resource({&kept, &kept.root, "", uri, default_draft});
  by_uri_.emplace(uri, &resource);
  scan(kept.root, resource, "");
  return resource;
}

Resource& Library::add_resource(Resource resource) {
  resources_.push_back(std::make_unique<Resource>(std::move(resource)));
  Resource& kept = *resources_.back();
  by_root_.emplace(kept.root, &kept);
  take_draft(kept);
  return kept;
}

void Library::take_draft(Resource& resource) {
  const std::string* written = text_under(*resource.root, "$schema");
  if (written == nullptr) return;
  std::string_view uri = *written;
  if (uri.ends_with('#')) uri.remove_suffix(1);
  if (uri == kSevenUri || uri == "https://json-schema.org/draft-07/schema") {
    resource.draft = Draft::seven;
  } else if (uri == kTwentyTwelveUri) {
    resource.draft = Draft::twenty_twelve;
  } else {
    complain(*resource.document, *resource.root->find("$schema"),
             fmt::format("unknown $schema {}; known are '{}#' (draft 7) and '{}' (draft 2020-12)", quoted(*written),
                         kSevenUri, kTwentyTwelveUri));
  }
}

void Library::complain(const Document& document, const Node& at, std::string message) {
  errors_.push_back(document.source.error_at(at.at, std::move(message)));
}

void Library::scan(const Node& node, Resource& parent, const std::string& pointer) {
  if (!node.is_map()) return;
  Resource& resource = resource_of(node, parent, pointer);
  take_anchors(node, resource, pointer);
  scan_members(node, resource, pointer);
}

/// The resource that a schema belongs to: a new one where its $id says so.
Resource& Library::resource_of(const Node& node, Resource& parent, const std::string& pointer) {
  const std::string* id = text_under(node, "$id");
  const bool is_root = &node == &parent.document->root;
  if (id == nullptr || (is_bare_reference(node, parent.draft) && !is_root)) return parent;
  if (parent.draft == Draft::seven && id->starts_with('#')) return parent;
  Uri uri = resolved(parse_uri(parent.uri), parse_uri(*id));
  uri.fragment.reset();
  Resource& resource = is_root ? parent : add_resource({parent.document, &node, pointer, "", parent.draft});
  take_uri(resource, uri.text(), *node.find("$id"));
  return resource;
}

void Library::take_uri(Resource& resource, const std::string& uri, const Node& keyword) {
  resource.uri = uri;
  const auto [known, is_new] = by_uri_.emplace(uri, &resource);
  if (!is_new && known->second != &resource) {
    complain(*resource.document, keyword, fmt::format("there is another schema with the $id {}", quoted(uri)));
  }
}

void Library::take_anchors(const Node& node, Resource& resource, const std::string& pointer) {
  if (resource.draft == Draft::seven) {
    const std::string* id = text_under(node, "$id");
    const std::size_t mark =
        id != nullptr && !is_bare_reference(node, resource.draft) ? id->find('#') : std::string::npos;
    if (mark == std::string::npos || mark + 1 == id->size()) return;
    return add_anchor(*node.find("$id"), id->substr(mark + 1), resource, {&node, pointer});
  }
  if (const std::string* name = text_under(node, "$anchor")) {
    add_anchor(*node.find("$anchor"), *name, resource, {&node, pointer});
  }
  if (const std::string* name = text_under(node, "$dynamicAnchor")) {
    add_anchor(*node.find("$dynamicAnchor"), *name, resource, {&node, pointer});
    resource.dynamic.insert(*name);
  }
}

void Library::add_anchor(const Node& keyword, std::string_view name, Resource& resource, Resource::Anchor anchor) {
  const Node* node = anchor.node;
  const auto [known, is_new] = resource.anchors.emplace(name, std::move(anchor));
  if (!is_new && known->second.node != node) {
    complain(*resource.document, keyword, fmt::format("there is another anchor {} in the same schema", quoted(name)));
  }
}

void Library::scan_members(const Node& node, Resource& resource, const std::string& pointer) {
  const bool bare_reference = is_bare_reference(node, resource.draft);
  for (const Node::Member& member : node.map()) {
    const Keyword* keyword = find_keyword(member.key, resource.draft);
    if (keyword == nullptr || (bare_reference && member.key != "definitions")) continue;
    scan_shape(*keyword, member.value, resource, pointer + "/" + member.key);
  }
}

void Library::scan_shape(const Keyword& keyword, const Node& value, Resource& resource, const std::string& pointer) {
  if (keyword.shape == Shape::no_schema) return;
  const bool many = keyword.shape == Shape::map || keyword.shape == Shape::map_of_schemas_or_names;
  if (many && value.is_map()) {
    for (const Node::Member& member : value.map())
      scan(member.value, resource, pointer + "/" + pointer_token(member.key));
  } else if (value.is_list()) {
    for (std::size_t i = 0; i < value.list().size(); ++i)
      scan(value.list()[i], resource, fmt::format("{}/{}", pointer, i));
  } else if (!many) {
    scan(value, resource, pointer);
  }
}

}  // namespace sightline::json_schema
