#pragma once

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

#include "run/answer_line.h"
#include "run/given_answers.h"
#include "run/line_text.h"

namespace sightline {

/// Answers that came from anywhere, a line each. Of the file only names and places are held: an answer is read again
/// when it is judged.
class AnswerFile final : public GivenAnswers {
 public:
  /// Reads every line once; what is wrong with them is in errors(). Errors: the text cannot be read.
  static Expected<AnswerFile> scan(LineText text);

  /// The models that lines name, each once, in the order in which they come.
  std::vector<std::string> models() const;
  /// Finds out whose answer each line is. `whole` is all that the suites can plan with the models of the lines;
  /// `selected` is what will be judged: other lines are passed over. `model` is meant where a line names none; "": the
  /// line must tell where there are several. A second answer to the same repeat, and one to nothing that is planned,
  /// are in errors() then.
  void match(const Plan& whole, const Plan& selected, const std::string& model);
  /// All that is wrong, in the order of the lines; the first of many, and how many more there are.
  Errors errors() const;

  std::uint64_t passed_over() const { return passed_over_; }
  bool has_answer(const PlannedUnit& unit) const;

  std::vector<Exchange> exchanges(const PlannedUnit& unit, unsigned repeat) const override;
  bool are_last_answers() const override { return true; }
  std::string request_body(const std::string&) const override { return ""; }

 private:
  struct Entry {
    AnswerName name;
    LineSpan span;
    std::uint32_t line = 0;
  };
  struct Found {
    LineSpan span;
    std::uint32_t line = 0;
  };

  explicit AnswerFile(LineText text) : text_(std::move(text)) {}
  void take_line(std::uint32_t number, LineSpan span, std::string_view line);
  void tell(const Entry& entry, std::string_view member, std::string message);
  void tell(Errors errors);
  Place place_of(std::uint32_t line) const { return {text_.name(), {line, 1}}; }

  LineText text_;
  std::vector<Entry> entries_;                      ///< Until they are matched.
  std::unordered_map<std::uint64_t, Found> found_;  ///< By the sequence of the repeat.
  Errors errors_;
  std::uint64_t untold_ = 0;
  std::uint64_t passed_over_ = 0;
};

}  // namespace sightline
