#include "json/quick_parse.h"

#include <simdjson.h>

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/text.h"

namespace sightline {
namespace {

namespace ondemand = simdjson::ondemand;

/// Deeper texts are read by the one that needs no stack for it.
constexpr std::size_t kMostLevels = 1'000;
/// What a parser needs for a text stays with its thread, six times the text; for longer ones it is given back.
constexpr std::size_t kKeptText = std::size_t{64} << 10;
/// Members and items are few, most times; without this the first four would be moved twice.
constexpr std::size_t kUsualItems = 4;

/// The length of a spelling from which on the value is read by the standard library.
constexpr std::size_t kLongNumber = 20;

/// Two equal keys. Most maps are small, and each key is compared with the others without more ado.
bool has_equal_keys(const Node::Map& map) {
  constexpr std::size_t kSmall = 8;
  if (map.size() <= kSmall) {
    for (std::size_t i = 1; i < map.size(); ++i) {
      for (std::size_t j = 0; j < i; ++j) {
        if (map[i].key == map[j].key) return true;
      }
    }
    return false;
  }
  std::vector<std::string_view> keys;
  keys.reserve(map.size());
  for (const Node::Member& member : map) keys.push_back(member.key);
  std::sort(keys.begin(), keys.end());
  return std::adjacent_find(keys.begin(), keys.end()) != keys.end();
}

/// Looks at each byte, whatever the first ones are: that is what a compiler makes quick.
bool is_ascii(std::string_view text) {
  unsigned char bits = 0;
  for (const char c : text) bits |= static_cast<unsigned char>(c);
  return bits < 0x80;
}

/// Lines and columns of the tokens of a text, which are asked for in their order.
class Places {
 public:
  explicit Places(std::string_view text) : text_(text), line_end_(text.find('\n')), is_ascii_(is_ascii(text)) {}

  Position of(const char* token) {
    const auto offset = static_cast<std::size_t>(token - text_.data());
    while (line_end_ < offset) {
      at_ = {at_.line + 1, 1};
      counted_ = line_end_ + 1;
      line_end_ = text_.find('\n', counted_);
    }
    const std::size_t bytes = offset - counted_;
    at_.column += static_cast<std::uint32_t>(is_ascii_ ? bytes : code_point_count(text_.substr(counted_, bytes)));
    counted_ = offset;
    return at_;
  }

 private:
  std::string_view text_;
  std::size_t line_end_;
  bool is_ascii_;
  /// `at_` is the position of the byte at `counted_`.
  std::size_t counted_ = 0;
  Position at_{1, 1};
};

/// Walks a document once, in the order of its text.
class TreeReader {
 public:
  TreeReader(std::string_view text, std::size_t max_depth) : places_(text), levels_left_(max_depth) {}

  std::optional<Node> read_whole(ondemand::document& document) {
    ondemand::value value;
    if (fails(document.get_value().get(value))) return std::nullopt;
    std::optional<Node> root = read_value(value);
    const bool is_at_end = !is_doubtful_ && document.current_location().error() == simdjson::OUT_OF_BOUNDS;
    if (!is_at_end) root.reset();
    return root;
  }

 private:
  /// Once anything failed, what is read is of no use.
  bool fails(simdjson::error_code error) {
    if (error != simdjson::SUCCESS) is_doubtful_ = true;
    return is_doubtful_;
  }

  /// The rest of a value is not walked once anything failed.
  Node read_value(ondemand::value& value) {
    const Position at = places_.of(value.raw_json_token().data());
    Node node = read_any(value);
    node.at = at;
    return node;
  }

  Node read_any(ondemand::value& value) {
    ondemand::json_type type{};
    if (fails(value.type().get(type))) return {};
    switch (type) {
      case ondemand::json_type::object:
        return read_map(value);
      case ondemand::json_type::array:
        return read_list(value);
      case ondemand::json_type::string: {
        std::string_view text;
        return fails(value.get_string().get(text)) ? Node() : Node(text);
      }
      case ondemand::json_type::number:
        return read_number(value);
      case ondemand::json_type::boolean: {
        bool boolean = false;
        return fails(value.get_bool().get(boolean)) ? Node() : Node(boolean);
      }
      default: {
        bool is_null = false;
        if (!fails(value.is_null().get(is_null)) && !is_null) is_doubtful_ = true;
        return {};
      }
    }
  }

  Node read_list(ondemand::value& value) {
    Node::List list;
    ondemand::array array;
    if (!descend() || fails(value.get_array().get(array))) return {};
    for (auto result : array) {
      ondemand::value item;
      if (fails(std::move(result).get(item))) return {};
      if (list.empty()) list.reserve(kUsualItems);
      list.push_back(read_value(item));
    }
    ++levels_left_;
    return list;
  }

  Node read_map(ondemand::value& value) {
    Node::Map map;
    ondemand::object object;
    if (!descend() || fails(value.get_object().get(object))) return {};
    for (auto result : object) {
      ondemand::field field;
      std::string_view key;
      if (fails(std::move(result).get(field))) return {};
      const Position at = places_.of(field.key().raw() - 1);
      if (fails(field.unescaped_key().get(key))) return {};
      if (map.empty()) map.reserve(kUsualItems);
      map.push_back(Node::Member{std::string(key), read_value(field.value()), at});
    }
    if (has_equal_keys(map)) is_doubtful_ = true;
    ++levels_left_;
    return map;
  }

  Node read_number(ondemand::value& value) {
    std::string_view spelling = value.raw_json_token();
    spelling = spelling.substr(0, spelling.find_last_not_of(" \t\r\n") + 1);
    double number = 0;
    if (fails(value.get_double().get(number)) || fails(read_long(spelling, number))) return {};
    return Node::Number{spelling == "-0" ? 0 : number, std::string(spelling)};
  }

  /// simdjson before 3.6.4 misreads "0." with more than 19 digits behind it.
  static simdjson::error_code read_long(std::string_view spelling, double& number) {
    if (spelling.size() < kLongNumber) return simdjson::SUCCESS;
    const auto [end, trouble] = std::from_chars(spelling.data(), spelling.data() + spelling.size(), number);
    return trouble == std::errc() ? simdjson::SUCCESS : simdjson::NUMBER_ERROR;
  }

  bool descend() {
    if (levels_left_ == 0)
      is_doubtful_ = true;
    else
      --levels_left_;
    return !is_doubtful_;
  }

  Places places_;
  std::size_t levels_left_;
  bool is_doubtful_ = false;
};

/// A parser with the text that it walks, which it wants with room behind it.
class Parser {
 public:
  std::optional<Node> parse(std::string_view text, std::size_t max_depth) {
    padded_.assign(text);
    padded_.append(simdjson::SIMDJSON_PADDING, '\0');
    const std::string_view copy = std::string_view(padded_).substr(0, text.size());
    ondemand::document document;
    if (parser_.iterate(copy, padded_.size()).get(document) != simdjson::SUCCESS) return std::nullopt;
    return TreeReader(copy, max_depth).read_whole(document);
  }

 private:
  ondemand::parser parser_;
  std::string padded_;
};

}  // namespace

std::optional<Node> parse_quickly(std::string_view text, const JsonLimits& limits) {
  // The parser takes a NUL behind a number for its end, and a byte order mark as its version has it.
  if (text.find('\0') != std::string_view::npos || !byte_order_mark(text).empty()) return std::nullopt;
  const std::size_t max_depth = std::min(limits.max_depth, kMostLevels);
  if (text.size() > kKeptText) return Parser().parse(text, max_depth);
  thread_local Parser parser;
  return parser.parse(text, max_depth);
}

}  // namespace sightline
