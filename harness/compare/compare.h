#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "compare/run_figures.h"
#include "model/comparison.h"

namespace sightline {

struct CompareOptions {
  double confidence = 0.95;
  double margin = 0.02;  ///< Of rates and scores: less than this is no difference that anybody would act on.
  std::uint64_t seed = 12345;
  std::optional<std::uint32_t> resamples = {};  ///< Nothing: 10,000, and 2,000 beyond 20,000 clusters.
  bool bootstrap = true;
};

/// Two runs, joined by suite, case, prompt and model, never by position. Where each run has a single model and these
/// differ, they are taken for each other, and a note says so; single prompts likewise. Errors: no unit is in both.
Expected<Comparison> compare_runs(const RunFigures& base, const RunFigures& candidate, const CompareOptions& options);

/// Two models, or two prompts, of one run. Errors: the run has no such model or prompt (those that it has are named).
Expected<Comparison> compare_models(const RunFigures& run, const std::string& base, const std::string& candidate,
                                    const CompareOptions& options);
Expected<Comparison> compare_prompts(const RunFigures& run, const std::string& base, const std::string& candidate,
                                     const CompareOptions& options);

}  // namespace sightline
