#include "run/line_text.h"

#include <fmt/format.h>

#include "base/text.h"

namespace sightline {
namespace {

constexpr std::size_t kBlock = std::size_t{1} << 20;

/// Hands out the lines of blocks that come one after the other.
class Lines {
 public:
  explicit Lines(const LineText::Visit& visit) : visit_(visit) {}

  /// The lines of `text` that have a line feed; how many bytes they take.
  std::size_t take_whole(std::string_view text) {
    std::size_t begin = 0;
    for (std::size_t feed; (feed = text.find('\n', begin)) != std::string_view::npos; begin = feed + 1) {
      take(text.substr(begin, feed - begin));
      ++offset_;
    }
    return begin;
  }
  void take(std::string_view line) {
    LineSpan span{offset_, line.size()};
    offset_ += line.size();
    if (number_ == 0) {
      const std::size_t mark = byte_order_mark(line).size();
      line.remove_prefix(mark);
      span = {span.offset + mark, span.length - mark};
    }
    visit_(++number_, span, line);
  }

 private:
  const LineText::Visit& visit_;
  std::uint64_t offset_ = 0;
  std::uint32_t number_ = 0;
};

}  // namespace

Expected<LineText> LineText::of_file(const Files& files, const std::string& path) {
  if (!files.is_file(path)) return failure(fmt::format("there is no file {}", quoted(path, 200)));
  LineText text(path);
  text.files_ = &files;
  text.window_.emplace(files, path);
  return text;
}

LineText::LineText(std::string name, std::string text) : name_(std::move(name)), text_(std::move(text)) {}

Expected<void> LineText::for_each(const Visit& visit) const {
  if (files_) return for_each_of_file(visit);
  Lines lines(visit);
  const std::size_t taken = lines.take_whole(text_);
  if (taken < text_.size()) lines.take(std::string_view(text_).substr(taken));
  return {};
}

Expected<void> LineText::for_each_of_file(const Visit& visit) const {
  Lines lines(visit);
  std::string text;  // From the beginning of a line.
  std::uint64_t read = 0;
  for (std::size_t got = kBlock; got == kBlock;) {
    auto block = files_->read_range(name_, read, kBlock);
    if (!block) return tl::unexpected(block.error());
    got = block->size();
    read += got;
    text += *block;
    if (block->find('\n') != std::string::npos) text.erase(0, lines.take_whole(text));
  }
  if (!text.empty()) lines.take(text);
  return {};
}

Expected<std::string_view> LineText::line(LineSpan span) const {
  if (window_) return window_->line(span);
  return std::string_view(text_).substr(span.offset, span.length);
}

}  // namespace sightline
