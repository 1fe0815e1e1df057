#include "metric/repetition.h"

#include <string>
#include <unordered_set>
#include <vector>

#include "base/text.h"

namespace sightline {
namespace {

/// Bytes of the last `chars` code points.
std::size_t end_length(std::string_view text, std::size_t chars) {
  std::size_t at = text.size();
  for (std::size_t seen = 0; seen < chars && at > 0; ++seen) {
    do {
      --at;
    } while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80);
  }
  return text.size() - at;
}

/// For each beginning of `pattern`, how long its longest border is (Knuth, Morris, Pratt).
std::vector<std::size_t> borders(std::string_view pattern) {
  std::vector<std::size_t> border(pattern.size(), 0);
  for (std::size_t i = 1, length = 0; i < pattern.size(); ++i) {
    while (length > 0 && pattern[i] != pattern[length]) length = border[length - 1];
    if (pattern[i] == pattern[length]) ++length;
    border[i] = length;
  }
  return border;
}

}  // namespace

std::size_t end_occurrences(std::string_view text, std::size_t chars) {
  const std::string_view end = text.substr(text.size() - end_length(text, chars));
  if (end.empty()) return 1;
  const std::vector<std::size_t> border = borders(end);
  std::size_t count = 0;
  std::size_t matched = 0;
  for (const char byte : text) {
    while (matched > 0 && byte != end[matched]) matched = border[matched - 1];
    if (byte == end[matched]) ++matched;
    if (matched < end.size()) continue;
    ++count;
    matched = 0;
  }
  return count;
}

double RepeatedShare::share() const {
  return all == 0 ? 0 : 1 - static_cast<double>(distinct) / static_cast<double>(all);
}

RepeatedShare repeated_words(std::string_view text, std::size_t n) {
  const std::string one_line = collapsed_spaces(text);
  const std::vector<std::string_view> words = one_line.empty() ? std::vector<std::string_view>{} : split(one_line, ' ');
  RepeatedShare repeated;
  if (n == 0 || words.size() < n) return repeated;
  std::unordered_set<std::string_view> distinct;
  repeated.all = words.size() - n + 1;
  for (std::size_t i = 0; i < repeated.all; ++i) {
    const std::string_view last = words[i + n - 1];
    distinct.emplace(words[i].data(), static_cast<std::size_t>(last.data() + last.size() - words[i].data()));
  }
  repeated.distinct = distinct.size();
  return repeated;
}

RepeatedShare repeated_lines(std::string_view text) {
  RepeatedShare repeated;
  std::unordered_set<std::string_view> distinct;
  for (const std::string_view line : split(text, '\n')) {
    const std::string_view written = trimmed(line);
    if (written.empty()) continue;
    ++repeated.all;
    distinct.insert(written);
  }
  repeated.distinct = distinct.size();
  return repeated;
}

}  // namespace sightline
