#include <fmt/format.h>

#include "assertion/json_schema_compiler.h"
#include "assertion/json_schema_formats.h"
#include "assertion/json_schema_words.h"
#include "assertion/wording.h"
#include "base/suggest.h"
#include "base/text.h"

namespace sightline::json_schema {
namespace {

class Length final : public Rule {
 public:
  Length(std::size_t limit, bool is_most) : limit_(limit), is_most_(is_most) {}

  bool check(Visit& visit, const Node& value, Evaluated&) const override {
    if (!value.is_string()) return true;
    const std::size_t length = code_point_count(value.string());
    if (is_most_ ? length <= limit_ : length >= limit_) return true;
    return visit.violate(*this, fmt::format("expected at {} {}, the string {} has {}", is_most_ ? "most" : "least",
                                            counted(limit_, "character"), quoted(value.string()), length));
  }

 private:
  std::size_t limit_;
  bool is_most_;
};

class Pattern final : public Rule {
 public:
  Pattern(std::string text, std::shared_ptr<const Regex> regex) : text_(std::move(text)), regex_(std::move(regex)) {}

  bool check(Visit& visit, const Node& value, Evaluated&) const override {
    if (!value.is_string() || visit.matches(*regex_, value.string())) return true;
    return visit.violate(*this,
                         fmt::format("expected a match of the pattern {}, is {}", quoted(text_), described(value)));
  }

 private:
  std::string text_;
  std::shared_ptr<const Regex> regex_;
};

class FormatRule final : public Rule {
 public:
  explicit FormatRule(const Format& format) : format_(format) {}

  bool check(Visit& visit, const Node& value, Evaluated&) const override {
    if (!value.is_string() || format_.fits(value.string())) return true;
    return visit.violate(*this, fmt::format("expected {}, is {}", format_.what, described(value)));
  }

 private:
  const Format& format_;
};

template <bool kIsMost>
void compile_length(Frame& frame, const Node::Member& member) {
  if (const auto limit = frame.count(member)) frame.add<Length>(member, *limit, kIsMost);
}

void compile_pattern(Frame& frame, const Node::Member& member) {
  const std::string* text = frame.text(member);
  if (text == nullptr) return;
  if (auto regex = frame.pattern(*text, member.value.at)) frame.add<Pattern>(member, *text, std::move(regex));
}

void compile_format(Frame& frame, const Node::Member& member) {
  const std::string* name = frame.text(member);
  if (name == nullptr) return;
  const Format* format = find_format(*name);
  if (format == nullptr && !frame.ignores_unknown()) {
    const std::string near = suggestion(*name, format_names());
    frame.refuse(member.value, fmt::format("unknown format {}{}", quoted(*name),
                                           near.empty() ? "; known are " + join(format_names(), " ") : near));
  }
  if (format != nullptr && frame.checks_formats()) frame.add<FormatRule>(member, *format);
}

/// They only say what a text is; what is inside is not looked at.
void compile_content_name(Frame& frame, const Node::Member& member) {
  frame.text(member);
}

void compile_content_schema(Frame& frame, const Node::Member& member) {
  frame.part(member.value, member.key);
}

}  // namespace

std::vector<Keyword> string_keywords() {
  return {{"minLength", kBoth, Shape::no_schema, compile_length<false>},
          {"maxLength", kBoth, Shape::no_schema, compile_length<true>},
          {"pattern", kBoth, Shape::no_schema, compile_pattern},
          {"format", kBoth, Shape::no_schema, compile_format},
          {"contentEncoding", kBoth, Shape::no_schema, compile_content_name},
          {"contentMediaType", kBoth, Shape::no_schema, compile_content_name},
          {"contentSchema", kTwentyTwelve, Shape::schema, compile_content_schema}};
}

}  // namespace sightline::json_schema
