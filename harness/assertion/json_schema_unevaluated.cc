#include <fmt/format.h>

#include "assertion/json_schema_compiler.h"
#include "base/text.h"

namespace sightline::json_schema {
namespace {

class UnevaluatedItems final : public Rule {
 public:
  explicit UnevaluatedItems(const Schema& schema) : schema_(schema) {}

  bool check(Visit& visit, const Node& value, Evaluated& evaluated) const override {
    if (!value.is_list() || evaluated.all_items) return true;
    bool right = true;
    for (std::size_t i = evaluated.first_items; i < value.list().size() && !visit.is_over(); ++i) {
      if (evaluated.items.count(i) == 0) right = check_item(visit, value.list()[i], i) && right;
    }
    evaluated.all_items = true;
    return right;
  }

 private:
  bool check_item(Visit& visit, const Node& item, std::size_t index) const {
    if (schema_.constant != false) return visit.item_conforms(schema_, item, index);
    return visit.violate_item(*this, index, "this item is not allowed: no other keyword allows for it");
  }

  const Schema& schema_;
};

class UnevaluatedProperties final : public Rule {
 public:
  explicit UnevaluatedProperties(const Schema& schema) : schema_(schema) {}

  bool check(Visit& visit, const Node& value, Evaluated& evaluated) const override {
    if (!value.is_map() || evaluated.all_members) return true;
    bool right = true;
    for (const Node::Member& member : value.map()) {
      if (visit.is_over() || evaluated.members.count(member.key) > 0) continue;
      right = check_member(visit, member) && right;
    }
    evaluated.all_members = true;
    return right;
  }

 private:
  bool check_member(Visit& visit, const Node::Member& member) const {
    if (schema_.constant != false) return visit.member_conforms(schema_, member.value, member.key);
    return visit.violate_member(
        *this, member.key,
        fmt::format("the property {} is not allowed: no other keyword allows for it", quoted(member.key)));
  }

  const Schema& schema_;
};

template <typename R>
void compile_unevaluated(Frame& frame, const Node::Member& member) {
  frame.compiler().note_unevaluated();
  frame.add_last<R>(member, frame.part(member.value, member.key));
}

}  // namespace

std::vector<Keyword> unevaluated_keywords() {
  return {{"unevaluatedItems", kTwentyTwelve, Shape::schema, compile_unevaluated<UnevaluatedItems>},
          {"unevaluatedProperties", kTwentyTwelve, Shape::schema, compile_unevaluated<UnevaluatedProperties>}};
}

}  // namespace sightline::json_schema
