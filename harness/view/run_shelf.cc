#include "view/run_shelf.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace sightline {
namespace {

namespace fs = std::filesystem;

std::string first_message(const Errors& errors) {
  return errors.empty() ? "it cannot be read" : errors.front().message;
}

bool is_run(const fs::directory_entry& entry) {
  std::error_code failed;
  return entry.symlink_status(failed).type() == fs::file_type::directory &&
         file_state(entry.path().string() + "/run.jsonl").has_value();
}

/// The one that began last first; runs that cannot be read say nothing of when, and their folders' names do.
bool stands_before(const ListedRun& a, const ListedRun& b) {
  const auto readable = [](const ListedRun& run) { return run.state != ListedRun::State::unreadable; };
  if (readable(a) != readable(b)) return readable(a);
  if (a.header.started != b.header.started) return a.header.started > b.header.started;
  return a.folder > b.folder;
}

}  // namespace

RunShelf::RunShelf(const Files& files, std::string reports)
    : files_(files), reports_(std::move(reports)), reader_([this] { read_figures(); }) {}

RunShelf::~RunShelf() {
  stop();
  reader_.join();
}

void RunShelf::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
}

Expected<std::vector<std::string>> RunShelf::names() const {
  std::vector<std::string> names;
  std::error_code failed;
  for (fs::directory_iterator at(reports_, failed), end; !failed && at != end; at.increment(failed)) {
    if (is_run(*at)) names.push_back(at->path().filename().string());
  }
  if (failed) return failure(fmt::format("cannot read the folder '{}': {}", reports_, failed.message()));
  return names;
}

std::optional<std::string> RunShelf::folder(std::string_view name) const {
  std::error_code failed;
  for (fs::directory_iterator at(reports_, failed), end; !failed && at != end; at.increment(failed)) {
    if (at->path().filename().string() == name && is_run(*at)) return path(name);
  }
  return std::nullopt;
}

RunShelf::Known RunShelf::read(const std::string& name, const FileState& state) const {
  Known known{.state = state, .run = {.folder = name}, .footer_line = {}, .tail = {}};
  auto ends = read_log_ends(files_, path(name) + "/run.jsonl");
  if (!ends) {
    known.run.state = ListedRun::State::unreadable;
    known.run.trouble = first_message(ends.error());
    return known;
  }
  known.run.header = std::move(ends->header);
  known.run.footer = std::move(ends->footer);
  if (!known.run.footer) {
    known.tail = std::make_unique<LogTail>(files_, path(name) + "/run.jsonl");
  } else if (auto figures = figures_of_results(files_, path(name), ends->footer_line)) {
    known.run.figures = std::make_shared<ListedFigures>(std::move(*figures));
  }
  return known;
}

void RunShelf::refresh(Known& known) {
  if (known.tail) {
    known.tail->look();
    known.run.results = known.tail->results();
    known.run.state = is_being_written(path(known.run.folder)) ? ListedRun::State::running : ListedRun::State::stopped;
  }
  if (known.run.state != ListedRun::State::running && !known.run.figures) ask_for_figures(known.run.folder, known);
}

void RunShelf::ask_for_figures(const std::string& name, Known& known) {
  if (known.is_asked_for || known.run.state == ListedRun::State::unreadable) return;
  known.is_asked_for = true;
  wanted_.push_back(name);
  changed_.notify_all();
}

Expected<RunShelf::List> RunShelf::list() {
  const auto found = names();
  if (!found) return tl::unexpected(found.error());
  const std::lock_guard lock(mutex_);
  std::map<std::string, Known> known;
  List list;
  for (const std::string& name : *found) {
    const auto state = file_state(path(name) + "/run.jsonl");
    if (!state) continue;
    auto node = known_.extract(name);
    const bool is_same = !node.empty() && node.mapped().state == *state;
    Known now = is_same ? std::move(node.mapped()) : read(name, *state);
    // A log that has only grown is read on from where it was.
    if (!is_same && !node.empty() && node.mapped().tail && now.tail) now.tail = std::move(node.mapped().tail);
    refresh(now);
    list.runs.push_back(now.run);
    known.emplace(name, std::move(now));
  }
  known_ = std::move(known);
  std::ranges::sort(list.runs, stands_before);
  list.unread = wanted_.size();
  return list;
}

void RunShelf::read_figures() {
  std::unique_lock lock(mutex_);
  for (;;) {
    changed_.wait(lock, [this] { return stopping_ || !wanted_.empty(); });
    if (stopping_) return;
    const std::string name = wanted_.front();
    const auto known = known_.find(name);
    const FileState state = known == known_.end() ? FileState{} : known->second.state;
    lock.unlock();
    auto figures = figures_of_log(files_, path(name), [this] { return stopping_.load(); });
    lock.lock();
    wanted_.pop_front();
    put(name, state, std::move(figures));
  }
}

void RunShelf::put(const std::string& name, const FileState& state, Expected<std::optional<ListedFigures>> figures) {
  const auto known = known_.find(name);
  if (known == known_.end() || !(known->second.state == state)) return;
  ListedRun& run = known->second.run;
  if (!figures) {
    run.state = ListedRun::State::unreadable;
    run.trouble = first_message(figures.error());
    known->second.tail.reset();
  } else if (*figures) {
    run.figures = std::make_shared<ListedFigures>(std::move(**figures));
  }
}

}  // namespace sightline
