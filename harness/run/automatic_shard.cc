#include "run/automatic_shard.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <vector>

#include "base/text.h"

namespace sightline {

namespace {

std::optional<unsigned> whole_number(std::string_view text) {
  unsigned number = 0;
  const char* end = text.data() + text.size();
  const auto [stop, trouble] = std::from_chars(text.data(), end, number);
  if (trouble != std::errc{} || stop != end) return std::nullopt;
  return number;
}

/// Variables that together say which shard this is.
class Variables {
 public:
  Variables(std::string_view option, const EnvironmentLookup& environment, std::vector<std::string> names)
      : option_(option), names_(std::move(names)) {
    for (const std::string& name : names_) values_.push_back(environment(name));
  }

  const std::optional<std::string>& text(std::size_t i) const { return values_[i]; }
  bool any() const {
    return std::ranges::any_of(values_, [](const auto& value) { return value.has_value(); });
  }
  unsigned operator[](std::size_t i) const { return numbers_[i]; }

  /// Reads all of them. Errors: those that are not set, and those that are no whole numbers.
  Expected<void> read() {
    Errors errors;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      const auto number = values_[i] ? whole_number(*values_[i]) : std::nullopt;
      numbers_.push_back(number.value_or(0));
      if (!values_[i])
        errors.push_back({.message = fmt::format("{}: {} is not set{}", option_, names_[i], set_ones())});
      if (values_[i] && !number) {
        errors.push_back({.message = fmt::format("{}: {} is {}, which is no whole number", option_, names_[i],
                                                 sightline::quoted(*values_[i]))});
      }
    }
    if (!errors.empty()) return tl::unexpected(std::move(errors));
    return {};
  }

  Error out_of_range(std::string_view cure) const {
    return {.message = fmt::format("{}: {}, which is out of range; {}", option_, told(), cure)};
  }

  /// "CI_NODE_INDEX is 3, CI_NODE_TOTAL is 2"
  std::string told() const {
    std::vector<std::string> parts;
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (values_[i]) parts.push_back(fmt::format("{} is {}", names_[i], *values_[i]));
    }
    return join(parts, ", ");
  }

 private:
  std::string set_ones() const { return any() ? fmt::format(", although {}", told()) : ""; }

  std::string option_;
  std::vector<std::string> names_;
  std::vector<std::optional<std::string>> values_;
  std::vector<unsigned> numbers_;
};

constexpr std::string_view kAuto = "--shard auto";

Expected<std::optional<Shard>> slurm_shard(const EnvironmentLookup& environment, std::string& told) {
  Variables slurm(kAuto, environment, {"SLURM_ARRAY_TASK_ID", "SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_COUNT"});
  if (!slurm.any()) return std::optional<Shard>();
  if (auto read = slurm.read(); !read) return tl::unexpected(std::move(read.error()));
  if (slurm[0] < slurm[1] || slurm[0] - slurm[1] >= slurm[2]) {
    return tl::unexpected(Errors{slurm.out_of_range("number an array without gaps, as in --array=0-6")});
  }
  told = slurm.told();
  return std::optional(Shard{.index = slurm[0] - slurm[1] + 1, .count = slurm[2]});
}

Expected<std::optional<Shard>> ci_shard(const EnvironmentLookup& environment, std::string& told) {
  Variables ci(kAuto, environment, {"CI_NODE_INDEX", "CI_NODE_TOTAL"});
  // GitLab says a total of 1 in every job that is not told to run in parallel.
  const bool is_alone = !ci.text(0) && ci.text(1) == "1";
  if (!ci.any() || is_alone) return std::optional<Shard>();
  if (auto read = ci.read(); !read) return tl::unexpected(std::move(read.error()));
  if (ci[0] < 1 || ci[0] > ci[1]) {
    return tl::unexpected(Errors{ci.out_of_range("CI_NODE_INDEX counts from 1 to CI_NODE_TOTAL")});
  }
  told = ci.told();
  return std::optional(Shard{.index = ci[0], .count = ci[1]});
}

Error nothing_says(const EnvironmentLookup& environment) {
  const bool is_indexed_job = environment("JOB_COMPLETION_INDEX").has_value();
  return {.message = fmt::format(
              "--shard auto finds no shard in the environment: there is neither SLURM_ARRAY_TASK_ID, "
              "SLURM_ARRAY_TASK_MIN and SLURM_ARRAY_TASK_COUNT, nor CI_NODE_INDEX and CI_NODE_TOTAL; {}",
              is_indexed_job ? "for JOB_COMPLETION_INDEX say of how many: --shard auto/N" : "say --shard I/N")};
}

Expected<Shard> automatic_shard(const EnvironmentLookup& environment) {
  std::string told_slurm;
  std::string told_ci;
  auto slurm = slurm_shard(environment, told_slurm);
  auto ci = ci_shard(environment, told_ci);
  Errors errors;
  if (!slurm) errors = std::move(slurm.error());
  if (!ci) errors.insert(errors.end(), ci.error().begin(), ci.error().end());
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  if (!*slurm && !*ci) return tl::unexpected(Errors{nothing_says(environment)});
  if (*slurm && *ci && **slurm != **ci) {
    return failure(
        fmt::format("--shard auto finds two different shards: {}, but {}; say --shard I/N", told_slurm, told_ci));
  }
  return *slurm ? **slurm : **ci;
}

Expected<Shard> indexed_shard(std::string_view count_text, const EnvironmentLookup& environment) {
  const std::string option = fmt::format("--shard auto/{}", count_text);
  const auto count = whole_number(count_text);
  if (!count || *count == 0) {
    return failure(fmt::format("cannot read {}: write auto/n with the number of shards, for example auto/7", option));
  }
  Variables job(option, environment, {"JOB_COMPLETION_INDEX"});
  if (auto read = job.read(); !read) return tl::unexpected(std::move(read.error()));
  if (job[0] >= *count) {
    return failure(
        fmt::format("{}: {}, which is out of range: it counts from 0 to {}", option, job.told(), *count - 1));
  }
  return Shard{.index = job[0] + 1, .count = *count};
}

}  // namespace

Expected<Shard> read_shard(std::string_view text, const EnvironmentLookup& environment) {
  if (text == "auto") return automatic_shard(environment);
  if (text.starts_with("auto/")) return indexed_shard(text.substr(5), environment);
  return Shard::parse(text);
}

}  // namespace sightline
