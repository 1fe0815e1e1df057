#include <fmt/format.h>

#include <cmath>

#include "assertion/json_schema_compiler.h"
#include "assertion/json_schema_decimal.h"

namespace sightline::json_schema {
namespace {

enum class Bound { at_least, more_than, at_most, less_than };

template <Bound kBound>
class BoundRule final : public Rule {
 public:
  explicit BoundRule(const Node& limit) : limit_(limit) {}

  bool check(Visit& visit, const Node& value, Evaluated&) const override {
    if (!value.is_number() || holds(value.number(), limit_.number())) return true;
    return visit.violate(
        *this, fmt::format("expected {} {}, is the number {}", words(), limit_.number_text(), value.number_text()));
  }

 private:
  static bool holds(double value, double limit) {
    if (kBound == Bound::at_least) return value >= limit;
    if (kBound == Bound::more_than) return value > limit;
    return kBound == Bound::at_most ? value <= limit : value < limit;
  }
  static std::string_view words() {
    if (kBound == Bound::at_least) return "at least";
    if (kBound == Bound::more_than) return "more than";
    return kBound == Bound::at_most ? "at most" : "less than";
  }

  const Node& limit_;
};

class MultipleOf final : public Rule {
 public:
  explicit MultipleOf(const Node& divisor) : divisor_(divisor), decimal_(decimal_of(divisor)) {}

  bool check(Visit& visit, const Node& value, Evaluated&) const override {
    if (!value.is_number() || is_multiple(decimal_of(value), decimal_)) return true;
    return visit.violate(
        *this, fmt::format("expected a multiple of {}, is the number {}", divisor_.number_text(), value.number_text()));
  }

 private:
  const Node& divisor_;
  Decimal decimal_;
};

template <Bound kBound>
void compile_bound(Frame& frame, const Node::Member& member) {
  if (frame.number(member)) frame.add<BoundRule<kBound>>(member, member.value);
}

void compile_multiple_of(Frame& frame, const Node::Member& member) {
  if (!member.value.is_number() || !(member.value.number() > 0)) return frame.refuse_type(member, "a number above 0");
  frame.add<MultipleOf>(member, member.value);
}

}  // namespace

std::vector<Keyword> number_keywords() {
  return {{"minimum", kBoth, Shape::no_schema, compile_bound<Bound::at_least>},
          {"exclusiveMinimum", kBoth, Shape::no_schema, compile_bound<Bound::more_than>},
          {"maximum", kBoth, Shape::no_schema, compile_bound<Bound::at_most>},
          {"exclusiveMaximum", kBoth, Shape::no_schema, compile_bound<Bound::less_than>},
          {"multipleOf", kBoth, Shape::no_schema, compile_multiple_of}};
}

}  // namespace sightline::json_schema
