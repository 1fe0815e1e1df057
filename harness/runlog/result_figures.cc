#include "runlog/result_figures.h"

#include <algorithm>

#include "runlog/record_reader.h"
#include "runlog/run_index.h"
#include "runlog/unreadable_result.h"

namespace sightline {
namespace {

/// Reads lines for an index, and their figures on the way.
class FiguresLines {
 public:
  FiguresLines(const TakeFigures& take, RunHeader& header) : take_(take), header_(header) {}

  LineHead read(std::string_view line, std::uint64_t offset) {
    if (line.starts_with(kResultBegins)) {
      if (auto figures = read_figures(line)) return take(std::move(*figures), offset);
    }
    const LineHead head = read_line_head(line);
    if (head.kind == LineHead::Kind::header && offset == 0) read_header(line);
    if (head.kind == LineHead::Kind::result) take(read_other(head, line), offset);
    return head;
  }
  bool header_fits() const { return header_fits_; }
  /// The number of the result whose line stands there.
  std::uint32_t number_at(std::uint64_t offset) const {
    return static_cast<std::uint32_t>(std::ranges::lower_bound(offsets_, offset) - offsets_.begin());
  }

 private:
  std::optional<ResultFigures> read_figures(std::string_view line) {
    ResultFigures figures;
    JsonCursor in(line);
    RecordReader::read(in, figures);
    broken_at_ = in.offset();
    if (!in.finished() || figures.unit.case_id.empty()) return std::nullopt;
    return figures;
  }
  /// Of a line in another order, or whose members do not fit.
  ResultFigures read_other(const LineHead& head, std::string_view line) {
    auto figures = read_figures(line);
    return figures ? std::move(*figures) : unreadable_result<ResultFigures>(head, broken_line_reason(broken_at_));
  }
  LineHead take(ResultFigures figures, std::uint64_t offset) {
    LineHead head{
        .kind = LineHead::Kind::result, .unit = figures.unit, .repeat = figures.repeat, .sequence = figures.sequence};
    take_(header_, figures);
    offsets_.push_back(offset);
    return head;
  }
  void read_header(std::string_view line) {
    JsonCursor in(line);
    RecordReader::read(in, header_);
    header_fits_ = in.finished();
  }

  const TakeFigures& take_;
  RunHeader& header_;
  bool header_fits_ = false;
  std::size_t broken_at_ = 0;
  std::vector<std::uint64_t> offsets_;
};

}  // namespace

Expected<FiguresLog> read_result_figures(const Files& files, const std::string& log, const TakeFigures& take) {
  FiguresLog found;
  FiguresLines lines(take, found.header);
  const auto index =
      RunIndex::read(files, log, [&](std::string_view line, std::uint64_t offset) { return lines.read(line, offset); });
  if (!index) return tl::unexpected(index.error());
  if (!lines.header_fits()) return failure({log, {1, 0}}, "the run log's header is broken");
  found.order.reserve(index->results().size());
  for (const RunIndex::Result& result : index->results()) found.order.push_back(lines.number_at(result.line.offset));
  return found;
}

}  // namespace sightline
