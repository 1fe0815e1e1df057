#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/error.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace sightline {

/// What may be given for one option of a verb. Valid while the VerbOptions that it came from lives.
class VerbOption {
 public:
  explicit VerbOption(CLI::Option& option) : option_(&option) {}

  VerbOption required();
  /// From `least` to `most` values.
  VerbOption values(int least, int most);
  /// Each value wants the option's name before it, where a list would take all that stands behind it.
  VerbOption one_at_a_time();
  VerbOption one_of(std::vector<std::string> choices);
  /// Both ends included. Of int and double.
  template <typename Number>
  VerbOption between(Number least, Number most);
  /// `trouble` tells what is wrong with a value as it was typed; "" where nothing is.
  VerbOption check(std::function<std::string(const std::string&)> trouble);
  VerbOption excludes(const VerbOption& other);

  /// Whether the command line named it.
  bool is_given() const;

 private:
  CLI::Option* option_;
};

/// The options and arguments of a verb: what there is, and where it goes. CLI11 stands behind it, and verb_options.cc
/// alone includes that: each unit that does takes seconds longer to compile.
class VerbOptions {
 public:
  VerbOptions();
  ~VerbOptions();
  VerbOptions(const VerbOptions&) = delete;
  VerbOptions& operator=(const VerbOptions&) = delete;

  /// `names` as in "-j,--concurrency"; "runs", without dashes, is an argument. `target` outlives the reading, and keeps
  /// its value where nothing is given. Of texts, lists of texts, numbers and optional numbers: those of the end of
  /// verb_options.cc.
  template <typename Value>
  VerbOption add(const std::string& names, Value& target);
  /// An option without a value. "--open,!--no-open" has a name that makes it false.
  template <typename Value>
  VerbOption add_flag(const std::string& names, Value& target);

  /// Puts what stands behind the verb into the targets, and gives what no option took, in order. An error tells the
  /// first that does not fit, without a place.
  Expected<std::vector<std::string>> read(const std::vector<std::string>& arguments);

  /// The long names that there are, with their dashes.
  std::vector<std::string> names() const;
  /// The first long name of each option that the command line named.
  std::vector<std::string> given() const;

 private:
  std::unique_ptr<CLI::App> app_;
};

}  // namespace sightline
