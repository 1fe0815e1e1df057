#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "assertion/json_schema.h"
#include "assertion/json_schema_keywords.h"
#include "assertion/json_schema_model.h"

namespace sightline::json_schema {

/// One file, or the schema in a suite.
struct Document {
  Source source;
  Node root;
  std::string folder;  ///< Absolute; "" where relative files have no meaning.
  std::string label;   ///< What schema pointers into it begin with; "" for the schema's own document.
};

/// A schema with a URI of its own: a document's root, or a schema inside with an $id.
struct Resource {
  struct Anchor {
    const Node* node = nullptr;
    std::string pointer;
  };
  const Document* document = nullptr;
  const Node* root = nullptr;
  std::string pointer;  ///< Of the root, in its document.
  std::string uri;      ///< Absolute, without a fragment.
  Draft draft = Draft::twenty_twelve;
  std::map<std::string, Anchor, std::less<>> anchors = {};
  std::set<std::string, std::less<>> dynamic = {};  ///< Names of the anchors that are dynamic.
  /// What the dynamic anchors compiled to.
  std::map<std::string, const Schema*, std::less<>> dynamic_schemas = {};
};

/// What a reference leads to.
struct Target {
  const Node* node = nullptr;
  Resource* resource = nullptr;
  std::string pointer;
  std::string fragment;  ///< Decoded; "" for a whole resource.
};

/// The documents of one schema: its own and those that it refers to, with all their identifiers.
class Library {
 public:
  Library(const Files& files, std::string project_root, const JsonSchema::Options& options)
      : files_(files), project_root_(std::move(project_root)), options_(options) {}

  /// Takes in a document that stands at `uri`; its root resource. Trouble with identifiers is added to errors().
  Resource& add(Document document, const std::string& uri, Draft default_draft);
  /// What `reference` means in a schema of `from`. Documents of the project are read. The error is a bare message, or
  /// those of the file that was read.
  Expected<Target> find(const std::string& reference, Resource& from);

  /// The resource whose root is `node`, or null.
  Resource* rooted_at(const Node& node) const {
    const auto found = by_root_.find(&node);
    return found == by_root_.end() ? nullptr : found->second;
  }
  const std::vector<std::unique_ptr<Resource>>& resources() const { return resources_; }
  Errors& errors() { return errors_; }
  bool ignores_unknown() const { return options_.ignore_unknown; }
  bool checks_formats() const { return options_.formats_are_checked; }

 private:
  void scan(const Node& node, Resource& resource, const std::string& pointer);
  void scan_members(const Node& node, Resource& resource, const std::string& pointer);
  void scan_shape(const Keyword& keyword, const Node& value, Resource& resource, const std::string& pointer);
  Resource& resource_of(const Node& node, Resource& parent, const std::string& pointer);
  void take_anchors(const Node& node, Resource& resource, const std::string& pointer);
  void add_anchor(const Node& keyword, std::string_view name, Resource& resource, Resource::Anchor anchor);
  Resource& add_resource(Resource resource);
  void take_uri(Resource& resource, const std::string& uri, const Node& keyword);
  void take_draft(Resource& resource);
  void complain(const Document& document, const Node& at, std::string message);

  Expected<Resource*> resource_at(const std::string& uri, const std::string& reference, Resource& from);
  Expected<Resource*> read(const std::string& path, Draft default_draft);
  Expected<Target> at_fragment(Resource& resource, const std::string& fragment) const;
  Expected<Target> at_pointer(Resource& resource, const std::string& pointer) const;

  const Files& files_;
  std::string project_root_;
  JsonSchema::Options options_;
  std::vector<std::unique_ptr<Document>> documents_;
  std::vector<std::unique_ptr<Resource>> resources_;
  std::map<std::string, Resource*> by_uri_;
  std::unordered_map<const Node*, Resource*> by_root_;
  Errors errors_;
};

}  // namespace sightline::json_schema
