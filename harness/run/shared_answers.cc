#include "run/shared_answers.h"

#include <iterator>

#include "base/text.h"

namespace sightline {

SharedAnswers::Request SharedAnswers::request_of(const Job& job) {
  return {job.exchange.key + "\n" + join(job.unit->suite->ignore, "\n"), job.repeat};
}

SharedAnswers::Claim SharedAnswers::claim(JobPtr& job) {
  auto [found, is_new] = entries_.try_emplace(request_of(*job));
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
  auto found = entries_.find(request_of(first));
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
