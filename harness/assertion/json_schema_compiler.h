#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "assertion/json_schema_documents.h"
#include "assertion/json_schema_model.h"
#include "assertion/json_schema_visit.h"
#include "assertion/regex.h"

namespace sightline::json_schema {

/// Turns schemas into rules: first those that are asked for, then those that they refer to, until none is left.
class Compiler {
 public:
  explicit Compiler(Library& library) : library_(library) {}

  /// The schema at `node`, which run() fills. `pointer` is the node's place in its document.
  Schema& schema(const Node& node, Resource& resource, const std::string& pointer);
  void run();

  Library& library() { return library_; }
  Errors& errors() { return library_.errors(); }
  void note_unevaluated() { evaluates_ = true; }

  /// Whether some schema asks for what others evaluated.
  bool evaluates() const { return evaluates_; }
  std::vector<std::unique_ptr<Schema>> schemas() && { return std::move(schemas_); }

 private:
  struct Job {
    Schema* schema;
    Resource* resource;
    std::string pointer;
  };
  void compile(const Job& job);
  void compile_keyword(Frame& frame, const Node::Member& member);
  void compile_dynamic_anchors();

  Library& library_;
  std::vector<std::unique_ptr<Schema>> schemas_;
  std::unordered_map<const Node*, Schema*> by_node_;
  std::vector<Job> jobs_;
  bool evaluates_ = false;
};

/// Schemas that lead back to themselves for one and the same value would be followed for ever: errors for those.
void refuse_circles(const std::vector<std::unique_ptr<Schema>>& schemas, Errors& errors);

/// One schema object while its keywords are compiled.
class Frame {
 public:
  Frame(Compiler& compiler, Schema& schema, Resource& resource, std::string pointer)
      : compiler_(compiler), schema_(schema), resource_(resource), pointer_(std::move(pointer)) {}

  const Node& node() const { return *schema_.node; }
  Draft draft() const { return resource_.draft; }
  Resource& resource() { return resource_; }
  Compiler& compiler() { return compiler_; }
  bool is_resource_root() const { return resource_.root == schema_.node; }
  /// Whether keywords without effect are taken without a word.
  bool ignores_unknown() const { return compiler_.library().ignores_unknown(); }
  bool checks_formats() const { return compiler_.library().checks_formats(); }

  void refuse(const Node& at, std::string message);
  void refuse_key(const Node::Member& member, std::string message);
  /// "'minLength' takes WHAT, not the string 'x'"
  void refuse_type(const Node::Member& member, std::string_view what);
  /// Says that the keyword needs another one beside it, and whether that one is there.
  bool has_partner(const Node::Member& member, std::string_view partner);

  /// A schema below this one, at `path` from it, for a part of the value.
  const Schema& part(const Node& node, std::string_view path);
  /// The same for the value itself.
  const Schema& same(const Node::Member& keyword, const Node& node, std::string_view path);
  /// Notes that `to` looks at the same value.
  void step(const Node::Member& keyword, const Schema& to) { schema_.steps.push_back({&to, &keyword.value}); }
  /// Where a `$ref` leads; null after an error.
  const Schema* reference(const Node::Member& keyword, Target* target = nullptr);

  std::optional<std::size_t> count(const Node::Member& member);
  std::optional<double> number(const Node::Member& member);
  const std::string* text(const Node::Member& member);
  /// A list of distinct texts; empty after an error.
  std::vector<std::string> names(const Node::Member& member, const Node& list);
  /// Null after an error. `at` is where the pattern is written.
  std::shared_ptr<const Regex> pattern(const std::string& text, Position at);

  template <typename R, typename... Arguments>
  void add(const Node::Member& keyword, Arguments&&... arguments) {
    add_to(schema_.rules, keyword, std::make_unique<R>(std::forward<Arguments>(arguments)...));
  }
  /// For rules that look at what the others evaluated.
  template <typename R, typename... Arguments>
  void add_last(const Node::Member& keyword, Arguments&&... arguments) {
    add_to(schema_.last_rules, keyword, std::make_unique<R>(std::forward<Arguments>(arguments)...));
  }

 private:
  void add_to(std::vector<std::unique_ptr<const Rule>>& rules, const Node::Member& keyword, std::unique_ptr<Rule> rule);

  Compiler& compiler_;
  Schema& schema_;
  Resource& resource_;
  std::string pointer_;
};

}  // namespace sightline::json_schema
