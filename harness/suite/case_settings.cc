#include "suite/case_settings.h"

#include <algorithm>
#include <utility>

#include "base/suggest.h"
#include "base/text.h"
#include "suite/fields.h"

namespace sightline {

namespace {

/// `skip` and `xfail`: the reason, "" for a bare `true`.
std::optional<std::string> reason_of(const Node* value) {
  if (value == nullptr) return std::nullopt;
  if (value->is_string()) return value->string();
  return value->boolean() ? std::optional<std::string>("") : std::nullopt;
}

class SettingsReader {
 public:
  SettingsReader(const CaseText& text, const SuiteFrame& frame, Loading& loading)
      : text_(text), frame_(frame), loading_(loading) {}

  CaseSettings read() {
    CaseSettings settings;
    settings.tags = tags();
    settings.prompts = prompts();
    settings.models = chosen_models(text_.find("models"), frame_.models, frame_.origin.source, loading_);
    settings.params = params();
    settings.repeat = repeat();
    settings.timeout = duration_of(text_.find("timeout"));
    if (const Node* score = text_.find("min_score")) settings.min_score = score->number();
    if (const Node* must = text_.find("must_pass")) settings.must_pass = must->boolean();
    read_exemptions(settings);
    warn_of_fixed_seed(settings);
    return settings;
  }

 private:
  std::vector<std::string> tags() const {
    std::vector<std::string> all = frame_.tags;
    if (text_.defaults) all = united(std::move(all), texts_of(field(*text_.defaults, "tags")));
    return united(std::move(all), texts_of(field(*text_.own, "tags")));
  }

  std::vector<std::size_t> prompts() const {
    std::vector<std::size_t> chosen;
    const Node* written = text_.find("prompts");
    if (written == nullptr) {
      for (std::size_t i = 0; i < frame_.prompts.size(); ++i) chosen.push_back(i);
      return chosen;
    }
    for (const Node& name : written->list()) {
      const auto index = name.is_null() ? std::nullopt : prompt_called(name);
      if (index && std::ranges::find(chosen, *index) == chosen.end()) chosen.push_back(*index);
    }
    return chosen;
  }

  std::optional<std::size_t> prompt_called(const Node& name) const {
    std::vector<std::string> known;
    for (std::size_t i = 0; i < frame_.prompts.size(); ++i) {
      known.push_back(frame_.prompts[i].prompt.name);
      if (known.back() == name.string()) return i;
    }
    loading_.diagnostics.add(frame_.origin.source, name.at,
                             fmt::format("there is no prompt {}{}", quoted(name.string()),
                                         suggestion_or_list(name.string(), known, "; the suite's prompts are ")));
    return std::nullopt;
  }

  static std::string suggestion_or_list(const std::string& name, const std::vector<std::string>& known,
                                        std::string_view introduction) {
    std::string hint = suggestion(name, known);
    return hint.empty() && !known.empty() ? std::string(introduction) + join(known, ", ") : hint;
  }

  SharedNode params() const {
    const Node* written = field(*text_.own, "params");
    if (written == nullptr) return frame_.default_params;
    return merged(frame_.default_params, read_params(written, frame_.origin, loading_.files, loading_.diagnostics));
  }

  Repeat repeat() const {
    const Node* written = text_.find("repeat");
    if (written == nullptr) return {};
    const bool is_map = written->is_map();
    const auto n = static_cast<unsigned>(is_map ? number_field(*written, "n").value_or(1) : written->number());
    const Node* pass = is_map ? field(*written, "pass") : nullptr;
    if (pass == nullptr) return {n, n};
    if (pass->number() > n && field(*written, "n")) {
      tell(*pass, fmt::format("{} of {} repeats can never pass; 'pass' is at most 'n'", pass->number_text(), n));
    }
    return {n, static_cast<unsigned>(pass->number())};
  }

  void read_exemptions(CaseSettings& settings) const {
    const Node* until = text_.find("until");
    if (until && !text_.has("skip") && !text_.has("xfail")) {
      tell(*until, "'until' says how long 'skip' or 'xfail' holds, and there is neither");
    }
    if (until && loading_.context.today > until->string()) return;
    settings.skip = reason_of(text_.find("skip"));
    settings.xfail = reason_of(text_.find("xfail"));
  }

  void warn_of_fixed_seed(const CaseSettings& settings) const {
    const Node* written = text_.find("repeat");
    if (written == nullptr || settings.repeat.n < 2) return;
    const Node* seed = settings.params->find("seed");
    for (const std::string& name : settings.models) {
      const auto& models = loading_.project.models;
      const auto model = std::ranges::find(models, name, &ModelSpec::name);
      const Node* used = seed || model == models.end() ? seed : model->params.find("seed");
      if (used == nullptr || !used->is_number()) continue;
      loading_.diagnostics.add(
          frame_.origin.source, written->at,
          fmt::format("all {} repeats are sent with the seed {}; write `seed: {{from: {}}}` to count up",
                      settings.repeat.n, used->number_text(), used->number_text()),
          Severity::warning);
      return;
    }
  }

  void tell(const Node& at, std::string message) const {
    loading_.diagnostics.add(frame_.origin.source, at.at, std::move(message));
  }

  const CaseText& text_;
  const SuiteFrame& frame_;
  Loading& loading_;
};

}  // namespace

const Node* CaseText::find(std::string_view key) const {
  const Node* value = field(*own, key);
  return value || defaults == nullptr ? value : field(*defaults, key);
}

bool CaseText::has(std::string_view key) const {
  return own->find(key) != nullptr || (defaults != nullptr && defaults->find(key) != nullptr);
}

CaseSettings read_settings(const CaseText& text, const SuiteFrame& frame, Loading& loading) {
  return SettingsReader(text, frame, loading).read();
}

CaseSettings control_settings(CaseSettings settings) {
  settings.must_pass = false;
  settings.xfail.reset();
  return settings;
}

std::vector<std::string> united(std::vector<std::string> first, const std::vector<std::string>& second) {
  for (const std::string& item : second) {
    if (std::ranges::find(first, item) == first.end()) first.push_back(item);
  }
  return first;
}

}  // namespace sightline
