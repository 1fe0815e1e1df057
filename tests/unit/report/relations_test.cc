#include "report/relations.h"

#include <catch2/catch.hpp>

#include <sstream>

#include "fakes/memory_files.h"
#include "report/report.h"

namespace sightline {
namespace {

CaseResult made(std::string case_id, std::uint64_t sequence, Status status) {
  CaseResult result;
  result.unit = {"s", std::move(case_id), "p", "m"};
  result.sequence = sequence;
  result.status = status;
  result.score = status == Status::passed ? 1 : 0;
  Exchange exchange;
  exchange.reply.emplace();
  exchange.reply->text = "A";
  exchange.reply->usage.completion_tokens = 1;
  exchange.timing.total_ms = 100;
  result.exchanges.push_back(std::move(exchange));
  result.cost = 0.5;
  result.cost_source = CostSource::stated;
  return result;
}

CaseResult control_of(std::string case_id, std::uint64_t sequence, Status status) {
  CaseResult result = made(case_id + "@blank_image", sequence, status);
  result.control = "blank_image";
  result.control_of = std::move(case_id);
  result.exchanges[0].timing.total_ms = 9'000;
  AssertionResult unread;
  unread.metric = "accuracy";
  unread.verdict.status = Verdict::Status::fail;
  unread.verdict.score = 0;
  unread.verdict.outcome = Verdict::Outcome::unparsed;
  result.assertions.push_back(std::move(unread));
  return result;
}

CaseResult group(std::string id, std::uint64_t sequence, std::string kind, std::vector<Status> members,
                 std::optional<bool> consistent) {
  const bool all = std::count(members.begin(), members.end(), Status::passed) == std::ssize(members);
  CaseResult result = made(std::move(id), sequence, all ? Status::passed : Status::failed);
  result.exchanges.clear();
  result.cost.reset();
  result.group.kind = std::move(kind);
  result.group.rule = "all";
  result.group.consistent = consistent;
  for (const Status status : members) {
    result.group.members.push_back(
        {.unit = "s/member" + std::to_string(result.group.members.size()) + "#p@m", .status = status});
  }
  return result;
}

CaseResult compared(std::string case_id, std::uint64_t sequence, bool agrees) {
  CaseResult result = made(std::move(case_id), sequence, Status::passed);
  AssertionResult same_as;
  same_as.name = "same_as";
  same_as.verdict.evidence.set("agrees", agrees);
  result.assertions.push_back(std::move(same_as));
  return result;
}

class Written {
 public:
  explicit Written(const std::vector<CaseResult>& results) {
    auto writer = RunWriter::create(files_, "/run", {});
    REQUIRE(writer);
    for (const CaseResult& result : results) REQUIRE(writer->add(result));
    auto reader = RunReader::open(files_, "/run");
    REQUIRE(reader);
    reader_ = std::make_unique<RunReader>(std::move(*reader));
    summary = summarise(*reader_);
  }
  std::string as(const std::string& format) const {
    std::ostringstream out;
    find_report_format(format)->write(*reader_, summary, out);
    return out.str();
  }

  RunSummary summary;

 private:
  fakes::MemoryFiles files_;
  std::unique_ptr<RunReader> reader_;
};

std::vector<CaseResult> whole_run() {
  return {made("a", 0, Status::passed),
          control_of("a", 1, Status::passed),
          made("b", 2, Status::failed),
          control_of("b", 3, Status::passed),
          made("c", 4, Status::passed),
          control_of("c", 5, Status::failed),
          compared("d", 6, true),
          compared("e", 7, false),
          group("f", 8, "circular", {Status::passed, Status::passed}, true),
          group("g", 9, "circular", {Status::passed, Status::failed, Status::failed}, false),
          group("h", 10, "group", {Status::failed}, {})};
}

}  // namespace

TEST_CASE("What groups, comparisons and controls tell is counted") {
  const Written run(whole_run());
  CHECK(
      relation_texts(run.summary.relations) ==
      std::vector<std::string>{
          "circular evaluation: 1 of 2 questions right in every order of the options (50.0 %), 2 in the order written "
          "(100.0 %), 3 of 5 over all orders (60.0 %)",
          "consistency: 1 of 2 groups gave one answer from all members (50.0 %)",
          "flips: 1 of 2 comparisons with another case found another answer (50.0 %)",
          "language prior: 2 of 3 controls passed without the image (66.7 %)"});
  REQUIRE(run.summary.solved_without_image.size() == 1);
  CHECK(run.summary.solved_without_image[0].text() == "s/a#p@m");
}

TEST_CASE("An answer that is to differ from another, and does, is no flip") {
  CaseResult differs = compared("a", 0, false);
  differs.assertions[0].verdict.evidence.set("is_to_differ", true);
  const Written run({differs, compared("b", 1, true)});
  CHECK(run.summary.relations.comparisons == 1);
  CHECK(run.summary.relations.flips == 0);
}

TEST_CASE("Controls count in no rate, but in what was spent") {
  const Written run(whole_run());
  const CellSummary& cell = run.summary.cells.at(0);
  CHECK(cell.counts.passed == 5);
  CHECK(cell.counts.failed == 3);
  CHECK(run.summary.counts.all() == 8);
  CHECK(cell.answers == 5);
  CHECK(cell.unparsed == 0);
  CHECK(cell.metrics.empty());
  CHECK(cell.latency_p95_ms == 100);
  CHECK(cell.completion_tokens == 8);
  CHECK(cell.cost == Approx(4.0));
  for (const UnitSummary& unit : run.summary.not_in_order) CHECK(unit.control.empty());
}

TEST_CASE("A control that ended in error is told, and counts as an error beside the rates") {
  const Written run({made("a", 0, Status::passed), control_of("a", 1, Status::error)});
  CHECK(run.summary.counts.error == 0);
  CHECK(run.summary.relations.controls == 0);
  CHECK(run.summary.relations.controls_in_error == 1);
  REQUIRE(run.summary.not_in_order.size() == 1);
  CHECK(run.summary.not_in_order[0].id.case_id == "a@blank_image");
  CHECK(run.as("junit").find("a@blank_image") != std::string::npos);
}

TEST_CASE("A run without any of it says nothing of it") {
  const Written run({made("a", 0, Status::passed)});
  CHECK_FALSE(run.summary.relations.any());
  CHECK(relation_texts(run.summary.relations).empty());
  CHECK(run.as("md").find("Groups") == std::string::npos);
  CHECK(run.as("json").find("relations") == std::string::npos);
}

TEST_CASE("Every report shows groups and controls") {
  const Written run(whole_run());
  const std::string markdown = run.as("md");
  CHECK(markdown.find("- s, p, m: language prior: 2 of 3 controls passed without the image") != std::string::npos);
  CHECK(markdown.find("- solved without the image: `s/a#p@m`") != std::string::npos);
  const std::string json = run.as("json");
  CHECK(json.find(R"("circular":2,"circular_passed":1,"vanilla_passed":2,"orders":5,"orders_passed":3)") !=
        std::string::npos);
  CHECK(json.find(R"("solved_without_image":["s/a#p@m"])") != std::string::npos);
  CHECK(json.find(R"("control":"blank_image","control_of":"a")") != std::string::npos);
  const std::string csv = run.as("csv");
  CHECK(csv.find(",0,blank_image\r\n") != std::string::npos);
  CHECK(csv.find(",0,circular\r\n") != std::string::npos);
  const std::string junit = run.as("junit");
  CHECK(junit.find("a@blank_image") == std::string::npos);
  CHECK(junit.find(R"(<property name="group" value="circular, all"/>)") != std::string::npos);
  CHECK(junit.find(R"(tests="8")") != std::string::npos);
}

}  // namespace sightline
