#pragma once

#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "crash/log_reader.h"
#include "crash/made_project.h"
#include "crash/moment.h"

namespace sightline::crash {

/// What all trials together came to.
struct Figures {
  unsigned kills = 0;
  unsigned before_log = 0;  ///< Kills before there was a run.jsonl.
  unsigned while_sending = 0;
  unsigned at_end = 0;    ///< Kills behind the last result.
  unsigned outlived = 0;  ///< Moments that came after the process had ended.
  unsigned cut_lines = 0;
  unsigned processes = 0;
  std::size_t requests = 0;    ///< By the upstream's journal.
  std::size_t sent_again = 0;  ///< Requests that two processes sent, since the first was killed without their result.
};

struct Upstream {
  std::uint16_t port = 0;
  Measure measure = {};                            ///< Of an undisturbed run.
  std::map<std::string, std::string> stable = {};  ///< By --images: its results, as `report --stable` prints them.
};

/// Runs the project once, undisturbed.
Upstream measured(const MadeProject& project, std::uint16_t port);

/// One run that is killed, resumed, and maybe killed again, until it is finished.
class Trial {
 public:
  Trial(const MadeProject& project, const Upstream& upstream, std::uint64_t seed, unsigned number, Figures& figures);
  /// What was not as it must be; nothing where all was.
  std::vector<std::string> run();

 private:
  /// A process of the run, and what had been finished before it.
  struct Process {
    std::string session;
    std::set<std::string> finished;
  };

  bool next_process();
  bool take_end(const programs::Ended& ended);
  void count_kill(const ReadLog& log);
  std::set<std::string> finished_keys(const ReadLog& log) const;
  bool is_recorded(const std::string& key) const;
  void check_log(const ReadLog& log);
  void check_sends();
  void check_reports();
  void check_images();
  void check_recordings();
  void complain(const std::string& what);
  std::string folder() const { return project_.folder + "/run"; }

  const MadeProject& project_;
  const Upstream& upstream_;
  Figures& figures_;
  std::mt19937_64 random_;
  unsigned number_;
  bool records_;
  std::string images_;
  unsigned kills_ = 0;
  std::vector<Process> processes_;
  std::vector<std::string> moments_;
  std::vector<std::string> complaints_;
};

}  // namespace sightline::crash
