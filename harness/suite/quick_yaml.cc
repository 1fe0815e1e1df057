#include "suite/quick_yaml.h"

#include <yaml-cpp/emitterstyle.h>
#include <yaml.h>

#include <algorithm>
#include <array>
#include <new>
#include <string>

#include "suite/yaml_builder.h"

namespace sightline {
namespace {

using FlowMarks = std::array<bool, 256>;

constexpr FlowMarks flow_marks() {
  FlowMarks marks{};
  for (const char mark : std::string_view("[]{},:")) marks[static_cast<unsigned char>(mark)] = true;
  return marks;
}
constexpr FlowMarks kIsFlowMark = flow_marks();

/// Tabs, and all that some take for the end of a line: parsers differ on them.
bool is_doubtful(std::string_view text) {
  for (const std::string_view character : {"\t", "\r", "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9", "\xEF\xBB\xBF"}) {
    if (text.find(character) != std::string_view::npos) return true;
  }
  return false;
}

class Parser {
 public:
  explicit Parser(std::string_view text) {
    if (yaml_parser_initialize(&parser_) == 0) throw std::bad_alloc();
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(text.data()), text.size());
  }
  ~Parser() {
    yaml_event_delete(&event_);
    yaml_parser_delete(&parser_);
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  /// The next event, until the next call; null where the text is wrong.
  const yaml_event_t* next() {
    yaml_event_delete(&event_);
    return yaml_parser_parse(&parser_, &event_) != 0 ? &event_ : nullptr;
  }

 private:
  yaml_parser_t parser_{};
  yaml_event_t event_{};
};

/// Offsets in bytes of what the parser counts in characters, and how many flow marks were passed on the way.
class Offsets {
 public:
  explicit Offsets(std::string_view text) : text_(text) {}

  /// Of a character that does not stand before the one that was asked for last; npos of any other.
  std::size_t of(std::size_t character) {
    if (character < characters_) return std::string_view::npos;
    while (characters_ < character && bytes_ < text_.size()) step();
    return characters_ == character ? bytes_ : std::string_view::npos;
  }
  std::size_t marks() const { return marks_; }
  void forget_marks() { marks_ = 0; }

 private:
  void step() {
    marks_ += kIsFlowMark[static_cast<unsigned char>(text_[bytes_])] ? 1 : 0;
    do ++bytes_;
    while (bytes_ < text_.size() && (static_cast<unsigned char>(text_[bytes_]) & 0xC0) == 0x80);
    ++characters_;
  }

  std::string_view text_;
  std::size_t bytes_ = 0;
  std::size_t characters_ = 0;
  std::size_t marks_ = 0;
};

/// The careful reader counts the marks of a [...] or {...}, which yaml-cpp holds whole, in pieces that it reads ahead.
constexpr std::size_t kReadAhead = 8'192;

bool is_null(std::string_view text) {
  return text == "~" || text == "null" || text == "Null" || text == "NULL";
}

/// Tells a builder what libyaml reads, as yaml-cpp would.
class QuickReader {
 public:
  QuickReader(std::string_view text, YamlBuilder& builder, std::size_t max_flow_marks)
      : text_(text), parser_(text), offsets_(text), builder_(builder), max_flow_marks_(max_flow_marks) {}

  /// False where the careful reader must be asked.
  bool read() {
    while (const yaml_event_t* event = parser_.next()) {
      if (event->type == YAML_STREAM_END_EVENT) return documents_ == 1 && reach(*event).has_value();
      if (!take(*event)) return false;
    }
    return false;
  }

 private:
  bool take(const yaml_event_t& event) {
    switch (event.type) {
      case YAML_STREAM_START_EVENT:
        return true;
      case YAML_DOCUMENT_START_EVENT:
        return take_document(event);
      case YAML_DOCUMENT_END_EVENT:
        return event.data.document_end.implicit != 0;
      case YAML_SCALAR_EVENT:
        return move_to(event) && take_scalar(event);
      case YAML_SEQUENCE_START_EVENT:
        return move_to(event) && open_sequence(event);
      case YAML_MAPPING_START_EVENT:
        return move_to(event) && open_mapping(event);
      case YAML_SEQUENCE_END_EVENT:
        builder_.OnSequenceEnd();
        return close();
      case YAML_MAPPING_END_EVENT:
        builder_.OnMapEnd();
        return close();
      default:
        return false;
    }
  }

  bool take_document(const yaml_event_t& event) {
    const auto& start = event.data.document_start;
    const bool has_directives = start.version_directive != nullptr ||
                                start.tag_directives.start != start.tag_directives.end || start.implicit == 0;
    if (++documents_ > 1 || has_directives) return false;
    builder_.OnDocumentStart(mark_);
    return true;
  }

  /// The offset of an event; nothing where too many marks were passed on the way: in comments too.
  std::optional<std::size_t> reach(const yaml_event_t& event) {
    const std::size_t offset = offsets_.of(event.start_mark.index);
    if (offset == std::string_view::npos || offsets_.marks() + kReadAhead > max_flow_marks_) return std::nullopt;
    return offset;
  }

  bool move_to(const yaml_event_t& event) {
    const std::optional<std::size_t> reached = reach(event);
    if (!reached) return false;
    const std::size_t offset = *reached;
    if (flow_depth_ == 0) offsets_.forget_marks();
    mark_.pos = static_cast<int>(offset);
    const std::size_t before = offset == 0 ? offset : text_.find_last_not_of(' ', offset - 1);
    if (before != std::string_view::npos && text_[before] == '?') return false;  // A key, or not: parsers differ.
    return offset < text_.size() && std::string_view("&!").find(text_[offset]) == std::string_view::npos;
  }

  bool take_scalar(const yaml_event_t& event) {
    const auto& scalar = event.data.scalar;
    const bool plain = scalar.style == YAML_PLAIN_SCALAR_STYLE;
    const bool quoted =
        scalar.style == YAML_SINGLE_QUOTED_SCALAR_STYLE || scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE;
    if (!(quoted || (plain && scalar.length > 0)) || scalar.tag != nullptr || scalar.anchor != nullptr) return false;
    if (event.start_mark.line != event.end_mark.line) return false;
    const auto begin = static_cast<std::size_t>(mark_.pos);
    const std::size_t end = std::max(begin, std::min(offsets_.of(event.end_mark.index), text_.size()));
    if (is_long_key(begin, end)) return false;
    if (scalar.style == YAML_DOUBLE_QUOTED_SCALAR_STYLE && has_doubtful_escape(text_.substr(begin, end - begin))) {
      return false;
    }
    value_.assign(reinterpret_cast<const char*>(scalar.value), scalar.length);
    if (plain && flow_depth_ > 0 && value_.find('?') != std::string::npos) return false;  // To yaml-cpp it ends a text.
    if (plain && is_null(value_)) {
      builder_.OnNull(mark_, 0);
    } else {
      builder_.OnScalar(mark_, plain ? kPlainTag : kQuotedTag, 0, value_);
    }
    return true;
  }

  /// A key's ':' stands within 1,024 of its begin: characters to libyaml, bytes to yaml-cpp.
  bool is_long_key(std::size_t begin, std::size_t end) const {
    constexpr std::size_t kLong = 1'000;
    const std::size_t next = text_.find_first_not_of(' ', end);
    return next != std::string_view::npos && text_[next] == ':' && next - begin > kLong;
  }

  /// yaml-cpp makes bytes of \N and \_ that are no UTF-8.
  static bool has_doubtful_escape(std::string_view written) {
    return written.find("\\N") != std::string_view::npos || written.find("\\_") != std::string_view::npos;
  }

  bool open_sequence(const yaml_event_t& event) {
    const auto& start = event.data.sequence_start;
    if (start.anchor != nullptr || start.tag != nullptr) return false;
    builder_.OnSequenceStart(mark_, kPlainTag, 0, opened(start.style == YAML_FLOW_SEQUENCE_STYLE));
    return true;
  }

  bool open_mapping(const yaml_event_t& event) {
    const auto& start = event.data.mapping_start;
    if (start.anchor != nullptr || start.tag != nullptr) return false;
    builder_.OnMapStart(mark_, kPlainTag, 0, opened(start.style == YAML_FLOW_MAPPING_STYLE));
    return true;
  }

  YAML::EmitterStyle::value opened(bool flow) {
    if (flow || flow_depth_ > 0) ++flow_depth_;
    return flow ? YAML::EmitterStyle::Flow : YAML::EmitterStyle::Block;
  }

  bool close() {
    if (flow_depth_ > 0) --flow_depth_;
    return true;
  }

  const std::string kPlainTag = "?";
  const std::string kQuotedTag = "!";

  std::string_view text_;
  Parser parser_;
  Offsets offsets_;
  YamlBuilder& builder_;
  std::size_t max_flow_marks_;
  YAML::Mark mark_;
  std::string value_;
  std::size_t flow_depth_ = 0;
  std::size_t documents_ = 0;
};

}  // namespace

std::optional<YamlPiece> read_piece_quickly(const Source& source, YamlRange range, const YamlLimits& limits) {
  const std::string_view text = std::string_view(source.text).substr(0, range.end);
  const std::string_view piece = text.substr(range.begin);
  if (is_doubtful(piece)) return std::nullopt;
  Complaints complaints(source);
  YamlBuilder builder(text, limits, complaints, range.begin);
  try {
    if (!QuickReader(piece, builder, limits.max_flow_marks).read() || !complaints.empty()) return std::nullopt;
  } catch (const YamlStop&) {
    return std::nullopt;
  }
  return YamlPiece{builder.take(), builder.events()};
}

}  // namespace sightline
