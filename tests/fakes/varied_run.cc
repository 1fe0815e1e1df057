#include "fakes/varied_run.h"

#include <algorithm>
#include <random>

namespace sightline::fakes {
namespace {

/// Draws the same on every machine.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : engine_(seed) {}
  unsigned below(unsigned bound) { return static_cast<unsigned>(engine_() % bound); }
  bool one_in(unsigned n) { return below(n) == 0; }
  double share() { return below(1001) / 1000.0; }

 private:
  std::mt19937_64 engine_;
};

std::optional<std::int64_t> tokens(Draw& draw) {
  if (draw.one_in(9)) return std::nullopt;
  return static_cast<std::int64_t>(draw.below(500)) - 2;
}

Exchange exchange_of(Draw& draw) {
  Exchange exchange;
  exchange.key = std::string(64, static_cast<char>('a' + draw.below(6)));
  if (draw.one_in(8)) {
    exchange.failure = Failure{.kind = Failure::Kind::timeout, .message = "nothing came within 60 s"};
  } else {
    Reply& reply = exchange.reply.emplace();
    reply.text = "Answer \"" + std::to_string(draw.below(1000)) + "\"\nwith a backslash \\ and \xE2\x82\xAC";
    reply.finish_reason = draw.one_in(7) ? "length" : "stop";
    reply.usage.prompt_tokens = tokens(draw);
    reply.usage.completion_tokens = tokens(draw);
  }
  if (!draw.one_in(6)) exchange.timing.total_ms = draw.below(100'000) / 16.0;
  exchange.provenance.source = draw.one_in(5) ? "authored" : "live";
  exchange.provenance.copy = draw.one_in(6);
  return exchange;
}

AssertionResult assertion_of(Draw& draw) {
  static const std::vector<std::string> kMetrics{"", "total", "cer", "yes", "cer"};
  AssertionResult assertion;
  assertion.name = "contains";
  assertion.text = "contains: \"[{,:\\\"";
  assertion.metric = kMetrics[draw.below(5)];
  Verdict& verdict = assertion.verdict;
  verdict.status = static_cast<Verdict::Status>(draw.below(3));
  verdict.outcome = static_cast<Verdict::Outcome>(draw.one_in(3) ? draw.below(5) : 0);
  verdict.score = draw.share();
  if (draw.one_in(2)) verdict.value = draw.share() * 40;
  verdict.reason = "expected {\"a\": [1, 2]}, saw nothing";
  if (!draw.one_in(4)) {
    Node tally;
    tally.set("kind", Node("rate"));
    tally.set("errors", Node(static_cast<int>(draw.below(9))));
    tally.set("total", Node(static_cast<int>(1 + draw.below(90))));
    verdict.evidence.set("found", Node(Node::List{Node("x\"]}"), Node(), Node(true)}));
    verdict.evidence.set("tally", std::move(tally));
  }
  return assertion;
}

CaseResult repeat_of(Draw& draw, CaseResult result) {
  result.status = static_cast<Status>(draw.one_in(2) ? draw.below(2) : draw.below(6));
  result.score = draw.share();
  result.reason = "reason " + std::to_string(draw.below(1000));
  for (unsigned i = draw.below(4); i > 0; --i) result.exchanges.push_back(exchange_of(draw));
  for (unsigned i = draw.below(5); i > 0; --i) result.assertions.push_back(assertion_of(draw));
  if (!draw.one_in(5)) result.cost = draw.share() / 100;
  return result;
}

CaseResult unit_of(Draw& draw, unsigned number) {
  CaseResult result;
  result.unit = {draw.one_in(3) ? "captions" : "receipts", "case-" + std::to_string(number),
                 draw.one_in(2) ? "terse" : "a long prompt's name", "vendor/model-32b"};
  result.must_pass = draw.one_in(4);
  result.description = "Creased paper, \"three\" items.";
  for (unsigned i = draw.below(3); i > 0; --i) result.tags.push_back("tag" + std::to_string(draw.below(3)));
  if (!draw.one_in(3)) result.cluster = "image " + std::to_string(draw.below(5));
  result.repeats.n = 1 + draw.below(4);
  result.repeats.pass = 1 + draw.below(result.repeats.n);
  if (draw.one_in(8)) {
    result.control = "blank_image";
    result.control_of = "case-0";
  }
  if (draw.one_in(8)) result.group.kind = "circular";
  return result;
}

}  // namespace

std::vector<CaseResult> varied_results(std::uint64_t seed, unsigned units) {
  Draw draw(seed);
  std::vector<CaseResult> results;
  std::uint64_t sequence = 0;
  for (unsigned number = 0; number < units; ++number) {
    CaseResult unit = unit_of(draw, number);
    for (unit.repeat = 0; unit.repeat < unit.repeats.n; ++unit.repeat) {
      unit.sequence = sequence++;
      results.push_back(repeat_of(draw, unit));
    }
  }
  for (std::size_t i = results.size(); i > 1; --i) {
    std::swap(results[i - 1], results[draw.below(static_cast<unsigned>(i))]);
  }
  return results;
}

RunHeader varied_header() {
  RunHeader header;
  header.id = "20261120T093000Z-varied";
  header.version = "0.1.0";
  header.started = "2026-11-20T09:30:00Z";
  header.seed = 7;
  for (const auto& [name, aggregate] :
       {std::pair{"receipts", Aggregate::micro}, std::pair{"captions", Aggregate::mean}}) {
    RunSuite& suite = header.suites.emplace_back();
    suite.name = name;
    suite.path = "suites/" + suite.name + ".yaml";
    suite.metrics = {{"cer", aggregate}};
  }
  RunModel& model = header.models.emplace_back();
  model.name = model.model = "vendor/model-32b";
  header.planned_results = 100;
  return header;
}

}  // namespace sightline::fakes
