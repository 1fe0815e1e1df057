#include "json/canonical.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/number.h"
#include "base/text.h"
#include "json/escape.h"

namespace sightline {
namespace {

/// The order of UTF-16 code units. Bytes of UTF-8 give the order of code points, which differs in one thing: what needs
/// surrogates (lead bytes F0 to F4) comes before U+E000 to U+FFFF (EE and EF).
bool utf16_less(std::string_view a, std::string_view b) {
  const auto rank = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte == 0xEE || byte == 0xEF ? byte + 0x10 : byte;
  };
  return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(),
                                      [&](char x, char y) { return rank(x) < rank(y); });
}

/// True for an integer, written as one, that a double may not hold: two of them would have one canonical text.
bool is_beyond_doubles(std::string_view spelling) {
  constexpr std::string_view kLargest = "9007199254740992";
  if (spelling.starts_with('-')) spelling.remove_prefix(1);
  if (spelling.find_first_not_of("0123456789") != std::string_view::npos) return false;
  return spelling.size() > kLargest.size() || (spelling.size() == kLargest.size() && spelling > kLargest);
}

/// Spans are kept of the root (0), its children and theirs.
constexpr std::size_t kLevelsOfSpans = 3;

class CanonicalPrinter {
 public:
  /// `spans` may be null.
  CanonicalPrinter(std::string& out, std::vector<CanonicalSpan>* spans) : out_(out), spans_(spans) {}

  void print(const Node& node) {
    if (spans_ == nullptr || level_ >= kLevelsOfSpans) return print_value(node);
    const std::size_t place = spans_->size();
    spans_->push_back({&node, out_.size(), 0});
    ++level_;
    print_value(node);
    --level_;
    (*spans_)[place].end = out_.size();
  }

  Errors errors;

 private:
  void print_value(const Node& node) {
    switch (node.kind()) {
      case Node::Kind::null:
        out_ += "null";
        return;
      case Node::Kind::boolean:
        out_ += node.boolean() ? "true" : "false";
        return;
      case Node::Kind::number:
        return print_number(node);
      case Node::Kind::string:
        return print_string(node.string(), node.at);
      case Node::Kind::list:
        return print_list(node.list());
      case Node::Kind::map:
        return print_map(node.map());
    }
  }

  void complain(Position at, std::string message) { errors.push_back(Error{std::move(message), Place{{}, at}}); }

  void print_number(const Node& node) {
    if (!std::isfinite(node.number())) {
      return complain(node.at, fmt::format("the number {} is not finite; JSON has no such number", node.number()));
    }
    if (is_beyond_doubles(node.number_text())) {
      return complain(node.at, fmt::format("the integer {} is beyond 2^53, where programs read different numbers; "
                                           "write it as a string or use a smaller one",
                                           shortened(node.number_text(), 40)));
    }
    append_number(out_, node.number());
  }

  void print_string(std::string_view text, Position at) {
    if (is_plain_json(text)) {
      out_ += '"';
      out_ += text;
      out_ += '"';
      return;
    }
    if (!is_utf8(text)) return complain(at, "the string " + quoted(text, 40) + " is not valid UTF-8");
    append_json_string(out_, text);
  }

  void print_list(const Node::List& list) {
    out_ += '[';
    for (const Node& item : list) {
      if (&item != &list.front()) out_ += ',';
      print(item);
    }
    out_ += ']';
  }

  void print_map(const Node::Map& map) {
    std::vector<const Node::Member*> members;
    members.reserve(map.size());
    for (const Node::Member& member : map) members.push_back(&member);
    std::sort(members.begin(), members.end(), [](const auto* a, const auto* b) { return utf16_less(a->key, b->key); });
    out_ += '{';
    for (const Node::Member* member : members) {
      if (member != members.front()) out_ += ',';
      print_string(member->key, member->key_at);
      out_ += ':';
      print(member->value);
    }
    out_ += '}';
  }

  std::string& out_;
  std::vector<CanonicalSpan>* spans_;
  std::size_t level_ = 0;
};

}  // namespace

const CanonicalSpan* CanonicalText::span_of(const Node& node) const {
  const auto found = std::ranges::find(spans, &node, &CanonicalSpan::node);
  return found == spans.end() ? nullptr : &*found;
}

Expected<std::string> canonical_json(const Node& node) {
  std::string out;
  CanonicalPrinter printer(out, nullptr);
  printer.print(node);
  if (!printer.errors.empty()) return tl::unexpected(std::move(printer.errors));
  return out;
}

Expected<CanonicalText> canonical_text(const Node& node) {
  CanonicalText canonical;
  CanonicalPrinter printer(canonical.text, &canonical.spans);
  printer.print(node);
  if (!printer.errors.empty()) return tl::unexpected(std::move(printer.errors));
  return canonical;
}

}  // namespace sightline
