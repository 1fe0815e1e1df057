#include "run/estimate.h"

#include <catch2/catch.hpp>

using namespace sightline;

namespace {

Image image_of(std::uint32_t width, std::uint32_t height) {
  Image image;
  image.width = width;
  image.height = height;
  return image;
}

}  // namespace

// The sizes and counts are those of Hugging Face's Qwen2VLImageProcessorFast at factor 32, and of Alibaba Model
// Studio's billing rule for the cap of 2,560 tokens; 2 is added for the image's marks.
TEST_CASE("Image tokens are those of the processor") {
  struct Row {
    std::uint32_t width, height, cap;
    std::int64_t tokens;
  };
  const std::vector<Row> rows = {
      {1920, 1080, 16384, 2040 + 2}, {1280, 720, 16384, 880 + 2},   {640, 480, 16384, 300 + 2},
      {224, 224, 16384, 64 + 2},     {3840, 2160, 16384, 8160 + 2}, {3840, 2160, 2560, 2479 + 2},
      {1, 1, 16384, 64 + 2},
  };
  for (const Row& row : rows) {
    CAPTURE(row.width, row.height, row.cap);
    CHECK(image_tokens(image_of(row.width, row.height), {"qwen3-vl", row.cap}) == row.tokens);
  }
  CHECK(image_tokens(image_of(640, 480), {"none", 16384}) == 0);
}

TEST_CASE("Text tokens go by bytes for ASCII and by characters for the rest") {
  CHECK(text_tokens("") == 0);
  CHECK(text_tokens("12345678") == 2);
  CHECK(text_tokens("日本語") == 2);
}

TEST_CASE("An estimate has the cost at the model's price") {
  ModelSpec model;
  model.price = Price{.input = 1, .output = 10};
  ChatRequest request{.model = "m", .messages = {}, .params = {}};
  Message message;
  message.content = std::string(400, 'x');
  request.messages.push_back(message);
  request.params.set("max_tokens", 50);
  const Estimate e = estimate(request, model);
  CHECK(e.prompt_tokens() == 115);
  CHECK(e.completion_tokens == 50);
  CHECK_FALSE(e.completion_assumed);
  CHECK(*e.cost == Approx((115.0 + 500.0) / 1e6));
  CHECK(estimate({.model = "m", .messages = {}, .params = {}}, model).completion_assumed);
}

TEST_CASE("A max_tokens that is no limit counts as none, and a silly one is bounded") {
  const auto completion = [](double limit) {
    ChatRequest request{.model = "m", .messages = {}, .params = {}};
    request.params.set("max_tokens", limit);
    return estimate(request, {});
  };
  for (const double none : {-1.0, 0.0}) {
    CHECK(completion(none).completion_assumed);
    CHECK(completion(none).completion_tokens == kAssumedCompletion);
  }
  CHECK(completion(1e300).completion_tokens == 1'000'000'000'000);
}
