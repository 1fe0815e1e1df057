#include <algorithm>

#include "base/suggest.h"
#include "base/text.h"
#include "suite/case_settings.h"

namespace sightline {

std::vector<std::string> chosen_models(const Node* written, const std::vector<std::string>& instead,
                                       const Source& source, Loading& loading) {
  if (written == nullptr) return instead;
  std::vector<std::string> known;
  for (const ModelSpec& model : loading.project.models) known.push_back(model.name);
  std::vector<std::string> chosen;
  for (const Node& name : written->list()) {
    if (name.is_null()) continue;
    if (std::ranges::find(known, name.string()) != known.end()) {
      chosen = united(std::move(chosen), {name.string()});
      continue;
    }
    std::string hint = suggestion(name.string(), known);
    if (hint.empty()) hint = "; the project's models are " + join(known, ", ");
    loading.diagnostics.add(source, name.at, fmt::format("there is no model {}{}", quoted(name.string()), hint));
  }
  return loading.only_models.empty() ? chosen : loading.only_models;
}

}  // namespace sightline
