#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "assertion/catalogue.h"
#include "assertion/option_schema.h"
#include "assertion/verdicts.h"
#include "assertion/wording.h"

namespace sightline {
namespace {

using Status = Verdict::Status;

using Members = std::vector<std::unique_ptr<const Assertion>>;

/// What the members of a combinator gave. Two kinds of result decide nothing: an error, and a fail that proves
/// nothing because the answer was not there, not whole or not readable. A combinator that the others decide is decided;
/// else it is an error where a member is one, and else a fail that proves nothing itself, and so on outwards: neither
/// ever becomes a pass, whatever stands around it.
class Results {
 public:
  Results(const Members& members, const Observation& seen) {
    for (const auto& member : members) results_.push_back(judge(*member, seen));
  }

  std::size_t count() const { return results_.size(); }
  std::size_t passes() const {
    return count_if([](const Verdict& v) { return v.status == Status::pass; });
  }
  std::size_t fails() const { return count_if(is_proved_fail); }
  double lowest() const { return std::ranges::min(results_, {}, score_of).verdict.score; }
  double highest() const { return std::ranges::max(results_, {}, score_of).verdict.score; }

  /// "`contains: USD`: expected …; …" of the results that `wanted` takes.
  std::string reasons(bool (*wanted)(const Verdict&)) const {
    std::vector<std::string> reasons;
    for (const AssertionResult& result : results_) {
      if (wanted(result.verdict)) reasons.push_back(fmt::format("`{}`: {}", result.text, result.verdict.reason));
    }
    return first_few(reasons);
  }

  /// The verdict of a combinator that its proved passes and fails do not decide.
  Verdict undecided() const {
    const auto error = std::ranges::find(results_, Status::error, status_of);
    if (error != results_.end()) return trouble(reasons([](const Verdict& v) { return v.status == Status::error; }));
    const auto open = std::ranges::find_if(results_, [](const auto& result) { return is_open(result.verdict); });
    return failed("cannot be judged: " + reasons(is_open), open->verdict.outcome);
  }

  Node evidence() const {
    Node::List of;
    for (const AssertionResult& result : results_) {
      Node member;
      member.set("assertion", result.text);
      member.set("status", status_name(result.verdict.status));
      member.set("score", result.verdict.score);
      if (is_open(result.verdict)) member.set("outcome", outcome_name(result.verdict.outcome));
      member.set("reason", result.verdict.reason);
      if (!result.verdict.evidence.is_null()) member.set("evidence", result.verdict.evidence);
      of.push_back(std::move(member));
    }
    Node evidence;
    evidence.set("of", std::move(of));
    return evidence;
  }

  static bool is_pass(const Verdict& verdict) { return verdict.status == Status::pass; }
  static bool is_no_pass(const Verdict& verdict) { return verdict.status != Status::pass; }
  static bool is_proved_fail(const Verdict& verdict) {
    return verdict.status == Status::fail && verdict.outcome == Verdict::Outcome::judged;
  }
  static bool is_open(const Verdict& verdict) {
    return verdict.status == Status::fail && verdict.outcome != Verdict::Outcome::judged;
  }

 private:
  static double score_of(const AssertionResult& result) { return result.verdict.score; }
  static Status status_of(const AssertionResult& result) { return result.verdict.status; }
  template <typename Wanted>
  std::size_t count_if(Wanted wanted) const {
    return static_cast<std::size_t>(
        std::ranges::count_if(results_, [&](const AssertionResult& result) { return wanted(result.verdict); }));
  }

  std::vector<AssertionResult> results_;
};

/// Passes when none of the members passes.
Verdict judge_not(const Results& results, std::size_t /*n*/) {
  if (results.passes() == 0 && results.fails() < results.count()) return results.undecided();
  Verdict verdict = results.passes() > 0
                        ? failed("expected not to pass: " + results.reasons(Results::is_pass))
                        : passed("none passes, as it should be: " + results.reasons(Results::is_no_pass));
  verdict.score = 1 - results.highest();
  return verdict;
}

Verdict judge_all(const Results& results, std::size_t /*n*/) {
  if (results.passes() < results.count() && results.fails() == 0) return results.undecided();
  Verdict verdict = results.fails() > 0 ? failed("not all pass: " + results.reasons(Results::is_proved_fail))
                                        : passed(fmt::format("all {} pass", results.count()));
  verdict.score = results.lowest();
  return verdict;
}

Verdict judge_any(const Results& results, std::size_t /*n*/) {
  if (results.passes() == 0 && results.fails() < results.count()) return results.undecided();
  Verdict verdict = results.passes() > 0 ? passed("passes: " + results.reasons(Results::is_pass))
                                         : failed("none passes: " + results.reasons(Results::is_proved_fail));
  verdict.score = results.highest();
  return verdict;
}

Verdict judge_at_least(const Results& results, std::size_t n) {
  const std::size_t passes = results.passes();
  const std::string share = fmt::format("{} of {} pass, at least {} must", passes, results.count(), n);
  if (passes < n && results.count() - results.fails() >= n) return results.undecided();
  Verdict verdict = passes >= n ? passed(share) : failed(share + ": " + results.reasons(Results::is_proved_fail));
  verdict.score = static_cast<double>(passes) / static_cast<double>(results.count());
  return verdict;
}

using Rule = Verdict (*)(const Results&, std::size_t);

class Combinator final : public Check {
 public:
  Combinator(Rule rule, Members members, std::size_t n) : rule_(rule), members_(std::move(members)), n_(n) {}

  Verdict judge(const Observation& seen) const override {
    const Results results(members_, seen);
    Verdict verdict = rule_(results, n_);
    verdict.evidence = results.evidence();
    return verdict;
  }

 private:
  Rule rule_;
  Members members_;
  std::size_t n_;
};

/// Reads `of`: one item or a list of them. Members that are wrong are told and left out.
Members read_members(Options& options) {
  Members members;
  const Node* of = options.need("of", "the assertions it is about");
  if (of == nullptr) return members;
  if (!of->is_map() && (!of->is_list() || of->list().empty())) {
    options.refuse("of", "a list of assertions");
    return members;
  }
  Compilation& compilation = options.compilation();
  compilation.around.push_back(options.owner());
  const Node::List one = of->is_map() ? Node::List{*of} : Node::List{};
  for (const Node& item : of->is_map() ? one : of->list()) {
    if (auto member = compile_item(item, compilation)) members.push_back(std::move(member));
  }
  compilation.around.pop_back();
  return members;
}

template <Rule rule>
std::unique_ptr<const Check> compile_combinator(Options& options) {
  return std::make_unique<Combinator>(rule, read_members(options), 0);
}

std::unique_ptr<const Check> compile_at_least(Options& options) {
  const Node* of = options.find("of");
  options.need("n", "how many must pass");
  const auto n = options.count("n", 1);
  if (n && of != nullptr && of->is_list() && *n > of->list().size()) {
    options.tell(options.find("n"),
                 fmt::format("'n' of 'at_least' is {}, but 'of' has {}", *n, counted(of->list().size(), "assertion")));
  }
  return std::make_unique<Combinator>(judge_at_least, read_members(options), n.value_or(1));
}

constexpr std::string_view kItems = R"({"type": "array", "items": {"$ref": "#/$defs/assertion"}, "minItems": 1})";
constexpr std::string_view kItemOrItems = R"({"anyOf": [{"$ref": "#/$defs/assertion"},
  {"type": "array", "items": {"$ref": "#/$defs/assertion"}, "minItems": 1}]})";

Node not_schema() {
  return OptionSchema().short_form(kItemOrItems).option("of", kItemOrItems, OptionSchema::Need::required).node();
}

Node list_schema() {
  return OptionSchema().short_form(kItems).option("of", kItems, OptionSchema::Need::required).node();
}

Node at_least_schema() {
  return OptionSchema()
      .option("n", R"({"type": "integer", "minimum": 1, "description": "How many must pass"})",
              OptionSchema::Need::required)
      .option("of", kItems, OptionSchema::Need::required)
      .node();
}

}  // namespace

AssertionKind kind_of_negation() {
  return {.name = "not",
          .family = "combinators",
          .summary = "None of these assertions passes. What could not be judged stays a fail, an error an error.",
          .example = "not: {contains: USD}",
          .example_pass = "42.50 EUR",
          .example_fail = "42.50 USD",
          .short_option = "of",
          .takes_item = true,
          .schema = not_schema,
          .compile = compile_combinator<judge_not>};
}

AssertionKind kind_of_all() {
  return {.name = "all",
          .family = "combinators",
          .summary = "Each of these assertions passes; the score is the lowest of theirs.",
          .example = "all: [{contains: USD}, {contains: \"42.50\"}]",
          .example_pass = "\"Total: 42.50 USD\"",
          .example_fail = "42 USD",
          .short_option = "of",
          .schema = list_schema,
          .compile = compile_combinator<judge_all>};
}

AssertionKind kind_of_any() {
  return {.name = "any",
          .family = "combinators",
          .summary = "One of these assertions passes, or more; the score is the highest of theirs.",
          .example = "any: [{contains: USD}, {contains: dollars}]",
          .example_pass = "About 40 dollars.",
          .example_fail = "About 40 euros.",
          .short_option = "of",
          .schema = list_schema,
          .compile = compile_combinator<judge_any>};
}

AssertionKind kind_of_at_least() {
  return {.name = "at_least",
          .family = "combinators",
          .summary = "So many of these assertions pass; the score is the share that does.",
          .example = "at_least: {n: 2, of: [{contains: milk}, {contains: bread}, {contains: eggs}]}",
          .example_pass = "milk and eggs",
          .example_fail = "only milk",
          .schema = at_least_schema,
          .compile = compile_at_least};
}

}  // namespace sightline
