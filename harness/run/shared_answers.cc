#include "run/shared_answers.h"

#include <iterator>

namespace sightline {

SharedAnswers::Claim SharedAnswers::claim(JobPtr& job) {
  auto [found, is_new] = entries_.try_emplace({job->exchange.key, job->repeat});
  if (is_new) return Claim::send;
  if (found->second.answered) {
    job->exchange = found->second.exchange;
    return Claim::answered;
  }
  found->second.waiting.push_back(std::move(job));
  ++waiting_;
  return Claim::waits;
}

std::vector<SharedAnswers::JobPtr> SharedAnswers::settle(const Job& first) {
  auto found = entries_.find({first.exchange.key, first.repeat});
  if (found == entries_.end()) return {};
  Entry& entry = found->second;
  std::vector<JobPtr> freed = std::move(entry.waiting);
  waiting_ -= freed.size();
  if (!first.exchange.reply) {
    entries_.erase(found);
    return freed;
  }
  entry.answered = true;
  entry.exchange = first.exchange;
  for (JobPtr& job : freed) job->exchange = entry.exchange;
  return freed;
}

std::vector<SharedAnswers::JobPtr> SharedAnswers::give_up() {
  std::vector<JobPtr> freed;
  for (auto& [key, entry] : entries_) {
    std::move(entry.waiting.begin(), entry.waiting.end(), std::back_inserter(freed));
    entry.waiting.clear();
  }
  waiting_ = 0;
  return freed;
}

}  // namespace sightline
