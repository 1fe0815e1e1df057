#include <charconv>
#include <cmath>

#include "base/number.h"
#include "base/text.h"
#include "json/escape.h"
#include "json/json.h"

namespace sightline {
namespace {

void append_text(std::string& out, std::string_view text) {
  if (is_plain_json(text)) {
    out += '"';
    out += text;
    out += '"';
    return;
  }
  if (is_utf8(text)) return append_json_string(out, text);
  append_json_string(out, repaired_utf8(text));
}

template <typename Integer>
void append_integer(std::string& out, Integer value) {
  char digits[24];
  const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out.append(digits, end);
}

void append_double(std::string& out, double value) {
  if (!std::isfinite(value)) {
    out += "null";
  } else {
    append_number(out, value);
  }
}

void append_spelled(std::string& out, const Node& number) {
  if (number.number_text().empty()) return append_double(out, number.number());
  out += number.number_text();
}

/// Writes a tree; `kPretty` puts each item on a line of its own.
template <bool kPretty>
class Printer {
 public:
  explicit Printer(std::string& out) : out_(out) {}

  void print(const Node& node) {
    switch (node.kind()) {
      case Node::Kind::null:
        out_ += "null";
        return;
      case Node::Kind::boolean:
        out_ += node.boolean() ? "true" : "false";
        return;
      case Node::Kind::number:
        append_spelled(out_, node);
        return;
      case Node::Kind::string:
        append_text(out_, node.string());
        return;
      case Node::Kind::list:
        return print_items(node.list(), '[', ']');
      case Node::Kind::map:
        return print_items(node.map(), '{', '}');
    }
  }

 private:
  void print_item(const Node& item) { print(item); }

  void print_item(const Node::Member& member) {
    append_text(out_, member.key);
    out_ += kPretty ? ": " : ":";
    print(member.value);
  }

  template <typename Items>
  void print_items(const Items& items, char open, char close) {
    out_ += open;
    depth_ += 1;
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (i > 0) out_ += ',';
      new_line();
      print_item(items[i]);
    }
    depth_ -= 1;
    if (!items.empty()) new_line();
    out_ += close;
  }

  void new_line() {
    if (!kPretty) return;
    out_ += '\n';
    out_.append(2 * depth_, ' ');
  }

  std::string& out_;
  std::size_t depth_ = 0;
};

}  // namespace

std::string to_json(const Node& node) {
  std::string out;
  Printer<false>(out).print(node);
  return out;
}

std::string to_pretty_json(const Node& node) {
  std::string out;
  Printer<true>(out).print(node);
  return out;
}

void JsonWriter::separate() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (first_.empty()) return;
  if (!first_.back()) out_ += ',';
  first_.back() = false;
}

JsonWriter& JsonWriter::begin_map() {
  separate();
  out_ += '{';
  first_.push_back(true);
  return *this;
}

JsonWriter& JsonWriter::end_map() {
  first_.pop_back();
  out_ += '}';
  return *this;
}

JsonWriter& JsonWriter::begin_list() {
  separate();
  out_ += '[';
  first_.push_back(true);
  return *this;
}

JsonWriter& JsonWriter::end_list() {
  first_.pop_back();
  out_ += ']';
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view key) {
  separate();
  append_text(out_, key);
  out_ += ':';
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::value(std::string_view text) {
  separate();
  append_text(out_, text);
  return *this;
}

JsonWriter& JsonWriter::value(bool boolean) {
  return raw(boolean ? "true" : "false");
}

JsonWriter& JsonWriter::value(double number) {
  separate();
  append_double(out_, number);
  return *this;
}

JsonWriter& JsonWriter::value(std::int64_t number) {
  separate();
  append_integer(out_, number);
  return *this;
}

JsonWriter& JsonWriter::value(std::uint64_t number) {
  separate();
  append_integer(out_, number);
  return *this;
}

JsonWriter& JsonWriter::value(const Node& node) {
  separate();
  Printer<false>(out_).print(node);
  return *this;
}

JsonWriter& JsonWriter::null() {
  return raw("null");
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  separate();
  out_ += json;
  return *this;
}

}  // namespace sightline
