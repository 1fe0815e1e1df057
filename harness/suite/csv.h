#pragma once

#include <string_view>
#include <vector>

#include "model/node.h"
#include "suite/complaints.h"
#include "suite/position_cursor.h"

namespace sightline {

/// One line of a table, or several where a quoted cell holds line breaks.
struct CsvRecord {
  Position at;
  std::vector<Node> cells;  ///< Strings, each with its place.
};

/// Reads RFC 4180: cells between separators, in quotes where they hold a separator, a quote (doubled) or a line break;
/// lines end with CRLF or LF. Lines without any character are passed over.
class CsvReader {
 public:
  /// In a table separated by tabs a quote within an unquoted cell is a character like others; in others it is an error.
  CsvReader(std::string_view text, char separator, Complaints& complaints)
      : text_(text), separator_(separator), complaints_(complaints), cursor_(text) {}

  /// False at the end, and where it makes no sense to read on.
  bool next(CsvRecord& record);

 private:
  void read_record(CsvRecord& record);
  Node read_cell();
  std::string read_quoted();
  std::string_view read_plain();
  void check_plain(std::string_view cell, std::size_t offset);
  void skip_blank_lines();
  std::size_t line_break_at(std::size_t offset) const;
  bool ends_cell(std::size_t offset) const;

  std::string_view text_;
  char separator_;
  Complaints& complaints_;
  PositionCursor cursor_;
  std::size_t offset_ = 0;
};

}  // namespace sightline
