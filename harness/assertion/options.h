#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "assertion/assertion.h"
#include "assertion/parts.h"
#include "model/node.h"

namespace sightline {

/// Where one item of an `assert` list is compiled: what it shares with the suite's others, and what is wrong with it.
struct Compilation {
  const Source& source;
  Parts& parts;
  /// The combinators around the assertion at hand, outermost first.
  std::vector<std::string> around = {};
  Errors errors = {};
  bool needs_coordinates = false;              ///< As Assertion has it.
  std::vector<ImageReference> images = {};     ///< The same.
  std::vector<CaseReference> references = {};  ///< Of the outermost assertion at hand.

  /// The value of `part`; null where there is none, its errors then kept.
  template <typename Part>
  std::shared_ptr<const Part> taken(Expected<std::shared_ptr<const Part>> part) {
    if (part) return *part;
    errors.insert(errors.end(), part.error().begin(), part.error().end());
    return nullptr;
  }
};

/// What stands under a name, read option by option. Each reader asks for an option of one type; what is wrong is told
/// with its place and counts as absent, so that all that is wrong is told at once. Options that nobody asked for are
/// unknown: finish() tells them.
class Options {
 public:
  /// `value` is a map of options, or a short form that stands for the option `short_option` ("": there is none).
  /// `owner` is whose options they are, for messages. `at` is a place for values that know none.
  Options(std::string owner, std::string_view short_option, const Node& value, Position at, Compilation& compilation);

  const std::string& owner() const { return owner_; }
  Compilation& compilation() { return compilation_; }

  /// The value of an option, or null.
  const Node* find(std::string_view option);
  /// The same where it must be there: `what` says what it would be ("the text to look for").
  const Node* need(std::string_view option, std::string_view what);

  /// A string, or a number in its author's spelling.
  std::optional<std::string> text(std::string_view option);
  std::optional<std::string> needed_text(std::string_view option, std::string_view what);
  /// A list of texts, or one text, which counts as a list of it; never an empty list.
  std::vector<std::string> needed_texts(std::string_view option, std::string_view what);
  std::optional<bool> flag(std::string_view option);
  /// A finite number that is not below `least`.
  std::optional<double> number(std::string_view option, std::optional<double> least = {});
  /// A whole number that is not below `least`.
  std::optional<std::size_t> count(std::string_view option, std::size_t least = 0);
  std::optional<std::chrono::milliseconds> duration(std::string_view option);
  /// One of `words`.
  std::optional<std::string> word(std::string_view option, const std::vector<std::string>& words);

  /// "'min' of 'length'"; the owner alone where the short form stands for the option.
  std::string called(std::string_view option) const;
  /// Tells what is wrong with the value of an option.
  void refuse(std::string_view option, std::string_view what_is_wanted);
  void tell(const Node* place, std::string message);

  /// Tells the options that nobody asked for.
  void finish();

 private:
  const Node* look(std::string_view option) const;
  std::optional<std::string> text_of(const Node& value, std::string_view option);
  void tell_at(Position position, std::string message);

  std::string owner_;
  std::string_view short_option_;
  const Node& value_;
  Position at_;
  bool is_short_;
  std::vector<std::string> known_;
  Compilation& compilation_;
};

}  // namespace sightline
