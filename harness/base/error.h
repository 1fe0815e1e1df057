#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

namespace sightline {

/// A place in a text; both count from 1, columns in Unicode code points. 0 means "not known".
struct Position {
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  friend bool operator==(const Position&, const Position&) = default;
};

/// The position of the byte at `offset`. A byte order mark at the beginning takes no column.
Position position_in(std::string_view text, std::size_t offset);

/// A place in a file, as errors and results name it: "suites/vqa.yaml:12:7".
struct Place {
  std::string file;
  Position position;
  std::string text() const;
  friend bool operator==(const Place&, const Place&) = default;
};

enum class Severity { error, warning };

/// One trouble, told to a person: where, what, and what to do about it.
struct Error {
  std::string message;  ///< "unknown assertion 'contians'; did you mean 'contains'?"
  Place place = {};
  std::string source_line = {};  ///< The offending line, for the caret; empty where there is none.
  Severity severity = Severity::error;
};
using Errors = std::vector<Error>;

/// Expected trouble is a value. Exceptions of libraries are caught in the one file that meets the library.
template <typename T>
using Expected = tl::expected<T, Errors>;

/// An unexpected holding one error without a place.
tl::unexpected<Errors> failure(std::string message);
tl::unexpected<Errors> failure(Place place, std::string message);

bool has_errors(const Errors& errors);

/// "sightline: error: FILE:LINE:COLUMN: MESSAGE", and below it the line and a caret where they are known. Ends with a
/// line feed. Control characters of the source line are shown as '?', long lines are cut around the caret.
std::string render(const Error& error);
std::string render(const Errors& errors);

/// A named text that errors point into.
struct Source {
  std::string path;
  std::string text;
  /// An error at `position`, with the line it stands on.
  Error error_at(Position position, std::string message, Severity severity = Severity::error) const;
  Position position_of(std::size_t offset) const { return position_in(text, offset); }
};

}  // namespace sightline
