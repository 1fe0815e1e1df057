#include "suite/diagnostics.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace sightline {

namespace {

std::string with_cases(const std::string& message, const std::string& case_id, std::size_t others) {
  if (case_id.empty()) return message;
  if (others == 0) return fmt::format("{} (case {})", message, quoted(case_id));
  return fmt::format("{} (case {} and {} more)", message, quoted(case_id), others);
}

std::string problem_of(const std::string& message) {
  return message.substr(0, message.find(';'));
}

void count_rest(Errors& told, std::size_t all, Severity severity) {
  if (all <= Diagnostics::kMostTold) return;
  const std::size_t rest = all - Diagnostics::kMostTold;
  const std::string_view what = severity == Severity::error ? "error" : "warning";
  told.push_back({fmt::format("and {} more {}{}", rest, what, rest == 1 ? "" : "s"), {}, {}, severity});
}

/// The first errors and the first warnings, each with a line that counts the rest.
Errors capped(Errors all) {
  Errors told;
  std::size_t errors = 0;
  std::size_t warnings = 0;
  for (Error& error : all) {
    std::size_t& count = error.severity == Severity::error ? errors : warnings;
    if (++count <= Diagnostics::kMostTold) told.push_back(std::move(error));
  }
  count_rest(told, errors, Severity::error);
  count_rest(told, warnings, Severity::warning);
  return told;
}

}  // namespace

void Diagnostics::opened(const std::string& path) {
  ranks_.emplace(path, ranks_.size());
}

Diagnostics::Key Diagnostics::key_of(const Error& error, bool of_case) {
  const Place& at = error.place;
  return {at.file, at.position.line, at.position.column, of_case ? problem_of(error.message) : error.message};
}

void Diagnostics::add(const Source& source, Position at, std::string message, Severity severity) {
  add(source.error_at(at, std::move(message), severity));
}

void Diagnostics::add(Error error) {
  add_for_case(std::move(error), {});
}

void Diagnostics::add(Errors errors) {
  for (Error& error : errors) add(std::move(error));
}

void Diagnostics::add_at(const Source& source, Position at, Errors errors) {
  for (Error& error : errors) {
    if (!error.place.file.empty()) {
      add(std::move(error));
    } else {
      add(source, at, std::move(error.message), error.severity);
    }
  }
}

void Diagnostics::add_for_case(Error error, const std::string& case_id) {
  has_errors_ = has_errors_ || error.severity == Severity::error;
  const auto [known, is_new] = known_.emplace(key_of(error, !case_id.empty()), entries_.size());
  if (is_new) {
    entries_.push_back({std::move(error), case_id, case_id});
    return;
  }
  Entry& entry = entries_[known->second];
  if (entry.last_case_id == case_id) return;
  entry.last_case_id = case_id;
  ++entry.other_cases;
}

void Diagnostics::add_for_case(Errors errors, const std::string& case_id) {
  for (Error& error : errors) add_for_case(std::move(error), case_id);
}

std::size_t Diagnostics::rank_of(const std::string& path) const {
  if (path.empty()) return ranks_.size() + 1;
  const auto rank = ranks_.find(path);
  return rank == ranks_.end() ? ranks_.size() : rank->second;
}

void Diagnostics::put_in_order() {
  const auto place = [this](const Entry& entry) {
    const Place& at = entry.error.place;
    return std::tuple(rank_of(at.file), at.position.line, at.position.column);
  };
  std::ranges::stable_sort(entries_, {}, place);
}

Errors Diagnostics::take() && {
  put_in_order();
  Errors all;
  for (Entry& entry : entries_) {
    entry.error.message = with_cases(entry.error.message, entry.case_id, entry.other_cases);
    all.push_back(std::move(entry.error));
  }
  return capped(std::move(all));
}

}  // namespace sightline
