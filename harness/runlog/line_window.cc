#include "runlog/line_window.h"

#include <fmt/format.h>

#include <algorithm>

namespace sightline {
namespace {

/// Cases end a little out of their order: a line is asked for shortly after lines that stand behind it. That much is
/// read from before it, as a share of what is read from it on.
constexpr std::uint64_t kBefore = 4;

}  // namespace

Expected<std::string_view> LineWindow::line(LineSpan span) {
  if (!holds(span)) {
    begin_ = span.offset - std::min(span.offset, ahead_ / kBefore);
    auto block = files_->read_range(path_, begin_, span.offset - begin_ + std::max(span.length, ahead_));
    if (!block) return tl::unexpected(block.error());
    block_ = std::move(*block);
  }
  if (span.offset + span.length > begin_ + block_.size()) {
    return failure(fmt::format("'{}' is shorter than it was", path_));
  }
  return std::string_view(block_).substr(span.offset - begin_, span.length);
}

}  // namespace sightline
