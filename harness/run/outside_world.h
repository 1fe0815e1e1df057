#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "assertion/outside.h"
#include "model/http.h"
#include "run/endpoint.h"
#include "run/snapshots.h"

namespace sightline {

/// What a run's assertions reach: programs, hosts, approved answers. May be used by several threads.
class OutsideWorld final : public Outside {
 public:
  struct Settings {
    Environment environment;
    /// Values that no program and no webhook is given, and no answer of theirs may hold.
    std::vector<std::string> secrets;
    /// Makes a transport of its own for each call that is under way at once.
    std::function<std::unique_ptr<Transport>()> make_transport;
  };
  /// `snapshots` must outlive it.
  OutsideWorld(const Snapshots& snapshots, Settings settings);

  Expected<ProgramEnd> run_program(const ProgramCall& call) const override;
  Expected<WebhookAnswer> post(const WebhookCall& call) const override;
  Expected<ApprovedAnswer> approved(const UnitId& unit, const std::string& name) const override;

 private:
  bool is_secret(const std::string& value) const;
  /// PATH, LANG and the variables of those names, each "NAME=value".
  Expected<std::vector<std::string>> environment_of(const std::vector<std::string>& names) const;
  Expected<HttpRequest> request_of(const WebhookCall& call, std::vector<std::string>& secrets) const;
  Outcome send(HttpRequest request) const;

  const Snapshots& snapshots_;
  const Settings settings_;
  mutable std::mutex mutex_;
  mutable std::vector<std::unique_ptr<Transport>> idle_;  ///< Their connections stay open.
};

}  // namespace sightline
