#pragma once

#include <cstddef>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "mock/validation.h"

namespace sightline {

/// A value of a request, or the lack of one, and where it stands. A spot points at the one that it stands in, which
/// must outlive it.
class Spot {
 public:
  explicit Spot(const Node& root) : value_(&root) {}
  Spot member(std::string_view key) const&;
  Spot member(const Node::Member& of_this) const&;  ///< One of its own members: none is looked for.
  Spot item(std::size_t index) const&;
  Spot member(std::string_view key) const&& = delete;
  Spot member(const Node::Member& of_this) const&& = delete;
  Spot item(std::size_t index) const&& = delete;

  /// Null where there is nothing.
  const Node* value() const { return value_; }
  bool is_there() const { return value_ != nullptr; }
  bool is_null() const { return is_there() && value_->is_null(); }
  bool is_string() const { return is_there() && value_->is_string(); }
  bool is_list() const { return is_there() && value_->is_list(); }
  bool is_map() const { return is_there() && value_->is_map(); }
  bool is_true() const { return is_there() && value_->is_boolean() && value_->boolean(); }
  /// The string, or "" where it is none.
  std::string_view text() const { return is_string() ? std::string_view(value_->string()) : std::string_view(); }
  std::size_t items() const { return is_list() ? value_->list().size() : 0; }

  std::string pointer() const;  ///< "/messages/0/role"
  std::string param() const;    ///< "messages[0].role"

 private:
  Spot(const Node* value, const Spot* parent, std::string_view key, std::size_t index)
      : value_(value), parent_(parent), key_(key), index_(index) {}
  static constexpr std::size_t kNoIndex = static_cast<std::size_t>(-1);

  const Node* value_ = nullptr;
  const Spot* parent_ = nullptr;
  std::string_view key_;
  std::size_t index_ = kNoIndex;
};

/// Numbers that a parameter may have, both ends among them.
struct NumberRange {
  double least = -std::numeric_limits<double>::infinity();
  double most = std::numeric_limits<double>::infinity();
  bool whole = false;
};

using Words = std::vector<std::string_view>;

/// Collects what is wrong with a request. Each `expect_…` says whether a value is as expected, and notes it where not.
class FaultCollector {
 public:
  explicit FaultCollector(ValidationRules rules) : rules_(rules) {}
  bool aimlapi() const { return rules_ == ValidationRules::aimlapi; }

  bool expect_map(const Spot& spot, std::string_view expected = "object");
  /// At least one item, at most `most`.
  bool expect_list(const Spot& spot, std::string_view expected, std::size_t most = static_cast<std::size_t>(-1));
  bool expect_string(const Spot& spot);
  bool expect_text(const Spot& spot);  ///< A string that is not empty.
  bool expect_boolean(const Spot& spot);
  bool expect_number(const Spot& spot, const NumberRange& range);
  bool expect_one_of(const Spot& spot, const Words& words);
  /// The name of a function or a schema: ^[a-zA-Z0-9_-]{1,64}$.
  bool expect_name(const Spot& spot);
  /// No member of a map but these.
  void expect_only(const Spot& map, const Words& members);

  void add(const Spot& spot, std::string_view expected);
  void add(const Spot& spot, std::string_view expected, std::string_view received);
  RequestFaults take() { return std::move(faults_); }

 private:
  void add_line(const Spot& spot, std::string_view expected, std::string_view received, std::string_view opening);

  ValidationRules rules_;
  RequestFaults faults_;
};

/// A value as faults show it: never longer than a line.
std::string shown_value(const Node* value);

}  // namespace sightline
