#include <algorithm>
#include <utility>

#include "suite/mustache_tags.h"
#include "suite/prompts.h"
#include "suite/template.h"

namespace sightline {

namespace {

/// The image that a part names itself; one that a variable names is the case's.
void open_named_image(PromptDraft& draft, const Node& written, const TemplateScope& scope, const std::string& case_id,
                      Loading& loading) {
  if (scope.images.contains(std::string(lone_variable(written.string())))) return;
  std::string name = render_template(written.string(), scope.vars);
  if (draft.prompt.images.contains(name)) return;
  auto image = loading.images.find(draft.folder, name);
  if (image) {
    draft.prompt.images.emplace(std::move(name), *image);
    return;
  }
  const std::string of_case = has_template(written.string()) ? case_id : "";
  for (Error& error : image.error()) {
    loading.diagnostics.add_for_case(draft.source->error_at(written.at, std::move(error.message)), of_case);
  }
}

bool takes_images(const PromptTemplate& use) {
  const bool is_part_of_path = use.kind == PromptTemplate::Kind::image && lone_variable(use.text->string()).empty();
  return use.kind != PromptTemplate::Kind::text && !is_part_of_path;
}

}  // namespace

bool check_prompt(const PromptDraft& draft, const Node& vars, const std::map<std::string, ImagePart>& images,
                  const std::string& case_id, Loading& loading) {
  bool sound = true;
  for (const PromptTemplate& use : draft.templates) {
    Errors errors = check_template(*use.text, *draft.source, vars, images, takes_images(use));
    sound = sound && !has_errors(errors);
    loading.diagnostics.add_for_case(std::move(errors), case_id);
  }
  return sound;
}

void open_images(PromptDraft& draft, const Node& vars, const std::map<std::string, ImagePart>& images,
                 const std::string& case_id, Loading& loading) {
  const TemplateScope scope{*draft.source, vars, images};
  for (const PromptTemplate& use : draft.templates) {
    if (use.kind == PromptTemplate::Kind::image) open_named_image(draft, *use.text, scope, case_id, loading);
  }
}

bool shows_variable(const PromptDraft& draft, std::string_view name) {
  return std::ranges::any_of(draft.templates, [&](const PromptTemplate& use) {
    return std::ranges::any_of(scan_mustache(use.text->string()).tags, [&](const MustacheTag& tag) {
      return tag.kind == MustacheTag::Kind::variable && tag.name == name;
    });
  });
}

std::vector<ImagePtr> named_images(const PromptDraft& draft, const Node& vars,
                                   const std::map<std::string, ImagePart>& images) {
  std::vector<ImagePtr> named;
  for (const PromptTemplate& use : draft.templates) {
    if (use.kind != PromptTemplate::Kind::image) continue;
    if (images.contains(std::string(lone_variable(use.text->string())))) continue;
    const auto found = draft.prompt.images.find(render_template(use.text->string(), vars));
    if (found != draft.prompt.images.end()) named.push_back(found->second);
  }
  return named;
}

}  // namespace sightline
