#include "run/last_turn.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "assertion/assertion.h"

namespace sightline {
namespace {

/// Stands for an assertion that looks at an answer which nobody has.
class NotGiven final : public Check {
 public:
  explicit NotGiven(unsigned turn) : turn_(turn) {}
  Verdict judge(const Observation&) const override {
    return {.status = Verdict::Status::error,
            .score = 0,
            .reason = fmt::format("it looks at answer {} of the conversation, and only the last one was given", turn_)};
  }

 private:
  unsigned turn_;  ///< From 1.
};

AssertionPtr not_given(const Assertion& assertion, unsigned turn) {
  auto stand_in = std::make_shared<Assertion>();
  stand_in->name = assertion.name;
  stand_in->text = assertion.text;
  stand_in->label = assertion.label;
  stand_in->metric = assertion.metric;
  stand_in->weight = assertion.weight;
  stand_in->place = assertion.place;
  stand_in->check = std::make_unique<NotGiven>(turn);
  return stand_in;
}

bool is_of_model(const Turn& turn) {
  return turn.kind == Turn::Kind::model;
}

}  // namespace

bool has_several_answers(const Conversation& conversation) {
  return std::ranges::count_if(conversation, is_of_model) > 1;
}

Conversation last_turn_alone(Conversation conversation) {
  const auto turns = std::ranges::count_if(conversation, is_of_model);
  Conversation rest;
  std::vector<AssertionPtr> assertions;
  unsigned turn_of_model = 0;
  for (Turn& turn : conversation) {
    if (turn.kind == Turn::Kind::message) rest.push_back(std::move(turn));
    if (turn.kind != Turn::Kind::model) continue;
    if (++turn_of_model < turns) {
      for (const AssertionPtr& assertion : turn.assertions) assertions.push_back(not_given(*assertion, turn_of_model));
    } else {
      turn.assertions.insert(turn.assertions.begin(), assertions.begin(), assertions.end());
      rest.push_back(std::move(turn));
    }
  }
  return rest;
}

}  // namespace sightline
