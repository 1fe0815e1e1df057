#include "trouble/stage.h"

#include <fmt/format.h>

#include <algorithm>
#include <catch2/catch.hpp>

#include "crash/log_reader.h"
#include "program/upstream.h"

namespace sightline::trouble {

using namespace programs;

Stage::Stage(const std::vector<std::string>& options, unsigned cases)
    : project_(crash::make_project(scratch_.path("made"), cases)),
      server_(std::make_unique<product_tests::Serve>(scratch_, project_.recordings, options)) {
  crash::point_at(project_, fmt::format("http://127.0.0.1:{}/v1", server_->port()));
}

Setting Stage::filled(Setting setting) const {
  if (setting.folder.empty()) setting.folder = project_.folder;
  const auto is_named = [](const std::string& variable) { return variable.starts_with(crash::kSessionVariable); };
  if (std::ranges::none_of(setting.environment, is_named)) {
    setting.environment.push_back(std::string(crash::kSessionVariable) + "=first");
  }
  return setting;
}

Ended Stage::run(std::vector<std::string> arguments, Setting setting) const {
  return programs::run(arguments, filled(std::move(setting)));
}

std::unique_ptr<Program> Stage::start(std::vector<std::string> arguments, Setting setting) const {
  return std::make_unique<Program>(arguments, filled(std::move(setting)));
}

std::size_t Stage::requests(const std::string& session) const {
  return journal_of(server_->port(), session).size();
}

std::size_t Stage::passed(const std::string& run) const {
  const auto log = crash::read_log(path(run) + "/run.jsonl");
  return static_cast<std::size_t>(
      std::ranges::count_if(log.results, [](const auto& result) { return result.second.status == "passed"; }));
}

void Stage::check_whole(const std::string& run) const {
  const auto log = crash::read_log(path(run) + "/run.jsonl");
  CHECK(log.troubles.empty());
  CHECK(log.is_finished);
  CHECK(log.results.size() == project_.results);
  for (const auto& [unit, result] : log.results) {
    CAPTURE(unit.first, unit.second);
    CHECK(result.status == "passed");
    CHECK(result.text == project_.answers.at(result.key));
  }
}

std::vector<std::string> live(const std::vector<std::string>& more, const std::string& out) {
  std::vector<std::string> words{"run", "--quiet", "--mode", "live", "--out", out};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

std::vector<std::string> resume(const std::vector<std::string>& more, const std::string& out) {
  std::vector<std::string> words{"run", "--quiet", "--resume", out};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

bool says(const Ended& ended, const std::string& words) {
  const bool does = ended.said.find(words) != std::string::npos;
  if (!does) UNSCOPED_INFO(ended.said);
  return does;
}

}  // namespace sightline::trouble
