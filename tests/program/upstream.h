#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "fixture/fixture.h"
#include "model/node.h"

namespace sightline::programs {

/// One request that a project would send.
struct PlannedRequest {
  std::string unit;  ///< "suite/case#prompt@model"
  unsigned repeat = 0;
  KeyedRequest request = {};
};

/// What the project in `folder` would send by the suites named, as `sightline run --dry-run` tells it.
std::vector<PlannedRequest> planned_requests(const std::string& folder, const std::vector<std::string>& arguments = {});

/// Writes a recording for each of the requests; `answer` makes the one of a request.
void write_recordings(Files& files, const std::string& folder, const std::vector<PlannedRequest>& requests,
                      const std::function<RecordedResponse(const PlannedRequest&)>& answer);

/// A whole answer with that text, and the same as a stream of an event for each word.
RecordedResponse plain_answer(const std::string& text);
RecordedResponse streamed_answer(const std::string& text);

/// What a server on 127.0.0.1 gives of GET `path`: its body.
std::string body_from(std::uint16_t port, const std::string& path);
/// The entries of a mock server's journal, of one session ("" for all).
std::vector<Node> journal_of(std::uint16_t port, const std::string& session);

/// A file's text, "" where there is none; and a file of that text, with the folders above it.
std::string text_of_file(const std::string& path);
void write_file(const std::string& path, std::string_view text);

}  // namespace sightline::programs
