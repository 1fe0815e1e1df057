#include "cli/run_request.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/duration.h"
#include "base/suggest.h"
#include "base/text.h"
#include "cli/gate_option.h"
#include "cli/report_files.h"
#include "cli/run_gates.h"
#include "compare/run_figures.h"
#include "json/json.h"
#include "run/automatic_shard.h"

namespace sightline {

namespace {

void say(Errors& errors, std::string message) {
  errors.push_back({.message = std::move(message)});
}

/// The value of an Expected, or nothing with its errors moved to `errors`.
template <typename T>
std::optional<T> value_or_say(Expected<T> expected, Errors& errors) {
  if (expected) return std::move(*expected);
  errors.insert(errors.end(), expected.error().begin(), expected.error().end());
  return std::nullopt;
}

std::optional<Mode> mode_named(std::string_view name) {
  for (Mode mode : {Mode::replay, Mode::record_missing, Mode::record, Mode::live}) {
    if (mode_name(mode) == name) return mode;
  }
  return std::nullopt;
}

Mode read_mode(const RunArguments& arguments, Errors& errors) {
  std::string name = arguments.mode;
  if (name.empty() && !in_ci()) name = environment_variable("SIGHTLINE_MODE").value_or("");
  const auto mode = name.empty() ? Mode::replay : mode_named(name);
  if (!mode) {
    say(errors, fmt::format("unknown mode {} (modes are replay, record_missing, record, live){}",
                            sightline::quoted(name), suggestion(name, {"replay", "record_missing", "record", "live"})));
    return Mode::replay;
  }
  const bool records = *mode == Mode::record || *mode == Mode::record_missing;
  if (records && in_ci() && !arguments.allow_record) {
    say(errors, fmt::format("--mode {} needs --allow-record where CI is set: a build must not rewrite its fixtures "
                            "unasked",
                            name));
  }
  return *mode;
}

Node read_params(const std::vector<std::string>& texts, Errors& errors) {
  Node params;
  for (const std::string& text : texts) {
    const auto equals = text.find('=');
    if (equals == std::string::npos || equals == 0) {
      say(errors, fmt::format("cannot read --param {}: write NAME=VALUE", sightline::quoted(text)));
      continue;
    }
    const std::string value = text.substr(equals + 1);
    auto json = parse_json(value);
    params.set(text.substr(0, equals), json ? std::move(*json) : Node(value));
  }
  for (const char* name : {"model", "messages"}) {
    if (params.find(name)) say(errors, fmt::format("--param {} is no parameter: models and prompts say it", name));
  }
  if (const Node* n = params.find("n"); n && n->is_number() && n->number() > 1) {
    say(errors, "--param n above 1 is not done: use --repeat");
  }
  return params;
}

/// A duration above 0, or nothing where none is written.
std::optional<std::chrono::milliseconds> read_time(const char* option, const std::string& text, Errors& errors) {
  if (text.empty()) return std::nullopt;
  const auto time = parse_duration(text);
  if (!time || time->count() == 0) {
    const char* trouble =
        time ? "{} {} leaves no time: write 500ms, 60s or 2m" : "cannot read {} {}: write 500ms, 60s or 2m";
    say(errors, fmt::format(fmt::runtime(trouble), option, sightline::quoted(text)));
  }
  return time;
}

ImagesKept read_images(const std::string& text, Errors& errors) {
  for (const ImagesKept images : {ImagesKept::full, ImagesKept::thumbs, ImagesKept::none}) {
    if (text == images_name(images)) return images;
  }
  if (!text.empty()) {
    say(errors, fmt::format("cannot read --images {}: write full, thumbs or none", sightline::quoted(text)));
  }
  return ImagesKept::full;
}

void read_shards(const RunArguments& arguments, RunRequest& request, Errors& errors) {
  request.shard_by = arguments.shard_by;
  if (!arguments.shard.empty()) {
    request.shard = value_or_say(read_shard(arguments.shard, environment_variable), errors).value_or(Shard{});
  } else if (!arguments.shard_by.empty() && !arguments.resume) {
    say(errors, "--shard-by says how shards are balanced: it goes with --shard");
  }
  if (arguments.until_decided && request.without_baseline) {
    say(errors, "--until-decided decides against a baseline: it does not go with --baseline none");
  }
  if (arguments.until_decided && !arguments.shard.empty()) {
    say(errors, "--until-decided looks at all that comes in, and a shard has a part of it: give one or the other");
  }
  if (arguments.shard_by == "latest") {
    say(errors, "--shard-by latest may be another run to each of the shards: name its folder");
  }
}

/// Of controls only errors are trouble.
bool did_fail(const UnitFigures& unit) {
  if (unit.status == Status::error) return true;
  return !unit.is_control && (unit.status == Status::failed || unit.status == Status::xpassed);
}

}  // namespace

Expected<RunRequest> read_run_request(const RunArguments& arguments) {
  Errors errors;
  RunRequest request;
  request.mode = read_mode(arguments, errors);
  request.selection.cases = arguments.cases;
  request.selection.prompts = arguments.prompts;
  for (const std::string& tag : arguments.tags) {
    if (auto expression = value_or_say(TagExpression::parse(tag), errors)) {
      request.selection.tags.push_back(std::move(*expression));
    }
  }
  request.without_baseline = arguments.baseline == kNoBaseline;
  read_shards(arguments, request, errors);
  request.params = read_params(arguments.params, errors);
  request.timeout = read_time("--timeout", arguments.timeout, errors);
  if (arguments.max_cost && !(*arguments.max_cost >= 0 && std::isfinite(*arguments.max_cost))) {
    say(errors, "cannot read --max-cost: write USD of 0 or more, for example 1.50");
  }
  request.limits = {.max_cost = arguments.max_cost,
                    .max_requests = arguments.max_requests,
                    .max_errors = arguments.max_errors,
                    .max_time = read_time("--max-time", arguments.max_time, errors)};
  for (const std::string& gate : arguments.gates) {
    if (auto read = read_gate(gate, request.gate); !read) {
      errors.insert(errors.end(), read.error().begin(), read.error().end());
    }
  }
  request.formats = value_or_say(formats_named(arguments.report), errors).value_or(std::vector<const ReportFormat*>{});
  request.images = read_images(arguments.images, errors);
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  return request;
}

Expected<void> continue_run(const RunHeader& header, const RunArguments& arguments, RunRequest& request) {
  Errors errors;
  if (header.mode == Mode::answers) {
    return failure("the run was made of answers that were given to it: there is nothing to send; score them again");
  }
  if (!header.command.empty() && header.command.front() == "merge") {
    return failure("the run was merged of shards: resume the shard that lacks results, and merge again");
  }
  if (!arguments.mode.empty() && request.mode != header.mode) {
    say(errors, fmt::format("the run was begun with --mode {}: it cannot go on with --mode {}", mode_name(header.mode),
                            mode_name(request.mode)));
  }
  const Shard earlier{.index = header.shard_index, .count = header.shard_count};
  if (!arguments.shard.empty() && request.shard != earlier) {
    say(errors, fmt::format("the run is shard {}/{}: it cannot go on as {}/{}", earlier.index, earlier.count,
                            request.shard.index, request.shard.count));
  }
  if (!arguments.images.empty() && request.images != header.images) {
    say(errors, fmt::format("the run was begun with --images {}: it cannot go on with --images {}",
                            images_name(header.images), images_name(request.images)));
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  request.mode = header.mode;
  request.images = header.images;
  request.shard = earlier;
  request.shard_plan = header.shard_plan;
  const auto by = std::ranges::find(header.command, "--shard-by");
  const bool had_times = by != header.command.end() && std::next(by) != header.command.end();
  if (request.shard_by.empty() && had_times) request.shard_by = *std::next(by);
  return {};
}

Expected<std::set<UnitId>> failed_units(const Files& files, const std::string& path) {
  const auto run = read_run_figures(files, path);
  if (!run) return tl::unexpected(run.error());
  std::set<UnitId> failed;
  for (const UnitFigures& unit : run->units) {
    if (did_fail(unit)) failed.insert(unit.id);
  }
  return failed;
}

}  // namespace sightline
