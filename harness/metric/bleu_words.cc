#include "metric/bleu_words.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "metric/ascii.h"
#include "metric/caption_words.h"
#include "metric/python_text.h"

namespace sightline {
namespace {

bool is_stop(char c) {
  return c == '.' || c == ',';
}

/// The marks that 13a parts from words wherever they stand: ASCII's but for ' , - . and _ inside of ranges.
bool is_mark(char c) {
  return (c >= '{' && c <= '~') || (c >= '[' && c <= '`') || (c >= ' ' && c <= '&') || (c >= '(' && c <= '+') ||
         (c >= ':' && c <= '@') || c == '/';
}

void append_apart(std::string& out, char c) {
  out += ' ';
  out += c;
  out += ' ';
}

std::string with_marks_apart(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_mark(c)) {
      append_apart(out, c);
    } else {
      out += c;
    }
  }
  return out;
}

/// Takes pairs from left to right, none of them overlapping, as re.sub does; `write` puts one of them down.
template <typename Matches, typename Write>
std::string with_pairs(std::string_view text, Matches matches, Write write) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    if (i + 1 < text.size() && matches(text[i], text[i + 1])) {
      write(out, text[i], text[i + 1]);
      i += 2;
    } else {
      out += text[i++];
    }
  }
  return out;
}

/// sacrebleu/tokenizers/tokenizer_re.py. Bytes will do: what is looked at beside ASCII's marks is whole code points.
std::string western(std::string_view text) {
  const auto parts_second = [](std::string& out, char a, char b) {
    out += a;
    append_apart(out, b);
  };
  const auto parts_first = [](std::string& out, char a, char b) {
    append_apart(out, a);
    out += b;
  };
  std::string line = with_marks_apart(text);
  line = with_pairs(
      line, [](char a, char b) { return !is_ascii_digit(a) && is_stop(b); }, parts_second);
  line = with_pairs(
      line, [](char a, char b) { return is_stop(a) && !is_ascii_digit(b); }, parts_first);
  return with_pairs(
      line, [](char a, char b) { return is_ascii_digit(a) && b == '-'; }, parts_second);
}

std::string replaced(std::string_view text, std::string_view what, std::string_view by) {
  std::string out;
  for (;;) {
    const std::size_t at = text.find(what);
    out += text.substr(0, at);
    if (at == std::string_view::npos) return out;
    out += by;
    text.remove_prefix(at + what.size());
  }
}

std::string mteval_13a(std::string_view text) {
  std::string line(text);
  constexpr std::array<std::pair<std::string_view, std::string_view>, 7> kReplacements{
      {{"<skipped>", ""}, {"-\n", ""}, {"\n", " "}, {"&quot;", "\""}, {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}}};
  for (const auto& [what, by] : kReplacements) line = replaced(line, what, by);
  return western(" " + line + " ");
}

/// Two of the ranges are meant to lie beyond U+FFFF, but are compared as two characters each: what they hold is here.
constexpr std::array<std::pair<char32_t, char32_t>, 22> kChineseRanges{
    {{0x3400, 0x4DB5}, {0x4E00, 0x9FA5}, {0x9FA6, 0x9FBB}, {0xF900, 0xFA2D}, {0xFA30, 0xFA6A}, {0xFA70, 0xFAD9},
     {0x2001, 0x2A6D}, {0x2F81, 0x2FA1}, {0xFF00, 0xFFEF}, {0x2E80, 0x2EFF}, {0x3000, 0x303F}, {0x31C0, 0x31EF},
     {0x2F00, 0x2FDF}, {0x2FF0, 0x2FFF}, {0x3100, 0x312F}, {0x31A0, 0x31BF}, {0xFE10, 0xFE1F}, {0xFE30, 0xFE4F},
     {0x2600, 0x26FF}, {0x2700, 0x27BF}, {0x3200, 0x32FF}, {0x3300, 0x33FF}}};

std::string chinese(std::string_view text) {
  std::string line;
  for (const char32_t c : code_points(python_strip(text))) {
    const bool is_apart =
        std::ranges::any_of(kChineseRanges, [c](const auto& range) { return c >= range.first && c <= range.second; });
    if (is_apart) line += ' ';
    append_utf8(line, c);
    if (is_apart) line += ' ';
  }
  return western(line);
}

std::string characters(std::string_view text) {
  std::string line;
  for (const char32_t c : code_points(text)) {
    append_utf8(line, c);
    line += ' ';
  }
  return line;
}

std::string tokenized(std::string_view text, BleuWords words) {
  switch (words) {
    case BleuWords::mteval_13a:
      return mteval_13a(text);
    case BleuWords::chinese:
      return chinese(text);
    case BleuWords::characters:
      return characters(text);
    case BleuWords::caption:
      return caption_words(text);
    case BleuWords::none:
      break;
  }
  return std::string(text);
}

}  // namespace

std::vector<std::string> bleu_words(std::string_view text, BleuWords words) {
  const std::string line = tokenized(python_rstrip(text), words);
  const std::vector<std::string_view> parts = python_split(line);
  return {parts.begin(), parts.end()};
}

}  // namespace sightline
