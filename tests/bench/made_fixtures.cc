#include "made_fixtures.h"

#include <fmt/format.h>

#include <cmath>
#include <stdexcept>

#include "base/base64.h"
#include "base/files.h"
#include "fixture/library.h"
#include "fixture/stream_form.h"
#include "picture.h"

namespace sightline::bench {

namespace {

template <typename T>
T value_of(Expected<T> expected) {
  if (!expected) throw std::runtime_error(render(expected.error()));
  return std::move(*expected);
}

std::string http_request(const std::string& body) {
  return fmt::format(
      "POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer none\r\n"
      "Content-Type: application/json\r\nAccept: */*\r\nContent-Length: {}\r\n\r\n{}",
      body.size(), body);
}

std::string text_request(unsigned number, bool stream) {
  return fmt::format(
      R"({{"model":"bench/model","messages":[{{"role":"system","content":"You answer questions about a catalogue of )"
      R"(pictures. Answer in one sentence, say what you see and nothing that you only suppose, name colours by their )"
      R"(common names, count things where you are asked how many there are, and say that you cannot tell where the )"
      R"(picture does not show it. Do not repeat the question, do not apologise, and write no list."}},)"
      R"({{"role":"user","content":"What is said of subject {:03}? Take the description that was made last, and leave )"
      R"(out what is said of the subjects beside it."}}],)"
      R"("temperature":0,"max_tokens":100,"stream":{}}})",
      number, stream);
}

std::string image_request(unsigned number, std::size_t bytes) {
  return fmt::format(
      R"({{"model":"bench/model","messages":[{{"role":"user","content":[{{"type":"text","text":"What is this?"}},)"
      R"({{"type":"image_url","image_url":{{"url":"data:image/png;base64,{}"}}}}]}}],"temperature":0}})",
      to_base64(noisy_png(bytes, number)));
}

std::string answer(unsigned number) {
  return fmt::format(
      R"({{"id":"chatcmpl-{0}","object":"chat.completion","created":1764625045,"model":"model","choices":[)"
      R"({{"index":0,"message":{{"role":"assistant","content":"This is what is said of number {0}: it is a )"
      R"(subject like the others, and nothing more is known of it."}},"finish_reason":"stop",)"
      R"("logprobs":null}}],"usage":{{"prompt_tokens":20,"completion_tokens":25,"total_tokens":45}}}})",
      number);
}

std::string event(std::size_t number) {
  return fmt::format(
      "data: {{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1764625045,\"model\":\"model\","
      "\"choices\":[{{\"index\":0,\"delta\":{{\"content\":\" word {}\"}},\"finish_reason\":null}}]}}\n\n",
      number);
}

void record(Library& library, const std::string& name, const std::string& request, RecordedResponse response) {
  Fixture fixture;
  fixture.request = value_of(key_request(request));
  fixture.responses.push_back(std::move(response));
  fixture.after = Fixture::After::repeat_last;
  fixture.recorded_at = "2026-11-20";
  fixture.source = "authored";
  value_of(library.record("bench", name, std::move(fixture), {}));
}

}  // namespace

std::vector<std::string> write_plain_fixtures(const std::string& folder, unsigned count, std::size_t image_bytes) {
  DiskFiles files;
  Library library(files, folder);
  std::vector<std::string> requests;
  for (unsigned i = 0; i < count; ++i) {
    const std::string body = image_bytes > 0 ? image_request(i, image_bytes) : text_request(i, false);
    RecordedResponse response;
    response.headers = {{"content-type", "application/json"}};
    response.body = answer(i);
    record(library, fmt::format("plain-{}", i), body, std::move(response));
    requests.push_back(http_request(body));
  }
  return requests;
}

TimedStream write_stream_fixture(const std::string& folder, std::vector<std::chrono::microseconds> due) {
  TimedStream stream;
  RecordedResponse response;
  response.stream = true;
  response.headers = {{"content-type", "text/event-stream"}};
  response.headers_ms = 0;
  for (std::size_t i = 0; i < due.size(); ++i) {
    const std::size_t begin = response.body.size();
    response.body += i + 1 == due.size() ? "data: [DONE]\n\n" : event(i);
    stream.ends.push_back(response.body.size());
    if (i == 0 || due[i] != due[i - 1]) {
      response.arrivals.push_back({begin, due[i].count()});
    }
  }
  stream.body = response.body;
  stream.due = std::move(due);
  const std::string request = text_request(static_cast<unsigned>(stream.due.size()), true);
  stream.request = http_request(request);
  DiskFiles files;
  Library library(files, folder);
  record(library, "stream", request, std::move(response));
  return stream;
}

std::vector<std::chrono::microseconds> times_of_recording(const std::string& folder, const std::string& body) {
  DiskFiles files;
  Library library(files, folder);
  const Errors errors = library.load();
  if (!errors.empty()) throw std::runtime_error(render(errors));
  if (library.size() != 1) throw std::runtime_error(fmt::format("{} recordings in place of one", library.size()));
  const RecordedResponse& response = library.all().front()->responses.front();
  if (response.body != body) throw std::runtime_error("the recording is of other bytes");
  std::vector<std::chrono::microseconds> times;
  for (const double ms : frame_times(frame_ends(body), response.arrivals).t_ms) {
    times.emplace_back(std::llround(ms * 1000));
  }
  return times;
}

}  // namespace sightline::bench
