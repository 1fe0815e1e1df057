#include <algorithm>
#include <iterator>

#include "report/report.h"

namespace sightline {
namespace {

bool is_plain_in_shell(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         std::string_view("_-./:=@,+").find(c) != std::string_view::npos;
}

/// A word as a POSIX shell takes it for itself.
std::string shell_word(std::string_view word) {
  if (!word.empty() && std::ranges::all_of(word, is_plain_in_shell)) return std::string(word);
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

/// The word behind an option of the run's command; "" where it has none.
std::string option_of(const RunHeader& header, std::string_view option) {
  const auto found = std::ranges::find(header.command, option);
  return found == header.command.end() || std::next(found) == header.command.end() ? "" : *std::next(found);
}

/// The command up to the selection: where the answers come from.
std::string command_start(const RunHeader& header, const std::string& suite) {
  const auto& command = header.command;
  const bool given = header.mode == Mode::answers && command.size() > 1;
  if (given && command[0] == "rescore") return "sightline rescore " + shell_word(command[1]);
  if (given) return "sightline score " + shell_word(suite) + " --answers " + shell_word(option_of(header, "--answers"));
  return "sightline run " + shell_word(suite);
}

}  // namespace

std::string rerun_command(const UnitId& unit, const RunHeader& header) {
  const auto suite = std::ranges::find(header.suites, unit.suite, &RunSuite::name);
  const std::string& path = suite == header.suites.end() || suite->path.empty() ? unit.suite : suite->path;
  std::string command = command_start(header, path);
  const auto option = [&](std::string_view name, std::string_view value) {
    command += name;
    command += shell_word(value);
  };
  option(" --case ", unit.case_id);
  if (!unit.prompt.empty()) option(" --prompt ", unit.prompt);
  if (!unit.model.empty()) option(" --model ", unit.model);
  if (header.mode == Mode::live) command += " --mode live";
  if (std::ranges::find(header.command, "--allow-exec") != header.command.end()) command += " --allow-exec";
  // Elsewhere it would go to another server, and may cost money there.
  const std::string base_url = option_of(header, "--base-url");
  if (!base_url.empty()) option(" --base-url ", base_url);
  return command;
}

}  // namespace sightline
