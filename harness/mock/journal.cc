#include "mock/journal.h"

#include <array>

#include "base/text.h"
#include "json/json.h"

namespace sightline {
namespace {

constexpr std::size_t kMostBytes = 64u << 20;
constexpr std::size_t kMostMissed = 10'000;

void write_texts(JsonWriter& out, std::string_view name, const std::vector<std::string>& texts) {
  out.key(name).begin_list();
  for (const std::string& text : texts) out.value(text);
  out.end_list();
}

void write_parts(JsonWriter& out, const RequestParts& parts) {
  out.key("parts").begin_map().member("model", parts.model);
  write_texts(out, "messages", parts.messages);
  write_texts(out, "images", parts.images);
  out.member("params", parts.params).end_map();
}

void write_entry(JsonWriter& out, const JournalEntry& entry) {
  out.begin_map().member("verdict", verdict_name(entry.verdict)).member("status", entry.status);
  out.member("session", entry.session).member("path", entry.path).member("key", entry.key);
  out.member("repeat", entry.repeat).member("retry", entry.retry);
  out.member("stream", entry.stream);
  if (entry.fixture != nullptr) out.member("fixture", entry.fixture->path);
  const RequestParts& parts = entry.fixture != nullptr ? entry.fixture->request.parts : entry.parts;
  if (parts != RequestParts{}) write_parts(out, parts);
  if (!entry.nearest.empty()) out.member("nearest", entry.nearest);
  if (!entry.faults.empty()) write_texts(out, "faults", entry.faults);
  if (!entry.skipped.empty()) write_texts(out, "skipped", entry.skipped);
  if (!entry.message.empty()) out.member("message", entry.message);
  out.end_map();
}

/// Bytes of an entry's own texts, more or less.
std::size_t weight_of(const JournalEntry& entry) {
  std::size_t bytes = sizeof entry + entry.session.size() + entry.path.size() + entry.key.size() +
                      entry.nearest.size() + entry.message.size();
  for (const auto* texts : {&entry.parts.messages, &entry.parts.images, &entry.faults, &entry.skipped}) {
    for (const std::string& text : *texts) bytes += sizeof text + text.size();
  }
  return bytes;
}

bool is_asked_for(const JournalEntry& entry, const JournalFilter& filter) {
  if (!filter.session.empty() && entry.session != filter.session) return false;
  if (!filter.verdict.empty() && verdict_name(entry.verdict) != filter.verdict) return false;
  if (!filter.fixture.empty()) {
    if (entry.fixture == nullptr || !matches_wildcard(filter.fixture, entry.fixture->path)) return false;
  }
  return entry.key.starts_with(filter.key);
}

}  // namespace

std::string_view verdict_name(RequestVerdict verdict) {
  constexpr std::array<std::string_view, 6> kNames{"hit", "miss", "fault", "invalid", "recorded", "passed"};
  return kNames[static_cast<std::size_t>(verdict)];
}

void Journal::add(JournalEntry entry) {
  if (most_entries_ == 0) return;
  const std::lock_guard lock(mutex_);
  if (entry.verdict == RequestVerdict::miss) {
    const auto known = missed_.find(entry.key);
    if (known != missed_.end()) {
      known->second.count += 1;
    } else if (missed_.size() < kMostMissed) {
      missed_.emplace(entry.key, MissedRequest{1, entry.nearest});
    }
  } else if (entry.verdict != RequestVerdict::invalid && entry.verdict != RequestVerdict::passed) {
    served_[entry.key] += 1;
  }
  bytes_ += weight_of(entry);
  entries_.push_back(std::make_shared<const JournalEntry>(std::move(entry)));
  while (entries_.size() > most_entries_ || (bytes_ > kMostBytes && entries_.size() > 1)) {
    bytes_ -= weight_of(*entries_.front());
    entries_.pop_front();
    dropped_ += 1;
  }
}

std::string Journal::json(const JournalFilter& filter) const {
  std::vector<std::shared_ptr<const JournalEntry>> chosen;
  std::uint64_t dropped = 0;
  {
    const std::lock_guard lock(mutex_);
    dropped = dropped_;
    for (const auto& entry : entries_) {
      if (is_asked_for(*entry, filter)) chosen.push_back(entry);
    }
  }
  std::string text;
  JsonWriter out(text);
  out.begin_map().key("entries").begin_list();
  for (const auto& entry : chosen) write_entry(out, *entry);
  out.end_list().member("dropped", dropped).end_map();
  return text;
}

std::string Journal::coverage_json(const std::vector<Recording>& recordings) const {
  std::string text;
  JsonWriter out(text);
  const std::lock_guard lock(mutex_);
  const auto count_of = [&](const Recording& recording) {
    const auto found = served_.find(recording.key);
    return found == served_.end() ? 0 : found->second;
  };
  out.begin_map().key("used").begin_list();
  for (const Recording& recording : recordings) {
    const std::uint64_t count = count_of(recording);
    if (count > 0) out.begin_map().member("fixture", recording.path).member("requests", count).end_map();
  }
  out.end_list().key("unused").begin_list();
  for (const Recording& recording : recordings) {
    if (count_of(recording) == 0) out.value(recording.path);
  }
  out.end_list().key("missed").begin_list();
  for (const auto& [key, missed] : missed_) {
    out.begin_map().member("key", key).member("nearest", missed.nearest).member("requests", missed.count).end_map();
  }
  out.end_list().end_map();
  return text;
}

void Journal::forget_all() {
  const std::lock_guard lock(mutex_);
  entries_.clear();
  bytes_ = 0;
  dropped_ = 0;
  served_.clear();
  missed_.clear();
}

}  // namespace sightline
