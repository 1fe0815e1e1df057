#include "mock/exchange.h"

#include <algorithm>

#include "fixture/lookup.h"
#include "fixture/request_images.h"
#include "json/json.h"

namespace sightline {
namespace {

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

bool is_sent_again(int status) {
  return status == 408 || status == 409 || status == 429 || status >= 500;
}

bool is_asked_again(int status) {
  return is_sent_again(status) || status == 401 || status == 403;
}

void find_recording(MockExchange& x, const std::vector<RequestKey>& keys) {
  x.key = keys.front();
  for (const RequestKey& key : keys) {
    x.fixture = x.stock.library().hold(key.key);
    if (x.fixture != nullptr && x.said_ignore && !may_answer(x.fixture->request, *x.said_ignore, key.ignored)) {
      x.fixture = nullptr;
    }
    if (x.fixture == nullptr) continue;
    x.key = key;
    break;
  }
  x.entry.key = x.key.key;
  x.entry.stream = x.key.stream;
}

KeyedRequest keyed_request(const MockExchange& x, const std::vector<std::string>& own_ignore) {
  const std::vector<std::string>& ignore = x.said_ignore          ? *x.said_ignore
                                           : x.fixture == nullptr ? own_ignore
                                                                  : x.fixture->request.ignore;
  KeyedRequest asked = *key_request(x.text, ignore, x.path);
  note_lifted(asked.body, x.images);
  return asked;
}

RequestFaults request_faults(const MockExchange& x, ValidationRules rules) {
  // The rules are those of chat completions.
  const auto body = x.path == kCompletionsPath ? parse_json(x.text) : failure("");
  if (!body) return {};
  std::vector<ImageFacts> images;
  for (const LiftedImage& image : x.images) images.push_back(image.facts);
  return validate_request(*body, images, rules);
}

}  // namespace sightline
