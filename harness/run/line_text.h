#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "base/files.h"
#include "runlog/line_window.h"

namespace sightline {

/// A text of many lines that is read line by line: a file in blocks, never held whole, or a text that is there already.
class LineText {
 public:
  /// `files` must outlive it. Errors: there is no such file.
  static Expected<LineText> of_file(const Files& files, const std::string& path);
  LineText(std::string name, std::string text);

  /// The path, or what stands for it in messages.
  const std::string& name() const { return name_; }
  /// Each line, numbered from 1, without its line feed; a byte order mark at the beginning is none of it.
  using Visit = std::function<void(std::uint32_t number, LineSpan span, std::string_view line)>;
  Expected<void> for_each(const Visit& visit) const;
  /// One line, good until the next call.
  Expected<std::string_view> line(LineSpan span) const;

 private:
  explicit LineText(std::string name) : name_(std::move(name)) {}
  Expected<void> for_each_of_file(const Visit& visit) const;

  std::string name_;
  std::string text_;
  const Files* files_ = nullptr;
  mutable std::optional<LineWindow> window_;
};

}  // namespace sightline
