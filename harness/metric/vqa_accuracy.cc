#include "metric/vqa_accuracy.h"

#include <algorithm>

namespace sightline {

VqaAnnotators::VqaAnnotators(const std::vector<std::string>& answers, VqaForm form) : form_(form), answers_(answers) {
  const bool is_unanimous = std::ranges::adjacent_find(answers_, std::ranges::not_equal_to{}) == answers_.end();
  if (form == VqaForm::official && is_unanimous) return;
  for (std::string& answer : answers_) {
    answer = form == VqaForm::official ? vqa_punctuation(answer, form) : vqa_answer(answer, form);
  }
}

VqaScore VqaAnnotators::score(std::string_view answer) const {
  VqaScore score;
  score.form = vqa_answer(answer, form_);
  score.matches = static_cast<std::size_t>(std::ranges::count(answers_, score.form));
  for (const std::string& annotator : answers_) {
    const std::size_t others = score.matches - (annotator == score.form ? 1 : 0);
    score.accuracy += std::min(1.0, static_cast<double>(others) / 3);
  }
  score.accuracy /= static_cast<double>(answers_.size());
  return score;
}

}  // namespace sightline
