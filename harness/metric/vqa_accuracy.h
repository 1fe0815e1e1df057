#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "metric/vqa_answer.h"

namespace sightline {

/// The accuracy of one answer by those of several annotators, 0 to 1: the mean over the annotators of
/// min(1, n / 3), n being how many of the others gave this answer. One annotator has no others: always 0.
///
/// `official` brings the annotators' answers to the form of vqa_punctuation() only, and only where they are not all the
/// same: what all of them wrote with a capital, an article or a number in words is never met. The other two bring every
/// answer to the form of vqa_answer().
struct VqaScore {
  double accuracy = 0;
  std::size_t matches = 0;  ///< Annotators who gave this answer.
  std::string form;         ///< The answer as compared.
};

/// The annotators' answers to one question, brought to their form once, for any number of answers.
class VqaAnnotators {
 public:
  VqaAnnotators(const std::vector<std::string>& answers, VqaForm form);
  VqaScore score(std::string_view answer) const;

 private:
  VqaForm form_;
  std::vector<std::string> answers_;
};

}  // namespace sightline
