#include <fmt/format.h>

#include <utility>

#include "assertion/borrowed_assertion.h"
#include "assertion/catalogue.h"
#include "assertion/json_difference.h"
#include "assertion/option_schema.h"
#include "assertion/other_answers.h"
#include "assertion/subject.h"
#include "assertion/verdicts.h"
#include "assertion/wording.h"
#include "base/text.h"
#include "json/json.h"

namespace sightline {
namespace {

/// Of a value, in the evidence.
constexpr std::size_t kMostShown = 2000;

Observation observation_of(const OtherAnswer& other, const Observation& seen) {
  return {
      .reply = *other.reply, .vars = *other.vars, .timing = {}, .cost = {}, .model = seen.model, .repeat = seen.repeat};
}

/// What of an answer is held beside another: all of its text, what `at` picks, or what an assertion reads out of it.
class ComparedPart {
 public:
  explicit ComparedPart(Options& options) : subject_(options) {
    const Node* extract = options.find("extract");
    if (extract != nullptr) {
      if (auto borrowed = BorrowedAssertion::read(*extract, "extract", options)) extract_.emplace(*std::move(borrowed));
    }
    const Node* both = options.find("at") ? options.find("at") : options.find("normalize");
    if (extract != nullptr && both != nullptr) {
      options.tell(both, "'same_as' takes 'extract', or 'at' and 'normalize', not both");
    }
  }

  std::string name() const {
    return extract_ ? fmt::format("what `{}` reads", extract_->name()) : std::string(subject_.subject().name());
  }

  /// The verdict where it is not there.
  tl::expected<Node, Verdict> of(const Observation& seen) const {
    if (extract_) return extracted(seen);
    return subject_.subject().is_whole_answer() ? text(seen) : picked(seen);
  }

 private:
  tl::expected<Node, Verdict> extracted(const Observation& seen) const {
    const Verdict verdict = judge(extract_->reader(), seen).verdict;
    if (verdict.status == Verdict::Status::error) return tl::unexpected(verdict);
    // The same option has another letter where the options stand in another order.
    const Node* value = verdict.evidence.find("option");
    if (value == nullptr) value = verdict.evidence.find("extracted");
    if (value != nullptr && !value->is_null() && verdict.outcome == Verdict::Outcome::judged) return *value;
    const bool found_cause = verdict.outcome != Verdict::Outcome::judged;
    return tl::unexpected(
        failed(fmt::format("`{}` reads nothing out of it, {}", extract_->name(), what_came(seen.reply)),
               found_cause ? verdict.outcome : Verdict::Outcome::unparsed));
  }

  tl::expected<Node, Verdict> text(const Observation& seen) const {
    const auto look = subject_.look(seen);
    if (!look) return tl::unexpected(look.error());
    if (look->outcome == Verdict::Outcome::judged) return Node(look->text);
    return tl::unexpected(failed(look->came, look->outcome));
  }

  tl::expected<Node, Verdict> picked(const Observation& seen) const {
    auto picked = subject_.subject().pick(seen);
    if (!picked) return tl::unexpected(std::move(picked.error()));
    if (picked->value.is_string()) return Node(subject_.form().of(picked->value.string()));
    return std::move(picked->value);
  }

  TextSubject subject_;
  std::optional<BorrowedAssertion> extract_;
};

/// What must hold between the two.
struct Relation {
  enum class Kind { equals, not_equals, borrowed };
  Kind kind = Kind::equals;
  std::optional<BorrowedAssertion> borrowed = {};
};

class SameAs final : public Check {
 public:
  SameAs(std::string case_id, ComparedPart part, Relation relation)
      : case_id_(std::move(case_id)), part_(std::move(part)), relation_(std::move(relation)) {}

  Verdict judge(const Observation& seen) const override {
    const OtherAnswer* other = seen.others ? seen.others->find(case_id_) : nullptr;
    if (other == nullptr) return trouble(fmt::format("the answer of {} is not at hand", the_case()));
    if (other->reply == nullptr) return trouble(fmt::format("{} has no answer: {}", the_case(), other->trouble));
    const auto own = part_.of(seen);
    if (!own) return own.error();
    const auto theirs = part_.of(observation_of(*other, seen));
    if (!theirs) return unreadable_other(theirs.error());
    Verdict verdict =
        relation_.kind == Relation::Kind::borrowed ? by_borrowed(*own, *theirs, seen) : by_equality(*own, *theirs);
    add_evidence(verdict, *own, *theirs);
    return verdict;
  }

 private:
  std::string the_case() const { return "case " + quoted(case_id_); }

  /// What another case's model did wrong is as wrong as if it stood here: nothing was compared.
  Verdict unreadable_other(Verdict verdict) const {
    verdict.reason = fmt::format("cannot be compared with {}: {}", the_case(), verdict.reason);
    verdict.evidence = {};
    return verdict;
  }

  Verdict by_equality(const Node& own, const Node& theirs) const {
    const bool agree = json_differences(theirs, own, Match::equal).empty();
    const std::string what = part_.name();
    Verdict verdict;
    if (relation_.kind == Relation::Kind::equals) {
      verdict =
          agree ? passed(fmt::format("{} is as in {}: {}", what, the_case(), shown(own)))
                : failed(fmt::format("expected {} as in {}, {}, got {}", what, the_case(), shown(theirs), shown(own)));
    } else {
      verdict =
          agree ? failed(fmt::format("expected {} to differ from {}, got {} from both", what, the_case(), shown(own)))
                : passed(fmt::format("{} differs from {}: {} there, {} here", what, the_case(), shown(theirs),
                                     shown(own)));
    }
    verdict.evidence.set("agrees", agree);
    if (relation_.kind != Relation::Kind::equals) verdict.evidence.set("is_to_differ", true);
    return verdict;
  }

  /// The borrowed assertion looks at the part of this answer, and expects that of the other.
  Verdict by_borrowed(const Node& own, const Node& theirs, const Observation& seen) const {
    const auto assertion = relation_.borrowed->expecting(theirs);
    if (!assertion) {
      return unreadable_other(failed(fmt::format("{} is nothing that `{}` could expect: {}", shown(theirs),
                                                 relation_.borrowed->name(), messages(assertion.error())),
                                     Verdict::Outcome::unparsed));
    }
    Reply reply = seen.reply;
    reply.text = own.is_string() ? own.string() : to_json(own);
    Observation here = observation_of({.reply = &reply, .vars = &seen.vars}, seen);
    here.image_vars = seen.image_vars;
    here.messages = seen.messages;
    Verdict verdict = sightline::judge(**assertion, here).verdict;
    verdict.reason = fmt::format("beside {}: {}", the_case(), verdict.reason);
    if (verdict.status != Verdict::Status::error) {
      verdict.evidence.set("agrees", verdict.status == Verdict::Status::pass);
    }
    return verdict;
  }

  void add_evidence(Verdict& verdict, const Node& own, const Node& theirs) const {
    const auto bounded = [](const Node& value) {
      const bool is_long = value.is_string() && value.string().size() > kMostShown;
      return is_long ? Node(shortened(value.string(), kMostShown)) : value;
    };
    verdict.evidence.set("case", case_id_);
    verdict.evidence.set("other", bounded(theirs));
    verdict.evidence.set("here", bounded(own));
  }

  std::string case_id_;
  ComparedPart part_;
  Relation relation_;
};

Relation read_relation(Options& options) {
  const Node* written = options.find("assert");
  if (written == nullptr || (written->is_string() && written->string() == "equals")) return {};
  if (written->is_string() && written->string() == "not_equals") return {.kind = Relation::Kind::not_equals};
  return {.kind = Relation::Kind::borrowed, .borrowed = BorrowedAssertion::read(*written, "assert", options)};
}

std::unique_ptr<const Check> compile_same_as(Options& options) {
  const auto case_id = options.needed_text("case", "the case to compare with");
  ComparedPart part(options);
  Relation relation = read_relation(options);
  const bool broken = relation.kind == Relation::Kind::borrowed && !relation.borrowed;
  if (!case_id || broken) return nullptr;
  options.compilation().references.push_back({*case_id, options.find("case")->at});
  return std::make_unique<SameAs>(*case_id, std::move(part), std::move(relation));
}

constexpr std::string_view kBorrowed = R"({"anyOf": [{"type": "string"},
  {"type": "object", "minProperties": 1, "maxProperties": 1}],
  "description": "An assertion that reads answers, without what it expects: `yes_no`, or {choice: {options: …}}. What it reads is compared"})";
constexpr std::string_view kRelation = R"({"anyOf": [{"type": "string"},
  {"type": "object", "minProperties": 1, "maxProperties": 1}],
  "description": "What must hold: equals (the default), not_equals, or an assertion that expects the other answer: {anls: {threshold: 0.8}}"})";

Node same_as_schema() {
  return OptionSchema()
      .short_form(R"({"type": "string"})")
      .option("case", R"({"type": "string", "description": "The id of the other case of this suite"})",
              OptionSchema::Need::required)
      .option("assert", kRelation)
      .option("extract", kBorrowed)
      .text()
      .node();
}

}  // namespace

AssertionKind kind_of_same_as() {
  return {.name = "same_as",
          .family = "regression",
          .summary =
              "The answer agrees with that of another case to the same prompt, model and repeat, or, with "
              "`assert: not_equals`, differs from it.",
          .example = "same_as: {case: cafe, at: .total}",
          .example_pass = R"({reply: '{"total": 42.5}', others: {cafe: '{"total": 42.5}'}})",
          .example_fail = R"({reply: '{"total": 40}', others: {cafe: '{"total": 42.5}'}})",
          .short_option = "case",
          .schema = same_as_schema,
          .compile = compile_same_as};
}

}  // namespace sightline
