#include "assertion/jq_plain.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/number.h"
#include "json/json.h"

namespace sightline {
namespace {

using Step = JqPlain::Step;
using Path = JqPlain::Path;
using Operator = JqPlain::Operator;
using Kind = JqToken::Kind;

/// Reads the grammar of plain filters off the tokens; each member says whether it could.
class Parser {
 public:
  explicit Parser(const std::vector<JqToken>& tokens) : tokens_(tokens) {}

  bool at_end() const { return at_ == tokens_.size(); }
  std::size_t offset() const { return tokens_[at_].begin; }

  bool path(Path& out) {
    if (at_end()) return false;
    if (const JqToken& first = tokens_[at_]; first.kind == Kind::variable && first.text == "vars") {
      out.of_vars = true;
      ++at_;
    } else if (first.is_sign(".") && !(at_ + 1 < tokens_.size() && tokens_[at_ + 1].kind == Kind::string)) {
      ++at_;
    } else if (first.kind != Kind::field && !first.is_sign(".")) {
      return false;
    }
    while (!at_end() && starts_step()) {
      Step step;
      if (!read_step(step)) return false;
      step.optional = accept("?");
      out.steps.push_back(std::move(step));
    }
    return true;
  }

  bool comparison(Operator& out) {
    static constexpr std::array<std::pair<std::string_view, Operator>, 6> kSigns{{{"==", Operator::equal},
                                                                                  {"!=", Operator::unequal},
                                                                                  {"<", Operator::less},
                                                                                  {"<=", Operator::at_most},
                                                                                  {">", Operator::more},
                                                                                  {">=", Operator::at_least}}};
    for (const auto& [sign, meaning] : kSigns) {
      if (accept(sign)) return out = meaning, true;
    }
    return false;
  }

 private:
  bool accept(std::string_view sign) {
    if (at_end() || !tokens_[at_].is_sign(sign)) return false;
    ++at_;
    return true;
  }
  bool starts_step() const {
    return tokens_[at_].kind == Kind::field || tokens_[at_].is_sign(".") || tokens_[at_].is_sign("[");
  }
  bool read_step(Step& out) {
    if (tokens_[at_].kind == Kind::field) {
      out = {Step::Kind::key, false, tokens_[at_++].text};
      return true;
    }
    if (accept(".")) return string_key(out);
    accept("[");
    if (accept("]")) return true;
    return (string_key(out) || index(out)) && accept("]");
  }
  bool string_key(Step& out) {
    if (at_end() || tokens_[at_].kind != Kind::string) return false;
    const auto text = parse_json(tokens_[at_].text);
    // jq's messages end at a NUL of the key.
    if (!text || !text->is_string() || text->string().find('\0') != std::string::npos) return false;
    out = {Step::Kind::key, false, text->string()};
    ++at_;
    return true;
  }
  bool index(Step& out) {
    const bool negative = accept("-");
    constexpr std::size_t kMostDigits = 9;
    if (at_end() || tokens_[at_].kind != Kind::number) return false;
    const std::string& digits = tokens_[at_].text;
    if (digits.size() > kMostDigits || digits.find_first_not_of("0123456789") != std::string::npos) return false;
    const std::int64_t value = std::stoll(digits);
    out = {Step::Kind::index, false, {}, negative ? -value : value};
    ++at_;
    return true;
  }

  const std::vector<JqToken>& tokens_;
  std::size_t at_ = 0;
};

std::string_view jq_kind(const Node& value) {
  static constexpr std::array<std::string_view, 6> kNames{"null", "boolean", "number", "string", "array", "object"};
  return kNames[static_cast<std::size_t>(value.kind())];
}

const Node& null_node() {
  static const Node null;
  return null;
}

/// The values of a path so far, in jq's order, and the error that came after them.
struct FoundPath {
  std::vector<const Node*> values;
  std::string error = {};
  bool beyond = false;  ///< Only jq has the words for it.
};

std::string cannot_index(const Node& value, const Step& step) {
  if (step.kind == Step::Kind::index) return fmt::format("Cannot index {} with number", jq_kind(value));
  return fmt::format("Cannot index {} with string \"{}\"", jq_kind(value), step.key);
}

const Node* element(const Node::List& list, std::int64_t index) {
  const auto size = static_cast<std::int64_t>(list.size());
  if (index < 0) index += size;
  return index >= 0 && index < size ? &list[static_cast<std::size_t>(index)] : &null_node();
}

void each(const Node& value, FoundPath& out) {
  if (value.is_list()) {
    for (const Node& item : value.list()) out.values.push_back(&item);
  } else {
    for (const Node::Member& member : value.map()) out.values.push_back(&member.value);
  }
}

/// False where the step does not suit the value.
bool take(const Node& value, const Step& step, FoundPath& out) {
  if (step.kind == Step::Kind::each) {
    if (!value.is_list() && !value.is_map()) return false;
    each(value, out);
  } else if (value.is_null()) {
    out.values.push_back(&null_node());
  } else if (step.kind == Step::Kind::key && value.is_map()) {
    const Node* member = value.find(step.key);
    out.values.push_back(member != nullptr ? member : &null_node());
  } else if (step.kind == Step::Kind::index && value.is_list()) {
    out.values.push_back(element(value.list(), step.index));
  } else {
    return false;
  }
  return true;
}

/// jq goes through values one by one, so an error at one of them comes before the errors that were waiting.
FoundPath after(FoundPath before, const Step& step) {
  FoundPath out{{}, std::move(before.error)};
  for (const Node* value : before.values) {
    if (take(*value, step, out) || step.optional) continue;
    out.beyond = step.kind == Step::Kind::each;
    out.error = out.beyond ? "" : cannot_index(*value, step);
    break;
  }
  return out;
}

FoundPath follow(const Path& path, const Node& input, const Node& vars) {
  FoundPath found{{path.of_vars ? &vars : &input}};
  for (const Step& step : path.steps) {
    found = after(std::move(found), step);
    if (found.beyond) break;
  }
  return found;
}

bool holds(int order, Operator comparison) {
  switch (comparison) {
    case Operator::equal:
      return order == 0;
    case Operator::unequal:
      return order != 0;
    case Operator::less:
      return order < 0;
    case Operator::at_most:
      return order <= 0;
    case Operator::more:
      return order > 0;
    default:
      return order >= 0;
  }
}

JqFilter::Outputs outputs_of(const FoundPath& found) {
  JqFilter::Outputs out;
  for (const Node* value : found.values) out.values.push_back(*value);
  out.model_error = found.error;
  return out;
}

template <typename T>
int three_way(const T& a, const T& b) {
  return a < b ? -1 : b < a ? 1 : 0;
}

int order_of_lists(const Node::List& a, const Node::List& b) {
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    if (const int order = jq_order(a[i], b[i])) return order;
  }
  return three_way(a.size(), b.size());
}

/// First the sorted keys, then the values in the order of the keys.
int order_of_maps(const Node& a, const Node& b) {
  const auto sorted_keys = [](const Node& map) {
    std::vector<std::string> keys;
    for (const Node::Member& member : map.map()) keys.push_back(member.key);
    std::sort(keys.begin(), keys.end());
    return keys;
  };
  const std::vector<std::string> keys = sorted_keys(a);
  if (const int order = three_way(keys, sorted_keys(b))) return order;
  for (const std::string& key : keys) {
    if (const int order = jq_order(*a.find(key), *b.find(key))) return order;
  }
  return 0;
}

}  // namespace

int jq_order(const Node& a, const Node& b) {
  if (a.kind() != b.kind()) return three_way(a.kind(), b.kind());
  switch (a.kind()) {
    case Node::Kind::boolean:
      return three_way(a.boolean(), b.boolean());
    case Node::Kind::number:
      return three_way(a.number(), b.number());
    case Node::Kind::string:
      return three_way(a.string(), b.string());
    case Node::Kind::list:
      return order_of_lists(a.list(), b.list());
    case Node::Kind::map:
      return order_of_maps(a, b);
    default:
      return 0;
  }
}

std::optional<JqPlain> JqPlain::parse(std::string_view filter, const std::vector<JqToken>& tokens) {
  JqPlain plain;
  Parser parser(tokens);
  if (!parser.path(plain.left_)) return std::nullopt;
  if (parser.at_end()) return plain;
  if (!parser.comparison(plain.operator_) || parser.at_end()) return std::nullopt;
  const std::size_t begin = parser.offset();
  if (Path right; parser.path(right)) {
    plain.right_ = std::move(right);
    return parser.at_end() ? std::optional(plain) : std::nullopt;
  }
  // jq's literals hold JSON's.
  auto literal = parse_json(filter.substr(begin, tokens.back().end - begin));
  if (!literal) return std::nullopt;
  plain.right_ = std::move(*literal);
  return plain;
}

std::optional<JqFilter::Outputs> JqPlain::run(const Node& input, const Node& vars) const {
  const FoundPath left = follow(left_, input, vars);
  if (operator_ == Operator::none) return left.beyond ? std::nullopt : std::optional(outputs_of(left));
  const Path* path = std::get_if<Path>(&right_);
  const FoundPath right = path != nullptr ? follow(*path, input, vars) : FoundPath{{&std::get<Node>(right_)}};
  if (left.beyond || right.beyond) return std::nullopt;
  // jq evaluates the right side first, and the left side anew for each of its values.
  JqFilter::Outputs out;
  for (const Node* b : right.values) {
    for (const Node* a : left.values) out.values.emplace_back(holds(jq_order(*a, *b), operator_));
    if (!left.error.empty()) {
      out.model_error = left.error;
      return out;
    }
  }
  out.model_error = right.error;
  return out;
}

}  // namespace sightline
