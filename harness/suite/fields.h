#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/node.h"
#include "model/suite.h"

namespace sightline {

/// Readers of values that check_shape had nothing against: what was wrong is null by now and counts as absent.

/// The value under `key`, or null where it is absent or was wrong.
const Node* field(const Node& map, std::string_view key);
/// "" where absent.
std::string text_of(const Node* value);
std::string text_field(const Node& map, std::string_view key);
std::optional<double> number_field(const Node& map, std::string_view key);
std::optional<std::chrono::milliseconds> duration_of(const Node* value);
std::optional<std::chrono::milliseconds> duration_field(const Node& map, std::string_view key);
/// The texts of a list; one text counts as a list of it.
std::vector<std::string> texts_of(const Node* value);

/// The members of a dictionary (or of nothing) that are neither null nor kept for anchors (x-…).
std::vector<const Node::Member*> entries_of(const Node* dictionary);

/// A gate of suite-format's keys.
Gate gate_of(const Node* value);

}  // namespace sightline
