#include "runlog/run_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>

#include "runlog/runlog.h"

namespace sightline {
namespace {

using Kind = LineHead::Kind;

constexpr std::size_t kBlock = std::size_t{512} << 10;
/// Broken lines beyond this many are not told.
constexpr std::size_t kMostErrors = 20;
/// Of a unit that has no line but drops, which tell no place.
constexpr std::uint64_t kNoSequence = UINT64_MAX;

Error error_in(const std::string& path, std::uint64_t line, std::string message) {
  return {.message = std::move(message), .place = {path, {static_cast<std::uint32_t>(line), 0}}};
}

}  // namespace

Expected<RunIndex> RunIndex::read(const Files& files, const std::string& path) {
  return read(files, path, [](std::string_view line, std::uint64_t) { return read_line_head(line); });
}

Expected<RunIndex> RunIndex::read(const Files& files, const std::string& path, const ReadHead& read_head) {
  RunIndex index;
  std::string text;  // From the beginning of a line.
  std::uint64_t offset = 0;
  for (std::size_t got = kBlock; got == kBlock;) {
    auto block = files.read_range(path, offset + text.size(), kBlock);
    if (!block) return tl::unexpected(block.error());
    got = block->size();
    // What is there already has none: to look through it again would take for ever where a line is very long.
    const std::size_t in_block = block->rfind('\n');
    const std::size_t feed = text.size() + in_block;
    text += *block;
    if (in_block == std::string::npos) continue;
    index.scan(std::string_view(text).substr(0, feed + 1), offset, read_head);
    text.erase(0, feed + 1);
    offset += feed + 1;
  }
  index.torn_ = !text.empty();
  if (auto settled = index.settle(path); !settled) return tl::unexpected(std::move(settled.error()));
  return index;
}

Expected<void> RunIndex::settle(const std::string& path) {
  settle_pending();
  pending_ = {};
  if (Errors errors = check(path); !errors.empty()) return tl::unexpected(std::move(errors));
  put_in_plan_order();
  return {};
}

void RunIndex::keep_requests_alone() {
  settle_pending();
  RequestLines requests = std::move(requests_);
  *this = RunIndex();
  requests_ = std::move(requests);
}

void RunIndex::scan(std::string_view text, std::uint64_t offset, const ReadHead& read_head) {
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t feed = text.find('\n', begin);
    add(read_head(text.substr(begin, feed - begin), offset + begin), {offset + begin, feed - begin});
    begin = feed + 1;
  }
}

void RunIndex::add(LineHead head, LineSpan line) {
  if (head.kind != Kind::cut) settle_pending();
  pending_ = std::move(head);
  pending_line_ = line;
  ++lines_;
}

void RunIndex::settle_pending() {
  switch (pending_.kind) {
    case Kind::header:
      if (lines_ == 1) format_ = pending_.format, header_ = pending_line_;
      break;
    case Kind::request:
      requests_.add(pending_.key, pending_line_);
      break;
    case Kind::result:
      take_result(pending_, pending_line_);
      break;
    case Kind::drop:
      pending_.sequence = kNoSequence;
      take_result(pending_, {});
      break;
    case Kind::footer:
      footer_ = pending_line_;
      break;
    case Kind::broken:
      broken_lines_.push_back(lines_);
      break;
    case Kind::cut:
    case Kind::unknown:
      break;
  }
}

void RunIndex::take_result(const LineHead& head, LineSpan line) {
  results_.push_back({.line = line, .unit = number_of(head.unit, head.sequence), .repeat = head.repeat});
  footer_ = {};
}

std::uint32_t RunIndex::number_of(const UnitId& unit, std::uint64_t sequence) {
  const std::uint32_t number = units_.number_of(unit);
  if (number == first_sequence_.size()) first_sequence_.push_back(sequence);
  first_sequence_[number] = std::min(first_sequence_[number], sequence);
  return number;
}

bool RunIndex::stands_before(const Result& a, const Result& b) const {
  if (a.unit == b.unit) return a.repeat < b.repeat;
  if (first_sequence_[a.unit] != first_sequence_[b.unit]) return first_sequence_[a.unit] < first_sequence_[b.unit];
  return units_.is_less(a.unit, b.unit);
}

void RunIndex::put_in_plan_order() {
  std::ranges::stable_sort(results_, [this](const Result& a, const Result& b) { return stands_before(a, b); });
  const auto same = [](const Result& a, const Result& b) { return a.unit == b.unit && a.repeat == b.repeat; };
  std::size_t kept = 0;
  for (std::size_t i = 0; i < results_.size(); ++i) {
    const bool is_last = i + 1 == results_.size() || !same(results_[i], results_[i + 1]);
    if (is_last && results_[i].line.length > 0) results_[kept++] = results_[i];
  }
  results_.resize(kept);
  results_.shrink_to_fit();
}

const RunIndex::Result* RunIndex::find(const UnitId& unit, std::uint32_t repeat) const {
  const auto repeats = repeats_of(unit);
  const auto found = std::ranges::lower_bound(repeats, repeat, {}, &Result::repeat);
  return found != repeats.end() && found->repeat == repeat ? &*found : nullptr;
}

std::span<const RunIndex::Result> RunIndex::repeats_of(const UnitId& unit) const {
  const auto number = units_.find(unit);
  if (!number) return {};
  const Result first{.line = {}, .unit = *number, .repeat = 0};
  const auto begin = std::lower_bound(results_.begin(), results_.end(), first,
                                      [this](const Result& a, const Result& b) { return stands_before(a, b); });
  const auto end = std::find_if(begin, results_.end(), [&](const Result& result) { return result.unit != *number; });
  return {begin, end};
}

std::vector<UnitId> RunIndex::units() const {
  std::vector<UnitId> units;
  units.reserve(units_.count());
  for (std::uint32_t number = 0; number < units_.count(); ++number) units.push_back(units_.unit(number));
  return units;
}

Errors RunIndex::check(const std::string& path) const {
  if (lines_ == 0) return {error_in(path, 0, "no run: the log ends before its first line does")};
  if (header_.length == 0) {
    return {error_in(path, 1, "no run log: the first line has no \"sightline_run\"")};
  }
  if (format_ > kRunFormat) {
    return {error_in(
        path, 1,
        fmt::format("the run log has format {}, this version reads {}; use a newer sightline", format_, kRunFormat))};
  }
  Errors errors;
  for (const std::uint64_t line : broken_lines_) {
    if (errors.size() == kMostErrors) break;
    errors.push_back(error_in(path, line,
                              "broken line: it is no whole JSON object, or a result without a unit; take the line out "
                              "to go on without it"));
  }
  return errors;
}

}  // namespace sightline
