#include "base/error.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "base/text.h"

namespace sightline {
namespace {

/// What of a long source line is shown, in code points: all in all, and before the caret.
constexpr std::size_t kShown = 100;
constexpr std::size_t kShownBefore = 70;

/// Characters that would move the cursor, ring the bell or turn the direction of what follows.
bool disturbs_terminal(char32_t c) {
  return c < 0x20 || (c >= 0x7F && c < 0xA0) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/// `text` as a terminal may have it: a tab is one blank, so that columns stay true, and line feeds stay where they may.
std::string harmless(std::string_view text, bool keep_line_feeds) {
  std::string out;
  for (const char32_t c : code_points(text)) {
    if (c == '\n' && keep_line_feeds) {
      out += '\n';
    } else if (c == '\t') {
      out += ' ';
    } else if (disturbs_terminal(c)) {
      out += '?';
    } else {
      append_utf8(out, c);
    }
  }
  return out;
}

/// The part of a line that is shown, and how many terminal cells stand before the caret.
struct Excerpt {
  std::string text;
  std::size_t cells_before_caret = 0;
};

Excerpt cut_around(std::string_view source_line, std::size_t column) {
  const std::u32string line = code_points(harmless(source_line, false));
  const std::size_t caret = column == 0 ? 0 : std::min(column - 1, line.size());
  const std::size_t last_begin = line.size() > kShown ? line.size() - kShown : 0;
  const std::size_t begin = std::min(last_begin, caret > kShownBefore ? caret - kShownBefore : 0);
  const std::size_t end = std::min(line.size(), begin + kShown);
  Excerpt excerpt{begin > 0 ? "…" : "", begin > 0 ? std::size_t{1} : 0};
  for (std::size_t i = begin; i < end; ++i) {
    if (i < caret) excerpt.cells_before_caret += terminal_cells(line[i]);
    append_utf8(excerpt.text, line[i]);
  }
  if (end < line.size()) excerpt.text += "…";
  return excerpt;
}

std::string_view nth_line(std::string_view text, std::uint32_t number) {
  text.remove_prefix(byte_order_mark(text).size());
  for (std::uint32_t line = 1; line < number; ++line) {
    const std::size_t feed = text.find('\n');
    if (feed == std::string_view::npos) return {};
    text.remove_prefix(feed + 1);
  }
  text = text.substr(0, text.find('\n'));
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

}  // namespace

Position position_in(std::string_view text, std::size_t offset) {
  const std::size_t mark = byte_order_mark(text).size();
  const std::string_view before = offset < mark ? std::string_view{} : text.substr(mark, offset - mark);
  const auto feeds = std::count(before.begin(), before.end(), '\n');
  const std::size_t last_feed = before.rfind('\n');
  const std::string_view line = last_feed == std::string_view::npos ? before : before.substr(last_feed + 1);
  return {static_cast<std::uint32_t>(feeds + 1), static_cast<std::uint32_t>(code_point_count(line) + 1)};
}

std::string Place::text() const {
  if (position.line == 0) return file;
  if (file.empty()) {
    return position.column == 0 ? fmt::format("line {}", position.line)
                                : fmt::format("line {}, column {}", position.line, position.column);
  }
  if (position.column == 0) return fmt::format("{}:{}", file, position.line);
  return fmt::format("{}:{}:{}", file, position.line, position.column);
}

tl::unexpected<Errors> failure(std::string message) {
  return failure(Place{}, std::move(message));
}

tl::unexpected<Errors> failure(Place place, std::string message) {
  return tl::unexpected<Errors>(Errors{Error{std::move(message), std::move(place)}});
}

bool has_errors(const Errors& errors) {
  return std::any_of(errors.begin(), errors.end(), [](const Error& e) { return e.severity == Severity::error; });
}

std::string render(const Error& error) {
  std::string out = error.severity == Severity::error ? "sightline: error: " : "sightline: warning: ";
  if (const std::string where = error.place.text(); !where.empty()) out += harmless(where, false) + ": ";
  out += harmless(error.message, true);
  out += '\n';
  if (error.source_line.empty()) return out;
  const std::size_t column = error.place.position.column;
  const Excerpt excerpt = cut_around(error.source_line, column);
  fmt::format_to(std::back_inserter(out), "    {}\n", excerpt.text);
  if (column > 0) fmt::format_to(std::back_inserter(out), "    {:{}}^\n", "", excerpt.cells_before_caret);
  return out;
}

std::string render(const Errors& errors) {
  std::string out;
  for (const Error& error : errors) out += render(error);
  return out;
}

Error Source::error_at(Position position, std::string message, Severity severity) const {
  const std::string_view line = position.line == 0 ? std::string_view{} : nth_line(text, position.line);
  return Error{std::move(message), Place{path, position}, std::string(line), severity};
}

}  // namespace sightline
