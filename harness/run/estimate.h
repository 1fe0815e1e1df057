#pragma once

#include <cstdint>
#include <optional>

#include "model/chat.h"
#include "model/suite.h"

namespace sightline {

/// Tokens and money that a request is expected to take, before it is sent. Rough by nature: the answer's usage decides.
struct Estimate {
  std::int64_t text_tokens = 0;
  std::int64_t image_tokens = 0;
  std::int64_t completion_tokens = 0;  ///< The most that the request allows, or kAssumedCompletion.
  std::optional<double> cost;          ///< USD; nothing where the model has no price.
  bool completion_assumed = false;     ///< The request sets no max_tokens.
  std::int64_t prompt_tokens() const { return text_tokens + image_tokens; }
};

/// Completion tokens assumed where a request sets no limit.
inline constexpr std::int64_t kAssumedCompletion = 512;

/// Tokens of an image as its model's rule counts them (image/smart_resize.h), and two for its marks. Source: the bill
/// of Alibaba's Model Studio ("tokens = h·w / (32·32) + 2"). 0 for the family "none" and for remote URLs.
std::int64_t image_tokens(const Image& image, const VisualTokens& rule);

/// About 4 ASCII characters or 1.5 others a token.
std::int64_t text_tokens(std::string_view text);

Estimate estimate(const ChatRequest& request, const ModelSpec& model);

}  // namespace sightline
