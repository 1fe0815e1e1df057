#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "assertion/json_schema.h"
#include "assertion/json_schema_model.h"
#include "assertion/regex.h"

namespace sightline::json_schema {

/// One validation on its way through schema and value.
class Visit {
 public:
  /// `evaluates`: some schema asks for what is unevaluated.
  Visit(std::size_t limit, bool evaluates) : limit_(limit), evaluates_(evaluates) {}

  /// Whether the value that is looked at conforms to one more schema.
  bool conforms(const Schema& schema, const Node& value, Evaluated& evaluated);
  /// The same for a part of it.
  bool item_conforms(const Schema& schema, const Node& item, std::size_t index);
  bool member_conforms(const Schema& schema, const Node& member, std::string_view key);

  /// A trial: what is wrong is not told, only the first finding is kept.
  struct Trial {
    bool conforms = false;
    std::string finding = {};  ///< With its pointer, where that is not the value that is looked at.
  };
  Trial trial(const Schema& schema, const Node& value, Evaluated& evaluated);
  Trial item_trial(const Schema& schema, const Node& item, std::size_t index);

  /// Tells what is wrong with the value that is looked at, or with a part of it; false, for the caller to return.
  bool violate(const Rule& rule, std::string message);
  bool violate_item(const Rule& rule, std::size_t index, std::string message);
  bool violate_member(const Rule& rule, std::string_view key, std::string message);

  /// A search under limits; a limit that is hit ends the validation.
  bool matches(const Regex& pattern, std::string_view text);

  bool evaluates() const { return evaluates_; }
  /// True where no more violations are wanted, or the validation has ended.
  bool is_over() const { return found_.size() >= limit_ || !trouble_.empty(); }
  /// The resources entered on the way, outermost first.
  const std::vector<const Resource*>& scope() const { return scope_; }

  const std::string& trouble() const { return trouble_; }
  std::vector<SchemaViolation> violations() && { return std::move(found_); }

 private:
  using Part = std::variant<std::size_t, std::string_view>;
  bool part_conforms(const Schema& schema, const Node& part, Part name);
  bool check_rules(const Schema& schema, const Node& value, Evaluated& evaluated);
  bool count_step();
  /// Of the first `parts` of the way into the value.
  std::string pointer(std::size_t parts) const;

  std::size_t limit_;
  bool evaluates_;
  std::vector<SchemaViolation> found_;
  std::string trouble_;
  std::vector<Part> path_;
  std::vector<const Resource*> scope_;
  unsigned depth_ = 0;
  std::uint64_t steps_ = 0;
};

}  // namespace sightline::json_schema
