#include "suite/dataset.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <utility>

#include "base/bounded_read.h"
#include "base/text.h"
#include "json/json.h"
#include "suite/csv.h"
#include "suite/encoding.h"
#include "suite/yaml.h"

namespace sightline {
namespace {

/// Larger than any that fits in memory as rows.
constexpr std::uint64_t kMostBytes = 1u << 30;

using Rows = std::vector<Node>;
using Read = Diagnosed<Rows>;

std::string_view without_mark(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  return text;
}

void check_columns(const CsvRecord& header, Complaints& complaints) {
  std::map<std::string_view, std::size_t> numbers;
  for (std::size_t i = 0; i < header.cells.size(); ++i) {
    const Node& name = header.cells[i];
    if (name.string().empty()) {
      complaints.add(name.at, fmt::format("column {} has no name", i + 1));
    } else if (const auto [first, is_new] = numbers.emplace(name.string(), i + 1); !is_new) {
      complaints.add(name.at,
                     fmt::format("duplicate column {}; it is column {} already", quoted(name.string()), first->second));
    }
  }
}

std::string counted(std::size_t number, std::string_view thing) {
  return fmt::format("{} {}{}", number, thing, number == 1 ? "" : "s");
}

Node as_row(const CsvRecord& header, CsvRecord& record) {
  Node::Map cells;
  for (std::size_t i = 0; i < header.cells.size(); ++i) {
    cells.push_back({header.cells[i].string(), std::move(record.cells[i]), header.cells[i].at});
  }
  Node row(std::move(cells));
  row.at = record.at;
  return row;
}

Read read_table(const Source& source, char separator) {
  Complaints complaints(source);
  check_encoding(source, complaints);
  if (!complaints.empty()) return {{}, std::move(complaints).take()};
  CsvReader reader(without_mark(source.text), separator, complaints);
  CsvRecord header;
  if (reader.next(header)) check_columns(header, complaints);
  Rows rows;
  for (CsvRecord record; reader.next(record);) {
    if (record.cells.size() == header.cells.size()) {
      rows.push_back(as_row(header, record));
    } else {
      complaints.add(record.at, fmt::format("this row has {} and the header {}", counted(record.cells.size(), "cell"),
                                            counted(header.cells.size(), "column")));
    }
  }
  return {std::move(rows), std::move(complaints).take()};
}

void move_lines_down(Node& node, std::uint32_t lines) {
  node.at.line += lines;
  if (node.is_list()) {
    for (Node& item : node.list()) move_lines_down(item, lines);
  } else if (node.is_map()) {
    for (Node::Member& member : node.map()) {
      member.key_at.line += lines;
      move_lines_down(member.value, lines);
    }
  }
}

Read read_json_lines(const Source& source) {
  Complaints complaints(source);
  check_encoding(source, complaints);
  if (!complaints.empty()) return {{}, std::move(complaints).take()};
  Rows rows;
  std::uint32_t lines_before = 0;
  for (const std::string_view line : split(without_mark(source.text), '\n')) {
    if (Expected<Node> row = trimmed(line).empty() ? Node() : parse_json(line); !row) {
      for (const Error& error : row.error()) {
        const Position at = error.place.position;
        complaints.add({lines_before + std::max<std::uint32_t>(at.line, 1), at.column}, error.message);
      }
    } else if (!trimmed(line).empty()) {
      move_lines_down(*row, lines_before);
      rows.push_back(*std::move(row));
    }
    ++lines_before;
  }
  return {std::move(rows), std::move(complaints).take()};
}

Read rows_of(const Source& source, Node document) {
  if (document.is_list()) return {std::move(document.list()), {}};
  const std::string message = fmt::format("a data file is a list of rows, and this is {}", kind_name(document.kind()));
  return {{}, {source.error_at(document.at, message)}};
}

Read read_json_list(const Source& source) {
  Expected<Node> document = parse_json(source);
  if (!document) return {{}, std::move(document.error())};
  return rows_of(source, *std::move(document));
}

Read read_yaml_list(const Source& source) {
  Diagnosed<Node> document = read_yaml(source);
  if (!document.ok()) return {{}, std::move(document.diagnostics)};
  return rows_of(source, std::move(document.value));
}

/// A kind of data file, by the end of its name.
struct Format {
  std::string_view extension;
  Read (*read)(const Source& source);
};

constexpr std::array<Format, 5> kFormats{{
    {".csv", [](const Source& source) { return read_table(source, ','); }},
    {".tsv", [](const Source& source) { return read_table(source, '\t'); }},
    {".jsonl", read_json_lines},
    {".json", read_json_list},
    {".yaml", read_yaml_list},
}};

void check_rows(const Source& source, const Rows& rows, Errors& errors) {
  if (rows.empty() && errors.empty()) {
    errors.push_back(Error{"this data file has no rows", Place{source.path, {}}});
  }
  Complaints complaints(source);
  for (const Node& row : rows) {
    if (row.is_map()) continue;
    complaints.add(row.at, fmt::format("a row is a map of column to value, and this is {}", kind_name(row.kind())));
  }
  Errors more = std::move(complaints).take();
  std::move(more.begin(), more.end(), std::back_inserter(errors));
}

}  // namespace

Diagnosed<Dataset> read_dataset(const Files& files, const std::string& path, const std::string& shown_path) {
  Dataset dataset{{shown_path, {}}, {}};
  const auto* format = std::find_if(kFormats.begin(), kFormats.end(),
                                    [&path](const Format& f) { return lower(path).ends_with(f.extension); });
  if (format == kFormats.end()) {
    const std::string message = "a data file is .csv, .tsv, .jsonl, .json or .yaml; this name tells none of them";
    return {std::move(dataset), {Error{message, Place{shown_path, {}}}}};
  }
  Expected<std::string> text = read_at_most(files, path, kMostBytes, shown_path);
  if (!text) return {std::move(dataset), std::move(text.error())};
  dataset.source.text = *std::move(text);
  Read read = format->read(dataset.source);
  check_rows(dataset.source, read.value, read.diagnostics);
  dataset.rows = std::move(read.value);
  return {std::move(dataset), std::move(read.diagnostics)};
}

}  // namespace sightline
