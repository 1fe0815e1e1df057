#include "mock/completions.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/number.h"
#include "base/sha256.h"
#include "base/text.h"
#include "fixture/request_images.h"
#include "json/json.h"
#include "mock/error_body.h"
#include "mock/replay.h"

namespace sightline {
namespace {

/// The lists of ignored pointers under which a recording may be found: the server's own comes first.
std::vector<std::vector<std::string>> ignore_lists(const Library& library, const MockOptions& options) {
  std::vector<std::vector<std::string>> lists{options.ignore};
  for (std::vector<std::string>& list : library.ignore_lists()) {
    if (list != options.ignore) lists.push_back(std::move(list));
  }
  return lists;
}

std::string request_id(std::string_view hash, unsigned repeat) {
  return fmt::format("sightline-{}-{}", short_hash(hash), repeat);
}

void mark(ServerResponse& response, std::string_view name, std::string value) {
  response.headers.push_back({fmt::format("x-sightline-{}", name), std::move(value)});
}

std::string told(const Errors& errors) {
  std::vector<std::string> lines;
  for (const Error& error : errors) {
    const std::string place = error.place.text();
    lines.push_back(place.empty() ? error.message : place + ": " + error.message);
  }
  return "Body validation error: " + join(lines, "\n");
}

/// Puts what was seen of images while they were lifted beside them.
void note_lifted(Node& body, const std::vector<LiftedImage>& lifted) {
  for (Node* image : name_images(body)) {
    const auto digest = image_digest(*image_url_of(*image));
    const auto seen =
        std::ranges::find_if(lifted, [&](const LiftedImage& l) { return digest && l.facts.sha256 == *digest; });
    if (seen != lifted.end()) image->set(std::string(kImageNote), seen->note);
  }
}

}  // namespace

/// A request's recording, and the key by which it was found.
struct Completions::Found {
  const Fixture* fixture = nullptr;
  RequestKey key;
};

Completions::Completions(const Library& library, const MockOptions& options)
    : library_(library), options_(options), memo_(ignore_lists(library, options)) {}

Completions::Found Completions::find(const std::vector<RequestKey>& keys) const {
  for (const RequestKey& key : keys) {
    if (const Fixture* fixture = library_.find(key.key)) return {fixture, key};
  }
  return {nullptr, keys.front()};
}

Expected<unsigned> Completions::repeat_of(const ServerRequest& request, const Found& found) {
  const std::string_view said = request.header("x-sightline-repeat");
  if (said.empty() && found.fixture == nullptr) return 0;
  if (said.empty()) {
    const std::lock_guard lock(mutex_);
    return next_repeat_[found.key.key]++;
  }
  unsigned repeat = 0;
  const auto [end, error] = std::from_chars(said.data(), said.data() + said.size(), repeat);
  if (error == std::errc{} && end == said.data() + said.size()) return repeat;
  return failure(fmt::format("X-Sightline-Repeat is {}; it counts repeats from 0", quoted(said)));
}

ServerResponse Completions::hit(const Found& found, unsigned repeat, const Library::Served& served) const {
  const Fixture& fixture = *found.fixture;
  ServerResponse response = replayed(*served.response, options_.speed);
  const bool has_id =
      std::ranges::any_of(response.headers, [](const Header& header) { return header.name == "x-request-id"; });
  if (!has_id) response.headers.push_back({"x-request-id", request_id(found.key.key, repeat)});
  mark(response, "key", found.key.key);
  mark(response, "verdict", "hit");
  mark(response, "source", fixture.source);
  if (!fixture.recorded_at.empty()) mark(response, "recorded-at", fixture.recorded_at);
  mark(response, "copy", served.copy ? "true" : "false");
  if (found.key.ignored != fixture.request.ignored) mark(response, "ignored-changed", "true");
  if (served.response->first_token_ms) mark(response, "first-token-ms", number_text(*served.response->first_token_ms));
  if (served.response->total_ms) mark(response, "total-ms", number_text(*served.response->total_ms));
  return response;
}

ServerResponse Completions::invalid(const ServerRequest& request, std::string_view text, int status,
                                    std::string message, std::string param) const {
  ServerResponse response =
      error_response({status, "invalid_request_error", "body_validation_error", std::move(message), std::move(param)},
                     request.path(), request_id(sha256_hex(text), 0), options_.errors);
  mark(response, "verdict", "invalid");
  return response;
}

ServerResponse Completions::miss(const ServerRequest& request, const Miss& why, std::string_view key,
                                 unsigned repeat) const {
  ServerResponse response = error_response({404, "not_found_error", "missing_fixture", why.message}, request.path(),
                                           request_id(key, repeat), options_.errors);
  // Clients of this family send a 404 no second time anyway; this tells those that would.
  response.headers.push_back({"x-should-retry", "false"});
  mark(response, "key", std::string(key));
  mark(response, "verdict", "miss");
  return response;
}

RequestFaults Completions::faults_of(const std::string& text, const std::vector<LiftedImage>& lifted) const {
  const auto body = parse_json(text);
  if (!body) return {};
  std::vector<ImageFacts> images;
  for (const LiftedImage& image : lifted) images.push_back(image.facts);
  return validate_request(*body, images, options_.validate);
}

ServerResponse Completions::answer(ServerRequest& request) {
  ImageLift lift;
  const auto end = request.read_body([&](std::string_view piece) {
    lift.take(piece);
    return true;
  });
  const std::string text = lift.text();
  if (end == ServerRequest::BodyEnd::too_large) {
    return invalid(request, text, 413, "Body validation error: the request body is larger than this server takes");
  }
  if (end != ServerRequest::BodyEnd::whole) {
    return invalid(request, text, 400, "Body validation error: the request body ended before its end");
  }
  if (lift.lost_an_image()) {
    const RequestFaults faults = faults_of(text, lift.images());
    if (!faults.empty()) return invalid(request, text, 400, validation_message(faults), faults.first.front().param);
    return invalid(request, text, 400,
                   "Body validation error: an 'image_url.url' is a data: URL whose base64 does not decode");
  }
  return answer_text(request, text, lift.images());
}

ServerResponse Completions::answer_text(const ServerRequest& request, const std::string& text,
                                        const std::vector<LiftedImage>& lifted) {
  const auto keys = memo_.keys(text);
  if (!keys) return invalid(request, text, 400, told(keys.error()));
  const Found found = find(*keys);
  const auto repeat = repeat_of(request, found);
  if (!repeat) return invalid(request, text, 400, told(repeat.error()));
  if (found.fixture != nullptr) {
    const Library::Served served = Library::response_for(*found.fixture, *repeat);
    if (served.response != nullptr) return hit(found, *repeat, served);
  }
  // What a hit is spared is done here; reading a text that has a key cannot fail.
  KeyedRequest asked = *key_request(text, found.fixture == nullptr ? options_.ignore : found.fixture->request.ignore);
  const RequestFaults faults = faults_of(text, lifted);
  if (!faults.empty()) return invalid(request, text, 400, validation_message(faults), faults.first.front().param);
  note_lifted(asked.body, lifted);
  return miss(request, library_.explain_miss(asked, *repeat, options_.record_command), asked.key, *repeat);
}

}  // namespace sightline
