#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/node.h"

namespace sightline {

/// One way in which an answer goes wrong.
struct Fault {
  enum class Kind : std::uint8_t {
    status,            ///< Another status, as an error of this server, in place of the answer.
    delay_headers,     ///< The head comes `time` later.
    delay_first_byte,  ///< The head comes in time, the first byte of the body `time` later.
    stall,             ///< Nothing comes for `time` after `at` events; then it goes on.
    cut,               ///< The connection ends after `at` events, without the chunk that ends a body.
    truncate,          ///< The body ends after `at` events, and ends well.
    cut_character,     ///< As cut, within the first character of several bytes after `at` events.
    reset,             ///< As cut, by a TCP reset; with no `at`: before any byte.
    malformed_json,    ///< The event after `at` events, or a plain body, is no JSON.
    error_frame,       ///< After `at` events an event {"error": …}, and the end.
    content_type       ///< `text` as the content type.
  };
  Kind kind = Kind::status;
  std::optional<std::size_t> at;  ///< Events of a stream; of a plain answer, bytes.
  std::chrono::milliseconds time{0};
  int status = 0;
  std::optional<std::chrono::milliseconds> retry_after;
  std::string text;
  std::string said;  ///< "cut=3": how journals and headers name it.
};

/// True for a fault after which the client has the answer all the same, only later.
constexpr bool only_delays(Fault::Kind kind) {
  return kind == Fault::Kind::delay_headers || kind == Fault::Kind::delay_first_byte || kind == Fault::Kind::stall;
}

/// Faults that come together, and when they do.
struct FaultRule {
  std::vector<Fault> faults;
  std::vector<std::string> fixtures;  ///< Wildcards over paths below the served folder; none: any.
  std::vector<std::string> cases;     ///< Wildcards over "suite/case"; none: any.
  std::optional<unsigned> times;      ///< The first so many requests of each session, key and repeat.
  double probability = 1;
};

/// One request, as rules choose by it.
struct FaultOccasion {
  std::string_view session;
  std::string_view key;
  unsigned repeat = 0;
  unsigned attempt = 0;        ///< How often this session asked for this repeat before.
  std::string_view fixture;    ///< "receipts/cafe-2deb5732ecb5.json"
  std::string_view case_name;  ///< "receipts/cafe"
};

/// The faults of an occasion, in the order of the rules. The same seed and occasion give the same faults, whatever
/// else is asked in between.
std::vector<const Fault*> faults_of(const std::vector<FaultRule>& rules, const FaultOccasion& occasion,
                                    std::uint64_t seed);

/// Reads "cut=3+delay_headers=300ms,times=2". Errors name what is not understood, all at once.
Expected<FaultRule> parse_fault_rule(std::string_view text);
/// A rule as parse_fault_rule() reads it.
std::string rule_text(const FaultRule& rule);
/// The names of all faults, as rules write them.
std::vector<std::string_view> fault_names();
/// Reads a faults file: {faults: [{status: 429, times: 2, case: chat/sign}, …]}. `source` is what `root` was read from.
Expected<std::vector<FaultRule>> read_fault_rules(const Source& source, const Node& root);

}  // namespace sightline
