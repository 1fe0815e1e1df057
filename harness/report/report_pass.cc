#include <algorithm>
#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>

#include "report/report_writer.h"
#include "report/unit_requests.h"
#include "report/units.h"
#include "runlog/record_writer.h"

namespace sightline {
namespace {

/// A batch is handed on once its texts come to so much: large enough that handing on costs nothing.
constexpr std::size_t kBatchBytes = std::size_t{256} << 10;
/// That many batches wait for a writer at most.
constexpr std::size_t kMostWaiting = 4;
/// Runs of fewer results are written before a thread would have begun.
constexpr std::size_t kFewResults = 64;

using Batch = std::vector<ReportUnit>;

using VisitReportUnit = std::function<void(ReportUnit unit)>;

void visit_unit(const RunReader& run, std::vector<CaseResult>& repeats, std::string results,
                const VisitReportUnit& visit) {
  ReportUnit unit{.summary = summarise_unit(repeats),
                  .repeats = {},
                  .results = std::move(results),
                  .requests = requests_of(repeats, run)};
  unit.repeats = std::move(repeats);
  visit(std::move(unit));
}

void for_each_report_unit(const RunReader& run, bool whole, const VisitReportUnit& visit) {
  if (!whole) {
    return for_each_told_unit(run, [&](std::vector<CaseResult>& repeats, std::string& json) {
      visit_unit(run, repeats, std::move(json), visit);
    });
  }
  for_each_unit(run, [&](std::vector<CaseResult>& repeats) {
    std::string results;
    RecordWriter(results).write(repeats);
    visit_unit(run, repeats, std::move(results), visit);
  });
}

/// Batches on their way to one writer.
class BatchQueue {
 public:
  /// Waits until there is room. Null: there are no more.
  void put(std::shared_ptr<const Batch> batch) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return waiting_.size() < kMostWaiting || abandoned_; });
    if (!abandoned_) waiting_.push_back(std::move(batch));
    changed_.notify_all();
  }
  std::shared_ptr<const Batch> take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !waiting_.empty(); });
    auto batch = std::move(waiting_.front());
    waiting_.pop_front();
    changed_.notify_all();
    return batch;
  }
  /// Nothing is taken any more.
  void abandon() {
    const std::lock_guard lock(mutex_);
    abandoned_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::shared_ptr<const Batch>> waiting_;
  bool abandoned_ = false;
};

/// A writer at work on a thread of its own.
class WriterThread {
 public:
  explicit WriterThread(ReportWriter& writer)
      : work_(std::async(std::launch::async, [this, &writer] { write_all(writer); })) {}
  ~WriterThread() {
    if (work_.valid()) queue_.put(nullptr);
  }
  WriterThread(const WriterThread&) = delete;
  WriterThread& operator=(const WriterThread&) = delete;
  void put(const std::shared_ptr<const Batch>& batch) { queue_.put(batch); }
  /// Waits until all is written. Throws what the writer threw.
  void finish() {
    queue_.put(nullptr);
    work_.get();
  }

 private:
  void write_all(ReportWriter& writer) {
    try {
      while (const auto batch = queue_.take()) {
        for (const ReportUnit& unit : *batch) writer.unit(unit);
      }
      writer.end();
    } catch (...) {
      queue_.abandon();
      throw;
    }
  }

  BatchQueue queue_;
  std::future<void> work_;  ///< Last: it is waited for before the queue goes.
};

/// Gathers units and hands them on in batches.
class Batches {
 public:
  explicit Batches(const std::vector<ReportWriter*>& writers) {
    for (ReportWriter* writer : writers) threads_.emplace_back(*writer);
  }
  void add(ReportUnit unit) {
    bytes_ += unit.results.size() + unit.requests.size();
    batch_.push_back(std::move(unit));
    if (bytes_ >= kBatchBytes) hand_on();
  }
  void finish() {
    hand_on();
    for (WriterThread& thread : threads_) thread.finish();
  }

 private:
  void hand_on() {
    const auto batch = std::make_shared<const Batch>(std::exchange(batch_, {}));
    for (WriterThread& thread : threads_) thread.put(batch);
    bytes_ = 0;
  }

  std::deque<WriterThread> threads_;
  Batch batch_;
  std::size_t bytes_ = 0;
};

void tell_units_here(const RunReader& run, bool whole, const std::vector<ReportWriter*>& writers) {
  for_each_report_unit(run, whole, [&](const ReportUnit& unit) {
    for (ReportWriter* writer : writers) writer->unit(unit);
  });
  for (ReportWriter* writer : writers) writer->end();
}

}  // namespace

void tell_units(const RunReader& run, const std::vector<ReportWriter*>& writers) {
  if (writers.empty()) return;
  const bool whole = std::ranges::any_of(writers, &ReportWriter::wants_whole_results);
  if (run.result_count() < kFewResults) return tell_units_here(run, whole, writers);
  Batches batches(writers);
  for_each_report_unit(run, whole, [&](ReportUnit unit) { batches.add(std::move(unit)); });
  batches.finish();
}

}  // namespace sightline
