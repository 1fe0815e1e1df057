#include "view/log_ends.h"

#include <fmt/format.h>

#include <algorithm>

#include "runlog/line_head.h"
#include "runlog/record_reader.h"
#include "runlog/runlog.h"

namespace sightline {
namespace {

/// A line that is longer is none that this program wrote as a header or a footer.
constexpr std::size_t kLongestLine = std::size_t{8} << 20;
constexpr std::size_t kFirstTry = std::size_t{16} << 10;

Error error_in(const std::string& path, std::string message) {
  return {.message = std::move(message), .place = {path, {1, 0}}};
}

/// The first line; nothing where it has no end.
Expected<std::optional<std::string>> first_line(const Files& files, const std::string& path) {
  for (std::size_t limit = kFirstTry;; limit *= 8) {
    auto head = files.read_head(path, limit);
    if (!head) return tl::unexpected(head.error());
    const std::size_t feed = head->find('\n');
    if (feed != std::string::npos) return std::optional(head->substr(0, feed));
    if (head->size() < limit || limit > kLongestLine) return std::optional<std::string>();
  }
}

/// The last line; "" where the file ends in the middle of one.
Expected<std::string> last_line(const Files& files, const std::string& path) {
  const auto size = files.size(path);
  if (!size) return tl::unexpected(size.error());
  for (std::size_t limit = kFirstTry;; limit *= 8) {
    const std::uint64_t begin = *size - std::min<std::uint64_t>(*size, limit);
    auto tail = files.read_range(path, begin, static_cast<std::size_t>(*size - begin));
    if (!tail) return tl::unexpected(tail.error());
    if (!tail->ends_with('\n')) return "";
    tail->pop_back();
    const std::size_t feed = tail->rfind('\n');
    if (feed != std::string::npos) return tail->substr(feed + 1);
    if (begin == 0 || limit > kLongestLine) return "";
  }
}

template <typename Record>
bool read_line(const std::string& line, Record& record) {
  JsonCursor in(line);
  RecordReader::read(in, record);
  return in.finished();
}

Expected<RunHeader> read_header(const Files& files, const std::string& path) {
  const auto line = first_line(files, path);
  if (!line) return tl::unexpected(line.error());
  if (!*line) return tl::unexpected(Errors{error_in(path, "no run: the log ends before its first line does")});
  const LineHead head = read_line_head(**line);
  RunHeader header;
  if (head.kind != LineHead::Kind::header || !read_line(**line, header)) {
    return tl::unexpected(Errors{error_in(path, "no run log: the first line is no header of a run")});
  }
  if (head.format <= kRunFormat) return header;
  return tl::unexpected(
      Errors{error_in(path, fmt::format("the run log has format {}, this version reads {}; use a newer sightline",
                                        head.format, kRunFormat))});
}

}  // namespace

Expected<LogEnds> read_log_ends(const Files& files, const std::string& path) {
  auto header = read_header(files, path);
  if (!header) return tl::unexpected(header.error());
  auto last = last_line(files, path);
  if (!last) return tl::unexpected(last.error());
  LogEnds ends{.header = std::move(*header), .footer = {}};
  if (read_line_head(*last).kind != LineHead::Kind::footer) return ends;
  RunFooter footer;
  if (!read_line(*last, footer)) return ends;
  ends.footer = std::move(footer);
  ends.footer_line = std::move(*last);
  return ends;
}

}  // namespace sightline
