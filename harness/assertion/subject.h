#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "assertion/assertion.h"
#include "assertion/jq.h"
#include "assertion/options.h"
#include "assertion/text_form.h"

namespace sightline {

/// The verdict on an answer that cannot be read as JSON: `unparsed`, or what kept it from being whole. `purpose`
/// follows "expected JSON": " to pick .total from".
Verdict unreadable_json(const Observation& seen, std::string_view purpose);

/// A value that an assertion looks at, and what a verdict's evidence tells of it: `parse_path`, how the answer was read
/// as JSON, and `value`, what `at` picked.
struct Picked {
  Node value;
  Node evidence;
};

/// What an assertion looks at: the answer, or what `at` picks out of the answer read as JSON.
class Subject {
 public:
  /// Reads `at`.
  explicit Subject(Options& options);

  bool is_whole_answer() const { return path_.empty(); }
  /// "the answer", ".total": for reasons.
  std::string_view name() const;
  /// The answer read as JSON, or what `at` picks out of it: one value. The verdict where there is none: a fail with
  /// outcome `unparsed` (or what kept the answer from being whole), an error where the filter had trouble of its own.
  tl::expected<Picked, Verdict> pick(const Observation& seen) const;

 private:
  std::string path_;  ///< For reasons; "": the whole answer.
  std::shared_ptr<const JqFilter> filter_;
};

/// Whether a token limit that cut the answer off could have changed what an assertion found.
enum class Cut { matters, does_not_matter };

/// A text that an assertion looks at, and the verdicts on it.
struct SeenText {
  std::string text;     ///< In the form it is compared in.
  std::string subject;  ///< "the answer", ".total"
  std::string came;     ///< "got 'USD'": as it was, whatever the form.
  Verdict::Outcome outcome = Verdict::Outcome::judged;
  Node evidence;
  /// True where `text` is the answer, or what `at` picked, as it is.
  bool is_as_written = true;

  /// "the answer contains 'USD'", `finding` being "contains 'USD'".
  Verdict pass(std::string_view finding) const;
  /// "expected the answer to contain 'USD', got 'EUR'", `expectation` being "to contain 'USD'".
  Verdict fail(std::string_view expectation, Cut cut = Cut::matters) const;
  /// The same of a text that nothing could be read from: `unparsed`, or what kept it from being whole.
  Verdict unread(std::string_view expectation) const;
  /// Puts what was expected into the verdict's evidence, as contrast() does, and the text where it is not as written.
  void contrast_with(Verdict& verdict, const Node& expected) const;
};

/// The text that an assertion looks at: the answer's, or the string, number or boolean that `at` picks.
class TextSubject {
 public:
  /// Reads `at` and `normalize`.
  explicit TextSubject(Options& options);
  /// Of an assertion that takes no `normalize`: texts are looked at as they are.
  explicit TextSubject(Subject subject) : subject_(std::move(subject)) {}

  const Subject& subject() const { return subject_; }
  const TextForm& form() const { return form_; }
  tl::expected<SeenText, Verdict> look(const Observation& seen) const;

 private:
  Subject subject_;
  TextForm form_;
};

}  // namespace sightline
