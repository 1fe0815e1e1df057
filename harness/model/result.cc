#include "model/result.h"

#include <array>

namespace sightline {
namespace {

constexpr std::array kStatuses{Status::passed,  Status::failed,  Status::error,
                               Status::skipped, Status::xfailed, Status::xpassed};

}  // namespace

std::string UnitId::text() const {
  std::string out = suite + "/" + case_id;
  if (!prompt.empty()) out += "#" + prompt;
  if (!model.empty()) out += "@" + model;
  return out;
}

std::string_view status_name(Status status) {
  switch (status) {
    case Status::passed:
      return "passed";
    case Status::failed:
      return "failed";
    case Status::error:
      return "error";
    case Status::skipped:
      return "skipped";
    case Status::xfailed:
      return "xfailed";
    case Status::xpassed:
      return "xpassed";
  }
  return "";
}

std::optional<Status> status_from_name(std::string_view name) {
  for (const Status status : kStatuses) {
    if (status_name(status) == name) return status;
  }
  return std::nullopt;
}

std::string_view cost_source_name(CostSource source) {
  switch (source) {
    case CostSource::stated:
      return "stated";
    case CostSource::priced:
      return "priced";
    case CostSource::unknown:
      return "unknown";
  }
  return "";
}

std::string_view images_name(ImagesKept images) {
  switch (images) {
    case ImagesKept::full:
      return "full";
    case ImagesKept::thumbs:
      return "thumbs";
    case ImagesKept::none:
      return "none";
  }
  return "";
}

std::string_view mode_name(Mode mode) {
  switch (mode) {
    case Mode::replay:
      return "replay";
    case Mode::record_missing:
      return "record_missing";
    case Mode::record:
      return "record";
    case Mode::live:
      return "live";
    case Mode::answers:
      return "answers";
  }
  return "";
}

std::string_view status_name(GateVerdict::Status status) {
  switch (status) {
    case GateVerdict::Status::pass:
      return "pass";
    case GateVerdict::Status::fail:
      return "fail";
    case GateVerdict::Status::inconclusive:
      return "inconclusive";
  }
  return "";
}

}  // namespace sightline
