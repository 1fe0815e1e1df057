#include "json/quick_parse.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <utility>

#include "base/text.h"
#include "json/escape.h"

namespace sightline {
namespace {

/// Deeper texts are read by the one that needs no stack for it.
constexpr std::size_t kMostLevels = 1'000;
/// An integer of so many digits fits 64 bits, whatever they are.
constexpr std::size_t kDigitsOfInteger = 18;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Members and items are few, most times; without this the first four would be moved twice.
constexpr std::size_t kUsualItems = 4;

/// Two equal keys. Most maps are small, and each key is compared with the others without more ado.
bool has_equal_keys(const Node::Map& map) {
  constexpr std::size_t kSmall = 8;
  if (map.size() <= kSmall) {
    for (std::size_t i = 1; i < map.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (map[i].key == map[j].key) return true;
      }
    }
    return false;
  }
  std::vector<std::string_view> keys;
  keys.reserve(map.size());
  for (const Node::Member& member : map) keys.push_back(member.key);
  std::sort(keys.begin(), keys.end());
  return std::adjacent_find(keys.begin(), keys.end()) != keys.end();
}

/// Goes through the text once. Where anything is wrong it gives false, and what was read so far is of no use.
class QuickReader {
 public:
  QuickReader(std::string_view text, std::size_t max_depth) : text_(text), levels_left_(max_depth) {}

  bool read_whole(Node& root) {
    if (!read_value(root)) return false;
    pass_blanks();
    return at_ == text_.size();
  }

 private:
  char next() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  bool take(char c) {
    if (next() != c) return false;
    ++at_;
    return true;
  }

  bool take_word(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  void pass_blanks() {
    for (; at_ < text_.size(); ++at_) {
      const char c = text_[at_];
      if (c == '\n') {
        ++line_;
        line_begin_ = at_ + 1;
      } else if (c != ' ' && c != '\t' && c != '\r') {
        return;
      }
    }
  }

  /// Of the byte that is next. `line_begin_` stands as if each character of the line so far took one byte.
  Position position() const { return {line_, static_cast<std::uint32_t>(at_ - line_begin_ + 1)}; }

  bool read_value(Node& node) {
    pass_blanks();
    const Position at = position();
    const bool read = read_any(node);
    node.at = at;
    return read;
  }

  bool read_any(Node& node) {
    switch (next()) {
      case '{':
        return read_map(node);
      case '[':
        return read_list(node);
      case '"': {
        std::string text;
        if (!read_string(text)) return false;
        node = Node(std::move(text));
        return true;
      }
      case 't':
        node = Node(true);
        return take_word("true");
      case 'f':
        node = Node(false);
        return take_word("false");
      case 'n':
        return take_word("null");
      default:
        return read_number(node);
    }
  }

  /// `read_item` reads what stands between two commas.
  template <typename ReadItem>
  bool read_items(char close, ReadItem&& read_item) {
    if (levels_left_ == 0) return false;
    --levels_left_;
    ++at_;
    pass_blanks();
    if (!take(close)) {
      do {
        if (!read_item()) return false;
        pass_blanks();
      } while (take(','));
      if (!take(close)) return false;
    }
    ++levels_left_;
    return true;
  }

  bool read_list(Node& node) {
    Node::List list;
    const bool read = read_items(']', [&] {
      if (list.empty()) list.reserve(kUsualItems);
      return read_value(list.emplace_back());
    });
    node = Node(std::move(list));
    return read;
  }

  bool read_map(Node& node) {
    Node::Map map;
    const bool read = read_items('}', [&] {
      if (map.empty()) map.reserve(kUsualItems);
      return read_member(map.emplace_back());
    });
    if (!read || has_equal_keys(map)) return false;
    node = Node(std::move(map));
    return true;
  }

  bool read_member(Node::Member& member) {
    pass_blanks();
    member.key_at = position();
    if (next() != '"' || !read_string(member.key)) return false;
    pass_blanks();
    return take(':') && read_value(member.value);
  }

  bool read_string(std::string& out) {
    const std::size_t begin = ++at_;
    std::size_t quote = text_.find('"', begin);
    if (quote == std::string_view::npos) return false;
    const std::string_view plain = text_.substr(begin, quote - begin);
    if (is_plain_json(plain)) {
      out = plain;
    } else if (!read_unplain(out, quote)) {
      return false;
    }
    at_ = quote + 1;
    return true;
  }

  /// A string with escapes or beyond ASCII. `quote` is the first after its beginning, and then the one that ends it.
  bool read_unplain(std::string& out, std::size_t& quote) {
    const std::size_t begin = at_;
    while (quote != std::string_view::npos && at_ != quote) {
      const std::size_t end = at_ + std::min(text_.substr(at_, quote - at_).find('\\'), quote - at_);
      if (std::any_of(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                      text_.begin() + static_cast<std::ptrdiff_t>(end),
                      [](char c) { return static_cast<unsigned char>(c) < 0x20; })) {
        return false;
      }
      out.append(text_, at_, end - at_);
      at_ = end;
      if (at_ == quote) break;
      if (!read_escape(out)) return false;
      if (at_ > quote) quote = text_.find('"', at_);
    }
    if (quote == std::string_view::npos) return false;
    const std::string_view raw = text_.substr(begin, quote - begin);
    line_begin_ += raw.size() - code_point_count(raw);
    return is_utf8(raw);
  }

  bool read_escape(std::string& out) {
    constexpr std::string_view kEscapes = "\"\\/bfnrt";
    constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
    ++at_;
    const char escape = next();
    ++at_;
    if (escape == 'u') return read_code_point(out);
    const std::size_t which = kEscapes.find(escape);
    if (which == std::string_view::npos) return false;
    out += kMeanings[which];
    return true;
  }

  bool read_code_point(std::string& out) {
    std::uint32_t unit = 0;
    std::uint32_t low = 0;
    if (!read_hex(unit) || (unit >= 0xDC00 && unit <= 0xDFFF)) return false;
    if (unit >= 0xD800 && unit <= 0xDBFF) {
      if (!take_word("\\u") || !read_hex(low) || low < 0xDC00 || low > 0xDFFF) return false;
      unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
    }
    append_utf8(out, unit);
    return true;
  }

  bool read_hex(std::uint32_t& unit) {
    const std::string_view digits = text_.substr(std::min(at_, text_.size()), 4);
    const char* const end = digits.data() + digits.size();
    const auto [stop, trouble] = std::from_chars(digits.data(), end, unit, 16);
    if (digits.size() < 4 || trouble != std::errc() || stop != end) return false;
    at_ += digits.size();
    return true;
  }

  bool take_digits() {
    const std::size_t begin = at_;
    while (is_digit(next())) ++at_;
    return at_ > begin;
  }

  bool read_number(Node& node) {
    const std::size_t begin = at_;
    take('-');
    if (!take('0') && !take_digits()) return false;
    const bool is_integer = next() != '.' && next() != 'e' && next() != 'E';
    if (take('.') && !take_digits()) return false;
    if (take('e') || take('E')) {
      if (!take('+')) take('-');
      if (!take_digits()) return false;
    }
    const std::string_view spelling = text_.substr(begin, at_ - begin);
    double value = 0;
    if (!read_value_of(spelling, is_integer, value)) return false;
    node = Node(Node::Number{value, std::string(spelling)});
    return true;
  }

  static bool read_value_of(std::string_view spelling, bool is_integer, double& value) {
    const char* const end = spelling.data() + spelling.size();
    if (is_integer && spelling.size() <= kDigitsOfInteger) {
      std::int64_t integer = 0;
      std::from_chars(spelling.data(), end, integer);
      value = static_cast<double>(integer);  // "-0" is 0.
      return true;
    }
    return std::from_chars(spelling.data(), end, value).ec == std::errc();
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t levels_left_;
  std::uint32_t line_ = 1;
  std::size_t line_begin_ = 0;
};

}  // namespace

std::optional<Node> parse_quickly(std::string_view text, const JsonLimits& limits) {
  Node root;
  if (!QuickReader(text, std::min(limits.max_depth, kMostLevels)).read_whole(root)) return std::nullopt;
  return root;
}

}  // namespace sightline
