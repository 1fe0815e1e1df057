#include "json/careful_parse.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/text.h"
#include "json/locator.h"
#include "json/syntax.h"

namespace sightline {
namespace {

/// Duplicates beyond this many are not told: one is enough to send an author looking.
constexpr std::size_t kMostErrors = 20;

/// Takes the parser's events and builds the tree; the locator walks beside and knows where each token stands.
class TreeBuilder {
 public:
  TreeBuilder(std::string_view text, const JsonLimits& limits) : text_(text), locator_(text), limits_(limits) {}

  bool null() { return add_word(Node(), 4); }
  bool boolean(bool value) { return add_word(Node(value), value ? 4 : 5); }
  bool number_integer(std::int64_t value) { return add_number(static_cast<double>(value)); }
  bool number_unsigned(std::uint64_t value) { return add_number(static_cast<double>(value)); }
  bool number_float(double value, const std::string& /*text*/) { return add_number(value); }

  bool string(const std::string& value) {
    Node& node = add(Node(value));
    node.at = locator_.begin_token();
    locator_.pass_string();
    return true;
  }

  bool binary(const std::vector<std::uint8_t>& /*bytes*/) { return false; }

  bool start_object(std::size_t /*size*/) { return open(Node(Node::Map{})); }
  bool start_array(std::size_t /*size*/) { return open(Node(Node::List{})); }
  bool end_array() { return close(); }

  bool end_object() {
    find_duplicates(open_.back()->map());
    return close();
  }

  bool key(const std::string& key) {
    const Position at = locator_.begin_token();
    locator_.pass_string();
    open_.back()->map().push_back(Node::Member{key, Node(), at});
    return true;
  }

  bool parse_error(std::size_t read, const std::string& /*last_token*/, const std::exception& error) {
    locator_.begin_token();
    SyntaxTrouble trouble = explain_syntax(text_, error.what(), read, locator_.offset());
    complain(position_in(text_, trouble.offset), std::move(trouble.message));
    return false;
  }

  /// The parser takes a NUL for the end of the text; what stands behind the value is looked at here.
  void finish() {
    if (!troubles.empty()) return;
    const Position at = locator_.begin_token();
    if (locator_.offset() < text_.size()) complain(at, "not JSON: there is more after the value: a NUL character");
  }

  Node root;
  std::vector<JsonTrouble> troubles;

 private:
  void complain(Position at, std::string message) {
    if (troubles.size() < kMostErrors) troubles.push_back({at, std::move(message)});
  }

  Node& add(Node node) {
    if (open_.empty()) return root = std::move(node);
    Node& parent = *open_.back();
    if (parent.is_list()) return parent.list().emplace_back(std::move(node));
    return parent.map().back().value = std::move(node);
  }

  bool add_word(Node word, std::size_t length) {
    Node& node = add(std::move(word));
    node.at = locator_.begin_token();
    locator_.pass(length);
    return true;
  }

  bool add_number(double value) {
    const Position at = locator_.begin_token();
    Node& node = add(Node(Node::Number{value, std::string(locator_.pass_number())}));
    node.at = at;
    return true;
  }

  bool open(Node container) {
    const Position at = locator_.begin_token();
    locator_.pass(1);
    if (open_.size() == limits_.max_depth) {
      complain(at, fmt::format("nested deeper than {} levels", limits_.max_depth));
      return false;
    }
    Node& node = add(std::move(container));
    node.at = at;
    open_.push_back(&node);
    return true;
  }

  bool close() {
    locator_.begin_token();
    locator_.pass(1);
    open_.pop_back();
    return true;
  }

  void find_duplicates(const Node::Map& map) {
    std::vector<const Node::Member*> members;
    members.reserve(map.size());
    for (const Node::Member& member : map) members.push_back(&member);
    // Equal keys stay in the order of the text: all but the first are too many.
    std::sort(members.begin(), members.end(), [](const auto* a, const auto* b) {
      const int order = a->key.compare(b->key);
      return order != 0 ? order < 0 : a < b;
    });
    for (std::size_t i = 1; i < members.size(); ++i) {
      if (members[i]->key != members[i - 1]->key) continue;
      complain(members[i]->key_at, "duplicate key " + quoted(members[i]->key) + "; a key may stand once in an object");
    }
  }

  std::string_view text_;
  Locator locator_;
  const JsonLimits& limits_;
  /// The containers that are open, outermost first. A parent takes no new child while one is open: pointers stay good.
  std::vector<Node*> open_;
};

}  // namespace

CarefullyParsed parse_carefully(std::string_view text, const JsonLimits& limits) {
  TreeBuilder builder(text, limits);
  nlohmann::json::sax_parse(text.data(), text.data() + text.size(), &builder);
  builder.finish();
  return {std::move(builder.root), std::move(builder.troubles)};
}

}  // namespace sightline
