#include "cli/terminal.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>

#include "base/text.h"
#include "report/harmless.h"

namespace sightline {

namespace {

std::string_view code_of(Colour colour) {
  switch (colour) {
    case Colour::good:
      return "\x1b[32m";
    case Colour::bad:
      return "\x1b[31m";
    case Colour::warn:
      return "\x1b[33m";
    case Colour::quiet:
      return "\x1b[2m";
    case Colour::strong:
      return "\x1b[1m";
    case Colour::plain:
      break;
  }
  return "";
}

bool is_set(const char* variable) {
  const char* value = std::getenv(variable);
  return value && *value != '\0';
}

void write_to(std::FILE* stream, std::string_view text) {
  std::fwrite(text.data(), 1, text.size(), stream);
}

}  // namespace

ColourChoice colour_choice(std::string_view text) {
  return text == "always" ? ColourChoice::always : text == "never" ? ColourChoice::never : ColourChoice::automatic;
}

Terminal::Terminal(ColourChoice colours) {
  interactive_ = ::isatty(STDERR_FILENO) == 1 && !is_set("CI");
  const bool wanted = interactive_ && !is_set("NO_COLOR");
  colours_ = colours == ColourChoice::always || (colours == ColourChoice::automatic && wanted);
  obeyed_ = is_set("GITHUB_ACTIONS") || is_set("TF_BUILD") || is_set("TEAMCITY_VERSION");
  struct stat output {};
  is_log_ = ::fstat(STDOUT_FILENO, &output) != 0 || !S_ISREG(output.st_mode);
  is_screen_ = ::isatty(STDOUT_FILENO) == 1;
  colours_results_ = colours == ColourChoice::always || (colours_ && is_screen_);
}

std::string Terminal::quelled(std::string text) const {
  return obeyed_ && text.find_first_of(":#") != std::string::npos ? without_commands(text) : text;
}

std::string Terminal::coloured(std::string_view text, Colour colour) const {
  const std::string_view code = colours_ ? code_of(colour) : "";
  return code.empty() ? std::string(text) : fmt::format("{}{}\x1b[0m", code, text);
}

void Terminal::say(std::string_view line, Colour colour) {
  clear_progress();
  write_to(stderr, coloured(quelled(harmless(line)), colour) + "\n");
}

void Terminal::progress(std::string_view line) {
  if (!interactive_ || quiet) return;
  write_to(stderr, fmt::format("\r\x1b[2K{}", line));
  std::fflush(stderr);
  progress_shown_ = true;
}

void Terminal::clear_progress() {
  if (progress_shown_) write_to(stderr, "\r\x1b[2K");
  progress_shown_ = false;
}

void Terminal::errors(const Errors& errors) {
  clear_progress();
  for (const Error& error : errors) {
    std::string text = quelled(harmless(render(error)));
    const std::string_view label = error.severity == Severity::error ? "error:" : "warning:";
    if (const auto at = text.find(label); colours_ && at != std::string::npos) {
      text.replace(at, label.size(), coloured(label, error.severity == Severity::error ? Colour::bad : Colour::warn));
    }
    write_to(stderr, text);
  }
}

bool Terminal::can_ask() const {
  return interactive_ && ::isatty(STDIN_FILENO) == 1;
}

std::optional<std::string> Terminal::ask(std::string_view question) {
  clear_progress();
  write_to(stderr, coloured(question, Colour::strong));
  std::fflush(stderr);
  std::string line;
  if (!std::getline(std::cin, line)) return std::nullopt;
  return std::string(trimmed(line));
}

void Terminal::write_result(std::string_view text) {
  clear_progress();
  write_to(stdout, text);
  std::fflush(stdout);
}

void Terminal::print(std::string_view text) {
  // What goes into a file is for a program, and no log.
  if (is_screen_) return write_result(harmless(text));
  write_result(is_log_ ? quelled(std::string(text)) : std::string(text));
}

void Terminal::show(std::string_view line, Colour colour) {
  const std::string text = quelled(harmless(line));
  write_result((colours_results_ ? coloured(text, colour) : text) + "\n");
}

}  // namespace sightline
