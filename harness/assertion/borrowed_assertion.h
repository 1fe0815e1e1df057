#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "assertion/assertion.h"
#include "assertion/catalogue.h"
#include "assertion/options.h"

namespace sightline {

/// An assertion that another one uses without what it expects, which comes with the answers: `anls`, or `{anls:
/// {threshold: 0.8}}`. Only those that expect one thing, under `expected` or `equals`, can be used so.
class BorrowedAssertion {
 public:
  /// Reads it from the value of an option: a name, or a map of one over its options. Nothing where it is wrong, which
  /// is told; its options are held against something that it could expect.
  static std::optional<BorrowedAssertion> read(const Node& value, std::string_view option, Options& options);

  std::string_view name() const { return kind_->name; }
  /// The assertion that expects this. Errors: the value is nothing that it could expect.
  Expected<AssertionPtr> expecting(const Node& value) const;
  /// The assertion that expects something, for what it reads out of answers.
  const Assertion& reader() const { return *reader_; }

 private:
  BorrowedAssertion(const AssertionKind& kind, Node options, const Parts& parts)
      : kind_(&kind), options_(std::move(options)), parts_(parts.emptied()) {}
  void compile_reader(Options& options);

  const AssertionKind* kind_;
  Node options_;  ///< A map.
  Parts parts_;   ///< Where its files would be; holds nothing.
  AssertionPtr reader_;
};

}  // namespace sightline
