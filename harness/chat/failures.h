#pragma once

#include <optional>
#include <string>

#include "model/chat.h"
#include "model/http.h"
#include "model/node.h"

namespace sightline {

/// The failure of an outcome whose `trouble` is not none.
Failure failure_of_trouble(const Outcome& outcome);

/// The failure of an outcome whose status is not 2xx: its kind by the status, its message by either error dialect.
Failure failure_of_status(const Outcome& outcome);

/// The failure that a part of a 2xx answer (the whole, a choice, an event of a stream) carries as {"error": …} or as
/// {"message", "statusCode", …}; nothing where it carries none.
std::optional<Failure> stated_failure(const Node& part, const Outcome& outcome);

/// The failure that a part of a 2xx answer is, whatever it looks like.
Failure failure_told_by(const Node& part, const Outcome& outcome);

/// A 2xx answer that is none.
Failure unreadable(const Outcome& outcome, const std::string& why);
Failure broken(const Outcome& outcome, const std::string& why);

/// A server's words on one line, shortened, with anything that looks like a key masked.
std::string one_line(std::string_view text);

}  // namespace sightline
