#include "run/selection.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace sightline {

struct TagExpression::Term {
  enum class Kind { name, negation, conjunction, disjunction };
  Kind kind = Kind::name;
  std::string name = {};
  std::unique_ptr<const Term> left = {};
  std::unique_ptr<const Term> right = {};

  bool holds(const std::vector<std::string>& tags) const {
    switch (kind) {
      case Kind::negation:
        return !left->holds(tags);
      case Kind::conjunction:
        return left->holds(tags) && right->holds(tags);
      case Kind::disjunction:
        return left->holds(tags) || right->holds(tags);
      case Kind::name:
        break;
    }
    return std::ranges::any_of(tags, [this](const std::string& tag) { return matches_wildcard(name, tag); });
  }
};

namespace {

constexpr unsigned kMaxDepth = 64;

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  auto flush = [&] {
    if (!word.empty()) words.push_back(std::move(word));
    word.clear();
  };
  for (char c : text) {
    if (c == '(' || c == ')') {
      flush();
      words.emplace_back(1, c);
    } else if (c == ' ' || c == '\t') {
      flush();
    } else {
      word += c;
    }
  }
  flush();
  return words;
}

}  // namespace

/// Recursive descent over: or-expression = and-expression {or …}, and-expression = factor {and …}.
class TagParser {
 public:
  using Term = TagExpression::Term;
  using TermPtr = std::unique_ptr<const Term>;
  explicit TagParser(std::vector<std::string> words) : words_(std::move(words)) {}

  TermPtr disjunction(unsigned depth = 0) {
    TermPtr left = conjunction(depth);
    while (left && take("or")) left = joined(Term::Kind::disjunction, std::move(left), conjunction(depth));
    return left;
  }
  bool at_end() const { return next_ == words_.size(); }
  std::string where() const { return at_end() ? "its end" : sightline::quoted(words_[next_]); }
  static TagExpression expression(TermPtr root) { return TagExpression(std::move(root)); }

 private:
  TermPtr conjunction(unsigned depth) {
    TermPtr left = factor(depth);
    while (left && take("and")) left = joined(Term::Kind::conjunction, std::move(left), factor(depth));
    return left;
  }
  TermPtr factor(unsigned depth) {
    if (at_end() || depth > kMaxDepth) return nullptr;
    if (take("not")) return joined(Term::Kind::negation, factor(depth + 1), nullptr, true);
    if (take("(")) {
      TermPtr inside = disjunction(depth + 1);
      return inside && take(")") ? std::move(inside) : nullptr;
    }
    const std::string& word = words_[next_];
    if (word == ")" || word == "and" || word == "or") return nullptr;
    ++next_;
    return std::make_unique<const Term>(Term{.kind = Term::Kind::name, .name = word});
  }
  static TermPtr joined(Term::Kind kind, TermPtr left, TermPtr right, bool unary = false) {
    if (!left || (!right && !unary)) return nullptr;
    return std::make_unique<const Term>(Term{.kind = kind, .left = std::move(left), .right = std::move(right)});
  }
  bool take(std::string_view word) {
    if (at_end() || words_[next_] != word) return false;
    ++next_;
    return true;
  }

  std::vector<std::string> words_;
  std::size_t next_ = 0;
};

TagExpression::TagExpression(std::unique_ptr<const Term> root) : root_(std::move(root)) {}
TagExpression::TagExpression(TagExpression&&) noexcept = default;
TagExpression& TagExpression::operator=(TagExpression&&) noexcept = default;
TagExpression::~TagExpression() = default;

Expected<TagExpression> TagExpression::parse(std::string_view text) {
  TagParser parser(words_of(text));
  auto root = parser.disjunction();
  if (!root || !parser.at_end()) {
    return failure(fmt::format("cannot read the tag expression {} at {}: write names with and, or, not and parentheses",
                               sightline::quoted(text), parser.where()));
  }
  return TagParser::expression(std::move(root));
}

bool TagExpression::holds(const std::vector<std::string>& tags) const {
  return root_->holds(tags);
}

namespace {

bool any_matches(const std::vector<std::string>& patterns, std::string_view text) {
  return std::ranges::any_of(patterns, [&](const std::string& p) { return matches_wildcard(p, text); });
}

}  // namespace

bool Selection::takes(const UnitId& unit, const std::vector<std::string>& tags_of_case) const {
  if (!prompts.empty() && !any_matches(prompts, unit.prompt)) return false;
  if (!models.empty() && !any_matches(models, unit.model)) return false;
  if (!cases.empty() && !any_matches(cases, unit.case_id) && !any_matches(cases, unit.suite + "/" + unit.case_id) &&
      !any_matches(cases, unit.text())) {
    return false;
  }
  if (only && !only->contains(unit)) return false;
  return std::ranges::all_of(tags, [&](const TagExpression& e) { return e.holds(tags_of_case); });
}

Expected<Shard> Shard::parse(std::string_view text) {
  const auto parts = split(text, '/');
  Shard shard;
  auto read = [](std::string_view digits, unsigned& out) {
    auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
    return error == std::errc{} && end == digits.data() + digits.size();
  };
  if (parts.size() != 2 || !read(parts[0], shard.index) || !read(parts[1], shard.count)) {
    return failure(
        fmt::format("cannot read the shard {}: write i/n, for example 2/7, or auto", sightline::quoted(text)));
  }
  if (shard.index < 1 || shard.index > shard.count) {
    return failure(fmt::format("shard {} is out of range: i counts from 1 to n", sightline::quoted(text)));
  }
  return shard;
}

}  // namespace sightline
