#pragma once

#include <string>
#include <string_view>

#include "model/chat.h"
#include "model/verdict.h"

namespace sightline {

/// The verdicts that assertions give. A pass scores 1, a fail and an error 0.
///
/// What the model did wrong is a fail. Where the answer was not there or not whole, so that the fail is no finding of
/// the assertion's, its outcome says so: the model refused, its answer was cut off or empty, or could not be read. Such
/// a fail proves nothing and stays a fail under `not`. What the harness did wrong is an error, whatever stands around
/// the assertion.
Verdict passed(std::string reason);
Verdict failed(std::string reason, Verdict::Outcome outcome = Verdict::Outcome::judged);
Verdict trouble(std::string reason);

/// True where a text holds nothing but Unicode white space. Looks no further than to the first other character.
bool is_blank(std::string_view text);

/// What kept the answer's text from being judged: `refused` where the API says so, `truncated` where the token limit
/// cut it off, `empty` where there is neither text nor a tool call; in this order, `judged` where nothing did.
Verdict::Outcome outcome_of(const Reply& reply);

/// What came, for reasons: "got 'Total: 42'", "the model refused: 'I cannot help'", "got an empty answer".
std::string what_came(const Reply& reply);

}  // namespace sightline
