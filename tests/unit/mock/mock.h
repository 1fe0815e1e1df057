#pragma once

#include <memory>
#include <string>
#include <vector>

#include "fakes/memory_files.h"
#include "fakes/raw_client.h"
#include "mock/mock_server.h"
#include "mock/proxy.h"

namespace sightline::mock_tests {

/// The body of a request with one user message; `params` are further members: `,"stream":true`.
std::string question(const std::string& text, const std::string& params = "");
Fixture fixture_of(const std::string& body, std::vector<RecordedResponse> responses,
                   const std::vector<std::string>& ignore = {});
RecordedResponse plain(const std::string& body);
/// A stream of `events` (each the JSON of one), of which event i came at i * 10 ms, and [DONE].
RecordedResponse streamed(const std::vector<std::string>& events);
/// The JSON of an event that brings a text.
std::string chunk(const std::string& text);

/// A library of some fixtures, and a server of it.
class Mock {
 public:
  explicit Mock(const std::vector<Fixture>& fixtures, MockOptions options = {});
  fakes::MemoryFiles files;
  Library library;
  std::unique_ptr<MockServer> server;
};

std::string post(const std::string& body, const std::string& headers = "",
                 const std::string& path = "/v1/chat/completions");
std::string asked(const MockServer& server, const std::string& request);
std::string asked(const Mock& mock, const std::string& request);
/// What the server gives of GET `path`.
std::string got(const MockServer& server, const std::string& path);
/// The message of an error in both dialects.
std::string message_of(const std::string& answer);

}  // namespace sightline::mock_tests
