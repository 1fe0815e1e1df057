#include "assertion/catalogue.h"

#include <algorithm>

#include "assertion/tally.h"

namespace sightline {

/// Every assertion, family by family, in the order of the documentation. NAME stands for the function kind_of_NAME() of
/// its file.
#define SIGHTLINE_TEXT(NAME) \
  NAME(equals)               \
  NAME(contains)             \
  NAME(contains_any)         \
  NAME(contains_all)         \
  NAME(starts_with)          \
  NAME(ends_with)            \
  NAME(regex)                \
  NAME(length)               \
  NAME(refusal)              \
  NAME(empty)

#define SIGHTLINE_SIMILARITY(NAME) \
  NAME(levenshtein)                \
  NAME(rouge)                      \
  NAME(bleu)                       \
  NAME(cer)                        \
  NAME(wer)                        \
  NAME(anls)                       \
  NAME(token_f1)                   \
  NAME(caption)

#define SIGHTLINE_JSON(NAME) \
  NAME(json)                 \
  NAME(jq)                   \
  NAME(fields)

#define SIGHTLINE_NUMBERS(NAME) \
  NAME(number)                  \
  NAME(relaxed_accuracy)        \
  NAME(count)

#define SIGHTLINE_QUESTIONS(NAME) \
  NAME(choice)                    \
  NAME(yes_no)                    \
  NAME(vqa_accuracy)              \
  NAME(ocr_contains)

#define SIGHTLINE_VISION(NAME) \
  NAME(boxes)                  \
  NAME(points)                 \
  NAME(table)                  \
  NAME(chair)

#define SIGHTLINE_RESPONSE(NAME) \
  NAME(finish_reason)            \
  NAME(latency)                  \
  NAME(ttft)                     \
  NAME(tokens)                   \
  NAME(cost)                     \
  NAME(tool_call)                \
  NAME(model)                    \
  NAME(repetition)               \
  NAME(logprobs)

#define SIGHTLINE_REGRESSION(NAME) NAME(snapshot)

#define SIGHTLINE_OWN_CODE(NAME) \
  NAME(exec)                     \
  NAME(webhook)

#define SIGHTLINE_GROUPS(NAME) NAME(same_as)

#define SIGHTLINE_COMBINATORS(NAME) \
  NAME(negation)                    \
  NAME(all)                         \
  NAME(any)                         \
  NAME(at_least)

#define SIGHTLINE_ASSERTIONS(NAME) \
  SIGHTLINE_TEXT(NAME)             \
                                   \
  SIGHTLINE_SIMILARITY(NAME)       \
                                   \
  SIGHTLINE_JSON(NAME)             \
                                   \
  SIGHTLINE_NUMBERS(NAME)          \
                                   \
  SIGHTLINE_QUESTIONS(NAME)        \
                                   \
  SIGHTLINE_VISION(NAME)           \
                                   \
  SIGHTLINE_RESPONSE(NAME)         \
                                   \
  SIGHTLINE_REGRESSION(NAME)       \
                                   \
  SIGHTLINE_OWN_CODE(NAME)         \
                                   \
  SIGHTLINE_GROUPS(NAME)           \
                                   \
  SIGHTLINE_COMBINATORS(NAME)

#define DECLARE(name) AssertionKind kind_of_##name();
SIGHTLINE_ASSERTIONS(DECLARE)
#undef DECLARE

const std::vector<AssertionKind>& assertion_kinds() {
#define CALL(name) kind_of_##name(),
  static const std::vector<AssertionKind> kinds{SIGHTLINE_ASSERTIONS(CALL)};
#undef CALL
  return kinds;
}

const AssertionKind* find_assertion_kind(std::string_view name) {
  const auto found = std::ranges::find(assertion_kinds(), name, &AssertionKind::name);
  return found == assertion_kinds().end() ? nullptr : &*found;
}

const std::vector<std::string>& planned_assertions() {
  static const std::vector<std::string> names{"rubric", "closed_qa", "factuality", "pairwise", "similar"};
  return names;
}

namespace {

std::vector<std::string> aggregates_of(const AssertionKind& kind) {
  std::vector<std::string> names;
  if (tally_fold(kind.tally, Aggregate::micro) != nullptr) names.emplace_back("micro");
  if (tally_fold(kind.tally, Aggregate::corpus) != nullptr) names.emplace_back("corpus");
  return names;
}

}  // namespace

const std::vector<AssertionInfo>& assertion_catalogue() {
  static const std::vector<AssertionInfo> catalogue = [] {
    std::vector<AssertionInfo> infos;
    for (const AssertionKind& kind : assertion_kinds()) {
      infos.push_back({std::string(kind.name), std::string(kind.family), std::string(kind.summary),
                       std::string(kind.example), std::string(kind.example_pass), std::string(kind.example_fail),
                       aggregates_of(kind), kind.schema()});
    }
    return infos;
  }();
  return catalogue;
}

}  // namespace sightline
