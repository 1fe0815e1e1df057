#include "suite/suite_reader.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/sha256.h"
#include "base/suggest.h"
#include "base/text.h"
#include "suite/case_reader.h"
#include "suite/fields.h"
#include "suite/keys.h"
#include "suite/metrics.h"
#include "suite/prompts.h"
#include "suite/references.h"
#include "suite/shape_check.h"
#include "suite/yaml.h"

namespace sightline {

namespace {

class SuiteReader {
 public:
  SuiteReader(const std::string& absolute, std::shared_ptr<const Source> source, Loading& loading)
      : loading_(loading),
        source_(std::move(source)),
        origin_{*source_, folder_of(absolute)},
        assertions_(loading, origin_),
        stem_(stem_of(absolute)) {}

  Suite read(Node& document) {
    suite_.path = source_->path;
    suite_.sha256 = sha256_hex(source_->text);
    suite_.description = text_field(document, "description");
    suite_.tags = texts_of(field(document, "tags"));
    suite_.gate = gate_of(field(document, "gate"));
    read_name(document);
    prompts_ = read_prompts(field(document, "prompts"), source_, origin_, assertions_, loading_);
    refuse_file_as_name(document);
    suite_.own_models = own_models(document);
    read_cases(document);
    suite_.metrics = read_metrics(field(document, "metrics"));
    read_ignored(field(document, "ignore"));
    for (PromptDraft& draft : prompts_) suite_.prompts.push_back(std::move(draft.prompt));
    if (!loading_.diagnostics.has_errors()) {
      check_references(suite_, *source_, loading_.diagnostics);
      check_metrics(document, suite_, *source_, loading_.diagnostics);
      check_coordinates();
      check_images();
      warn_of_unused_prompts();
    }
    return std::move(suite_);
  }

 private:
  void read_name(const Node& document) {
    const bool is_written = document.find("suite") != nullptr;
    suite_.name = is_written ? text_field(document, "suite") : stem_;
    if (is_written || is_name(stem_)) return;
    tell({1, 1}, fmt::format("the file's name gives the suite the name {}, but names are made of letters, digits and "
                             ". _ -; write `suite: NAME`",
                             quoted(stem_)));
  }

  /// `prompts: {file: …}` is a slip, not a prompt called "file" with a path for a text.
  void refuse_file_as_name(const Node& document) {
    const Node* prompts = field(document, "prompts");
    const Node* file = prompts ? prompts->find("file") : nullptr;
    if (file == nullptr || !file->is_string()) return;
    tell(file->at, "a prompt needs a name before its file: write `main: {file: …}` under 'prompts'");
  }

  void read_cases(const Node& document) {
    const std::vector<std::string> models = chosen_models(field(document, "models"), all_models(), *source_, loading_);
    const Node* defaults = field(document, "defaults");
    const Node* params = defaults ? field(*defaults, "params") : nullptr;
    const SuiteFrame frame{origin_, suite_.tags, models, prompts_,
                           read_params(params, origin_, loading_.files, loading_.diagnostics)};
    CaseReader reader(frame, defaults, prompts_, assertions_, loading_);
    std::size_t texts = 0;
    const auto read_each = [&](std::string_view key, const auto& read) {
      const Node* list = document.find(key);
      if (list == nullptr) return;
      if (!list->is_list()) {
        ++texts;
        return;
      }
      reader.expect_cases(list->list().size());
      for (const Node& written : list->list()) {
        ++texts;
        if (!written.is_null()) read(written);
      }
    };
    read_each("cases", [&](const Node& written) { reader.read_case(written); });
    read_each("datasets", [&](const Node& written) { reader.read_dataset(written); });
    if (texts == 0) tell(document.at, "the suite has neither cases nor datasets: it would check nothing");
    suite_.groups = std::move(reader).take_groups();
    suite_.cases = std::move(reader).take_cases();
  }

  std::vector<std::string> own_models(const Node& document) const {
    const Node* defaults = field(document, "defaults");
    const Node* usual = defaults ? field(*defaults, "models") : nullptr;
    if (usual == nullptr) usual = field(document, "models");
    std::vector<std::string> names = texts_of(usual);
    if (usual == nullptr) {
      for (const ModelSpec& model : loading_.project.models) names.push_back(model.name);
    }
    for (const std::string_view key : {"cases", "datasets"}) {
      const Node* list = document.find(key);
      if (list == nullptr || !list->is_list()) continue;
      for (const Node& item : list->list()) names = united(std::move(names), texts_of(field(item, "models")));
    }
    return names;
  }

  std::vector<std::string> all_models() const {
    if (!loading_.only_models.empty()) return loading_.only_models;
    std::vector<std::string> names;
    for (const ModelSpec& model : loading_.project.models) names.push_back(model.name);
    return names;
  }

  void read_ignored(const Node* ignored) {
    if (ignored == nullptr) return;
    for (const Node& pointer : ignored->list()) {
      if (!pointer.is_string()) continue;
      suite_.ignore.push_back(pointer.string());
      if (pointer.string().starts_with('/')) continue;
      tell(pointer.at, fmt::format("{} is no JSON pointer into a request, such as /user or /metadata/trace",
                                   quoted(pointer.string())));
    }
  }

  /// Places are never guessed at: whoever reads them must know how each model writes them.
  void check_coordinates() {
    for (const Case& a_case : suite_.cases) {
      check_coordinates(a_case.assertions, a_case.settings->models);
      for (const std::size_t prompt : a_case.settings->prompts) {
        for (const auto& turn : suite_.prompts[prompt].turn_assertions)
          check_coordinates(turn, a_case.settings->models);
      }
    }
  }

  void check_coordinates(const std::vector<AssertionPtr>& assertions, const std::vector<std::string>& models) {
    for (const AssertionPtr& assertion : assertions) {
      if (!assertion->needs_coordinates) continue;
      for (const ModelSpec& model : loading_.project.models) {
        const bool is_asked = std::ranges::find(models, model.name) != models.end();
        if (!is_asked || !model.coordinates.is_null()) continue;
        tell(assertion->place.position,
             fmt::format("the model {} declares no coordinates; write `coordinates: relative_1000` (or what it is) "
                         "under it in sightline.yaml, or here",
                         quoted(model.name)));
      }
    }
  }

  void check_images() {
    for (const Case& a_case : suite_.cases) {
      check_images(a_case.assertions, a_case);
      for (const std::size_t prompt : a_case.settings->prompts) {
        for (const auto& turn : suite_.prompts[prompt].turn_assertions) check_images(turn, a_case);
      }
    }
  }

  void check_images(const std::vector<AssertionPtr>& assertions, const Case& a_case) {
    for (const AssertionPtr& assertion : assertions) {
      for (const ImageReference& image : assertion->images) {
        if (a_case.images.contains(image.name)) continue;
        std::vector<std::string> names;
        for (const auto& [name, part] : a_case.images) names.push_back(name);
        tell(image.at, fmt::format("`image: {}` names no image of the case {}{}", image.name, quoted(a_case.id),
                                   suggestion(image.name, names)));
      }
    }
  }

  void warn_of_unused_prompts() {
    std::set<std::size_t> used;
    for (const Case& a_case : suite_.cases)
      used.insert(a_case.settings->prompts.begin(), a_case.settings->prompts.end());
    for (std::size_t i = 0; i < suite_.prompts.size(); ++i) {
      if (used.contains(i)) continue;
      const Prompt& prompt = suite_.prompts[i];
      loading_.diagnostics.add(*source_, prompt.place.position,
                               fmt::format("no case uses the prompt {}", quoted(prompt.name)), Severity::warning);
    }
  }

  void tell(Position at, std::string message) { loading_.diagnostics.add(*source_, at, std::move(message)); }

  Loading& loading_;
  const std::shared_ptr<const Source> source_;
  const Origin origin_;
  AssertionShelf assertions_;
  const std::string stem_;
  std::vector<PromptDraft> prompts_;
  Suite suite_;
};

}  // namespace

std::optional<Suite> read_suite(const std::string& absolute, Loading& loading) {
  const auto source = loading.files.text(absolute);
  if (!source) {
    loading.diagnostics.add(source.error());
    return std::nullopt;
  }
  Diagnosed<Node> document = read_yaml(**source);
  const bool readable = document.ok();
  loading.diagnostics.add(std::move(document.diagnostics));
  if (!readable || !check_table(document.value, suite_table(), **source, loading.diagnostics)) return std::nullopt;
  check_version(document.value, **source, loading.diagnostics);
  return SuiteReader(absolute, *source, loading).read(document.value);
}

}  // namespace sightline
