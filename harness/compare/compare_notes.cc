#include "compare/compare_notes.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "json/json.h"
#include "report/verdict.h"

namespace sightline {
namespace {

using Notes = std::vector<std::string>;

template <typename T>
const T* named(const std::vector<T>& all, const std::string& name) {
  const auto found = std::ranges::find(all, name, &T::name);
  return found == all.end() ? nullptr : &*found;
}

/// What is told of either side by itself.
void add_own(Notes& notes, const RunFigures& run, std::string_view side) {
  const RunHeader& header = run.header;
  if (header.shard_count > 1) {
    notes.push_back(fmt::format("the {} is shard {} of {}", side, header.shard_index, header.shard_count));
  }
  if (const std::uint64_t count = result_count(run); count < header.planned_results) {
    notes.push_back(
        fmt::format("the {} is incomplete: {} of {}", side, count, counted(header.planned_results, "result")));
  }
  if (header.mode == Mode::answers) {
    notes.push_back(fmt::format("the {} was judged from answers that were there already", side));
  }
  if (run.authored > 0) {
    notes.push_back(fmt::format("{} of the {} {} written by a person, not by a model", counted(run.authored, "answer"),
                                side, run.authored == 1 ? "was" : "were"));
  }
}

void add_suites(Notes& notes, const RunHeader& base, const RunHeader& candidate) {
  for (const RunSuite& suite : candidate.suites) {
    const RunSuite* before = named(base.suites, suite.name);
    if (before == nullptr) continue;
    if (before->sha256 != suite.sha256) {
      notes.push_back(fmt::format("suite {} is not the same text in both runs", quoted(suite.name)));
    }
    for (const auto& [metric, aggregate] : suite.metrics) {
      const auto found = before->metrics.find(metric);
      if (found != before->metrics.end() && found->second == aggregate) continue;
      notes.push_back(fmt::format("metric {} of suite {} is put together in another way than in the base: not compared",
                                  quoted(metric), quoted(suite.name)));
    }
  }
}

void add_models(Notes& notes, const RunHeader& base, const RunHeader& candidate) {
  for (const RunModel& model : candidate.models) {
    const RunModel* before = named(base.models, model.name);
    if (before == nullptr) continue;
    if (before->params != model.params) {
      notes.push_back(fmt::format("model {} had other parameters: {} in the base, {} in the candidate",
                                  quoted(model.name), to_json(before->params), to_json(model.params)));
    }
    if (before->model != model.model) {
      notes.push_back(fmt::format("model {} was {} in the base, {} in the candidate", quoted(model.name),
                                  quoted(before->model), quoted(model.model)));
    }
    if (before->base_url != model.base_url) {
      notes.push_back(fmt::format("model {} was at {} in the base, at {} in the candidate", quoted(model.name),
                                  before->base_url, model.base_url));
    }
  }
}

}  // namespace

Notes notes_of(const RunFigures& base, const RunFigures& candidate) {
  Notes notes;
  add_own(notes, base, "base");
  add_own(notes, candidate, "candidate");
  if (base.header.version != candidate.header.version) {
    notes.push_back(fmt::format("the base was made by version {}, the candidate by {}", base.header.version,
                                candidate.header.version));
  }
  add_suites(notes, base.header, candidate.header);
  add_models(notes, base.header, candidate.header);
  if (base.header.seed != candidate.header.seed) {
    notes.push_back(fmt::format("the base had seed {}, the candidate {}", base.header.seed, candidate.header.seed));
  }
  return notes;
}

Notes notes_of(const RunFigures& run) {
  Notes notes;
  add_own(notes, run, "run");
  return notes;
}

}  // namespace sightline
