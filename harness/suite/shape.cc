#include "suite/shape.h"

#include <algorithm>
#include <utility>

#include "base/number.h"
#include "base/text.h"

namespace sightline {

namespace {

bool is_name_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Bounds that only keep arithmetic safe are not worth telling.
constexpr double kUnspeakable = 1e5;

std::string number_expectation(const Shape& shape, std::string_view what) {
  const bool bounded_below = shape.min > -std::numeric_limits<double>::infinity();
  const bool bounded_above = shape.max < std::numeric_limits<double>::infinity();
  if (bounded_below && bounded_above && shape.max < kUnspeakable) {
    if (shape.above_min)
      return fmt::format("{} above {} and at most {}", what, number_text(shape.min), number_text(shape.max));
    return fmt::format("{} from {} to {}", what, number_text(shape.min), number_text(shape.max));
  }
  if (!bounded_below) return std::string(what);
  return fmt::format("{} {} {}", what, shape.above_min ? "above" : "of at least", number_text(shape.min));
}

std::string alternatives(const std::vector<std::string>& items, std::string_view last = " or ") {
  std::string out;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += i + 1 == items.size() ? last : ", ";
    out += items[i];
  }
  return out;
}

std::string alternatives(const std::vector<Shape>& shapes) {
  std::vector<std::string> items;
  for (const Shape& shape : shapes) {
    std::string item = expectation(shape);
    if (std::ranges::find(items, item) == items.end()) items.push_back(std::move(item));
  }
  return alternatives(items, ", or ");
}

Shape bare(Shape::Kind kind) {
  Shape shape;
  shape.kind = kind;
  return shape;
}

Shape over(Shape::Kind kind, std::vector<Shape> parts) {
  Shape shape = bare(kind);
  shape.parts = std::move(parts);
  return shape;
}

}  // namespace

const Key* Table::find(std::string_view name) const {
  const auto found = std::ranges::find(keys, name, &Key::name);
  return found == keys.end() ? nullptr : &*found;
}

namespace shapes {

Shape anything() {
  return {};
}
Shape text() {
  return bare(Shape::Kind::text);
}
Shape name() {
  return bare(Shape::Kind::name);
}
Shape boolean() {
  return bare(Shape::Kind::boolean);
}
Shape duration() {
  return bare(Shape::Kind::duration);
}
Shape date() {
  return bare(Shape::Kind::date);
}
Shape assertion_list() {
  return bare(Shape::Kind::assertions);
}

Shape number() {
  return bare(Shape::Kind::number);
}

Shape number(double min, double max) {
  Shape shape = bare(Shape::Kind::number);
  shape.min = min;
  shape.max = max;
  return shape;
}

Shape number_above(double min) {
  Shape shape = bare(Shape::Kind::number);
  shape.min = min;
  shape.above_min = true;
  return shape;
}

Shape integer(double min, double max) {
  Shape shape = bare(Shape::Kind::integer);
  shape.min = min;
  shape.max = max;
  return shape;
}

Shape choice(std::vector<std::string> choices, std::vector<std::string> later) {
  Shape shape = bare(Shape::Kind::choice);
  shape.choices = std::move(choices);
  shape.later_choices = std::move(later);
  return shape;
}

Shape list_of(Shape item) {
  return over(Shape::Kind::list, {std::move(item)});
}
Shape dictionary_of(Shape value) {
  return over(Shape::Kind::dictionary, {std::move(value)});
}
Shape either(std::vector<Shape> parts) {
  return over(Shape::Kind::either, std::move(parts));
}

Shape named(Shape value) {
  Shape shape = dictionary_of(std::move(value));
  shape.named = true;
  return shape;
}

Shape table_of(const Table& table) {
  Shape shape = bare(Shape::Kind::table);
  shape.table = &table;
  return shape;
}

Shape filled(Shape shape) {
  shape.non_empty = true;
  return shape;
}

}  // namespace shapes

std::string expectation(const Shape& shape) {
  switch (shape.kind) {
    case Shape::Kind::anything:
      return "any value";
    case Shape::Kind::text:
      return "text";
    case Shape::Kind::name:
      return "a name of letters, digits and . _ -";
    case Shape::Kind::boolean:
      return "true or false";
    case Shape::Kind::number:
      return number_expectation(shape, "a number");
    case Shape::Kind::integer:
      return number_expectation(shape, "a whole number");
    case Shape::Kind::duration:
      return "a duration such as 500ms, 8s or 2m";
    case Shape::Kind::date:
      return "a date such as 2027-03-01";
    case Shape::Kind::choice:
      return alternatives(shape.choices);
    case Shape::Kind::list:
    case Shape::Kind::assertions:
      return "a list";
    case Shape::Kind::dictionary:
    case Shape::Kind::table:
      return "a map";
    case Shape::Kind::either:
      return alternatives(shape.parts);
  }
  return {};
}

std::string description(const Node& value) {
  switch (value.kind()) {
    case Node::Kind::boolean:
      return value.boolean() ? "true" : "false";
    case Node::Kind::number:
      return "the number " + value.number_text();
    case Node::Kind::string:
      return "the text " + quoted(value.string(), 40);
    default:
      return std::string(kind_name(value.kind()));
  }
}

bool is_name(std::string_view text) {
  const auto allowed = [](char c) { return is_name_letter(c) || is_digit(c) || c == '.' || c == '_' || c == '-'; };
  return !text.empty() && std::ranges::all_of(text, allowed);
}

}  // namespace sightline
