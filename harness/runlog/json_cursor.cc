#include "runlog/json_cursor.h"

#include "base/text.h"

namespace sightline {
namespace {

/// An answer's evidence may be 256 levels deep, and stands in a line.
constexpr std::size_t kMaxDepth = 300;

bool is_number_character(char c) {
  return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

/// The offset after the quote that closes a string, `at` being after the one that opens it; npos where none does.
std::size_t end_of_string(std::string_view text, std::size_t at) {
  const std::size_t begin = at;
  while (true) {
    at = text.find('"', at);
    if (at == std::string_view::npos) return at;
    std::size_t backslashes = 0;
    while (at - backslashes > begin && text[at - backslashes - 1] == '\\') ++backslashes;
    ++at;
    if (backslashes % 2 == 0) return at;
  }
}

}  // namespace

bool JsonCursor::finished() {
  pass_blanks();
  return !failed_ && at_ == text_.size();
}

bool JsonCursor::expect(char c) {
  pass_blanks();
  if (failed_ || at_ == text_.size() || text_[at_] != c) return fail(), false;
  ++at_;
  return true;
}

bool JsonCursor::expect_word(std::string_view word) {
  if (failed_) return false;
  const std::string_view rest = text_.substr(at_);
  if (!rest.starts_with(word)) return word.starts_with(rest) ? fail_at_end() : fail(), false;
  at_ += word.size();
  return true;
}

bool JsonCursor::open(char bracket) {
  if (!expect(bracket)) return false;
  if (++depth_ > kMaxDepth) fail();
  return !failed_;
}

bool JsonCursor::next(char close, bool first) {
  pass_blanks();
  if (failed_) return false;
  if (at_ < text_.size() && text_[at_] == close) return ++at_, false;
  return first || expect(',');
}

bool JsonCursor::null() {
  pass_blanks();
  return at_ < text_.size() && text_[at_] == 'n' && expect_word("null");
}

void JsonCursor::read(bool& out) {
  pass_blanks();
  const bool is_true = at_ < text_.size() && text_[at_] == 't';
  if (expect_word(is_true ? "true" : "false")) out = is_true;
}

std::string_view JsonCursor::number_text() {
  pass_blanks();
  const std::size_t begin = at_;
  while (at_ < text_.size() && is_number_character(text_[at_])) ++at_;
  if (failed_ || at_ == begin) fail();
  return failed_ ? std::string_view{} : text_.substr(begin, at_ - begin);
}

void JsonCursor::skip_string() {
  if (!expect('"')) return;
  const std::size_t end = end_of_string(text_, at_);
  if (end == std::string_view::npos) return fail_at_end();
  at_ = end;
}

std::string_view JsonCursor::key_text(std::string& unescaped) {
  pass_blanks();
  const std::size_t begin = at_;
  skip_string();
  if (failed_) return {};
  const std::string_view text = text_.substr(begin + 1, at_ - begin - 2);
  if (text.find('\\') == std::string_view::npos) return text;
  at_ = begin;
  read(unescaped);
  return unescaped;
}

void JsonCursor::read(std::string& out) {
  out.clear();
  if (!expect('"')) return;
  std::size_t quote = text_.find('"', at_);
  while (!failed_ && quote != std::string_view::npos) {
    const std::size_t length = text_.substr(at_, quote - at_).find('\\');
    out.append(text_, at_, std::min(length, quote - at_));
    at_ = length == std::string_view::npos ? quote + 1 : at_ + length + 1;
    if (length == std::string_view::npos) return;
    read_escape(out);
    if (at_ > quote) quote = text_.find('"', at_);
  }
  if (!failed_) fail_at_end();
}

bool JsonCursor::read_hex(std::uint32_t& unit) {
  unit = 0;
  const std::string_view digits = text_.substr(std::min(at_, text_.size()), 4);
  const auto [stop, trouble] = std::from_chars(digits.data(), digits.data() + digits.size(), unit, 16);
  if (digits.size() < 4) return fail_at_end(), false;
  if (trouble != std::errc() || stop != digits.data() + 4) return fail(), false;
  at_ += 4;
  return true;
}

void JsonCursor::read_escape(std::string& out) {
  constexpr std::string_view kEscapes = "\"\\/bfnrt";
  constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  if (at_ == text_.size()) return fail();
  const char escape = text_[at_++];
  if (const std::size_t which = kEscapes.find(escape); which != std::string_view::npos) {
    out += kMeanings[which];
    return;
  }
  std::uint32_t unit = 0;
  std::uint32_t low = 0;
  if (escape != 'u' || !read_hex(unit)) return fail();
  if (unit >= 0xD800 && unit < 0xDC00) {
    if (!expect_word("\\u") || !read_hex(low) || low < 0xDC00 || low > 0xDFFF) return fail();
    unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
  } else if (unit >= 0xDC00 && unit <= 0xDFFF) {
    return fail();
  }
  append_utf8(out, unit);
}

void JsonCursor::read_container(Node& out) {
  if (text_[at_] == '[') {
    Node::List items;
    list([&] { read(items.emplace_back()); });
    out = Node(std::move(items));
    return;
  }
  Node::Map members;
  map([&](std::string_view key) {
    members.push_back({std::string(key), Node(), {}});
    read(members.back().value);
  });
  out = Node(std::move(members));
}

void JsonCursor::read(Node& out) {
  pass_blanks();
  if (failed_ || at_ == text_.size()) return fail();
  const char c = text_[at_];
  if (c == '{' || c == '[') return read_container(out);
  if (c == '"') {
    std::string text;
    read(text);
    out = Node(std::move(text));
  } else if (c == 't' || c == 'f') {
    bool value = false;
    read(value);
    out = Node(value);
  } else if (!null()) {
    const std::size_t begin = at_;
    double value = 0;
    read_number(value);
    out = Node(Node::Number{value, std::string(text_.substr(begin, at_ - begin))});
  }
}

std::string_view JsonCursor::raw() {
  pass_blanks();
  const std::size_t begin = at_;
  skip();
  return failed_ ? std::string_view{} : text_.substr(begin, at_ - begin);
}

void JsonCursor::skip() {
  pass_blanks();
  if (failed_ || at_ == text_.size()) return fail();
  switch (text_[at_]) {
    case '{':
      return map([this](std::string_view) { skip(); });
    case '[':
      return list([this] { skip(); });
    case '"':
      return skip_string();
    case 't':
    case 'f': {
      bool ignored = false;
      return read(ignored);
    }
    default:
      if (!null()) number_text();
  }
}

}  // namespace sightline
