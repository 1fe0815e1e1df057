#include "view_rig.h"

#include <atomic>
#include <chrono>
#include <fstream>

#include "runlog/runlog.h"

namespace sightline::fakes {
namespace {

std::filesystem::path new_folder() {
  static std::atomic<unsigned> number = 0;
  const auto now = std::chrono::steady_clock::now().time_since_epoch().count();
  const auto path = std::filesystem::temp_directory_path() /
                    ("sightline-view-" + std::to_string(now) + "-" + std::to_string(number++));
  std::filesystem::create_directories(path / "reports");
  return path;
}

}  // namespace

std::string log_header(const std::string& id, const std::string& started, unsigned planned) {
  RunHeader header;
  header.id = id;
  header.version = "0.1.0";
  header.label = "<b>label</b> of " + id;
  header.started = started;
  header.suites = {
      {.name = "receipts", .path = "suites/receipts.yaml", .sha256 = "", .description = "", .metrics = {}}};
  header.models = {{.name = "small", .model = "small-1", .base_url = "", .params = {}, .price = {}}};
  header.planned_results = planned;
  return header_line(header);
}

std::string log_result(unsigned number, bool passed) {
  CaseResult result;
  result.unit = {"receipts", "case-" + std::to_string(number), "terse", "small"};
  result.sequence = number;
  result.status = passed ? Status::passed : Status::failed;
  result.score = passed ? 1 : 0;
  result.reason = passed ? "" : "the total is wrong";
  return result_line(result);
}

std::string log_footer(int exit_code) {
  RunFooter footer;
  footer.finished = "2026-11-20T10:00:00Z";
  footer.wall_ms = 1500;
  footer.exit_code = exit_code;
  return footer_line(footer);
}

int status_of(const std::string& answer) {
  return std::stoi(answer.substr(9, 3));
}

ViewRig::ViewRig() : root_(new_folder()) {}

ViewRig::~ViewRig() {
  server_.reset();
  std::filesystem::remove_all(root_);
}

void ViewRig::add_run(const std::string& name, const std::string& started, unsigned results, unsigned failed,
                      bool ended) {
  std::string log = log_header(name, started, results);
  for (unsigned i = 0; i < results; ++i) log += log_result(i, i >= failed);
  if (ended) log += log_footer(failed > 0 ? 1 : 0);
  write(path(name) + "/run.jsonl", log);
}

void ViewRig::write(const std::string& path, const std::string& text) const {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

void ViewRig::append(const std::string& path, const std::string& text) const {
  std::ofstream(path, std::ios::binary | std::ios::app) << text;
}

ViewServer& ViewRig::start(ViewOptions options) {
  options.reports = (root_ / "reports").string();
  options.reports_shown = "reports";
  options.look = std::chrono::milliseconds(5);
  server_ = std::make_unique<ViewServer>(files_, std::move(options));
  if (auto started = server_->start(); !started) throw std::runtime_error(render(started.error()));
  return *server_;
}

std::string ViewRig::request(const std::string& line, const std::string& host, const std::string& headers) const {
  RawClient client(port());
  client.send(line + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n" + headers + "\r\n");
  return client.rest();
}

std::string ViewRig::get(const std::string& target, const std::string& headers) const {
  return request("GET " + target, host(), headers);
}

}  // namespace sightline::fakes
