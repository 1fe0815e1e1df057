#include "compare/figures_builder.h"

#include <algorithm>
#include <functional>

#include "report/unit_standing.h"

namespace sightline {
namespace {

bool has_outcome(const ResultFigures& result, Verdict::Outcome outcome) {
  return std::ranges::any_of(result.assertions, [&](const AssertionFigures& a) { return a.outcome == outcome; });
}

bool was_cut(const ResultFigures& result) {
  return std::ranges::any_of(result.exchanges,
                             [](const ExchangeFigures& e) { return e.reply && e.reply->finish_reason == "length"; });
}

/// Nothing where one of them has none, or there are none.
template <typename Figure>
std::optional<double> sum_of(const std::vector<ExchangeFigures>& exchanges, const Figure& figure) {
  double sum = 0;
  for (const ExchangeFigures& exchange : exchanges) {
    const std::optional<double> value = figure(exchange);
    if (!value) return std::nullopt;
    sum += *value;
  }
  return exchanges.empty() ? std::nullopt : std::optional(sum);
}

/// Tokens of the replies; an exchange that failed has none of either kind.
std::optional<double> tokens_of(const ResultFigures& result, std::optional<std::int64_t> Usage::*count) {
  bool replied = false;
  const auto sum = sum_of(result.exchanges, [&](const ExchangeFigures& exchange) -> std::optional<double> {
    if (!exchange.reply) return 0.0;
    replied = true;
    const auto& tokens = exchange.reply->usage.*count;
    if (!tokens) return std::nullopt;
    return static_cast<double>(std::max<std::int64_t>(*tokens, 0));
  });
  return replied ? sum : std::nullopt;
}

/// The text of a JSON string, whichever way it is escaped.
std::string_view unescaped(const JsonText& json, std::string& room) {
  if (json.text.size() >= 2 && json.text.find('\\') == std::string_view::npos) {
    return json.text.substr(1, json.text.size() - 2);
  }
  room.clear();
  if (!json.text.empty()) JsonCursor(json.text).read(room);
  return room;
}

/// Of the last answer: its text, or what stands in the text's place.
std::uint64_t answer_mark(const ResultFigures& result) {
  if (result.exchanges.empty() || !result.exchanges.back().reply) return 0;
  const ReplyFigures& reply = *result.exchanges.back().reply;
  std::uint64_t mark = 0;
  std::string room;
  const auto take = [&](const JsonText& part) {
    mark = mark * 0x9E3779B97F4A7C15 + std::hash<std::string_view>{}(unescaped(part, room));
  };
  take(reply.text);
  take(reply.refusal);
  for (const ToolCallFigures& call : reply.tool_calls) {
    take(call.name);
    take(call.arguments);
  }
  return mark | 1;
}

RepeatFigures repeat_of(const ResultFigures& result) {
  RepeatFigures repeat;
  repeat.repeat = result.repeat;
  repeat.status = result.status;
  repeat.score = result.score;
  repeat.answered = !result.exchanges.empty() && result.exchanges.back().reply.has_value();
  repeat.answer = answer_mark(result);
  repeat.copy = std::ranges::any_of(result.exchanges, [](const ExchangeFigures& e) { return e.provenance.copy; });
  repeat.unparsed = has_outcome(result, Verdict::Outcome::unparsed);
  repeat.truncated = has_outcome(result, Verdict::Outcome::truncated) || was_cut(result);
  repeat.refused = has_outcome(result, Verdict::Outcome::refused);
  repeat.cost = result.cost;
  repeat.latency_ms = sum_of(result.exchanges, [](const ExchangeFigures& e) { return e.timing.total_ms; });
  repeat.prompt_tokens = tokens_of(result, &Usage::prompt_tokens);
  repeat.completion_tokens = tokens_of(result, &Usage::completion_tokens);
  return repeat;
}

/// A unit of one repeat, its reason that of the repeat.
UnitFigures unit_of(ResultFigures& result) {
  UnitFigures unit;
  unit.cluster = result.cluster.empty() ? result.unit.case_id : std::move(result.cluster);
  unit.id = std::move(result.unit);
  unit.sequence = result.sequence;
  unit.must_pass = result.must_pass;
  unit.is_control = !result.control.empty();
  unit.is_group = !result.group.kind.empty();
  for (GroupMemberFigures& member : result.group.members) unit.members.push_back(std::move(member.unit));
  unit.tags = std::move(result.tags);
  unit.reason = std::move(result.reason);
  return unit;
}

bool is_measured(const AssertionFigures& assertion) {
  return !assertion.metric.empty() && assertion.status != Verdict::Status::error;
}

}  // namespace

void FiguresBuilder::learn_aggregates(const RunHeader& header) {
  knows_aggregates_ = true;
  for (const RunSuite& suite : header.suites) {
    for (const auto& [metric, aggregate] : suite.metrics) {
      if (aggregate == Aggregate::micro || aggregate == Aggregate::corpus) tallied_.emplace(suite.name, metric);
    }
  }
}

std::uint32_t FiguresBuilder::number_of(const std::string& metric) {
  return metrics_.try_emplace(metric, static_cast<std::uint32_t>(metrics_.size())).first->second;
}

std::vector<MetricFigure> FiguresBuilder::metrics_of(const ResultFigures& result) {
  std::vector<MetricFigure> figures;
  figures.reserve(static_cast<std::size_t>(std::ranges::count_if(result.assertions, is_measured)));
  for (const AssertionFigures& assertion : result.assertions) {
    if (!is_measured(assertion)) continue;
    MetricFigure figure;
    figure.metric = number_of(assertion.metric);
    figure.score = assertion.score;
    figure.value = assertion.value;
    if (!tallied_.empty() && tallied_.contains({result.unit.suite, assertion.metric})) {
      JsonCursor(assertion.evidence.tally.text).read(figure.tally);
    }
    figures.push_back(std::move(figure));
  }
  return figures;
}

void FiguresBuilder::take(const RunHeader& header, ResultFigures& result) {
  if (!knows_aggregates_) learn_aggregates(header);
  RepeatFigures repeat = repeat_of(result);
  repeat.metrics = metrics_of(result);
  Result& taken = results_.emplace_back();
  taken.rule = result.repeats;
  taken.authored =
      std::ranges::any_of(result.exchanges, [](const ExchangeFigures& e) { return e.provenance.source == "authored"; });
  taken.unit = unit_of(result);
  taken.unit.repeats.push_back(std::move(repeat));
}

UnitFigures FiguresBuilder::merged(std::span<const std::uint32_t> repeats) {
  const Result& first = results_[repeats.front()];
  std::vector<Status> statuses;
  statuses.reserve(repeats.size());
  double score = 0;
  for (const std::uint32_t number : repeats) {
    const RepeatFigures& repeat = results_[number].unit.repeats.front();
    statuses.push_back(repeat.status);
    score += repeat.score / static_cast<double>(repeats.size());
  }
  const UnitStanding standing = standing_of(statuses, first.rule);
  std::string reason = std::move(results_[repeats[standing.telling]].unit.reason);
  UnitFigures unit = std::move(results_[repeats.front()].unit);
  unit.repeats.reserve(repeats.size());
  for (const std::uint32_t number : repeats.subspan(1)) {
    unit.repeats.push_back(std::move(results_[number].unit.repeats.front()));
  }
  unit.status = standing.status;
  unit.flaky = standing.flaky;
  unit.score = score;
  unit.reason = std::move(reason);
  return unit;
}

/// Their order shall not depend on which result ended first.
void FiguresBuilder::sort_metrics(RunFigures& run) const {
  std::vector<std::uint32_t> places(metrics_.size());
  for (const auto& [name, number] : metrics_) {
    places[number] = static_cast<std::uint32_t>(run.metrics.size());
    run.metrics.push_back(name);
  }
  for (UnitFigures& unit : run.units) {
    for (RepeatFigures& repeat : unit.repeats) {
      for (MetricFigure& figure : repeat.metrics) figure.metric = places[figure.metric];
    }
  }
}

RunFigures FiguresBuilder::finish(std::span<const std::uint32_t> order) {
  RunFigures run;
  const auto differ = [&](std::uint32_t a, std::uint32_t b) { return results_[a].unit.id != results_[b].unit.id; };
  for (auto begin = order.begin(); begin != order.end();) {
    const auto end = std::find_if(begin, order.end(), [&](std::uint32_t number) { return differ(*begin, number); });
    for (auto number = begin; number != end; ++number) run.authored += results_[*number].authored;
    run.units.push_back(merged({begin, end}));
    begin = end;
  }
  sort_metrics(run);
  return run;
}

}  // namespace sightline
