#pragma once

#include <string>

#include "base/files.h"
#include "model/result.h"
#include "report/page_pictures.h"
#include "runlog/runlog.h"

namespace sightline {

struct PictureOrder {
  ImagesKept kept = ImagesKept::full;
  std::string program;     ///< This program: it is started with the argument "thumbnail-worker".
  std::string other_runs;  ///< The folder of the project's runs, whose thumbnails are taken over; empty: none are.
  PictureLimits limits = {};
};

struct PicturesMade {
  std::size_t made = 0;
  std::size_t taken = 0;    ///< Of other runs.
  std::size_t missing = 0;  ///< Originals that stay, although thumbnails alone were to be kept.
  std::string trouble;      ///< Why one could not be made, of the first.
};

/// Makes the thumbnails that a run's folder lacks, as images/thumbs/<sha256>-<width>x<height>.webp, in the order of
/// need. What is under the limit of PictureLimits needs none. With ImagesKept::full those are made that the page has
/// room for; with `thumbs` all, and originals that have one are removed. A report never makes any: it shows what the
/// folder holds, and so is the same wherever it is rendered.
PicturesMade make_pictures(Files& files, const RunReader& run, const PictureOrder& order);

}  // namespace sightline
