#pragma once

#include "model/suite.h"

namespace sightline {

/// True where the model speaks more than once.
bool has_several_answers(const Conversation& conversation);

/// A conversation in which the model gives its last answer alone: earlier turns of the model, and answers to tool calls
/// that they would have made, are left out. Assertions beside them end in error, each saying why: there is nothing that
/// they could look at.
Conversation last_turn_alone(Conversation conversation);

}  // namespace sightline
