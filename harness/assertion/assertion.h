#pragma once

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "assertion/permissions.h"
#include "base/files.h"
#include "model/result.h"
#include "model/suite.h"
#include "model/verdict.h"

namespace sightline {

struct AnswerJson;
class OtherAnswers;
class Outside;

/// What assertions look at: one answer and what is known of it. All assertions of an answer are judged on one
/// observation, in one thread.
struct Observation {
  const Reply& reply;
  const Node& vars;            ///< The case's variables, a map.
  Timing timing;               ///< In replay the recording's.
  std::optional<double> cost;  ///< USD of this answer.
  const ModelSpec* model = nullptr;
  /// The conversation that was answered, from its beginning.
  std::span<const Message> messages = {};
  /// The case's image variables by name; null where it has no case.
  const std::map<std::string, ImagePart>* image_vars = nullptr;
  /// Whose answer it is; null where nobody asked for it in a run.
  const UnitId* unit = nullptr;
  unsigned repeat = 0;  ///< From 0.
  /// What programs, hosts and approved answers are reached through; null: nothing outside may be reached.
  const Outside* outside = nullptr;
  /// The answers of the cases that assertions name; null: there is only this one.
  const OtherAnswers* others = nullptr;
  /// The answer read as JSON, by the first assertion that asks for it: answer_json().
  mutable std::shared_ptr<const AnswerJson> json = {};
};

/// The work of one assertion, compiled: pure, and called from several threads.
class Check {
 public:
  virtual ~Check() = default;
  virtual Verdict judge(const Observation& seen) const = 0;
  /// What an answer that could not be judged adds to the aggregates micro and corpus: everything missed. Null where the
  /// assertion has no tallies (tally.h).
  virtual Node tally_of_nothing() const { return {}; }
};

/// Another case of the suite, whose answer an assertion looks at too.
struct CaseReference {
  std::string case_id;
  Position at;  ///< Of the id, in the assertion's file.
};

/// A case's image variable, by whose name an assertion goes.
struct ImageReference {
  std::string name;
  Position at;  ///< Of the name, in the assertion's file.
};

struct Assertion {
  std::string name;
  std::string text;  ///< As its author would write it on one line, shortened.
  std::string label;
  std::string metric;
  double weight = 1;
  std::string_view tally;  ///< The kind of its tallies; "" where it has none.
  Place place;
  std::vector<CaseReference> references = {};  ///< Those of its members too.
  std::unique_ptr<const Check> check;
  bool needs_coordinates = false;  ///< It goes by the model's `coordinates`: every model it judges must declare them.
  std::vector<ImageReference> images = {};  ///< Every case it judges must have them. Those of its members too.
};

/// The verdict beside its assertion. An exception of a check becomes an error verdict.
AssertionResult judge(const Assertion& assertion, const Observation& seen, unsigned turn = 0);

/// Compiles assertions of one suite: what can be wrong with them is found here, before a request is paid for.
/// Equal jq filters, schemas and regexes are compiled once.
class AssertionCompiler {
 public:
  /// `folder` is that of the file that holds the assertions, `root` the project's, both absolute: paths inside
  /// assertions are relative to the folder and may not leave the root. What `permissions` do not say is refused.
  AssertionCompiler(const Files& files, std::string folder, std::string root, Permissions permissions = {});
  ~AssertionCompiler();
  /// `item` is a map of one key, the assertion's name, over its short form or its options. Errors point into `source`.
  Expected<AssertionPtr> compile(const Node& item, const Source& source);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// True where a string under `option` of assertion `name` (or its short form, option "") is a template. Never in jq
/// filters, `at` paths and regexes. The members of combinators have templates of their own.
bool takes_template(std::string_view name, std::string_view option);

/// What the catalogue says of an assertion: for help, schemas and docs.
struct AssertionInfo {
  std::string name;
  std::string family;
  std::string summary;
  std::string example;  ///< One item in YAML, without the dash: "contains: USD".
  /// An answer that passes the example, and one that fails it, in YAML: a text, or a map of what else is known of it
  /// (tool_calls, usage, finish_reason, latency …). "": none is given.
  std::string example_pass;
  std::string example_fail;
  std::vector<std::string> aggregates;  ///< "micro" and "corpus", where it has them beside mean, min and p95.
  /// JSON Schema (2020-12) of what may stand under the name; a map. Members of combinators are
  /// {"$ref": "#/$defs/assertion"}: the schema that this one goes into defines it as one item.
  Node schema;
};
/// All assertions this version has, in the catalogue's order.
const std::vector<AssertionInfo>& assertion_catalogue();

}  // namespace sightline
