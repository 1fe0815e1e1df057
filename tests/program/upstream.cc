#include "program/upstream.h"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "base/text.h"
#include "fakes/raw_client.h"
#include "fixture/library.h"
#include "json/json.h"
#include "program/program.h"
#include "sse/sse.h"

namespace sightline::programs {
namespace {

template <typename T>
T value_of(Expected<T> expected) {
  if (!expected) throw std::runtime_error(render(expected.error()));
  return std::move(*expected);
}

std::string chunk(const std::string& delta, const std::string& finish_reason, const std::string& rest = "") {
  return sse_frame(
      fmt::format(R"({{"id":"made-1","object":"chat.completion.chunk","created":1764625045,"model":"made",)"
                  R"("choices":[{{"index":0,"delta":{},"finish_reason":{}}}]{}}})",
                  delta, finish_reason, rest));
}

/// The text in pieces that joined are the text: each word with the blank after it.
std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  for (const std::string_view word : split(text, ' ')) words.push_back(std::string(word) + " ");
  words.back().pop_back();
  return words;
}

PlannedRequest read_planned(std::string_view line) {
  const Node read = value_of(parse_json(line));
  PlannedRequest planned{.unit = read.find("unit")->string(),
                         .repeat = static_cast<unsigned>(read.find("repeat")->number())};
  planned.request = value_of(key_parsed_request(*read.find("body"), {}));
  return planned;
}

}  // namespace

std::vector<PlannedRequest> planned_requests(const std::string& folder, const std::vector<std::string>& arguments) {
  std::vector<std::string> words{"run", "--dry-run"};
  words.insert(words.end(), arguments.begin(), arguments.end());
  const Ended told = run(words, {.folder = folder});
  if (told.code != 0) throw std::runtime_error("no plan: " + told.said);
  std::vector<PlannedRequest> requests;
  for (const std::string_view line : split(told.printed, '\n')) {
    if (!line.empty()) requests.push_back(read_planned(line));
  }
  return requests;
}

void write_recordings(Files& files, const std::string& folder, const std::vector<PlannedRequest>& requests,
                      const std::function<RecordedResponse(const PlannedRequest&)>& answer) {
  Library library(files, folder);
  for (const PlannedRequest& planned : requests) {
    Fixture fixture;
    fixture.request = planned.request;
    fixture.responses.push_back(answer(planned));
    fixture.after = Fixture::After::repeat_last;
    fixture.recorded_at = "2026-11-20";
    fixture.source = "authored";
    const std::string case_id =
        planned.unit.substr(planned.unit.find('/') + 1, planned.unit.find('#') - planned.unit.find('/') - 1);
    value_of(library.record(planned.unit.substr(0, planned.unit.find('/')), case_id, std::move(fixture), {}));
  }
}

RecordedResponse plain_answer(const std::string& text) {
  RecordedResponse response;
  response.headers = {{"content-type", "application/json"}};
  response.body = fmt::format(
      R"({{"id":"made-1","object":"chat.completion","created":1764625045,"model":"made","choices":[{{"index":0,)"
      R"("message":{{"role":"assistant","content":{}}},"finish_reason":"stop"}}],)"
      R"("usage":{{"prompt_tokens":20,"completion_tokens":25,"total_tokens":45}}}})",
      to_json(Node(text)));
  return response;
}

RecordedResponse streamed_answer(const std::string& text) {
  RecordedResponse response;
  response.stream = true;
  response.headers = {{"content-type", "text/event-stream"}};
  response.body = chunk(R"({"role":"assistant","content":""})", "null");
  for (const std::string& word : words_of(text)) {
    response.body += chunk(fmt::format(R"({{"content":{}}})", to_json(Node(word))), "null");
  }
  response.body += chunk("{}", R"("stop")") + sse_frame("[DONE]");
  return response;
}

std::string body_from(std::uint16_t port, const std::string& path) {
  fakes::RawClient client(port);
  client.send("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
  return fakes::body_of(client.answer());
}

std::vector<Node> journal_of(std::uint16_t port, const std::string& session) {
  const std::string choice = session.empty() ? "" : "?session=" + session;
  const Node journal = value_of(parse_json(body_from(port, "/__sightline/journal" + choice)));
  return journal.find("entries")->list();
}

std::string text_of_file(const std::string& path) {
  std::stringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

void write_file(const std::string& path, std::string_view text) {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream out(path, std::ios::binary);
  out << text;
  if (!out.flush()) throw std::runtime_error("cannot write " + path);
}

}  // namespace sightline::programs
