#pragma once

#include <mutex>
#include <string>
#include <vector>

#include "assertion/outside.h"
#include "model/node.h"

namespace sightline::fakes {

/// A world that answers as a map says: `stdout`, `stderr`, `exit`, `ending` (killed, out_of_time, too_much_output) and
/// `how` of every program; `status` and `body` of every webhook; `approved`, the text of every snapshot (null: there is
/// none). `error` fails them all. Remembers what it was asked.
class ScriptedOutside final : public Outside {
 public:
  explicit ScriptedOutside(Node script) : script_(std::move(script)) {}

  Expected<ProgramEnd> run_program(const ProgramCall& call) const override;
  Expected<WebhookAnswer> post(const WebhookCall& call) const override;
  Expected<ApprovedAnswer> approved(const UnitId& unit, const std::string& name) const override;

  /// The JSON that the last program or webhook was given.
  std::string asked() const;

 private:
  std::string text(std::string_view key) const;
  void keep(const std::string& json) const;

  Node script_;
  mutable std::mutex mutex_;
  mutable std::string asked_;
};

}  // namespace sightline::fakes
