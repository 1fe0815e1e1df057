#include "run/partners.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <tuple>

#include "assertion/assertion.h"
#include "run/send_order.h"

namespace sightline {

namespace {

using UnitKey = std::tuple<const Suite*, std::string_view, const Prompt*, const ModelSpec*>;

bool has_references(const PlannedUnit& unit) {
  return std::ranges::any_of(unit.a_case->assertions, [](const AssertionPtr& a) { return !a->references.empty(); });
}

std::shared_ptr<const KnownAnswers::Answer> no_answer(std::string why) {
  auto none = std::make_shared<KnownAnswers::Answer>();
  none->answer.trouble = std::move(why);
  return none;
}

/// What a job's conversation came to.
std::shared_ptr<const KnownAnswers::Answer> answer_of(const Job& job) {
  const Exchange& last = job.result.exchanges.back();
  if (last.failure) return no_answer(fmt::format("{}: {}", failure_name(last.failure->kind), last.failure->message));
  if (!job.dialogue.missing_call().empty()) return no_answer(job.dialogue.missing_call());
  auto known = std::make_shared<KnownAnswers::Answer>();
  known->reply = *last.reply;
  known->answer = {.reply = &known->reply, .trouble = {}, .vars = &job.unit->a_case->vars};
  return known;
}

}  // namespace

std::vector<std::vector<std::size_t>> references_of(const Plan& plan) {
  if (std::ranges::none_of(plan.units, has_references)) return {};
  std::map<UnitKey, std::size_t> units;
  for (std::size_t i = 0; i < plan.units.size(); ++i) {
    const PlannedUnit& unit = plan.units[i];
    units.emplace(UnitKey{unit.suite, unit.a_case->id, unit.prompt, unit.model}, i);
  }
  std::vector<std::vector<std::size_t>> references(plan.units.size());
  for (std::size_t i = 0; i < plan.units.size(); ++i) {
    const PlannedUnit& unit = plan.units[i];
    for (const AssertionPtr& assertion : unit.a_case->assertions) {
      for (const CaseReference& reference : assertion->references) {
        const auto other = units.find(UnitKey{unit.suite, reference.case_id, unit.prompt, unit.model});
        if (other == units.end() || std::ranges::find(references[i], other->second) != references[i].end()) continue;
        references[i].push_back(other->second);
      }
    }
  }
  return references;
}

std::vector<std::size_t> start_order(const Plan& plan, bool by_image) {
  std::vector<std::size_t> order(plan.units.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (by_image) order = order_by_image(plan);
  const auto references = references_of(plan);
  if (references.empty()) return order;
  std::vector<std::size_t> ranks(order.size());
  for (std::size_t place = 0; place < order.size(); ++place) ranks[order[place]] = 2 * place + 1;
  const std::vector<std::size_t> own = ranks;
  for (std::size_t i = 0; i < references.size(); ++i) {
    for (const std::size_t other : references[i]) ranks[other] = std::min(ranks[other], own[i] - 1);
  }
  std::ranges::stable_sort(order, {}, [&](std::size_t unit) { return ranks[unit]; });
  return order;
}

const OtherAnswer* KnownAnswers::find(std::string_view case_id) const {
  const auto known = answers_.find(case_id);
  return known == answers_.end() ? nullptr : &known->second->answer;
}

Partners::Partners(const Plan& plan) : plan_(plan), references_(references_of(plan)) {
  for (const auto& others : references_) {
    for (const std::size_t other : others) ++looked_at_by_[other];
  }
}

std::size_t Partners::index_of(const Job& job) const {
  return static_cast<std::size_t>(job.unit - plan_.units.data());
}

bool Partners::will_come(std::size_t unit, unsigned repeat) const {
  return !plan_.units[unit].a_case->settings->skip && repeat < plan_.units[unit].repeat.n;
}

bool Partners::is_ready(const Job& job) const {
  return std::ranges::all_of(references_[index_of(job)], [&](std::size_t other) {
    return kept_.contains({other, job.repeat}) || !will_come(other, job.repeat);
  });
}

std::vector<Partners::JobPtr> Partners::take(JobPtr job) {
  std::vector<JobPtr> ready;
  if (references_.empty()) {
    ready.push_back(std::move(job));
    return ready;
  }
  keep_answer(*job);
  std::vector<JobPtr> woken;
  woken.push_back(std::move(job));
  const Repeat repeat{index_of(*woken.front()), woken.front()->repeat};
  const auto [first, last] = waiting_.equal_range(repeat);
  for (auto waiting = first; waiting != last; ++waiting) woken.push_back(std::move(waiting->second));
  waiting_.erase(first, last);
  for (JobPtr& one : woken) {
    if (is_ready(*one)) {
      hand_out(*one);
      ready.push_back(std::move(one));
      continue;
    }
    const auto& others = references_[index_of(*one)];
    const auto lacking = std::ranges::find_if(others, [&](std::size_t other) {
      return !kept_.contains({other, one->repeat}) && will_come(other, one->repeat);
    });
    const Repeat key{*lacking, one->repeat};
    waiting_.emplace(key, std::move(one));
  }
  return ready;
}

void Partners::keep_answer(const Job& job) {
  const auto looked_at = looked_at_by_.find(index_of(job));
  if (looked_at == looked_at_by_.end()) return;
  kept_[{index_of(job), job.repeat}] = {.answer = answer_of(job), .wanted = looked_at->second};
}

void Partners::hand_out(Job& job) {
  if (references_[index_of(job)].empty()) return;
  auto others = std::make_shared<KnownAnswers>();
  for (const std::size_t other : references_[index_of(job)]) {
    const PlannedUnit& unit = plan_.units[other];
    const auto kept = kept_.find({other, job.repeat});
    if (kept == kept_.end()) {
      others->add(unit.a_case->id, no_answer(unit.a_case->settings->skip ? "it is skipped" : "it has fewer repeats"));
      continue;
    }
    others->add(unit.a_case->id, kept->second.answer);
    if (--kept->second.wanted == 0) kept_.erase(kept);
  }
  job.others = std::move(others);
}

std::size_t Partners::give_up() {
  const std::size_t count = waiting_.size();
  waiting_.clear();
  return count;
}

}  // namespace sightline
