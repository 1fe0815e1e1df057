#include "crash/made_project.h"

#include <fmt/format.h>

#include "base/files.h"
#include "bench/picture.h"
#include "program/upstream.h"

namespace sightline::crash {

using namespace programs;

namespace {

constexpr std::size_t kImageBytes = 20'000;

std::string suite_text(unsigned cases) {
  std::string text =
      "suite: made\nprompts:\n  ask: \"{{photo}}What is said of {{name}}?\"\n"
      "defaults:\n  repeat: 2\n  params: {seed: {from: 100}}\ncases:\n";
  for (unsigned i = 0; i < cases; ++i) {
    text += fmt::format("  - id: case-{0}\n    vars: {{name: subject {0}, photo: ", i);
    text += i % 3 == 0 ? fmt::format("{{image: images/{}.png}}", i) : std::string("\"\"");
    text += fmt::format("}}\n{}    assert: [{{contains: number {}}}]\n",
                        i % 4 == 0 ? "    params: {stream: true}\n" : "", i);
  }
  return text;
}

/// Often enough to be in the way of every run, seldom enough for its retries.
constexpr const char* kFaults = R"(faults:
  - {status: 429, retry_after: 5ms, probability: 0.1}
  - {status: 503, probability: 0.05}
  - {cut: 3, probability: 0.08}
  - {reset: 2, probability: 0.05}
  - {delay_headers: 10ms, probability: 0.3}
)";

std::string number_of(const std::string& unit) {
  const std::size_t begin = unit.find("case-") + 5;
  return unit.substr(begin, unit.find('#') - begin);
}

}  // namespace

void point_at(const MadeProject& project, const std::string& base_url) {
  write_file(project.folder + "/sightline.yaml",
             fmt::format("version: 1\nsuites: suite.yaml\nmodels:\n  made:\n    base_url: {}\n    model: made/model\n"
                         "    headers: {{X-Sightline-Session: \"${{{}}}\"}}\n    limits: {{concurrency: 8}}\n"
                         "    retry: {{max: 8, base: 1ms, cap: 100ms}}\n",
                         base_url, kSessionVariable));
}

MadeProject make_project(const std::string& folder, unsigned cases) {
  MadeProject project{
      .folder = folder + "/project", .recordings = folder + "/upstream", .faults = folder + "/faults.yaml"};
  for (unsigned i = 0; i < cases; i += 3) {
    ++project.images;
    write_file(fmt::format("{}/images/{}.png", project.folder, i), bench::noisy_png(kImageBytes, i));
  }
  write_file(project.folder + "/suite.yaml", suite_text(cases));
  write_file(project.faults, kFaults);
  point_at(project, "http://127.0.0.1:9/v1");
  const auto planned = planned_requests(project.folder);
  project.results = static_cast<unsigned>(planned.size());
  DiskFiles files;
  write_recordings(files, project.recordings, planned, [&](const PlannedRequest& request) {
    const std::string text =
        fmt::format("This is what is said of number {}, für den {}. Mal.", number_of(request.unit), request.repeat + 1);
    project.answers[request.request.key] = text;
    return request.request.stream ? streamed_answer(text) : plain_answer(text);
  });
  return project;
}

}  // namespace sightline::crash
