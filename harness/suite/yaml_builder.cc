#include "suite/yaml_builder.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "suite/yaml_scalar.h"
#include "suite/yaml_syntax.h"

namespace sightline {
namespace {

constexpr std::string_view kPlain = "?";
constexpr std::string_view kQuoted = "!";
constexpr std::size_t kManyKeys = 16;

bool is_untagged(std::string_view tag) {
  return tag.empty() || tag == kPlain || tag == kQuoted;
}

ReadScalar read_scalar(std::string_view tag, const std::string& text) {
  if (tag == kQuoted) return Node(text);
  return tag == kPlain ? read_plain_scalar(text) : read_tagged_scalar(tag, text);
}

/// True where something stands for an empty value: null, ~, an anchor or a tag.
bool is_written(std::string_view rest) {
  if (rest.starts_with('&') || rest.starts_with('!') || rest.starts_with('~')) return true;
  const std::string_view word = rest.substr(0, rest.find_first_of(" \t\r\n,]}"));
  return word == "null" || word == "Null" || word == "NULL";
}

}  // namespace

std::size_t YamlBuilder::offset_of(const YAML::Mark& mark) const {
  return begin_ + static_cast<std::size_t>(std::max(mark.pos, 0));
}

Position YamlBuilder::begin_event(const YAML::Mark& mark) {
  last_offset_ = offset_of(mark);
  ends_empty_ = false;
  const Position at = cursor_.at(last_offset_);
  count(1, at);
  return at;
}

void YamlBuilder::count(std::size_t nodes, Position at) {
  events_ += nodes;
  if (events_ > limits_.max_nodes) {
    stop(at, fmt::format("this file holds more than {} values; split it", limits_.max_nodes));
  }
}

void YamlBuilder::complain(Position at, std::string message) {
  complaints_.add(at, std::move(message));
  if (complaints_.full()) throw YamlStop{};
}

void YamlBuilder::stop(Position at, std::string message) {
  complaints_.add(at, std::move(message));
  throw YamlStop{};
}

void YamlBuilder::OnDocumentStart(const YAML::Mark& mark) {
  if (++documents_ == 1) return;
  const std::size_t offset = offset_of(mark);
  const std::string_view rest = text_.substr(offset);
  if (rest.starts_with("---") || trimmed(text_.substr(0, offset)).ends_with("...")) {
    stop(cursor_.at(offset),
         "a second document begins here; a file holds one: delete the '---' or '...', or use two files");
  }
  const std::string_view line = rest.substr(0, rest.find('\n'));
  stop(cursor_.at(offset), fmt::format("{} does not belong to what stands before it; check indentation and quotes",
                                       quoted(trimmed(line), 20)));
}

void YamlBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                           const std::string& value) {
  const Position at = begin_event(mark);
  last_scalar_ = last_offset_;
  // The text is UTF-8, but the parser makes single bytes of these two.
  if (tag == kQuoted && !is_utf8(value)) {
    complain(at, "the escapes '\\N' and '\\_' are not supported; write '\\u0085' or '\\u00a0'");
  }
  if (expects_key()) {
    if (anchor != 0) anchors_.remember_key(anchor, Node(value));
    return add_scalar_key(tag, value, at);
  }
  ReadScalar scalar = read_scalar(tag, value);
  if (!scalar) complain(at, std::move(scalar.error()));
  Node node = scalar ? *std::move(scalar) : Node();
  node.at = at;
  remember(anchor);
  add(std::move(node));
}

void YamlBuilder::add_scalar_key(const std::string& tag, const std::string& text, Position at) {
  if (tag == kPlain && text == "<<") {
    complain(at, "merge keys ('<<') are not supported; write the keys out");
  } else if (tag == kPlain) {
    const ReadScalar key = read_plain_scalar(text);
    // A number's spelling is its key, the odd ones' too.
    if (key && key->is_boolean()) complain(at, fmt::format("a key must be text; quote it: \"{}\"", text));
  } else if (!is_untagged(tag)) {
    const ReadScalar key = read_tagged_scalar(tag, text);
    if (!key) complain(at, key.error());
    if (key && !key->is_string()) complain(at, fmt::format("a key must be text; delete its tag '{}'", shown_tag(tag)));
  }
  add_key(text, at);
}

void YamlBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const Position at = begin_event(mark);
  if (expects_key()) {
    const bool written = !text_.substr(last_offset_).starts_with(':');
    complain(at, written ? "a key must be text; quote it" : "there is no key before this ':'");
    return add_no_key(at);
  }
  // One that is a quoted text without its end is told as that, and a key with another fault by that.
  if (is_key_alone(last_offset_) && !complaints_.tells_of_line(at.line) &&
      !advise_on_unclosed_scalar(text_, last_offset_)) {
    complain(at, "no ':' follows this key; write it, or check the indentation");
  }
  remember(anchor);
  ends_empty_ = !is_written(text_.substr(last_offset_));
  add_empty(last_offset_, at);
}

/// True where an empty value is marked where its key begins: the parser saw a key that ended without its ':', which it
/// takes where no other ':' comes after it. In {...} that is a key without a value.
bool YamlBuilder::is_key_alone(std::size_t offset) const {
  if (open_.empty()) return false;
  const Frame& around = open_.back();
  return around.node.is_map() && !around.flow && around.has_key && around.key_offset == offset;
}

/// The parser marks what follows an empty value; people look for its key or its dash.
void YamlBuilder::add_empty(std::size_t offset, Position at) {
  Node node;
  node.at = at;
  if (!open_.empty() && !is_written(text_.substr(offset))) {
    const Frame& around = open_.back();
    const std::size_t before = offset == 0 ? std::string_view::npos : text_.find_last_not_of(" \t\r\n", offset - 1);
    if (around.node.is_map()) node.at = around.key_at;
    if (around.node.is_list() && around.flow) complain(at, "an item is missing before this ','; delete the ','");
    if (around.node.is_list() && before != std::string_view::npos && text_[before] == '-') node.at = cursor_.at(before);
  }
  add(std::move(node));
}

void YamlBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) {
  const Position at = begin_event(mark);
  const Node* value = anchors_.find(anchor, unfinished());
  if (value == nullptr) stop(at, "this alias stands within its own anchor");
  count_alias(*value, at);
  if (!expects_key()) return add(*value);
  if (value->is_string()) return add_key(value->string(), at);
  complain(at, "a key must be text, and this alias is none");
  add_no_key(at);
}

void YamlBuilder::count_alias(const Node& node, Position at) {
  const YamlWeight weight = weigh(node);
  from_aliases_.nodes += weight.nodes;
  from_aliases_.bytes += weight.bytes;
  if (from_aliases_.nodes > limits_.max_alias_nodes || from_aliases_.bytes > limits_.max_alias_bytes) {
    stop(at, fmt::format("aliases repeat more than {} values or {} bytes of text", limits_.max_alias_nodes,
                         limits_.max_alias_bytes));
  }
  if (open_.size() + weight.depth > limits_.max_depth + 1) {
    stop(at, fmt::format("lists and maps are nested more than {} deep by this alias", limits_.max_depth));
  }
  count(weight.nodes - 1, at);
}

void YamlBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                                  YAML::EmitterStyle::value style) {
  const Position at = begin_event(mark);
  open({Node(Node::List{}), last_offset_, style == YAML::EmitterStyle::Flow}, at, anchor, tag);
}

void YamlBuilder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                             YAML::EmitterStyle::value style) {
  const Position at = begin_event(mark);
  open({Node(Node::Map{}), last_offset_, style == YAML::EmitterStyle::Flow}, at, anchor, tag);
}

void YamlBuilder::open(Frame frame, Position at, YAML::anchor_t anchor, const std::string& tag) {
  if (!is_untagged(tag)) complain(at, fmt::format("tag '{}' is not supported; delete it", shown_tag(tag)));
  if (open_.size() >= limits_.max_depth) {
    stop(at, fmt::format("lists and maps are nested more than {} deep", limits_.max_depth));
  }
  frame.node.at = at;
  frame.is_key = expects_key();
  remember(anchor);
  open_.push_back(std::move(frame));
}

/// Mostly it is a template without quotes: {{photo}} is a map whose key is a map.
void YamlBuilder::complain_of_key(const Frame& collection) {
  const std::size_t outer = open_.back().offset;
  const std::string_view written = text_.substr(outer);
  if (!collection.node.is_map() || !written.starts_with("{{")) {
    return complain(collection.node.at, "a key must be text; a list or a map cannot be one");
  }
  if (outer > 0 && text_[outer - 1] == '{') return;  // {{{photo}}}: the braces before were complained of.
  const std::string_view tag = written.substr(0, std::min(written.find("}}"), written.find('\n')));
  const std::string_view end = tag.starts_with("{{{") ? "}}}" : "}}";
  complain(cursor_.at(outer),
           fmt::format("a text that begins with '{{{{' must stand in quotes: \"{}{}\"", shortened(tag, 60), end));
}

void YamlBuilder::close() {
  Frame frame = std::move(open_.back());
  open_.pop_back();
  if (!frame.is_key) return add(std::move(frame.node));
  complain_of_key(frame);
  add_no_key(frame.node.at);
}

void YamlBuilder::add_no_key(Position at) {
  open_.back().key.clear();
  open_.back().key_at = at;
  open_.back().key_offset = last_offset_;
  open_.back().has_key = true;
}

void YamlBuilder::add(Node node) {
  if (open_.empty()) {
    root_ = std::move(node);
    return;
  }
  Frame& around = open_.back();
  if (around.node.is_list()) {
    around.node.list().push_back(std::move(node));
    return;
  }
  around.node.map().push_back({std::move(around.key), std::move(node), around.key_at});
  around.has_key = false;
}

void YamlBuilder::add_key(std::string key, Position at) {
  Frame& map = open_.back();
  if (is_known_key(map, key)) {
    const Node::Map& members = map.node.map();
    const auto first = std::find_if(members.begin(), members.end(), [&key](const auto& m) { return m.key == key; });
    complain(at, fmt::format("duplicate key {}; it stands in line {} already", quoted(key), first->key_at.line));
  }
  map.key = std::move(key);
  map.key_at = at;
  map.key_offset = last_offset_;
  map.has_key = true;
}

/// Small maps are searched; a set for each of them would cost more than all the rest.
bool YamlBuilder::is_known_key(Frame& map, const std::string& key) const {
  const Node::Map& members = map.node.map();
  if (members.size() < kManyKeys) return map.node.find(key) != nullptr;
  if (map.keys.empty()) {
    for (const Node::Member& member : members) map.keys.insert(member.key);
  }
  return !map.keys.insert(key).second;
}

bool YamlBuilder::expects_key() const {
  return !open_.empty() && open_.back().node.is_map() && !open_.back().has_key;
}

void YamlBuilder::remember(YAML::anchor_t anchor) {
  if (anchor != 0) anchors_.remember(anchor, unfinished());
}

std::vector<const Node*> YamlBuilder::unfinished() const {
  std::vector<const Node*> nodes;
  for (const Frame& frame : open_) nodes.push_back(&frame.node);
  return nodes;
}

std::optional<std::size_t> YamlBuilder::open_flow() const {
  const auto frame = std::find_if(open_.rbegin(), open_.rend(), [](const Frame& f) { return f.flow; });
  return frame == open_.rend() ? std::nullopt : std::optional(frame->offset);
}

}  // namespace sightline
