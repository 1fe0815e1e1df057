#include <algorithm>
#include <iterator>

#include "report/report.h"

namespace sightline {
namespace {

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("_-./:=@,+").find(c) != std::string_view::npos;
}

/// A word as a POSIX shell takes it for itself.
std::string shell_word(std::string_view word) {
  if (!word.empty() && std::ranges::all_of(word, is_plain)) return std::string(word);
  std::string out = "'";
  for (const char c : word) {
    if (c == '\'') {
      out += "'\\''";
    } else {
      out += c;
    }
  }
  return out + "'";
}

}  // namespace

std::string rerun_command(const UnitId& unit, const RunHeader& header) {
  const auto suite = std::ranges::find(header.suites, unit.suite, &RunSuite::name);
  const std::string& path = suite == header.suites.end() || suite->path.empty() ? unit.suite : suite->path;
  std::string command = "sightline run " + shell_word(path) + " --case " + shell_word(unit.case_id);
  if (!unit.prompt.empty()) command += " --prompt " + shell_word(unit.prompt);
  if (!unit.model.empty()) command += " --model " + shell_word(unit.model);
  if (header.mode == Mode::live) command += " --mode live";
  // Elsewhere it would go to another server, and may cost money there.
  const auto base_url = std::ranges::find(header.command, "--base-url");
  if (base_url != header.command.end() && std::next(base_url) != header.command.end()) {
    command += " --base-url " + shell_word(*std::next(base_url));
  }
  return command;
}

}  // namespace sightline
