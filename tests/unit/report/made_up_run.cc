#include "made_up_run.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "made_up_results.h"
#include "report/report.h"

namespace sightline::fakes {
namespace {

RunHeader header() {
  RunHeader header;
  header.id = "20261120T093000Z-run-3f9a";
  header.version = "0.1.0";
  header.label = "nightly";
  header.command = {"run", "suites/receipts.yaml", "suites/chat.yaml"};
  header.started = "2026-11-20T09:30:00Z";
  header.host = "box";
  header.git_commit = "0123456789abcdef0123456789abcdef01234567";
  header.mode = Mode::replay;
  header.seed = 7;
  header.planned_results = 12;
  header.suites.push_back({.name = "receipts",
                           .path = "suites/receipts.yaml",
                           .sha256 = std::string(64, '1'),
                           .description = "Reads totals off photographed receipts.",
                           .metrics = {{"total", Aggregate::mean}}});
  header.suites.push_back({.name = "chat's <own>",
                           .path = "suites/chat's own.yaml",
                           .sha256 = std::string(64, '2'),
                           .description = "",
                           .metrics = {}});
  Node params;
  params.set("temperature", Node(0));
  header.models.push_back({.name = "qwen",
                           .model = "alibaba/qwen3-vl-32b-instruct",
                           .base_url = "https://api.example.org",
                           .params = params,
                           .price = Price{0.735, 2.94}});
  header.models.push_back(
      {.name = "local", .model = "Qwen3-VL-8B", .base_url = "http://127.0.0.1:8000", .params = {}, .price = {}});
  return header;
}

RunFooter footer() {
  RunFooter footer;
  footer.finished = "2026-11-20T09:31:05Z";
  footer.wall_ms = 65'250.5;
  footer.gates = {{.gate = "errors",
                   .scope = "",
                   .model = "",
                   .prompt = "",
                   .status = GateVerdict::Status::fail,
                   .measured = 1,
                   .limit = 0,
                   .sentence = "1 unit ended in error, 0 allowed"},
                  {.gate = "pass_rate",
                   .scope = "receipts",
                   .model = "qwen",
                   .prompt = "terse",
                   .status = GateVerdict::Status::pass,
                   .measured = 0.5,
                   .limit = 0.5,
                   .sentence = "pass rate 50.0 % reaches 50.0 % (receipts, terse, qwen)"}};
  footer.exit_code = 3;
  return footer;
}

}  // namespace

MadeUpRun::MadeUpRun(bool read_back) {
  auto writer = RunWriter::create(files_, "/run", header());
  REQUIRE(writer);
  for (const auto& [key, body] : made_up_requests()) REQUIRE(writer->add_request(key, body));
  for (const CaseResult& result : made_up_results()) REQUIRE(writer->add(result));
  auto back = writer->read_back(files_);
  REQUIRE(back);
  back->set_footer(footer());
  REQUIRE(writer->finish(footer()));
  files_.put("/run/images/" + std::string(64, 'c') + ".png", "not really an image");
  auto opened = RunReader::open(files_, "/run");
  REQUIRE(opened);
  reader_ = std::make_unique<RunReader>(std::move(read_back ? *back : *opened));
  summary_ = summarise(*reader_);
}

std::string MadeUpRun::rendered(const std::string& format) const {
  std::ostringstream out;
  if (format == "stable") {
    write_stable_results_json(*reader_, summary_, out);
  } else {
    const ReportFormat* writer = find_report_format(format);
    REQUIRE(writer != nullptr);
    writer->write(*reader_, summary_, out);
  }
  return out.str();
}

}  // namespace sightline::fakes
