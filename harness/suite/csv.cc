#include "suite/csv.h"

#include <algorithm>
#include <utility>

namespace sightline {

bool CsvReader::next(CsvRecord& record) {
  skip_blank_lines();
  if (offset_ >= text_.size() || complaints_.full()) return false;
  read_record(record);
  return true;
}

void CsvReader::skip_blank_lines() {
  for (std::size_t length = line_break_at(offset_); length > 0; length = line_break_at(offset_)) offset_ += length;
}

void CsvReader::read_record(CsvRecord& record) {
  record.at = cursor_.at(offset_);
  record.cells.clear();
  for (;;) {
    record.cells.push_back(read_cell());
    if (offset_ >= text_.size()) return;
    if (text_[offset_] == separator_) {
      ++offset_;
      continue;
    }
    offset_ += line_break_at(offset_);
    return;
  }
}

Node CsvReader::read_cell() {
  const Position at = cursor_.at(offset_);
  const bool is_quoted = offset_ < text_.size() && text_[offset_] == '"';
  Node cell = is_quoted ? Node(read_quoted()) : Node(read_plain());
  cell.at = at;
  return cell;
}

std::string CsvReader::read_quoted() {
  const std::size_t begin = offset_++;
  std::string cell;
  for (;;) {
    const std::size_t quote = text_.find('"', offset_);
    if (quote == std::string_view::npos) {
      complaints_.add(cursor_.at(begin), "this quoted cell never ends; its closing quote is missing");
      offset_ = text_.size();
      return cell;
    }
    cell += text_.substr(offset_, quote - offset_);
    offset_ = quote + 1;
    if (!text_.substr(offset_).starts_with('"')) break;
    cell += '"';
    ++offset_;
  }
  if (ends_cell(offset_)) return cell;
  complaints_.add(cursor_.at(offset_), "there is text behind a closing quote; write \"\" for a quote within the cell");
  while (!ends_cell(offset_)) ++offset_;
  return cell;
}

std::string_view CsvReader::read_plain() {
  const std::size_t begin = offset_;
  while (!ends_cell(offset_)) ++offset_;
  const std::string_view cell = text_.substr(begin, offset_ - begin);
  check_plain(cell, begin);
  return cell;
}

void CsvReader::check_plain(std::string_view cell, std::size_t offset) {
  const std::size_t quote = cell.find('"');
  if (separator_ != '\t' && quote != std::string_view::npos) {
    complaints_.add(cursor_.at(offset + quote),
                    "a quote within a cell without quotes; put the whole cell in quotes and write \"\" for this one");
  }
  if (const std::size_t lone = cell.find('\r'); lone != std::string_view::npos) {
    complaints_.add(cursor_.at(offset + lone),
                    "a carriage return that ends no line; save the file with LF or CRLF at its line ends");
  }
}

/// Length of the line break at `offset`; 0 where there is none.
std::size_t CsvReader::line_break_at(std::size_t offset) const {
  const std::string_view rest = text_.substr(std::min(offset, text_.size()));
  if (rest.starts_with("\r\n")) return 2;
  return rest.starts_with('\n') ? 1 : 0;
}

bool CsvReader::ends_cell(std::size_t offset) const {
  return offset >= text_.size() || text_[offset] == separator_ || line_break_at(offset) > 0;
}

}  // namespace sightline
