#include <fmt/format.h>

#include "assertion/json_schema_compiler.h"
#include "assertion/json_schema_words.h"
#include "assertion/wording.h"
#include "base/text.h"

namespace sightline::json_schema {
namespace {

using Schemas = std::vector<const Schema*>;

class AllOf final : public Rule {
 public:
  explicit AllOf(Schemas schemas) : schemas_(std::move(schemas)) {}

  bool check(Visit& visit, const Node& value, Evaluated& evaluated) const override {
    bool right = true;
    for (const Schema* schema : schemas_) right = visit.conforms(*schema, value, evaluated) && right;
    return right;
  }

 private:
  Schemas schemas_;
};

/// "(1) expected a string, is 3; (2) …"
std::string findings(const std::vector<Visit::Trial>& trials) {
  constexpr std::size_t kMostShown = 4;
  std::vector<std::string> texts;
  for (std::size_t i = 0; i < trials.size() && i < kMostShown; ++i) {
    texts.push_back(fmt::format("({}) {}", i + 1, trials[i].finding));
  }
  if (trials.size() > kMostShown) texts.emplace_back("…");
  return join(texts, "; ");
}

class AnyOf final : public Rule {
 public:
  explicit AnyOf(Schemas schemas) : schemas_(std::move(schemas)) {}

  bool check(Visit& visit, const Node& value, Evaluated& evaluated) const override {
    bool right = false;
    std::vector<Visit::Trial> trials;
    for (const Schema* schema : schemas_) {
      trials.push_back(visit.trial(*schema, value, evaluated));
      right = right || trials.back().conforms;
      if (right && !visit.evaluates()) return true;
    }
    return right || visit.violate(*this, fmt::format("conforms to none of the {} of 'anyOf': {}",
                                                     counted(schemas_.size(), "schema"), findings(trials)));
  }

 private:
  Schemas schemas_;
};

class OneOf final : public Rule {
 public:
  explicit OneOf(Schemas schemas) : schemas_(std::move(schemas)) {}

  bool check(Visit& visit, const Node& value, Evaluated& evaluated) const override {
    std::vector<Visit::Trial> trials;
    std::vector<std::string> right;
    for (const Schema* schema : schemas_) {
      trials.push_back(visit.trial(*schema, value, evaluated));
      if (trials.back().conforms) right.push_back(std::to_string(trials.size()));
    }
    if (right.size() == 1) return true;
    if (right.empty()) {
      return visit.violate(*this, fmt::format("conforms to none of the {} of 'oneOf': {}",
                                              counted(schemas_.size(), "schema"), findings(trials)));
    }
    return visit.violate(
        *this, fmt::format("conforms to {} of the {} of 'oneOf' (numbers {}), where just one is allowed", right.size(),
                           counted(schemas_.size(), "schema"), join(right, " and ")));
  }

 private:
  Schemas schemas_;
};

class Not final : public Rule {
 public:
  explicit Not(const Schema& schema) : schema_(schema) {}

  bool check(Visit& visit, const Node& value, Evaluated&) const override {
    Evaluated ignored;
    if (!visit.trial(schema_, value, ignored).conforms) return true;
    return visit.violate(*this, fmt::format("must not conform to the schema in 'not', but {} does", described(value)));
  }

 private:
  const Schema& schema_;
};

class IfThenElse final : public Rule {
 public:
  IfThenElse(const Schema& condition, const Schema* then, const Schema* otherwise)
      : condition_(condition), then_(then), else_(otherwise) {}

  bool check(Visit& visit, const Node& value, Evaluated& evaluated) const override {
    const Schema* next = visit.trial(condition_, value, evaluated).conforms ? then_ : else_;
    return next == nullptr || visit.conforms(*next, value, evaluated);
  }

 private:
  const Schema& condition_;
  const Schema* then_;
  const Schema* else_;
};

template <typename R>
void compile_many(Frame& frame, const Node::Member& member) {
  if (!member.value.is_list() || member.value.list().empty()) {
    return frame.refuse_type(member, "an array of at least one schema");
  }
  Schemas schemas;
  for (const Node& schema : member.value.list()) {
    schemas.push_back(&frame.same(member, schema, fmt::format("{}/{}", member.key, schemas.size())));
  }
  frame.add<R>(member, std::move(schemas));
}

void compile_not(Frame& frame, const Node::Member& member) {
  frame.add<Not>(member, frame.same(member, member.value, member.key));
}

void compile_if(Frame& frame, const Node::Member& member) {
  const auto branch = [&](std::string_view name) {
    const Node* schema = frame.node().find(name);
    return schema == nullptr ? nullptr : &frame.same(member, *schema, name);
  };
  const Schema& condition = frame.same(member, member.value, member.key);
  const Schema* then = branch("then");
  frame.add<IfThenElse>(member, condition, then, branch("else"));
}

/// Read with 'if'.
void compile_branch(Frame& frame, const Node::Member& member) {
  frame.has_partner(member, "if");
}

}  // namespace

std::vector<Keyword> logic_keywords() {
  return {{"allOf", kBoth, Shape::list, compile_many<AllOf>}, {"anyOf", kBoth, Shape::list, compile_many<AnyOf>},
          {"oneOf", kBoth, Shape::list, compile_many<OneOf>}, {"not", kBoth, Shape::schema, compile_not},
          {"if", kBoth, Shape::schema, compile_if},           {"then", kBoth, Shape::schema, compile_branch},
          {"else", kBoth, Shape::schema, compile_branch}};
}

}  // namespace sightline::json_schema
