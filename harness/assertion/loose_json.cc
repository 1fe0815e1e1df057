#include "assertion/loose_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <string>
#include <utility>

#include "base/number.h"
#include "base/text.h"

namespace sightline {
namespace {

constexpr std::size_t kDeepestLooseJson = 256;
constexpr std::size_t kMostKeys = 1'000;
constexpr std::string_view kBlanks = " \t\r\n\f\v";

enum class Got { whole, cut, wrong };

struct Word {
  std::string_view text;
  Node value;
};

const std::array<Word, 6>& known_words() {
  static const std::array<Word, 6> words{
      {{"true", true}, {"True", true}, {"false", false}, {"False", false}, {"null", {}}, {"None", {}}}};
  return words;
}

std::optional<char> plain_escape(char c) {
  constexpr std::string_view kEscapes = "bfnrt";
  constexpr std::string_view kMeant = "\b\f\n\r\t";
  const std::size_t at = kEscapes.find(c);
  return at == kEscapes.npos ? std::nullopt : std::optional(kMeant[at]);
}

/// Reads one value after the other. What a cut value leaves is null where nothing of it is worth keeping.
class LooseReader {
 public:
  explicit LooseReader(std::string_view text) : text_(text) {}

  std::optional<LooseJson> read() {
    LooseJson json;
    do {
      Node one;
      const Got got = value(one, 0);
      if (got == Got::wrong) return std::nullopt;
      json.was_cut = got == Got::cut;
      if (got == Got::whole || !one.is_null()) json.values.push_back(std::move(one));
      if (peek() == ',') take();
    } while (!json.was_cut && (peek() == '[' || peek() == '{'));
    json.rest = text_;
    if (json.values.empty()) return std::nullopt;
    return json;
  }

 private:
  /// The next character that is no blank; 0 at the end.
  char peek() {
    text_.remove_prefix(std::min(text_.find_first_not_of(kBlanks), text_.size()));
    return text_.empty() ? '\0' : text_.front();
  }
  bool at_end() { return peek() == '\0' && text_.empty(); }
  char take() {
    const char c = text_.front();
    text_.remove_prefix(1);
    return c;
  }

  Got value(Node& out, std::size_t depth) {
    if (depth > kDeepestLooseJson) return Got::wrong;
    if (at_end()) return Got::cut;
    switch (peek()) {
      case '{':
        return map(out, depth);
      case '[':
        take();
        return list(out, ']', depth);
      case '(':
        take();
        return list(out, ')', depth);
      case '"':
      case '\'':
        return string(out);
      default:
        return word(out);
    }
  }

  Got list(Node& out, char close, std::size_t depth) {
    Node::List items;
    for (;;) {
      if (peek() == close) break;
      Node item;
      const Got got = value(item, depth + 1);
      if (got == Got::wrong) return got;
      if (got == Got::whole || !item.is_null()) items.push_back(std::move(item));
      if (got == Got::cut || at_end()) return cut_list(out, std::move(items));
      if (peek() == ',') {
        take();
      } else if (peek() != close) {
        return Got::wrong;
      }
    }
    take();
    out = std::move(items);
    return Got::whole;
  }

  static Got cut_list(Node& out, Node::List items) {
    const bool is_worth_it = !items.empty() && (items.front().is_map() || items.front().is_list());
    if (is_worth_it) out = std::move(items);
    return Got::cut;
  }

  Got map(Node& out, std::size_t depth) {
    take();
    Node members{Node::Map{}};
    for (;;) {
      if (at_end()) return Got::cut;
      if (peek() == '}') break;
      Node item;
      const Got got = member(members, item, depth);
      if (got == Got::wrong || members.map().size() > kMostKeys) return Got::wrong;
      // The list that was cut is the answer; the map around it only carries it.
      if (got == Got::cut && !item.is_null()) out = std::move(members);
      if (got == Got::cut) return got;
      if (peek() == ',') {
        take();
      } else if (!at_end() && peek() != '}') {
        return Got::wrong;
      }
    }
    take();
    out = std::move(members);
    return Got::whole;
  }

  /// `item` is left null where the member was cut and nothing of it is kept.
  Got member(Node& members, Node& item, std::size_t depth) {
    Node key;
    if (peek() != '"' && peek() != '\'') return Got::wrong;
    if (string(key) == Got::cut || at_end()) return Got::cut;
    if (take() != ':') return Got::wrong;
    const Got got = value(item, depth + 1);
    if (got == Got::whole || (got == Got::cut && !item.is_null())) members.set(key.string(), item);
    return got;
  }

  Got string(Node& out) {
    const char quote = take();
    std::string value;
    while (!text_.empty()) {
      const char c = take();
      if (c == quote) {
        out = std::move(value);
        return Got::whole;
      }
      if (c != '\\') {
        value += c;
      } else if (!text_.empty()) {
        escape(value);
      }
    }
    return Got::cut;
  }

  void escape(std::string& value) {
    const char c = take();
    if (c == 'u') return append_utf8(value, code_point());
    value += plain_escape(c).value_or(c);
  }

  /// After "\u". A surrogate takes its other half along; U+FFFD where there is none.
  char32_t code_point() {
    constexpr char32_t kUnknown = 0xFFFD;
    const char32_t first = hex().value_or(kUnknown);
    if (first < 0xD800 || first > 0xDFFF) return first;
    if (first > 0xDBFF || !text_.starts_with("\\u")) return kUnknown;
    text_.remove_prefix(2);
    const char32_t second = hex().value_or(kUnknown);
    if (second < 0xDC00 || second > 0xDFFF) return kUnknown;
    return 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
  }

  std::optional<char32_t> hex() {
    char32_t value = 0;
    if (text_.size() < 4) return std::nullopt;
    for (const char c : text_.substr(0, 4)) {
      const std::size_t digit = std::string_view("0123456789abcdef").find(static_cast<char>(c | 0x20));
      if (digit == std::string_view::npos) return std::nullopt;
      value = value * 16 + static_cast<char32_t>(digit);
    }
    text_.remove_prefix(4);
    return value;
  }

  Got word(Node& out) {
    const std::string_view before = text_;
    if (const auto number = take_number(text_)) {
      out = Node(Node::Number{*number, std::string(before.substr(0, before.size() - text_.size()))});
      return Got::whole;
    }
    for (const Word& known : known_words()) {
      if (!text_.starts_with(known.text)) continue;
      text_.remove_prefix(known.text.size());
      out = known.value;
      return Got::whole;
    }
    const bool is_beginning =
        std::ranges::any_of(known_words(), [&](const Word& w) { return w.text.starts_with(text_); });
    if (is_beginning) text_ = {};
    return is_beginning ? Got::cut : Got::wrong;
  }

  std::string_view text_;
};

std::size_t digits_at(std::string_view text, std::size_t at) {
  const std::size_t end = std::min(text.find_first_not_of("0123456789", std::min(at, text.size())), text.size());
  return end - std::min(at, end);
}

/// The end of the exponent that begins at `at`, or `at` where there is none.
std::size_t exponent_end(std::string_view text, std::size_t at) {
  if (at >= text.size() || (text[at] | 0x20) != 'e') return at;
  const bool has_sign = at + 1 < text.size() && (text[at + 1] == '+' || text[at + 1] == '-');
  const std::size_t begin = at + (has_sign ? 2 : 1);
  const std::size_t digits = digits_at(text, begin);
  return digits == 0 ? at : begin + digits;
}

}  // namespace

std::optional<LooseJson> read_loose_json(std::string_view text) {
  return LooseReader(text).read();
}

std::optional<double> take_number(std::string_view& text) {
  const std::size_t sign = !text.empty() && (text.front() == '-' || text.front() == '+') ? 1 : 0;
  const std::size_t whole = digits_at(text, sign);
  std::size_t at = sign + whole;
  const bool has_point = at < text.size() && text[at] == '.';
  const std::size_t part = has_point ? digits_at(text, at + 1) : 0;
  if (whole + part == 0) return std::nullopt;
  const std::string_view decimals = has_point ? text.substr(at + 1, part) : std::string_view{};
  if (has_point) at += 1 + part;
  const std::size_t end = exponent_end(text, at);
  std::string_view integer = text.substr(sign, whole);
  integer.remove_prefix(std::min(integer.find_first_not_of('0'), integer.size()));
  const std::string plain = fmt::format("{}{}.{}{}", text.front() == '-' ? "-" : "", integer.empty() ? "0" : integer,
                                        decimals.empty() ? "0" : decimals, text.substr(at, end - at));
  const auto number = parse_number(plain);
  if (!number || !std::isfinite(*number)) return std::nullopt;
  text.remove_prefix(end);
  return number;
}

}  // namespace sightline
