#include <catch2/catch.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "cli/verb_options.h"

using namespace sightline;

namespace {

using Words = std::vector<std::string>;

/// What is wrong with `words`, or "".
std::string trouble_of(VerbOptions& options, const Words& words) {
  const auto read = options.read(words);
  return read ? "" : read.error().front().message;
}

}  // namespace

TEST_CASE("What is given goes to its target, and what is not leaves it as it was") {
  std::string folder = ".", label = "none";
  std::uint16_t port = 7;
  double speed = 1;
  std::optional<std::uint16_t> proxy_port;
  std::optional<unsigned> retries, repeat;
  bool open = true, quiet = false;
  VerbOptions options;
  options.add("folder", folder);
  options.add("--label", label);
  options.add("-p,--port", port);
  options.add("--proxy-port", proxy_port);
  options.add("--speed", speed);
  options.add("--retries", retries);
  const VerbOption repeated = options.add("--repeat", repeat);
  options.add_flag("--open,!--no-open", open);
  const VerbOption quieted = options.add_flag("--quiet", quiet);

  const auto rest = options.read(
      {"here", "--no-open", "-p", "80", "--proxy-port", "81", "--speed=2.5", "--retries", "3", "--quiet", "--odd"});

  REQUIRE(rest.has_value());
  CHECK(*rest == Words{"--odd"});
  CHECK(folder == "here");
  CHECK(label == "none");
  CHECK(port == 80);
  CHECK(proxy_port == 81);
  CHECK(speed == 2.5);
  CHECK(retries == 3u);
  CHECK_FALSE(repeat.has_value());
  CHECK_FALSE(open);
  CHECK(quiet);
  CHECK(quieted.is_given());
  CHECK_FALSE(repeated.is_given());
  CHECK(options.given() == Words{"--port", "--proxy-port", "--speed", "--retries", "--open", "--quiet"});
  CHECK(options.names() == Words{"--label", "--port", "--proxy-port", "--speed", "--retries", "--repeat", "--open",
                                 "--no-open", "--quiet"});
}

TEST_CASE("A list takes all that follows its name, or one value for each time that it is named") {
  Words suites, models, cases;
  VerbOptions options;
  options.add("suites", suites);
  options.add("--model", models);
  options.add("--case", cases).one_at_a_time();

  REQUIRE(options.read({"--case", "a", "one", "--case", "b", "two", "--model", "x", "y"}).has_value());

  CHECK(cases == Words{"a", "b"});
  CHECK(suites == Words{"one", "two"});
  CHECK(models == Words{"x", "y"});
}

TEST_CASE("An option may do without the value that it can have") {
  for (const Words& words : {Words{"--resume"}, Words{"--resume", "r1"}}) {
    std::string run;
    VerbOptions options;
    const VerbOption resume = options.add("--resume", run).values(0, 1);
    REQUIRE(options.read(words).has_value());
    CHECK(resume.is_given());
    CHECK(run == (words.size() == 1 ? "" : "r1"));
  }
}

TEST_CASE("What an option does not take is told with its name") {
  std::string run, color, seed;
  std::uint64_t sample = 0;
  double share = 0;
  bool all = false;
  VerbOptions options;
  options.add("run", run).required();
  options.add("--color", color).one_of({"auto", "never"});
  options.add("--seed", seed).check([](const std::string& text) { return text == "7" ? "" : text + " is no seed"; });
  options.add("--share", share).between(0.0, 1.0);
  const VerbOption sampled = options.add("--sample", sample).between(1, 10);
  options.add_flag("--all", all).excludes(sampled);

  CHECK(trouble_of(options, {"r", "--color", "never", "--seed", "7", "--share", "1", "--sample", "10"}).empty());
  CHECK(trouble_of(options, {"--all"}) == "run is required");
  CHECK(trouble_of(options, {"r", "--color", "red"}) == "--color: red not in {auto,never}");
  CHECK(trouble_of(options, {"r", "--seed", "8"}) == "--seed: 8 is no seed");
  CHECK(trouble_of(options, {"r", "--share", "1.5"}) == "--share: Value 1.5 not in range 0.000000 to 1.000000");
  CHECK(trouble_of(options, {"r", "--sample", "0"}) == "--sample: Value 0 not in range 1 to 10");
  CHECK(trouble_of(options, {"r", "--sample", "3", "--all"}) == "--sample excludes --all");
  CHECK(trouble_of(options, {"r", "--sample", "x"}).find("--sample") != std::string::npos);
}
