#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "chat/chat.h"
#include "model/result.h"

namespace sightline {

/// Header names between the runner and the embedded server.
namespace mock_header {
inline constexpr std::string_view kRepeat = "x-sightline-repeat";
/// What the request's suite ignores, a JSON list of pointers: no other suite's recording is to answer.
inline constexpr std::string_view kIgnore = "x-sightline-ignore";
inline constexpr std::string_view kKey = "x-sightline-key";
inline constexpr std::string_view kVerdict = "x-sightline-verdict";
inline constexpr std::string_view kSource = "x-sightline-source";
inline constexpr std::string_view kRecordedAt = "x-sightline-recorded-at";
inline constexpr std::string_view kCopy = "x-sightline-copy";
inline constexpr std::string_view kIgnoredChanged = "x-sightline-ignored-changed";
inline constexpr std::string_view kFirstToken = "x-sightline-first-token-ms";
inline constexpr std::string_view kTotal = "x-sightline-total-ms";
}  // namespace mock_header

/// A suite's ignored pointers as kIgnore says them.
std::string ignore_header(const std::vector<std::string>& pointers);

/// Fills an exchange from the embedded server's outcome: answer, key, provenance, and the recording's own timings. A
/// miss becomes the failure `missing_fixture`, whose message ends with what `record_command` gives; any other 404 stays
/// the recorded API's.
void fill_replayed(Exchange& exchange, const Outcome& outcome, const std::function<std::string()>& record_command);

/// Fills an exchange from the network's outcome. `queue_ms`: how long it waited for its send.
void fill_live(Exchange& exchange, const Outcome& outcome, double queue_ms);

/// Takes out an answer that echoes a key: it is kept nowhere, and the exchange fails.
void withhold_answer(Exchange& exchange);

}  // namespace sightline
