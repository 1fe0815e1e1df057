#include "assertion/regex_ecma.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <optional>
#include <utility>

#include "assertion/regex_property.h"
#include "base/text.h"
#include "metric/ascii.h"

namespace sightline {
namespace {

using BadPattern = Regex::BadPattern;

/// White space and line terminators of ECMA-262, and all the rest, as members of a class.
constexpr std::string_view kSpace =
    R"(\x{9}-\x{d}\x{20}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff})";
constexpr std::string_view kNoSpace =
    R"(\x{0}-\x{8}\x{e}-\x{1f}\x{21}-\x{9f}\x{a1}-\x{167f}\x{1681}-\x{1fff}\x{200b}-\x{2027}\x{202a}-\x{202e})"
    R"(\x{2030}-\x{205e}\x{2060}-\x{2fff}\x{3001}-\x{fefe}\x{ff00}-\x{10ffff})";
constexpr std::string_view kNoLineEnd = R"([^\x{a}\x{d}\x{2028}\x{2029}])";

bool is_ascii_sign(char c) {
  return c > ' ' && c < '\x7f' && !is_ascii_digit(c) && !is_ascii_letter(c);
}
bool is_high_surrogate(std::uint32_t c) {
  return c >= 0xD800 && c <= 0xDBFF;
}
bool is_low_surrogate(std::uint32_t c) {
  return c >= 0xDC00 && c <= 0xDFFF;
}

std::optional<std::uint32_t> hex_value(std::string_view digits) {
  constexpr std::uint32_t kLargest = 0x10FFFF;
  std::uint32_t value = 0;
  for (const char c : digits) {
    if (!is_ascii_hex(c)) return std::nullopt;
    value = value * 16 + static_cast<std::uint32_t>(hex_value_of(c));
    if (value > kLargest) return std::nullopt;
  }
  return digits.empty() ? std::nullopt : std::optional(value);
}

/// Thrown within this file alone, from the depth of the pattern to translate_ecma().
struct Refusal {
  BadPattern bad;
};

class Translator {
 public:
  Translator(std::string_view pattern, bool dot_all) : pattern_(pattern), dot_all_(dot_all) {}

  TranslatedPattern translate() {
    while (at_ < pattern_.size()) item();
    out_.origins.push_back(pattern_.size());
    return std::move(out_);
  }

 private:
  /// What an escape stands for: one character, or a set (`\d`, `\p{L}`), or a place (`\b`) or group (`\1`).
  enum class Meaning { character, set, place, group };

  [[noreturn]] void refuse(std::size_t offset, std::string message) const {
    throw Refusal{{offset, std::move(message)}};
  }
  char peek(std::size_t ahead = 0) const { return at_ + ahead < pattern_.size() ? pattern_[at_ + ahead] : '\0'; }
  bool next_is(std::string_view text) const { return pattern_.substr(at_, text.size()) == text; }
  static bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }
  std::string escape_text(std::size_t size) const {
    while (is_continuation(peek(size))) ++size;
    return quoted(pattern_.substr(at_, size));
  }

  /// Writes `text` for the next `size` bytes of the pattern, and goes past them.
  void put(std::string_view text, std::size_t size) {
    out_.text += text;
    out_.origins.insert(out_.origins.end(), text.size(), at_);
    at_ += size;
  }
  void put_character(std::uint32_t code_point, std::size_t size) { put(fmt::format("\\x{{{:x}}}", code_point), size); }

  void item();
  void group_start();
  bool quantifier();
  std::size_t braces_size() const;
  void character_class();
  void class_member();
  bool class_atom();
  Meaning escape(bool in_class);
  Meaning letter_escape(bool in_class);
  void unicode_escape();
  void property();
  void back_reference();

  std::string_view pattern_;
  bool dot_all_;
  std::size_t at_ = 0;
  bool repeatable_ = false;
  TranslatedPattern out_;
};

void Translator::item() {
  const char c = peek();
  if (quantifier()) return;
  repeatable_ = true;
  if (c == '\\') {
    repeatable_ = escape(false) != Meaning::place;
  } else if (c == '[') {
    character_class();
  } else if (c == '.' && !dot_all_) {
    put(kNoLineEnd, 1);
  } else if (c == '(') {
    group_start();
  } else if (c == '{' || c == '}' || c == ']') {
    put(std::string("\\") + c, 1);
  } else {
    repeatable_ = c != '|' && c != '^';
    put(pattern_.substr(at_, 1), 1);
  }
}

void Translator::group_start() {
  repeatable_ = false;
  if (peek(1) != '?') return put("(", 1);
  for (const std::string_view start : {"(?:", "(?=", "(?!", "(?<=", "(?<!"}) {
    if (next_is(start)) return put(start, start.size());
  }
  if (peek(2) != '<') refuse(at_, fmt::format("ECMA-262 has no group that begins with {}", escape_text(3)));
  put("(?<", 3);
}

/// The size of `{2}`, `{2,}` or `{2,3}`; 0 where the brace is a character.
std::size_t Translator::braces_size() const {
  std::size_t size = 1;
  while (is_ascii_digit(peek(size))) ++size;
  if (size == 1) return 0;
  if (peek(size) == ',') ++size;
  while (is_ascii_digit(peek(size))) ++size;
  return peek(size) == '}' ? size + 1 : 0;
}

bool Translator::quantifier() {
  const char c = peek();
  const std::size_t size = c == '*' || c == '+' || c == '?' ? 1 : c == '{' ? braces_size() : 0;
  if (size == 0) return false;
  if (!repeatable_) refuse(at_, fmt::format("there is nothing that {} could repeat", escape_text(size)));
  put(pattern_.substr(at_, size), size);
  if (peek() == '?') put("?", 1);
  repeatable_ = false;
  return true;
}

void Translator::character_class() {
  const std::size_t start = at_;
  put("[", 1);
  if (peek() == '^') put("^", 1);
  while (peek() != ']') {
    if (at_ >= pattern_.size()) refuse(start, "the ']' of this '[' is missing");
    class_member();
  }
  put("]", 1);
}

/// One atom, or a range of two.
void Translator::class_member() {
  const bool set = class_atom();
  if (peek() != '-' || peek(1) == ']' || at_ + 1 >= pattern_.size()) return;
  if (set) refuse(at_, "a set like \\d cannot begin a range; write the '-' as '\\-'");
  put("-", 1);
  const std::size_t end_of_range = at_;
  if (class_atom()) refuse(end_of_range, "a set like \\d cannot end a range; write the '-' as '\\-'");
}

/// True where the atom is a set of characters.
bool Translator::class_atom() {
  const char c = peek();
  if (c == '\\') return escape(true) == Meaning::set;
  if (c == '[' || c == '-') {
    put(std::string("\\") + c, 1);
  } else {
    put(pattern_.substr(at_, 1), 1);
    while (is_continuation(peek())) put(pattern_.substr(at_, 1), 1);
  }
  return false;
}

Translator::Meaning Translator::escape(bool in_class) {
  const char c = peek(1);
  if (is_ascii_letter(c)) return letter_escape(in_class);
  if (c >= '1' && c <= '9' && !in_class) {
    back_reference();
    return Meaning::group;
  }
  if (c == '0' && !is_ascii_digit(peek(2))) {
    put_character(0, 2);
  } else if (is_ascii_sign(c)) {
    put(pattern_.substr(at_, 2), 2);
  } else if (at_ + 1 == pattern_.size()) {
    refuse(at_, "a pattern cannot end with '\\'");
  } else {
    refuse(at_, fmt::format("ECMA-262 has no escape {}", escape_text(2)));
  }
  return Meaning::character;
}

Translator::Meaning Translator::letter_escape(bool in_class) {
  static constexpr std::array<std::pair<char, std::uint32_t>, 5> kControls{
      {{'t', 9}, {'n', 10}, {'v', 11}, {'f', 12}, {'r', 13}}};
  const char c = peek(1);
  for (const auto& [letter, code_point] : kControls) {
    if (c == letter) return put_character(code_point, 2), Meaning::character;
  }
  if (c == 's' || c == 'S') {
    const std::string_view members = c == 's' ? kSpace : kNoSpace;
    return put(in_class ? std::string(members) : fmt::format("[{}]", members), 2), Meaning::set;
  }
  if (std::string_view("dDwW").find(c) != std::string_view::npos) return put(pattern_.substr(at_, 2), 2), Meaning::set;
  if (c == 'p' || c == 'P') return property(), Meaning::set;
  if (c == 'u') return unicode_escape(), Meaning::character;
  if (c == 'b' && in_class) return put_character(8, 2), Meaning::character;
  if ((c == 'b' || c == 'B') && !in_class) return put(pattern_.substr(at_, 2), 2), Meaning::place;
  if (c == 'k' && peek(2) == '<' && !in_class) return put("\\k", 2), Meaning::group;
  if (c == 'c' && is_ascii_letter(peek(2))) return put_character(peek(2) % 32, 3), Meaning::character;
  const auto hex = c == 'x' && at_ + 4 <= pattern_.size() ? hex_value(pattern_.substr(at_ + 2, 2)) : std::nullopt;
  if (!hex) refuse(at_, fmt::format("ECMA-262 has no escape {}", escape_text(2)));
  return put_character(*hex, 4), Meaning::character;
}

/// `\u{1F600}`, `\u00e9`, and a pair of surrogates as the one character it stands for.
void Translator::unicode_escape() {
  const std::string_view rest = pattern_.substr(at_ + 2);
  const bool braced = rest.starts_with('{');
  const std::size_t end = braced ? rest.find('}') : 4;
  if (end > rest.size()) refuse(at_, "'\\u' needs four hex digits, or some in braces");
  const auto code_point = hex_value(braced ? rest.substr(1, end - 1) : rest.substr(0, 4));
  if (!code_point) refuse(at_, "'\\u' needs four hex digits, or some in braces");
  const std::size_t size = 2 + end + (braced ? 1 : 0);
  if (!braced && is_high_surrogate(*code_point) && rest.substr(4, 2) == "\\u" && rest.size() >= 10) {
    const auto low = hex_value(rest.substr(6, 4));
    if (low && is_low_surrogate(*low)) {
      return put_character(0x10000 + ((*code_point - 0xD800) << 10) + (*low - 0xDC00), 12);
    }
  }
  if (is_high_surrogate(*code_point) || is_low_surrogate(*code_point)) {
    refuse(at_, fmt::format("{} is half a surrogate pair: it stands for no character", escape_text(size)));
  }
  put_character(*code_point, size);
}

void Translator::property() {
  const std::size_t end = peek(2) == '{' ? pattern_.find('}', at_) : std::string_view::npos;
  if (end == std::string_view::npos) refuse(at_, fmt::format("{} needs a name in braces", escape_text(2)));
  const std::string_view name = pcre_property(pattern_.substr(at_ + 3, end - at_ - 3));
  put(fmt::format("\\{}{{{}}}", peek(1), name), end + 1 - at_);
}

void Translator::back_reference() {
  std::size_t size = 1;
  while (is_ascii_digit(peek(size))) ++size;
  put(fmt::format("\\g{{{}}}", pattern_.substr(at_ + 1, size - 1)), size);
}

}  // namespace

tl::expected<TranslatedPattern, BadPattern> translate_ecma(std::string_view pattern, bool dot_all) {
  try {
    return Translator(pattern, dot_all).translate();
  } catch (Refusal& refusal) {
    return tl::unexpected(std::move(refusal.bad));
  }
}

}  // namespace sightline
