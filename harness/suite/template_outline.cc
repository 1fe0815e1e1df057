#include "suite/template_outline.h"

#include <fmt/format.h>

#include <utility>

#include "base/text.h"

namespace sightline {
namespace {

using Kind = MustacheTag::Kind;

constexpr std::size_t kMostNestedSections = 64;  ///< They are rendered by recursion.

bool opens(const MustacheTag& tag) {
  return tag.kind == Kind::section || tag.kind == Kind::inverted;
}

bool has_good_name(const MustacheTag& tag) {
  return tag.kind != Kind::foreign && (is_variable_name(tag.name) || tag.name == ".");
}

/// What is wrong with a tag by itself; empty: nothing.
std::string trouble_of(const MustacheTag& tag, const std::string& written) {
  if (tag.kind == Kind::comment) return {};
  if (tag.kind == Kind::partial) return written + " is a partial, which is not supported; write its text here";
  if (tag.kind == Kind::delimiters) {
    return written + " sets delimiters, which is not supported; a variable can hold braces that are meant as text";
  }
  if (has_good_name(tag)) return {};
  if (tag.name.empty()) return written + " names no variable";
  return written + " names no variable: a name is letters, digits, '_' and '.', and begins with a letter or '_'";
}

class Outliner {
 public:
  explicit Outliner(std::string_view text) : text_(text) {
    outline_.scan = scan_mustache(text);
    outline_.close_of.resize(outline_.scan.tags.size());
  }

  TemplateOutline outline() && {
    for (std::size_t i = 0; i < outline_.scan.tags.size() && outline_.sections_match; ++i) {
      std::string trouble = trouble_of(tag(i), written(i));
      if (!trouble.empty()) outline_.troubles.push_back({i, std::move(trouble)});
      if (opens(tag(i))) open(i);
      if (tag(i).kind == Kind::close) close(i);
    }
    if (outline_.sections_match && !outline_.scan.unclosed) refuse_open_sections();
    return std::move(outline_);
  }

 private:
  const MustacheTag& tag(std::size_t index) const { return outline_.scan.tags[index]; }
  std::string written(std::size_t index) const {
    return quoted(text_.substr(tag(index).begin, tag(index).end - tag(index).begin));
  }

  void refuse(std::size_t index, std::string message) {
    outline_.troubles.push_back({index, std::move(message)});
    outline_.sections_match = false;
  }

  void open(std::size_t index) {
    open_.push_back(index);
    if (open_.size() > kMostNestedSections) {
      refuse(index, fmt::format("sections are nested more than {} deep", kMostNestedSections));
    }
  }

  void close(std::size_t index) {
    if (open_.empty()) return refuse(index, written(index) + " closes a section that was never opened");
    if (tag(open_.back()).name != tag(index).name) {
      return refuse(index, fmt::format("{} stands where {} is still open; close that one first", written(index),
                                       written(open_.back())));
    }
    outline_.close_of[open_.back()] = index;
    open_.pop_back();
  }

  void refuse_open_sections() {
    for (const std::size_t i : open_) {
      refuse(i, fmt::format("{} is never closed; write '{{{{/{}}}}}' where it ends", written(i), tag(i).name));
    }
  }

  std::string_view text_;
  TemplateOutline outline_;
  std::vector<std::size_t> open_;
};

}  // namespace

TemplateOutline outline_template(std::string_view text) {
  return Outliner(text).outline();
}

}  // namespace sightline
