#include "metric/answer_line.h"

#include <algorithm>

#include "base/text.h"
#include "metric/ascii.h"
#include "metric/python_text.h"

namespace sightline {
namespace {

constexpr std::u32string_view kWord = U"answer";

/// Of Python's regexes that ignore case: U+017F is an s, too.
char32_t folded(char32_t c) {
  if (c >= 'A' && c <= 'Z') return c | 0x20;
  return c == U'\u017F' ? U's' : c;
}

bool is_word_character(char32_t c) {
  return c == '_' || is_alphanumeric(c);
}

/// What an answer may be made of; four characters beyond ASCII are letters where case is ignored.
bool is_of_answer(char32_t c) {
  const bool is_odd_letter = c == U'\u0130' || c == U'\u0131' || c == U'\u017F' || c == U'\u212A';
  return c == ' ' || c == ',' || is_ascii_letter(c) || is_odd_letter || decimal_value(c) >= 0;
}

/// What stands behind one "ANSWER:": white space, then an answer, then the rest.
class Line {
 public:
  /// `word` is where an "answer" begins.
  Line(std::u32string_view text, std::size_t word) : text_(text) {
    const std::size_t colon = spaces_end(word + kWord.size());
    has_colon_ = colon < text.size() && text[colon] == ':';
    if (!has_colon_) return;
    blank_ = colon + 1;
    begin_ = spaces_end(blank_);
    end_ = begin_;
    while (end_ < text.size() && is_of_answer(text[end_])) ++end_;
  }

  /// The answer where nothing else stands in its line, save a period that ends it.
  std::optional<std::string> alone() const {
    if (!has_colon_) return std::nullopt;
    const std::size_t rest = spaces_end(end_);
    if (end_ > begin_ && (ends_at(rest) || has_feed(end_, rest))) return shown(begin_, end_);
    const std::size_t blank = text_.substr(0, begin_).find(U' ', blank_);
    const bool is_blank = blank != std::u32string_view::npos && (ends_at(begin_) || has_feed(blank, begin_));
    return is_blank ? std::optional<std::string>("") : std::nullopt;
  }

  /// The answer up to where a word that is none begins.
  std::optional<std::string> before_other_word() const {
    if (!has_colon_) return std::nullopt;
    if (end_ > begin_ && !is_word_at(end_)) return shown(begin_, end_);
    for (std::size_t at = end_; at > begin_ + 1; --at) {
      if (text_[at - 1] == ' ' || text_[at - 1] == ',') return shown(begin_, at - 1);
    }
    for (std::size_t at = blank_; at < begin_; ++at) {
      if (text_[at] == ' ' && !is_word_at(at + 1)) return "";
    }
    return std::nullopt;
  }

 private:
  std::size_t spaces_end(std::size_t at) const {
    while (at < text_.size() && is_python_space(text_[at])) ++at;
    return at;
  }
  bool ends_at(std::size_t at) const { return at == text_.size() || text_[at] == '.'; }
  bool has_feed(std::size_t begin, std::size_t end) const {
    return text_.substr(begin, end - begin).find(U'\n') != std::u32string_view::npos;
  }
  bool is_word_at(std::size_t at) const { return at < text_.size() && is_word_character(text_[at]); }
  std::string shown(std::size_t begin, std::size_t end) const {
    std::string out;
    for (std::size_t i = begin; i < end; ++i) append_utf8(out, text_[i]);
    return out;
  }

  std::u32string_view text_;
  bool has_colon_ = false;
  std::size_t blank_ = 0;  ///< Behind the colon.
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace

std::optional<std::string> find_answer_line(std::string_view text) {
  const std::u32string points = code_points(text);
  std::u32string words = points;
  std::ranges::transform(words, words.begin(), folded);
  for (std::size_t at = words.find(kWord); at != std::u32string::npos; at = words.find(kWord, at + 1)) {
    if (at > 0 && words[at - 1] != '\n') continue;
    if (auto answer = Line(points, at).alone()) return answer;
  }
  for (std::size_t at = words.find(kWord); at != std::u32string::npos; at = words.find(kWord, at + 1)) {
    if (auto answer = Line(points, at).before_other_word()) return answer;
  }
  return std::nullopt;
}

}  // namespace sightline
