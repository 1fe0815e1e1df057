#include <catch2/catch.hpp>
#include <sstream>
#include <stdexcept>

#include "fakes/memory_files.h"
#include "report/report.h"

namespace sightline {
namespace {

constexpr unsigned kMany = 1'000;

/// A run of that many units, of two repeats each, whose answers are of a kilobyte.
RunReader run_of_units(fakes::MemoryFiles& files, unsigned units) {
  auto writer = RunWriter::create(files, "/run", {});
  REQUIRE(writer);
  for (unsigned number = 0; number < 2 * units; ++number) {
    CaseResult result;
    result.unit = {"suite", "case-" + std::to_string(number / 2), "ask", "m"};
    result.sequence = number;
    result.repeat = number % 2;
    Exchange& exchange = result.exchanges.emplace_back();
    exchange.key = "key-" + std::to_string(number);
    exchange.reply.emplace().text = std::string(1'000, 'x');
    REQUIRE(writer->add_request(exchange.key, "{\"n\":" + std::to_string(number) + "}"));
    REQUIRE(writer->add(result));
  }
  REQUIRE(writer->finish({}));
  auto run = RunReader::open(files, "/run");
  REQUIRE(run);
  return std::move(*run);
}

/// Notes what it is told.
class Tape : public ReportWriter {
 public:
  void unit(const ReportUnit& unit) override {
    text_ += unit.summary.id.case_id + "x" + std::to_string(unit.repeats.size()) + unit.requests + " ";
  }
  void end() override { text_ += "end"; }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

class FullDisk : public ReportWriter {
 public:
  void unit(const ReportUnit& unit) override {
    if (unit.summary.id.case_id == "case-7") throw std::runtime_error("no room");
  }
  void end() override {}
};

std::string expected_tape(unsigned units) {
  std::string text;
  for (unsigned i = 0; i < units; ++i) {
    text += fmt::format("case-{}x2{{\"key-{}\":{{\"n\":{}}},\"key-{}\":{{\"n\":{}}}}} ", i, 2 * i, 2 * i, 2 * i + 1,
                        2 * i + 1);
  }
  return text + "end";
}

TEST_CASE("each writer is told every unit with its repeats and requests, in plan order, and then the end") {
  for (const unsigned units : {0U, 3U, kMany}) {
    fakes::MemoryFiles files;
    const RunReader run = run_of_units(files, units);
    Tape one;
    Tape two;
    tell_units(run, {&one, &two});
    INFO(units);
    // Keys are sorted as texts, so that the tenth stands before the second: compared where they are in order anyway.
    CHECK(one.text().size() == expected_tape(units).size());
    CHECK(one.text() == two.text());
    if (units == 3) CHECK(one.text() == expected_tape(units));
    CHECK(one.text().ends_with("end"));
    std::size_t at = 0;
    for (unsigned i = 0; i < units; ++i) {
      at = one.text().find("case-" + std::to_string(i) + "x2", at);
      REQUIRE(at != std::string::npos);
    }
  }
}

TEST_CASE("what one writer throws is thrown, and neither the others nor the reading wait for it") {
  fakes::MemoryFiles files;
  const RunReader run = run_of_units(files, kMany);
  Tape tape;
  FullDisk full;
  CHECK_THROWS_WITH(tell_units(run, {&full, &tape}), "no room");
  CHECK_THROWS_WITH(tell_units(run, {&tape, &full}), "no room");
}

TEST_CASE("a large run is written on several threads as it is by one format after the other") {
  fakes::MemoryFiles files;
  const RunReader run = run_of_units(files, kMany);
  const RunSummary summary = summarise(run);
  std::ostringstream html;
  std::ostringstream json;
  const auto html_writer = find_report_format("html")->begin(run, summary, html);
  const auto json_writer = find_report_format("json")->begin(run, summary, json);
  tell_units(run, {html_writer.get(), json_writer.get()});
  std::ostringstream html_alone;
  std::ostringstream json_alone;
  find_report_format("html")->write(run, summary, html_alone);
  find_report_format("json")->write(run, summary, json_alone);
  CHECK(html.str() == html_alone.str());
  CHECK(json.str() == json_alone.str());
}

}  // namespace
}  // namespace sightline
