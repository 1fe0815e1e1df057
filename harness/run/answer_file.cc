#include "run/answer_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <unordered_set>
#include <utility>

#include "base/text.h"
#include "run/answer_units.h"

namespace sightline {
namespace {

/// Of the errors, so many are told.
constexpr std::size_t kMostTold = 20;

void put_in_order(Errors& errors) {
  std::ranges::stable_sort(errors, {},
                           [](const Error& e) { return std::pair(e.place.position.line, e.place.position.column); });
}

}  // namespace

Expected<AnswerFile> AnswerFile::scan(LineText text) {
  AnswerFile file(std::move(text));
  auto read = file.text_.for_each(
      [&file](std::uint32_t number, LineSpan span, std::string_view line) { file.take_line(number, span, line); });
  if (!read) return tl::unexpected(std::move(read.error()));
  if (file.entries_.empty() && file.errors_.empty()) {
    file.tell({Error{"there is no answer in it", {file.text_.name(), {}}}});
  }
  return file;
}

void AnswerFile::take_line(std::uint32_t number, LineSpan span, std::string_view line) {
  if (trimmed(line).empty()) return;
  auto read = read_answer_line(line, place_of(number));
  if (!read) return tell(std::move(read.error()));
  entries_.push_back({.name = std::move(read->name), .span = span, .line = number});
}

std::vector<std::string> AnswerFile::models() const {
  std::vector<std::string> names;
  std::set<std::string_view> known;
  for (const Entry& entry : entries_) {
    if (!entry.name.model.empty() && known.insert(entry.name.model).second) names.push_back(entry.name.model);
  }
  return names;
}

void AnswerFile::match(const Plan& whole, const Plan& selected, const std::string& model) {
  const AnswerUnits units(whole, model);
  std::unordered_set<std::uint64_t> wanted;
  for (const PlannedUnit& unit : selected.units) wanted.insert(unit.sequence);
  // A skipped unit has one place in the plan, whatever its repeats: its answers are not looked at.
  for (const Entry& entry : entries_) {
    const auto unit = units.find(entry.name);
    if (!unit) {
      tell(entry, unit.error().part, unit.error().message);
    } else if (!wanted.contains((*unit)->sequence) || (*unit)->a_case->settings->skip) {
      ++passed_over_;
    } else {
      const std::uint64_t sequence = (*unit)->sequence + entry.name.repeat.value_or(0);
      const auto [first, is_new] = found_.emplace(sequence, Found{entry.span, entry.line});
      if (is_new) continue;
      const bool more = (*unit)->repeat.n > 1 && !entry.name.repeat;
      tell(entry, "case",
           fmt::format("a second answer to {}; the first stands in line {}{}", (*unit)->id().text(), first->second.line,
                       more ? ". 'repeat' tells repeats apart" : ""));
    }
  }
  entries_ = {};
}

void AnswerFile::tell(const Entry& entry, std::string_view member, std::string message) {
  const auto line = text_.line(entry.span);
  const Place place = place_of(entry.line);
  tell({line ? error_at_member(*line, place, member, std::move(message)) : Error{std::move(message), place}});
}

void AnswerFile::tell(Errors errors) {
  for (Error& error : errors) errors_.push_back(std::move(error));
  if (errors_.size() <= 2 * kMostTold) return;
  put_in_order(errors_);
  untold_ += errors_.size() - kMostTold;
  errors_.resize(kMostTold);
}

Errors AnswerFile::errors() const {
  Errors told = errors_;
  put_in_order(told);
  const std::uint64_t more = untold_ + (told.size() > kMostTold ? told.size() - kMostTold : 0);
  if (told.size() > kMostTold) told.resize(kMostTold);
  if (more > 0) told.push_back({.message = fmt::format("and {} more error{}", more, more == 1 ? "" : "s")});
  return told;
}

bool AnswerFile::has_answer(const PlannedUnit& unit) const {
  for (unsigned repeat = 0; repeat < unit.results(); ++repeat) {
    if (found_.contains(unit.sequence + repeat)) return true;
  }
  return unit.a_case->settings->skip.has_value();
}

std::vector<Exchange> AnswerFile::exchanges(const PlannedUnit& unit, unsigned repeat) const {
  const auto found = found_.find(unit.sequence + repeat);
  if (found == found_.end()) return {};
  const auto line = text_.line(found->second.span);
  auto read = line ? read_answer_line(*line, place_of(found->second.line)) : tl::unexpected(line.error());
  if (read) return {std::move(read->exchange)};
  Exchange exchange;
  exchange.provenance.source = "answers";
  exchange.failure = Failure{.kind = Failure::Kind::harness,
                             .message = fmt::format("line {} of the answers was changed while they were read: {}",
                                                    found->second.line, read.error().front().message)};
  return {std::move(exchange)};
}

}  // namespace sightline
