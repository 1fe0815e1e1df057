#include "run/estimate.h"

#include <algorithm>
#include <cmath>

#include "image/smart_resize.h"

namespace sightline {

namespace {

constexpr std::int64_t kImageMarks = 2;  // <|vision_start|> and <|vision_end|>.
constexpr std::int64_t kTemplateTokens = 15;

/// Nothing where there is no limit: servers take -1 for that.
std::optional<std::int64_t> completion_limit(const Node& params) {
  constexpr double kMost = 1e12;
  for (const char* name : {"max_completion_tokens", "max_tokens"}) {
    const Node* limit = params.find(name);
    if (limit && limit->is_number() && limit->number() > 0) {
      return static_cast<std::int64_t>(std::min(limit->number(), kMost));
    }
  }
  return std::nullopt;
}

void add_content(const Message& message, const VisualTokens& rule, Estimate& sum) {
  if (const auto* text = std::get_if<std::string>(&message.content)) sum.text_tokens += text_tokens(*text);
  const auto* parts = std::get_if<std::vector<Part>>(&message.content);
  if (!parts) return;
  for (const Part& part : *parts) {
    if (const auto* text = std::get_if<std::string>(&part)) sum.text_tokens += text_tokens(*text);
    if (const auto* image = std::get_if<ImagePart>(&part)) sum.image_tokens += image_tokens(*image->image, rule);
  }
}

}  // namespace

std::int64_t image_tokens(const Image& image, const VisualTokens& rule) {
  const auto size = displayed_size(image);
  const double tokens = size ? visual_token_count(*size, rule) : 0;
  return tokens > 0 ? static_cast<std::int64_t>(tokens) + kImageMarks : 0;
}

std::int64_t text_tokens(std::string_view text) {
  std::int64_t ascii = 0;
  std::int64_t other = 0;
  for (char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) ++ascii;
    if (byte >= 0xC0) ++other;  // The first byte of a longer sequence.
  }
  return static_cast<std::int64_t>(std::ceil(static_cast<double>(ascii) / 4 + static_cast<double>(other) / 1.5));
}

Estimate estimate(const ChatRequest& request, const ModelSpec& model) {
  Estimate sum;
  sum.text_tokens = kTemplateTokens;
  for (const Message& message : request.messages) add_content(message, model.visual_tokens, sum);
  const auto limit = completion_limit(request.params);
  sum.completion_assumed = !limit;
  sum.completion_tokens = limit.value_or(kAssumedCompletion);
  if (model.price) {
    sum.cost = (static_cast<double>(sum.prompt_tokens()) * model.price->input +
                static_cast<double>(sum.completion_tokens) * model.price->output) /
               1e6;
  }
  return sum;
}

}  // namespace sightline
