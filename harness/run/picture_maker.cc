#include "run/picture_maker.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <limits>
#include <map>
#include <mutex>
#include <thread>

#include "base/base64.h"
#include "base/link_file.h"
#include "image/image.h"
#include "image/thumbnail.h"
#include "process/process.h"
#include "report/needed_images.h"

namespace sightline {
namespace {

/// For one image; one of the most pixels takes about two seconds.
constexpr std::chrono::milliseconds kPatience{30'000};
/// 64 million pixels are 256 MB, twice where they are turned, beside the library's own 200.
constexpr std::uint64_t kMemoryLimit = std::uint64_t{1536} << 20;
constexpr unsigned kMostWorkers = 4;
/// What lost workers may cost together until the rest of the images goes without thumbnails.
constexpr unsigned kMostLost = 100;
constexpr unsigned kCostOfTime = 25;
constexpr unsigned kCostOfCrash = 1;
/// Where a WebP says how large it is.
constexpr std::size_t kThumbnailHead = 64;
/// Runs that are looked through for thumbnails, from the newest on.
constexpr std::size_t kMostOtherRuns = 8;

std::int64_t page_size(std::uint64_t bytes) {
  return static_cast<std::int64_t>((bytes + 2) / 3 * 4);
}

/// An image that wants a thumbnail.
struct PictureJob {
  std::string original;  ///< Path.
  std::string name;      ///< Of the thumbnail.
};

/// What has to be made, and what was; the workers share it.
class PictureJobs {
 public:
  PictureJobs(Files& files, const RunReader& run, const PictureOrder& order)
      : files_(files),
        run_(run),
        order_(order),
        digests_(needed_images(run)),
        folder_(run.folder() + "/images/thumbs") {
    if (order.kept == ImagesKept::full) room_ = static_cast<std::int64_t>(order.limits.page_bytes);
    for (const std::string& file : run.image_files()) originals_.emplace(file.substr(0, file.find('.')), file);
    for (const std::string& file : run.thumbnail_files()) thumbnails_.emplace(file.substr(0, file.find('-')), file);
    find_other_runs();
  }

  bool empty() const { return digests_.empty() || originals_.empty(); }

  std::optional<PictureJob> next() {
    const std::lock_guard lock(mutex_);
    while (at_ < digests_.size() && room_ > 0) {
      if (auto job = look_at(digests_[at_++])) return job;
    }
    return std::nullopt;
  }

  void take(const PictureJob& job, std::string_view bytes) {
    const std::lock_guard lock(mutex_);
    auto written = files_.make_folders(folder_);
    if (written) written = files_.write_whole(folder_ + "/" + job.name, bytes);
    if (!written) return note(written.error().front().message);
    ++made_.made;
    keep(job.name, bytes.size());
  }

  void fail(const std::string& why) {
    const std::lock_guard lock(mutex_);
    note(why);
  }

  /// The same, of a job that cost a worker. Where that happens too often, the rest is left: a run does not wait for
  /// hundreds of images that hang their decoder.
  void lose(const std::string& why, unsigned cost) {
    const std::lock_guard lock(mutex_);
    note(why);
    lost_ += cost;
    if (lost_ >= kMostLost) at_ = digests_.size();
  }

  PicturesMade finish() {
    if (order_.kept == ImagesKept::thumbs) drop_originals();
    return made_;
  }

 private:
  void note(const std::string& why) {
    if (made_.trouble.empty()) made_.trouble = why;
  }

  void keep(const std::string& name, std::uint64_t bytes) {
    thumbnails_.emplace(name.substr(0, name.find('-')), name);
    room_ -= page_size(bytes);
  }

  std::optional<PictureJob> look_at(const std::string& digest) {
    const auto known = thumbnails_.find(digest);
    const bool stands = known != thumbnails_.end();
    if (stands && is_whole(folder_ + "/" + known->second)) {
      room_ -= page_size(files_.size(folder_ + "/" + known->second).value_or(0));
      return std::nullopt;
    }
    thumbnails_.erase(digest);
    const auto original = originals_.find(digest);
    if (original == originals_.end()) return std::nullopt;
    const PageImage image = page_image(run_, original->second, order_.limits.own_bytes);
    room_ -= page_size(image.bytes.size());
    if (!image.bytes.empty() || image.width == 0) return std::nullopt;
    PictureJob job{.original = run_.folder() + "/images/" + original->second,
                   .name = fmt::format("{}-{}x{}.webp", digest, image.width, image.height)};
    return !stands && take_over(job.name) ? std::nullopt : std::optional(std::move(job));
  }

  /// A thumbnail's file that a machine which went down left empty is none.
  bool is_whole(const std::string& path) const {
    const auto head = files_.read_head(path, kThumbnailHead);
    return head && read_image_header(*head).has_value();
  }

  void find_other_runs() {
    if (order_.other_runs.empty() || empty()) return;
    auto names = files_.list(order_.other_runs).value_or(std::vector<std::string>{});
    std::erase_if(names, [](const std::string& name) { return name.empty() || name[0] < '0' || name[0] > '9'; });
    std::ranges::reverse(names);
    for (const std::string& name : names) {
      const std::string thumbs = order_.other_runs + "/" + name + "/images/thumbs";
      if (thumbs != folder_ && files_.is_directory(thumbs)) others_.push_back(thumbs);
      if (others_.size() == kMostOtherRuns) return;
    }
  }

  bool take_over(const std::string& name) {
    for (const std::string& other : others_) {
      const auto bytes = files_.size(other + "/" + name);
      if (!bytes || !is_whole(other + "/" + name) || !files_.make_folders(folder_) ||
          !link_or_copy(other + "/" + name, folder_ + "/" + name))
        continue;
      ++made_.taken;
      keep(name, *bytes);
      return true;
    }
    return false;
  }

  void drop_originals() {
    for (const auto& [digest, file] : originals_) {
      const std::string path = run_.folder() + "/images/" + file;
      if (files_.size(path).value_or(0) <= order_.limits.own_bytes) continue;
      const auto thumbnail = thumbnails_.find(digest);
      const bool is_safe = thumbnail != thumbnails_.end() && is_whole(folder_ + "/" + thumbnail->second);
      if (!is_safe || !files_.remove(path)) ++made_.missing;
    }
  }

  Files& files_;
  const RunReader& run_;
  const PictureOrder& order_;
  std::vector<std::string> digests_;
  std::string folder_;
  std::map<std::string, std::string> originals_, thumbnails_;  ///< By digest.
  std::vector<std::string> others_;                            ///< Folders of thumbnails.
  std::mutex mutex_;
  std::size_t at_ = 0;
  unsigned lost_ = 0;
  std::int64_t room_ = std::numeric_limits<std::int64_t>::max();
  PicturesMade made_;
};

/// One process and the jobs that it is given. One that crashed or took too long is started again for the next job.
class PictureWorker {
 public:
  PictureWorker(PictureJobs& jobs, const std::string& program) : jobs_(jobs), program_(program) {}

  void run() {
    while (const auto job = jobs_.next()) {
      if (!process_ && !start()) return;
      make(*job);
    }
  }

 private:
  bool start() {
    auto started = LineProcess::start({.arguments = {program_, "thumbnail-worker"},
                                       .environment = {},
                                       .max_memory_bytes = memory_limit(kMemoryLimit)});
    if (!started) return jobs_.fail(started.error().front().message), false;
    process_ = std::move(*started);
    return true;
  }

  void make(const PictureJob& job) {
    const auto answer = process_->ask(job.original, kPatience);
    if (!answer) {
      const bool was_late = process_->trouble() == LineProcess::Trouble::time;
      process_.reset();
      return jobs_.lose("the image took too much time or memory, or made the decoder crash",
                        was_late ? kCostOfTime : kCostOfCrash);
    }
    if (answer->starts_with('!')) return jobs_.fail(answer->substr(1));
    const auto bytes = from_base64(*answer);
    if (!bytes || !read_image_header(*bytes)) return jobs_.fail("what made the thumbnail gave none");
    jobs_.take(job, *bytes);
  }

  PictureJobs& jobs_;
  const std::string& program_;
  std::unique_ptr<LineProcess> process_;
};

}  // namespace

PicturesMade make_pictures(Files& files, const RunReader& run, const PictureOrder& order) {
  if (order.kept == ImagesKept::none || run.image_files().empty()) return {};
  PictureJobs jobs(files, run, order);
  if (jobs.empty()) return {};
  if (thumbnail_module_path().empty()) {
    while (jobs.next()) jobs.fail("this build of sightline has no module for images (libvips)");
    return jobs.finish();
  }
  std::vector<std::thread> threads;
  const unsigned workers = std::clamp(std::thread::hardware_concurrency(), 1u, kMostWorkers);
  for (unsigned i = 0; i < workers; ++i) {
    threads.emplace_back([&] { PictureWorker(jobs, order.program).run(); });
  }
  for (std::thread& thread : threads) thread.join();
  return jobs.finish();
}

}  // namespace sightline
