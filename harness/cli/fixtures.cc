#include <CLI/CLI.hpp>
#include <memory>

#include "cli/fixtures_drift.h"
#include "cli/verb.h"

namespace sightline {

Verb fixtures_verb() {
  Verb drift = fixtures_drift_verb();
  return {.name = "fixtures",
          .summary = "sends recorded requests again and compares the answers",
          .help = drift.help,
          .not_yet = {},
          .add = [add = drift.add](CLI::App& app) -> std::function<int()> {
            app.add_option("verb")->required()->check(CLI::IsMember({"drift"}));
            return add(app);
          }};
}

}  // namespace sightline
