#include "run/automatic_shard.h"

#include <catch2/catch.hpp>
#include <map>

using namespace sightline;

namespace {

using Variables = std::map<std::string, std::string>;

Expected<Shard> shard_in(std::string_view text, const Variables& environment) {
  return read_shard(text, [&](const std::string& name) {
    const auto found = environment.find(name);
    return found == environment.end() ? std::nullopt : std::optional(found->second);
  });
}

/// "3/7", or the messages of all errors.
std::string read_as(std::string_view text, const Variables& environment) {
  const auto shard = shard_in(text, environment);
  if (shard) return std::to_string(shard->index) + "/" + std::to_string(shard->count);
  std::string messages;
  for (const Error& error : shard.error()) messages += (messages.empty() ? "" : "\n") + error.message;
  return messages;
}

Variables slurm(std::string id, std::string min, std::string count) {
  return {{"SLURM_ARRAY_TASK_ID", id}, {"SLURM_ARRAY_TASK_MIN", min}, {"SLURM_ARRAY_TASK_COUNT", count}};
}

Variables ci(std::string index, std::string total) {
  return {{"CI_NODE_INDEX", index}, {"CI_NODE_TOTAL", total}};
}

}  // namespace

TEST_CASE("A shard is told by the task of a Slurm job array, from whatever number it counts") {
  CHECK(read_as("auto", slurm("0", "0", "7")) == "1/7");
  CHECK(read_as("auto", slurm("6", "0", "7")) == "7/7");
  CHECK(read_as("auto", slurm("12", "10", "3")) == "3/3");
}

TEST_CASE("A shard is told by the node of a CI matrix") {
  CHECK(read_as("auto", ci("2", "5")) == "2/5");
  CHECK(read_as("auto", ci("1", "1")) == "1/1");
}

TEST_CASE("A shard is told by the pod of a Kubernetes indexed job, whose number of shards the option says") {
  CHECK(read_as("auto/4", {{"JOB_COMPLETION_INDEX", "0"}}) == "1/4");
  CHECK(read_as("auto/4", {{"JOB_COMPLETION_INDEX", "3"}}) == "4/4");
}

TEST_CASE("A shard in figures does not look at the environment") {
  CHECK(read_as("2/7", ci("1", "5")) == "2/7");
}

TEST_CASE("An environment that says no shard is an error that names the variables") {
  CHECK(read_as("auto", {}) ==
        "--shard auto finds no shard in the environment: there is neither SLURM_ARRAY_TASK_ID, SLURM_ARRAY_TASK_MIN "
        "and SLURM_ARRAY_TASK_COUNT, nor CI_NODE_INDEX and CI_NODE_TOTAL; say --shard I/N");
  CHECK(read_as("auto", {{"JOB_COMPLETION_INDEX", "3"}})
            .ends_with("for JOB_COMPLETION_INDEX say of how many: --shard auto/N"));
  CHECK(read_as("auto/4", ci("1", "5")) == "--shard auto/4: JOB_COMPLETION_INDEX is not set");
}

TEST_CASE("Of variables of which some are missing, each is named") {
  CHECK(read_as("auto", {{"SLURM_ARRAY_TASK_ID", "3"}}) ==
        "--shard auto: SLURM_ARRAY_TASK_MIN is not set, although SLURM_ARRAY_TASK_ID is 3\n"
        "--shard auto: SLURM_ARRAY_TASK_COUNT is not set, although SLURM_ARRAY_TASK_ID is 3");
  CHECK(read_as("auto", {{"CI_NODE_TOTAL", "5"}}) ==
        "--shard auto: CI_NODE_INDEX is not set, although CI_NODE_TOTAL is 5");
  Variables half = ci("2", "5");
  half["SLURM_ARRAY_TASK_ID"] = "1";
  CHECK_FALSE(shard_in("auto", half));
}

TEST_CASE("A CI job that is not parallel says no shard, and does not hide the Slurm array it runs in") {
  CHECK(read_as("auto", {{"CI_NODE_TOTAL", "1"}}).starts_with("--shard auto finds no shard"));
  Variables both = slurm("3", "0", "7");
  both["CI_NODE_TOTAL"] = "1";
  CHECK(read_as("auto", both) == "4/7");
}

TEST_CASE("Two that say different shards are an error, two that say the same are not") {
  Variables both = slurm("1", "0", "5");
  both.merge(ci("3", "5"));
  CHECK(read_as("auto", both) ==
        "--shard auto finds two different shards: SLURM_ARRAY_TASK_ID is 1, SLURM_ARRAY_TASK_MIN is 0, "
        "SLURM_ARRAY_TASK_COUNT is 5, but CI_NODE_INDEX is 3, CI_NODE_TOTAL is 5; say --shard I/N");
  both["CI_NODE_INDEX"] = "2";
  CHECK(read_as("auto", both) == "2/5");
}

TEST_CASE("What is no number, or out of range, is told with its value") {
  CHECK(read_as("auto", ci("two", "5")) == "--shard auto: CI_NODE_INDEX is 'two', which is no whole number");
  CHECK(read_as("auto", ci("-1", "")) ==
        "--shard auto: CI_NODE_INDEX is '-1', which is no whole number\n"
        "--shard auto: CI_NODE_TOTAL is '', which is no whole number");
  CHECK(read_as("auto", ci("0", "5")) ==
        "--shard auto: CI_NODE_INDEX is 0, CI_NODE_TOTAL is 5, which is out of range; CI_NODE_INDEX counts from 1 to "
        "CI_NODE_TOTAL");
  CHECK_FALSE(shard_in("auto", ci("6", "5")));
  CHECK_FALSE(shard_in("auto", ci("99999999999", "5")));
  CHECK(read_as("auto", slurm("9", "1", "3")).ends_with("number an array without gaps, as in --array=0-6"));
  CHECK_FALSE(shard_in("auto", slurm("0", "1", "3")));
  CHECK(read_as("auto/4", {{"JOB_COMPLETION_INDEX", "4"}}) ==
        "--shard auto/4: JOB_COMPLETION_INDEX is 4, which is out of range: it counts from 0 to 3");
}

TEST_CASE("A task before the first or after the last of its Slurm array is out of range") {
  CHECK(
      read_as("auto", slurm("7", "0", "7")) ==
      "--shard auto: SLURM_ARRAY_TASK_ID is 7, SLURM_ARRAY_TASK_MIN is 0, SLURM_ARRAY_TASK_COUNT is 7, which is out of "
      "range; number an array without gaps, as in --array=0-6");
  CHECK(read_as("auto", slurm("2", "3", "4")).find("is out of range") != std::string::npos);
}

TEST_CASE("A number of shards that is none is an error, whatever the environment says") {
  for (const char* text : {"auto/", "auto/0", "auto/x", "auto/-1", "auto/2/3", "autos", "AUTO"}) {
    CAPTURE(text);
    CHECK_FALSE(shard_in(text, {{"JOB_COMPLETION_INDEX", "0"}}));
  }
}
