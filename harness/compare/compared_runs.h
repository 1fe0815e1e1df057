#pragma once

#include <string>

#include "base/files.h"
#include "compare/run_figures.h"

namespace sightline {

/// A side of a comparison for who tells its units one by one: the figures that were compared, and where they are from.
/// Of two models or prompts of one run both sides are the same.
struct ComparedRunFiles {
  const RunFigures* figures = nullptr;
  std::string path;  ///< As read_run_figures() took it.
};

/// Everything must outlive it.
struct ComparedRuns {
  const Files* files = nullptr;
  ComparedRunFiles base;
  ComparedRunFiles candidate;
  bool beside_candidate = false;  ///< What is written lies in the candidate's folder, beside its images.
};

}  // namespace sightline
