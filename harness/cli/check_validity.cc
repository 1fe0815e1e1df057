#include "cli/check_validity.h"

#include <fmt/format.h>

#include "json/json.h"
#include "report/verdict.h"

namespace sightline {
namespace {

constexpr std::size_t kMostTold = 20;

std::vector<ImageFacts> facts_of_images(const ChatRequest& request) {
  std::vector<ImageFacts> images;
  for (const Message& message : request.messages) {
    const auto* parts = std::get_if<std::vector<Part>>(&message.content);
    if (parts == nullptr) continue;
    for (const Part& part : *parts) {
      const auto* image = std::get_if<ImagePart>(&part);
      if (image == nullptr || image->image->origin == Image::Origin::remote_url) continue;
      // It is sent under the type that its bytes have; whether they are an image was asked when the suite was loaded.
      const std::string mime(mime_type(image->image->type));
      images.push_back({image->image->sha256, mime, mime, ""});
    }
  }
  return images;
}

/// The request as it will be. The model names its calls; until it does, an answer to one has no id.
ChatRequest with_call_ids(ChatRequest request) {
  for (Message& message : request.messages) {
    if (message.role == Role::tool && message.tool_call_id.empty()) message.tool_call_id = "call";
  }
  return request;
}

}  // namespace

ValidationRules rules_of(const ModelSpec& model) {
  return model.provider == "aimlapi" ? ValidationRules::aimlapi : ValidationRules::openai;
}

void RequestValidity::look_at(const PlannedUnit& unit, unsigned repeat, const ChatRequest& request) {
  if (repeat > 0) return;
  const auto body = parse_json(body_with_digests(with_call_ids(request)));
  if (!body) return;
  for (const RequestFault& fault : validate_request(*body, facts_of_images(request), rules_of(*unit.model)).first) {
    note(unit, fault);
  }
}

void RequestValidity::note(const PlannedUnit& unit, const RequestFault& fault) {
  const std::string name = unit.id().text();
  const std::string trouble =
      fmt::format("{}: expected {}, received {}", fault.pointer, fault.expected, fault.received);
  const auto [known, is_new] = known_.try_emplace({unit.model->name, trouble}, findings_.size());
  if (is_new) {
    Error error{fmt::format("the request of {} would be refused: {}", name, trouble), unit.a_case->place};
    findings_.push_back({std::move(error), name});
    return;
  }
  Finding& finding = findings_[known->second];
  if (finding.last_unit != name) ++finding.units;
  finding.last_unit = name;
}

Errors RequestValidity::errors() const {
  Errors errors;
  for (const Finding& finding : findings_) {
    if (errors.size() == kMostTold) break;
    errors.push_back(finding.error);
    if (finding.units > 1) errors.back().message += fmt::format(" (and {})", counted(finding.units - 1, "more unit"));
  }
  if (findings_.size() > kMostTold) {
    errors.push_back(
        {fmt::format("and {} that would be refused", counted(findings_.size() - kMostTold, "more fault"))});
  }
  return errors;
}

}  // namespace sightline
