#include "compare/text_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "base/text.h"

namespace sightline {
namespace {

using Pieces = std::vector<std::string_view>;
using Kind = DiffLine::Kind;

/// Comparisons that one difference may take.
constexpr std::size_t kMostWork = 4'000'000;

struct Edit {
  Kind kind;
  std::string_view piece;
};

/// lengths[i][j]: how much the pieces from i and from j on have in common, in their order.
class CommonLengths {
 public:
  CommonLengths(const Pieces& a, const Pieces& b) : width_(b.size() + 1), lengths_((a.size() + 1) * width_, 0) {
    for (std::size_t i = a.size(); i-- > 0;) {
      for (std::size_t j = b.size(); j-- > 0;) {
        at(i, j) = a[i] == b[j] ? at(i + 1, j + 1) + 1 : std::max(at(i + 1, j), at(i, j + 1));
      }
    }
  }
  std::uint32_t& at(std::size_t i, std::size_t j) { return lengths_[i * width_ + j]; }

 private:
  std::size_t width_;
  std::vector<std::uint32_t> lengths_;
};

/// The middle of two sequences, which neither begin nor end with the same piece.
void add_middle(const Pieces& a, const Pieces& b, std::vector<Edit>& edits) {
  std::size_t i = 0;
  std::size_t j = 0;
  if (a.size() * b.size() <= kMostWork) {
    CommonLengths common(a, b);
    while (i < a.size() && j < b.size()) {
      if (a[i] == b[j]) {
        edits.push_back({Kind::same, a[i++]});
        ++j;
      } else if (common.at(i + 1, j) >= common.at(i, j + 1)) {
        edits.push_back({Kind::removed, a[i++]});
      } else {
        edits.push_back({Kind::added, b[j++]});
      }
    }
  }
  for (; i < a.size(); ++i) edits.push_back({Kind::removed, a[i]});
  for (; j < b.size(); ++j) edits.push_back({Kind::added, b[j]});
}

std::vector<Edit> edits_between(const Pieces& a, const Pieces& b) {
  const auto [a_end, b_end] = std::ranges::mismatch(a, b);
  const auto head = static_cast<std::size_t>(a_end - a.begin());
  std::size_t tail = 0;
  while (tail < std::min(a.size(), b.size()) - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
  std::vector<Edit> edits;
  for (std::size_t i = 0; i < head; ++i) edits.push_back({Kind::same, a[i]});
  const auto middle = [&](const Pieces& pieces) {
    return Pieces(pieces.begin() + static_cast<std::ptrdiff_t>(head), pieces.end() - static_cast<std::ptrdiff_t>(tail));
  };
  add_middle(middle(a), middle(b), edits);
  for (std::size_t i = a.size() - tail; i < a.size(); ++i) edits.push_back({Kind::same, a[i]});
  return edits;
}

Pieces lines_of(std::string_view text) {
  return text.empty() ? Pieces{} : split(text, '\n');
}

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n';
}

/// Words, and the blanks between them.
Pieces words_of(std::string_view text) {
  Pieces words;
  for (std::size_t begin = 0; begin < text.size();) {
    std::size_t end = begin + 1;
    while (end < text.size() && is_blank(text[end]) == is_blank(text[begin])) ++end;
    words.push_back(text.substr(begin, end - begin));
    begin = end;
  }
  return words;
}

/// True for each edit that is a change, or within `context` edits of one.
std::vector<bool> near_changes(const std::vector<Edit>& edits, std::size_t context) {
  std::vector<bool> near(edits.size(), false);
  for (std::size_t i = 0; i < edits.size(); ++i) {
    if (edits[i].kind == Kind::same) continue;
    const std::size_t end = std::min(edits.size(), i + context + 1);
    for (std::size_t j = i - std::min(i, context); j < end; ++j) near[j] = true;
  }
  return near;
}

/// Removed words before added ones, where they stand beside each other.
void end_change(std::vector<DiffWords>& words, std::string& removed, std::string& added) {
  if (!removed.empty()) words.push_back({Kind::removed, std::move(removed)});
  if (!added.empty()) words.push_back({Kind::added, std::move(added)});
  removed.clear();
  added.clear();
}

}  // namespace

std::vector<DiffLine> line_diff(std::string_view before, std::string_view after, std::size_t context) {
  std::vector<DiffLine> lines;
  if (before == after) return lines;
  const std::vector<Edit> edits = edits_between(lines_of(before), lines_of(after));
  const std::vector<bool> near = near_changes(edits, context);
  std::size_t left_out = 0;
  const auto tell_gap = [&] {
    if (left_out > 0) {
      lines.push_back(
          {Kind::gap, left_out == 1 ? "1 line is the same" : fmt::format("{} lines are the same", left_out)});
    }
    left_out = 0;
  };
  for (std::size_t i = 0; i < edits.size(); ++i) {
    if (!near[i]) {
      ++left_out;
      continue;
    }
    tell_gap();
    lines.push_back({edits[i].kind, std::string(edits[i].piece)});
  }
  tell_gap();
  return lines;
}

std::vector<DiffWords> word_edits(std::string_view before, std::string_view after) {
  std::vector<DiffWords> words;
  std::string removed;
  std::string added;
  for (const Edit& edit : edits_between(words_of(before), words_of(after))) {
    if (edit.kind != Kind::same) {
      (edit.kind == Kind::removed ? removed : added) += edit.piece;
      continue;
    }
    end_change(words, removed, added);
    if (words.empty() || words.back().kind != Kind::same) words.push_back({});
    words.back().text += edit.piece;
  }
  end_change(words, removed, added);
  return words;
}

std::string word_diff(std::string_view before, std::string_view after) {
  std::string out;
  for (const DiffWords& words : word_edits(before, after)) {
    if (words.kind == Kind::same) out += words.text;
    if (words.kind == Kind::removed) out += "[-" + words.text + "-]";
    if (words.kind == Kind::added) out += "{+" + words.text + "+}";
  }
  return out;
}

}  // namespace sightline
