#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "assertion/json_schema_compiler.h"
#include "assertion/json_schema_hash.h"
#include "assertion/json_schema_words.h"
#include "assertion/wording.h"

namespace sightline::json_schema {
namespace {

class ItemCount final : public Rule {
 public:
  ItemCount(std::size_t limit, bool is_most) : limit_(limit), is_most_(is_most) {}

  bool check(Visit& visit, const Node& value, Evaluated&) const override {
    if (!value.is_list()) return true;
    const std::size_t count = value.list().size();
    if (is_most_ ? count <= limit_ : count >= limit_) return true;
    return visit.violate(
        *this, fmt::format("expected at {} {}, has {}", is_most_ ? "most" : "least", counted(limit_, "item"), count));
  }

 private:
  std::size_t limit_;
  bool is_most_;
};

class UniqueItems final : public Rule {
 public:
  bool check(Visit& visit, const Node& value, Evaluated&) const override {
    if (!value.is_list()) return true;
    const Node::List& list = value.list();
    std::unordered_multimap<std::size_t, std::size_t> seen;
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::size_t hash = hash_of(list[i]);
      const auto [begin, end] = seen.equal_range(hash);
      for (auto other = begin; other != end; ++other) {
        if (list[other->second] == list[i]) return repeated(visit, other->second, i, list[i]);
      }
      seen.emplace(hash, i);
    }
    return true;
  }

 private:
  bool repeated(Visit& visit, std::size_t first, std::size_t second, const Node& item) const {
    return visit.violate(
        *this, fmt::format("items must differ, but items {} and {} are both {}", first, second, short_form(item)));
  }
};

/// Each of the first items by a schema of its own.
class PrefixItems final : public Rule {
 public:
  explicit PrefixItems(std::vector<const Schema*> schemas) : schemas_(std::move(schemas)) {}

  bool check(Visit& visit, const Node& value, Evaluated& evaluated) const override {
    if (!value.is_list()) return true;
    bool right = true;
    const std::size_t count = std::min(schemas_.size(), value.list().size());
    for (std::size_t i = 0; i < count && !visit.is_over(); ++i) {
      right = visit.item_conforms(*schemas_[i], value.list()[i], i) && right;
    }
    evaluated.first_items = std::max(evaluated.first_items, count);
    return right;
  }

 private:
  std::vector<const Schema*> schemas_;
};

/// All items from the one at `first` on by one schema.
class Items final : public Rule {
 public:
  Items(const Schema& schema, std::size_t first) : schema_(schema), first_(first) {}

  bool check(Visit& visit, const Node& value, Evaluated& evaluated) const override {
    if (!value.is_list()) return true;
    const Node::List& list = value.list();
    if (schema_.constant == false && list.size() > first_ && first_ > 0) {
      return visit.violate(*this, fmt::format("expected at most {}, has {}", counted(first_, "item"), list.size()));
    }
    bool right = true;
    for (std::size_t i = first_; i < list.size() && !visit.is_over(); ++i) {
      right = visit.item_conforms(schema_, list[i], i) && right;
    }
    evaluated.all_items = true;
    return right;
  }

 private:
  const Schema& schema_;
  std::size_t first_;
};

class Contains final : public Rule {
 public:
  Contains(const Schema& schema, std::size_t least, std::optional<std::size_t> most, bool evaluates)
      : schema_(schema), least_(least), most_(most), evaluates_(evaluates) {}

  bool check(Visit& visit, const Node& value, Evaluated& evaluated) const override {
    if (!value.is_list()) return true;
    const bool notes = evaluates_ && visit.evaluates();
    std::size_t count = 0;
    for (std::size_t i = 0; i < value.list().size() && (notes || most_ || count < least_); ++i) {
      if (!visit.item_trial(schema_, value.list()[i], i).conforms) continue;
      ++count;
      if (notes) evaluated.items.insert(i);
    }
    if (count < least_) return wrong(visit, "least", least_, count);
    return !most_ || count <= *most_ || wrong(visit, "most", *most_, count);
  }

 private:
  bool wrong(Visit& visit, std::string_view side, std::size_t limit, std::size_t count) const {
    return visit.violate(*this, fmt::format("expected at {} {} as in 'contains', found {}", side,
                                            counted(limit, "item"), count == 0 ? "none" : std::to_string(count)));
  }

  const Schema& schema_;
  std::size_t least_;
  std::optional<std::size_t> most_;
  bool evaluates_;
};

template <bool kIsMost>
void compile_item_count(Frame& frame, const Node::Member& member) {
  if (const auto limit = frame.count(member)) frame.add<ItemCount>(member, *limit, kIsMost);
}

void compile_unique_items(Frame& frame, const Node::Member& member) {
  if (!member.value.is_boolean()) return frame.refuse_type(member, "true or false");
  if (member.value.boolean()) frame.add<UniqueItems>(member);
}

void compile_prefix_items(Frame& frame, const Node::Member& member) {
  if (!member.value.is_list()) return frame.refuse_type(member, "an array of schemas");
  std::vector<const Schema*> schemas;
  for (const Node& item : member.value.list()) {
    schemas.push_back(&frame.part(item, fmt::format("{}/{}", member.key, schemas.size())));
  }
  frame.add<PrefixItems>(member, std::move(schemas));
}

std::size_t length_of(const Node* list) {
  return list != nullptr && list->is_list() ? list->list().size() : 0;
}

void compile_items(Frame& frame, const Node::Member& member) {
  const bool tuple = member.value.is_list();
  if (tuple && frame.draft() == Draft::seven) return compile_prefix_items(frame, member);
  if (tuple)
    return frame.refuse(member.value,
                        "'items' takes one schema in draft 2020-12; write 'prefixItems' for an array of them");
  const std::size_t first = frame.draft() == Draft::seven ? 0 : length_of(frame.node().find("prefixItems"));
  frame.add<Items>(member, frame.part(member.value, member.key), first);
}

void compile_additional_items(Frame& frame, const Node::Member& member) {
  const Schema& schema = frame.part(member.value, member.key);
  const Node* items = frame.node().find("items");
  if (items != nullptr && items->is_list()) {
    frame.add<Items>(member, schema, items->list().size());
  } else if (!frame.ignores_unknown()) {
    frame.refuse_key(member, "'additionalItems' has no effect without an array of schemas in 'items'");
  }
}

void compile_contains(Frame& frame, const Node::Member& member) {
  const bool counts = frame.draft() == Draft::twenty_twelve;
  const auto bound = [&](std::string_view name) -> std::optional<std::size_t> {
    const Node* value = counts ? frame.node().find(name) : nullptr;
    if (value == nullptr || !value->is_number()) return std::nullopt;
    return static_cast<std::size_t>(std::clamp(value->number(), 0.0, 1e15));
  };
  frame.add<Contains>(member, frame.part(member.value, member.key), bound("minContains").value_or(1),
                      bound("maxContains"), counts);
}

/// What it holds is read with 'contains'.
void compile_contains_bound(Frame& frame, const Node::Member& member) {
  frame.count(member);
  frame.has_partner(member, "contains");
}

}  // namespace

std::vector<Keyword> array_keywords() {
  return {{"minItems", kBoth, Shape::no_schema, compile_item_count<false>},
          {"maxItems", kBoth, Shape::no_schema, compile_item_count<true>},
          {"uniqueItems", kBoth, Shape::no_schema, compile_unique_items},
          {"prefixItems", kTwentyTwelve, Shape::list, compile_prefix_items},
          {"items", kSeven, Shape::schema_or_list, compile_items},
          {"items", kTwentyTwelve, Shape::schema, compile_items},
          {"additionalItems", kSeven, Shape::schema, compile_additional_items},
          {"contains", kBoth, Shape::schema, compile_contains},
          {"minContains", kTwentyTwelve, Shape::no_schema, compile_contains_bound},
          {"maxContains", kTwentyTwelve, Shape::no_schema, compile_contains_bound}};
}

}  // namespace sightline::json_schema
