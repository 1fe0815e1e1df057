#include "cli/snapshot_review.h"

#include <algorithm>
#include <functional>
#include <map>

#include "base/text.h"

namespace sightline {

namespace {

/// Calls `visit` for each proposal in an assertion's evidence, those of a combinator's members included.
void each_proposal(const Node& evidence, const std::function<void(const Node&)>& visit) {
  const Node* proposal = evidence.find("snapshot");
  if (proposal != nullptr && proposal->is_map()) visit(*proposal);
  const Node* members = evidence.find("of");
  if (members == nullptr || !members->is_list()) return;
  for (const Node& member : members->list()) {
    if (const Node* inner = member.find("evidence")) each_proposal(*inner, visit);
  }
}

/// What the proposal would write: a text of its own, or the answer as it was.
std::optional<std::string> text_of(const Node& proposal, const CaseResult& result, unsigned turn) {
  const Node* text = proposal.find("text");
  if (text != nullptr && text->is_string()) return text->string();
  if (turn >= result.exchanges.size() || !result.exchanges[turn].reply) return std::nullopt;
  return result.exchanges[turn].reply->text;
}

class Collector {
 public:
  explicit Collector(std::vector<OpenSnapshot>& open) : open_(open) {}

  void add(const CaseResult& result) {
    std::map<std::string, std::string> texts;  // Of this repeat, by file.
    for (const AssertionResult& assertion : result.assertions) {
      each_proposal(assertion.verdict.evidence, [&](const Node& proposal) {
        const Node* file = proposal.find("file");
        auto text = text_of(proposal, result, assertion.turn);
        if (file == nullptr || !file->is_string() || !text) return;
        OpenSnapshot& snapshot = snapshot_of(file->string(), result.unit);
        const auto [known, is_new] = texts.emplace(file->string(), *text);
        if (!is_new && known->second != *text) snapshot.is_shared = true;
        if (is_new) add_answer(snapshot, std::move(*text), result.repeat);
      });
    }
    if (result.status != Status::error && result.status != Status::skipped) ++judged_[result.unit];
  }

  void finish() {
    for (OpenSnapshot& snapshot : open_) snapshot.judged_repeats = judged_[snapshot.unit];
  }

 private:
  OpenSnapshot& snapshot_of(const std::string& file, const UnitId& unit) {
    const auto [known, is_new] = places_.emplace(file, open_.size());
    if (is_new) open_.push_back({.file = file, .unit = unit, .answers = {}});
    return open_[known->second];
  }

  static void add_answer(OpenSnapshot& snapshot, std::string text, unsigned repeat) {
    const auto known = std::ranges::find(snapshot.answers, text, &ProposedAnswer::text);
    if (known != snapshot.answers.end()) return known->repeats.push_back(repeat);
    snapshot.answers.push_back({std::move(text), {repeat}});
  }

  std::vector<OpenSnapshot>& open_;
  std::map<std::string, std::size_t> places_;
  std::map<UnitId, std::size_t> judged_;
};

bool is_below(const std::string& path, const std::string& root) {
  return path == root || path.starts_with(root == "/" ? root : root + "/");
}

/// True where what is there already of `path`, links resolved, lies below the root.
bool stays_below(const Files& files, const std::string& root, std::string path) {
  while (path.size() > root.size()) {
    if (const auto resolved = files.canonical(path)) return is_below(*resolved, root);
    path.resize(path.rfind('/'));
  }
  return true;
}

}  // namespace

bool OpenSnapshot::is_undecided() const {
  return answers.size() > 1 || (!answers.empty() && answers.front().repeats.size() < judged_repeats);
}

Expected<std::vector<OpenSnapshot>> open_snapshots(const RunReader& run, const Selection& selection) {
  std::vector<OpenSnapshot> open;
  Collector collector(open);
  bool is_empty = true;
  run.for_each([&](const CaseResult& result) {
    if (!selection.takes(result.unit, result.tags)) return;
    is_empty = false;
    collector.add(result);
  });
  if (is_empty) return failure("the run has no such unit; --case names cases, or units as the run's reports do");
  collector.finish();
  return open;
}

bool is_snapshot_path(const Files& files, const std::string& root, const std::string& file) {
  const std::vector<std::string_view> parts = split(file, '/');
  const bool is_plain = std::ranges::none_of(parts, [](std::string_view part) {
    return part.empty() || part == "." || part == ".." || part.find('\0') != std::string_view::npos;
  });
  if (!is_plain || parts.size() < 3 || parts[parts.size() - 3] != "snapshots" || !file.ends_with(".txt")) return false;
  return stays_below(files, root, root + "/" + file);
}

}  // namespace sightline
