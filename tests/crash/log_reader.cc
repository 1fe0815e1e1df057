#include "crash/log_reader.h"

#include <fmt/format.h>

#include "base/text.h"
#include "json/json.h"
#include "program/upstream.h"

namespace sightline::crash {
namespace {

std::string text_in(const Node& map, const char* name) {
  const Node* member = map.find(name);
  return member != nullptr && member->is_string() ? member->string() : "";
}

void take_result(const Node& line, ReadLog& log) {
  const std::string unit = fmt::format("{}/{}#{}@{}", text_in(line, "suite"), text_in(line, "case"),
                                       text_in(line, "prompt"), text_in(line, "model"));
  LoggedResult result{.status = text_in(line, "status"), .key = "", .text = ""};
  if (const Node* exchanges = line.find("exchanges")) {
    const Node& last = exchanges->list().back();
    result.key = text_in(last, "key");
    if (const Node* reply = last.find("reply")) result.text = text_in(*reply, "text");
  }
  log.results[{unit, static_cast<unsigned>(line.find("repeat")->number())}] = std::move(result);
  log.is_finished = false;
}

void take_line(std::string_view text, bool is_first, ReadLog& log) {
  const auto line = parse_json(text);
  if (!line || !line->is_map()) return log.troubles.push_back(fmt::format("a line that is no JSON: {}", text));
  if (is_first) log.has_header = line->find("sightline_run") != nullptr;
  if (line->find("finished") != nullptr) log.is_finished = true;
  if (line->find("suite") != nullptr) take_result(*line, log);
}

}  // namespace

ReadLog read_log(const std::string& path) {
  ReadLog log;
  const std::string text = programs::text_of_file(path);
  std::vector<std::string_view> lines = split(text, '\n');
  // Behind the last line feed stands nothing, or a line without its end.
  if (!lines.back().empty()) ++log.cut;
  lines.pop_back();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const bool is_cut = i + 1 < lines.size() && lines[i + 1] == R"({"cut":true})";
    if (is_cut) ++log.cut;
    if (!is_cut) take_line(lines[i], i == 0, log);
  }
  return log;
}

}  // namespace sightline::crash
