#pragma once

#include "mock/validation_faults.h"

namespace sightline {

// The parts of validate_request(). Each holds one part of a request against the rules of the collector.

/// The `messages` of a request.
void check_messages(const Spot& messages, const std::vector<ImageFacts>& images, FaultCollector& faults);
/// The value of a part's `image_url`.
void check_image(const Spot& image, const std::vector<ImageFacts>& images, FaultCollector& faults);
/// `content`: a string, or parts of type text.
void check_text_content(const Spot& content, FaultCollector& faults);
/// The `tool_calls` of an assistant's message.
void check_tool_calls(const Spot& calls, FaultCollector& faults);
/// Sampling, limits, streaming, prediction: members of `body` that stand on their own.
void check_parameters(const Spot& body, FaultCollector& faults);
/// `tools`, and `tool_choice` which names one of them.
void check_tools(const Spot& body, FaultCollector& faults);
void check_response_format(const Spot& format, FaultCollector& faults);

}  // namespace sightline
