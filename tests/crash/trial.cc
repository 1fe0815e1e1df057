#include "crash/trial.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <filesystem>

#include "base/text.h"
#include "json/json.h"
#include "program/upstream.h"

namespace sightline::crash {

namespace fs = std::filesystem;
using namespace programs;

namespace {

constexpr unsigned kMostKills = 3;
constexpr unsigned kMostProcesses = 12;
constexpr const char* kFormats = "json,html,junit,md,csv";
constexpr const char* kReports[] = {"results.json", "report.html", "junit.xml", "summary.md", "results.csv"};

Setting setting_of(const MadeProject& project, const std::string& session) {
  return {.folder = project.folder, .environment = {fmt::format("{}={}", kSessionVariable, session)}};
}

std::vector<std::string> begin_words(bool records, const std::string& images) {
  return {"run", "--quiet",  "--mode", records ? "record" : "live", "--images", images, "--out",
          "run", "--report", kFormats};
}

std::vector<std::string> resume_words() {
  return {"run", "--quiet", "--resume", "run", "--report", kFormats};
}

std::string stable_results(const MadeProject& project) {
  return run({"report", "run", "--stable"}, setting_of(project, "none")).printed;
}

void clear(const MadeProject& project) {
  for (const char* name : {"/run", "/fixtures", "/replayed"}) fs::remove_all(project.folder + name);
}

/// Runs the project undisturbed, and keeps its results and what it was like.
void measure(const MadeProject& project, const std::string& images, Upstream& upstream) {
  clear(project);
  const auto started = std::chrono::steady_clock::now();
  const Ended ended = run(begin_words(false, images), setting_of(project, images));
  const auto passed = std::chrono::steady_clock::now() - started;
  if (ended.code != 0) throw std::runtime_error("the undisturbed run fails: " + ended.said);
  upstream.measure = {.microseconds = std::chrono::duration_cast<std::chrono::microseconds>(passed).count(),
                      .log_bytes = fs::file_size(project.folder + "/run/run.jsonl")};
  upstream.stable[images] = stable_results(project);
}

}  // namespace

Upstream measured(const MadeProject& project, std::uint16_t port) {
  Upstream upstream{.port = port};
  for (const char* images : {"full", "thumbs"}) measure(project, images, upstream);
  return upstream;
}

Trial::Trial(const MadeProject& project, const Upstream& upstream, std::uint64_t seed, unsigned number,
             Figures& figures)
    : project_(project),
      upstream_(upstream),
      figures_(figures),
      random_(seed * 1'000'003 + number),
      number_(number),
      records_(number % 3 == 2),
      images_(number % 4 == 1 ? "thumbs" : "full") {}

std::vector<std::string> Trial::run() {
  clear(project_);
  while (next_process()) {
  }
  const ReadLog log = read_log(folder() + "/run.jsonl");
  check_log(log);
  figures_.cut_lines += static_cast<unsigned>(log.cut);
  if (!log.is_finished) complain("the run is not finished");
  if (log.results.size() != project_.results) {
    complain(fmt::format("{} results in place of {}", log.results.size(), project_.results));
  }
  check_sends();
  check_reports();
  check_images();
  if (records_) check_recordings();
  if (!complaints_.empty()) complaints_.push_back("killed " + join(moments_, ", then "));
  return std::move(complaints_);
}

/// Starts what comes next, and kills it or lets it end. False once nothing comes.
bool Trial::next_process() {
  if (processes_.size() == kMostProcesses) return complain("it takes too many processes"), false;
  const bool has_log = fs::exists(folder() + "/run.jsonl");
  const ReadLog before = has_log ? read_log(folder() + "/run.jsonl") : ReadLog{};
  processes_.push_back(
      {.session = fmt::format("{}-{}", number_, processes_.size()), .finished = finished_keys(before)});
  Program program(has_log ? resume_words() : begin_words(records_, images_),
                  setting_of(project_, processes_.back().session));
  ++figures_.processes;
  const bool is_to_die = kills_ == 0 || (kills_ < kMostKills && random_() % 3 == 0);
  if (!is_to_die) return take_end(program.wait());
  const Moment moment = draw_moment(upstream_.measure, random_);
  ++kills_;
  moments_.push_back(moment.text());
  if (!kill_at(moment, program, folder())) {
    ++figures_.outlived;
    return take_end(program.wait());
  }
  const ReadLog log = read_log(folder() + "/run.jsonl");
  check_log(log);
  count_kill(log);
  return true;
}

/// Exit code 3 is of a request that had more faults than retries: it is sent again by the next process.
bool Trial::take_end(const Ended& ended) {
  if (ended.code == 3) return true;
  if (ended.code != 0) complain(fmt::format("exit code {}: {}", ended.code, ended.said));
  return false;
}

void Trial::count_kill(const ReadLog& log) {
  ++figures_.kills;
  if (!log.has_header) {
    ++figures_.before_log;
  } else if (log.results.size() < project_.results) {
    ++figures_.while_sending;
  } else {
    ++figures_.at_end;
  }
}

/// The requests that must not be sent again. One that is recorded must have its recording too.
std::set<std::string> Trial::finished_keys(const ReadLog& log) const {
  std::set<std::string> keys;
  for (const auto& [unit, result] : log.results) {
    if (result.status != "error" && (!records_ || is_recorded(result.key))) keys.insert(result.key);
  }
  return keys;
}

bool Trial::is_recorded(const std::string& key) const {
  std::error_code none;
  for (fs::recursive_directory_iterator entry(project_.folder + "/fixtures", none), end; !none && entry != end;
       entry.increment(none)) {
    if (entry->path().filename().string().ends_with(key.substr(0, 12) + ".json")) return true;
  }
  return false;
}

void Trial::check_log(const ReadLog& log) {
  for (const std::string& trouble : log.troubles) complain(trouble);
  for (const auto& [unit, result] : log.results) {
    if (result.status == "error") continue;
    const auto expected = project_.answers.find(result.key);
    if (result.status == "passed" && expected != project_.answers.end() && expected->second == result.text) continue;
    complain(fmt::format("{} repeat {}: {} '{}'", unit.first, unit.second, result.status, result.text));
  }
}

/// What had its result when a process began, that process did not send.
void Trial::check_sends() {
  std::set<std::string> sent_before;
  for (const Process& process : processes_) {
    std::set<std::string> sent;
    for (const Node& entry : journal_of(upstream_.port, process.session)) {
      sent.insert(entry.find("key")->string());
      ++figures_.requests;
    }
    for (const std::string& key : sent) {
      if (process.finished.contains(key)) complain(fmt::format("{} sent {} again", process.session, key));
      if (sent_before.contains(key)) ++figures_.sent_again;
    }
    sent_before.merge(sent);
  }
}

/// The reports are those of an undisturbed run but for times, and those that the log gives today.
void Trial::check_reports() {
  const bool is_same = stable_results(project_) == upstream_.stable.at(images_);
  if (!is_same) complain("the results are not those of an undisturbed run");
  std::map<std::string, std::string> written;
  for (const char* name : kReports) written[name] = text_of_file(folder() + "/" + name);
  programs::run({"report", "run", "--format", kFormats}, setting_of(project_, "none"));
  for (const char* name : kReports) {
    if (written[name].empty() || written[name] != text_of_file(folder() + "/" + name)) {
      complain(fmt::format("{} is not what the log gives", name));
    }
  }
  for (const auto& entry : fs::recursive_directory_iterator(folder())) {
    if (entry.path().extension() == ".tmp") complain(entry.path().string() + " is left over");
  }
}

/// Of every image that was sent the original is there, or the thumbnail that took its place.
void Trial::check_images() {
  std::set<std::string> digests;
  for (const auto& entry : fs::recursive_directory_iterator(folder() + "/images")) {
    if (entry.is_regular_file()) digests.insert(entry.path().filename().string().substr(0, 64));
  }
  if (digests.size() != project_.images) complain(fmt::format("{} images of {}", digests.size(), project_.images));
}

void Trial::check_recordings() {
  std::size_t files = 0;
  for (const auto& entry : fs::recursive_directory_iterator(project_.folder + "/fixtures")) {
    if (entry.path().extension() != ".json") continue;
    ++files;
    if (!parse_json(text_of_file(entry.path()))) complain(entry.path().string() + " is no whole recording");
  }
  if (files != project_.results) complain(fmt::format("{} recordings of {}", files, project_.results));
  const Ended replayed =
      programs::run({"run", "--quiet", "--report", "", "--out", "replayed"}, setting_of(project_, "none"));
  if (replayed.code != 0) complain("the recordings cannot be replayed: " + replayed.said);
}

void Trial::complain(const std::string& what) {
  if (complaints_.size() < 10) complaints_.push_back(what);
}

}  // namespace sightline::crash
