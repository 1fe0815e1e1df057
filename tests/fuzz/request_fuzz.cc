// Any bytes as the body of a request to the mock server, cut anywhere: the answer is the same however the bytes came,
// and an image that is lifted out of them leaves the key that the whole text has.

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "fakes/memory_files.h"
#include "fixture/library.h"
#include "mock/replay_handler.h"

namespace sightline {
namespace {

/// A request whose body comes in pieces of one size, or of sizes that grow where it is 0.
class CutRequest final : public ServerRequest {
 public:
  CutRequest(std::string_view body, std::size_t piece) : body_(body), piece_(piece) {}
  std::string_view method() const override { return "POST"; }
  std::string_view path() const override { return "/v1/chat/completions"; }
  std::string_view header(std::string_view name) const override { return name == "x-sightline-repeat" ? "0" : ""; }
  std::string_view target() const override { return path(); }
  std::vector<Header> headers() const override { return {}; }
  BodyEnd read_body(const TakePiece& take) override {
    std::size_t size = piece_;
    for (std::size_t at = 0; at < body_.size(); at += size) {
      size = piece_ == 0 ? size + 1 : piece_;
      if (!take(body_.substr(at, size))) return BodyEnd::refused;
    }
    return BodyEnd::whole;
  }

 private:
  std::string_view body_;
  std::size_t piece_;
};

Fixture recording(std::string_view request) {
  Fixture fixture;
  fixture.request = *key_request(request);
  fixture.responses.emplace_back().body = R"({"choices":[]})";
  fixture.source = "authored";
  return fixture;
}

/// A server of two recordings, without its sockets.
struct Server {
  Server() {
    library.record("fuzz", "text", recording(R"({"model":"m","messages":[{"role":"user","content":"x"}]})"), {})
        .value();
    library
        .record("fuzz", "image",
                recording(R"({"model":"m","messages":[{"role":"user","content":[{"type":"image_url",)"
                          R"("image_url":{"url":"https://example.com/a.png"}}]}]})"),
                {})
        .value();
  }
  fakes::MemoryFiles files;
  Library library{files, "/fixtures"};
  MockOptions options;
  Cursors cursors;
  Journal journal{100};
  Metrics metrics;
  Stock stock{{std::shared_ptr<const Library>(), &library}, {}};
  ReplayHandler handler{options, cursors, journal, metrics, nullptr};

  ServerResponse answer(std::string_view body, std::size_t piece) {
    CutRequest request(body, piece);
    return handler.answer(stock, request, "", kCompletionsPath);
  }
};

bool same_headers(const std::vector<Header>& a, const std::vector<Header>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const Header& x, const Header& y) { return x.name == y.name && x.value == y.value; });
}

void check_answers(std::string_view body, std::size_t piece) {
  static Server server;
  const ServerResponse a = server.answer(body, body.size() + 1);
  const ServerResponse b = server.answer(body, piece);
  if (a.status != b.status || a.body != b.body || !same_headers(a.headers, b.headers)) std::abort();
  if (a.status != 200 && a.status != 400 && a.status != 404) std::abort();
  if (a.body.empty()) std::abort();
}

void check_key(std::string_view body) {
  const auto key = request_key(body);
  ImageLift lift;
  lift.take(body);
  if (!key || lift.lost_an_image()) return;
  const auto lifted = request_key(lift.text());
  if (!lifted || lifted->key != key->key || lifted->ignored != key->ignored) std::abort();
}

/// Images are lifted where they are large, which fuzzers do not reach: a byte 1 stands for many letters of base64.
std::string with_large_images(std::string_view text) {
  static const std::string kLetters(17'000, 'Q');
  std::string out;
  unsigned images = 0;
  for (const char c : text) {
    if (c == '\x01' && images++ < 4) {
      out += kLetters;
    } else {
      out += c;
    }
  }
  return out;
}

}  // namespace
}  // namespace sightline

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string body = sightline::with_large_images({reinterpret_cast<const char*>(data) + 1, size - 1});
  // Pieces of a few bytes of a large body would take most of the time.
  sightline::check_answers(body, body.size() < 4'096 ? data[0] % 8 : data[0] * 16);
  sightline::check_key(body);
  return 0;
}
