#include "suite/careful_yaml.h"

#include <fmt/format.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <istream>
#include <streambuf>
#include <utility>

#include "suite/encoding.h"
#include "suite/yaml_builder.h"
#include "suite/yaml_syntax.h"

namespace sightline {
namespace {

/// Feeds the parser, and ends early where it reads on and on without telling what it read: it holds all the tokens of a
/// [...] or {...} at once, some 230 bytes each.
class BoundedInput final : public std::streambuf {
 public:
  BoundedInput(std::string_view text, const YamlBuilder& builder, std::size_t max_marks)
      : rest_(text), builder_(builder), max_marks_(max_marks) {}

  bool was_too_much() const { return marks_ > max_marks_; }

 protected:
  int_type underflow() override {
    constexpr std::size_t kPiece = 2048;
    if (std::exchange(events_, builder_.events()) != builder_.events()) marks_ = 0;
    const std::string_view piece = rest_.substr(0, kPiece);
    marks_ += static_cast<std::size_t>(std::count_if(piece.begin(), piece.end(), is_flow_mark));
    if (piece.empty() || was_too_much()) return traits_type::eof();
    rest_.remove_prefix(piece.size());
    char* begin = const_cast<char*>(piece.data());  // The get area is only ever read.
    setg(begin, begin, begin + piece.size());
    return traits_type::to_int_type(piece.front());
  }

 private:
  static bool is_flow_mark(char c) { return std::string_view("[]{},:").find(c) != std::string_view::npos; }

  std::string_view rest_;
  const YamlBuilder& builder_;
  std::size_t max_marks_;
  std::size_t marks_ = 0;
  std::size_t events_ = 0;
};

/// One reading of one text.
class YamlReader {
 public:
  YamlReader(const Source& source, const YamlLimits& limits, Complaints& complaints)
      : text_(source.text), limits_(limits), complaints_(complaints) {
    if (text_.starts_with(kByteOrderMark)) text_.remove_prefix(kByteOrderMark.size());
  }

  Node read() {
    YamlBuilder builder(text_, limits_, complaints_);
    BoundedInput input(text_, builder, limits_.max_flow_marks);
    try {
      std::istream stream(&input);
      YAML::Parser parser(stream);
      // The second call is for what stands behind the first document: it complains there, or finds nothing.
      if (parser.HandleNextDocument(builder)) parser.HandleNextDocument(builder);
      check_last_scalar(builder);
    } catch (const YamlStop&) {
    } catch (const YAML::Exception& stumble) {
      if (!input.was_too_much()) explain(builder, stumble);
    }
    if (input.was_too_much()) complain_of_size(builder);
    Node root = builder.take();
    if (root.at == Position{}) root.at = {1, 1};  // An empty document.
    return root;
  }

 private:
  /// One trouble on a line is mostly also what the parser stumbles over.
  void explain(YamlBuilder& builder, const YAML::Exception& stumble) {
    const auto offset = static_cast<std::size_t>(std::max(stumble.mark.pos, 0));
    const YamlAdvice advice = advise(text_, {stumble.msg, offset, builder.last_offset(), builder.open_flow()});
    const Position at = builder.position_of(advice.offset);
    if (!complaints_.tells_of_line(at.line)) complaints_.add(at, advice.message);
  }

  void check_last_scalar(YamlBuilder& builder) {
    const std::optional<YamlAdvice> advice = advise_on_unclosed_scalar(text_, builder.last_scalar());
    if (advice) complaints_.add(builder.position_of(advice->offset), advice->message);
  }

  void complain_of_size(YamlBuilder& builder) {
    const Position at = builder.position_of(builder.open_flow().value_or(builder.last_offset()));
    if (complaints_.tells_of_line(at.line)) return;
    complaints_.add(at,
                    fmt::format("more than {} brackets, commas and colons follow in one value; write lists and maps "
                                "of that size line by line, or in a .json file",
                                limits_.max_flow_marks));
  }

  std::string_view text_;
  const YamlLimits& limits_;
  Complaints& complaints_;
};

}  // namespace

Node read_yaml_carefully(const Source& source, const YamlLimits& limits, Complaints& complaints) {
  return YamlReader(source, limits, complaints).read();
}

std::optional<YamlPiece> read_piece_carefully(const Source& source, YamlRange range, const YamlLimits& limits) {
  Complaints complaints(source);
  const std::string_view text = std::string_view(source.text).substr(0, range.end);
  YamlBuilder builder(text, limits, complaints, range.begin);
  BoundedInput input(text.substr(range.begin), builder, limits.max_flow_marks);
  try {
    std::istream stream(&input);
    YAML::Parser parser(stream);
    if (parser.HandleNextDocument(builder)) parser.HandleNextDocument(builder);
  } catch (const YamlStop&) {
    return std::nullopt;
  } catch (const YAML::Exception&) {
    return std::nullopt;
  }
  // What ends a text and goes on in truth is told by its empty end.
  if (range.end < source.text.size() && builder.ends_empty()) return std::nullopt;
  if (input.was_too_much() || !complaints.empty() || advise_on_unclosed_scalar(text, builder.last_scalar())) {
    return std::nullopt;
  }
  return YamlPiece{builder.take(), builder.events()};
}

}  // namespace sightline
