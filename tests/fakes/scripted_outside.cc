#include "fakes/scripted_outside.h"

namespace sightline::fakes {

std::string ScriptedOutside::text(std::string_view key) const {
  const Node* value = script_.find(key);
  return value != nullptr && value->is_string() ? value->string() : "";
}

void ScriptedOutside::keep(const std::string& json) const {
  const std::lock_guard lock(mutex_);
  asked_ = json;
}

std::string ScriptedOutside::asked() const {
  const std::lock_guard lock(mutex_);
  return asked_;
}

Expected<ProgramEnd> ScriptedOutside::run_program(const ProgramCall& call) const {
  keep(call.input);
  if (script_.find("error") != nullptr) return failure(text("error"));
  ProgramEnd end;
  const std::string ending = text("ending");
  if (ending == "killed") end.ending = ProgramEnd::Ending::killed;
  if (ending == "out_of_time") end.ending = ProgramEnd::Ending::out_of_time;
  if (ending == "too_much_output") end.ending = ProgramEnd::Ending::too_much_output;
  if (const Node* code = script_.find("exit")) end.exit_code = static_cast<int>(code->number());
  end.how = text("how").empty() ? "exit code " + std::to_string(end.exit_code) : text("how");
  end.output = text("stdout");
  end.errors = text("stderr");
  return end;
}

Expected<WebhookAnswer> ScriptedOutside::post(const WebhookCall& call) const {
  keep(call.body);
  if (script_.find("error") != nullptr) return failure(text("error"));
  const Node* status = script_.find("status");
  return WebhookAnswer{status == nullptr ? 200 : static_cast<int>(status->number()), text("body")};
}

Expected<ApprovedAnswer> ScriptedOutside::approved(const UnitId& unit, const std::string& name) const {
  if (script_.find("error") != nullptr) return failure(text("error"));
  ApprovedAnswer approved{"snapshots/" + unit.case_id + name + ".txt", {}};
  const Node* known = script_.find("approved");
  if (known != nullptr && known->is_string()) approved.text = known->string();
  return approved;
}

}  // namespace sightline::fakes
