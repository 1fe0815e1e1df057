#pragma once

#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace sightline {

enum class Colour { plain, good, bad, warn, quiet, strong };
enum class ColourChoice { automatic, always, never };
/// What --color says: auto, always, never.
ColourChoice colour_choice(std::string_view text);

/// The only place where text is printed. What is for people goes to stderr, what was asked for to stdout. Control
/// characters in what a model or a file says are made harmless before they reach a terminal.
class Terminal {
 public:
  explicit Terminal(ColourChoice colours);
  /// A line for people.
  void say(std::string_view line, Colour colour = Colour::plain);
  /// The same, over the line that `progress` wrote last.
  void progress(std::string_view line);
  void clear_progress();
  void errors(const Errors& errors);
  /// A result that was asked for; `text` is written as it is, but for what a terminal or a CI system would obey.
  void print(std::string_view text);
  /// One line of a result that people read: made harmless, and in colour where standard output is a terminal or colours
  /// are always wanted.
  void show(std::string_view line, Colour colour = Colour::plain);
  bool is_interactive() const { return interactive_; }
  /// True where somebody sits there who can answer.
  bool can_ask() const;
  /// Asks, and reads a line of standard input, without blanks at its ends. Nothing where the input has ended.
  std::optional<std::string> ask(std::string_view question);
  bool quiet = false;

 private:
  /// In a CI system that obeys what stands in its log: the text without commands.
  std::string quelled(std::string text) const;
  std::string coloured(std::string_view text, Colour colour) const;
  void write_result(std::string_view text);
  bool obeyed_ = false;     ///< By such a system.
  bool is_screen_ = false;  ///< Standard output is a terminal.
  bool is_log_ = true;      ///< Standard output, where it is no file.
  bool colours_ = false;
  bool colours_results_ = false;  ///< On standard output.
  bool interactive_ = false;
  bool progress_shown_ = false;
};

}  // namespace sightline
