#pragma once

#include <string>
#include <string_view>

namespace sightline {

/// How the programs that score answers to visual questions bring answers to one form. All of them replace punctuation,
/// write numbers as digits, leave articles out and put apostrophes where contractions lack them.
enum class VqaForm {
  official,    ///< GT-Vision-Lab/VQA, PythonEvaluationTools/vqaEvaluation/vqaEval.py.
  vlmevalkit,  ///< open-compass/VLMEvalKit, vlmeval/dataset/utils/vqa_eval.py, process_answer.
  lmms_eval    ///< EvolvingLMMs-Lab/lmms-eval, lmms_eval/tasks/_task_utils/vqa_eval_metric.py, EvalAIAnswerProcessor.
};

/// An answer in the form that is compared.
std::string vqa_answer(std::string_view text, VqaForm form);

/// The step on punctuation alone: of ;/[]"{}()=+\_-><@`,?! each mark goes where it stands beside a blank anywhere in
/// the text, or where the text has a comma between two digits; else it becomes a blank. Then the first 32 periods go
/// that no digit follows, and in `vlmevalkit` none precedes: the other two mean the same, but their expression has a
/// slip.
std::string vqa_punctuation(std::string_view text, VqaForm form);

}  // namespace sightline
