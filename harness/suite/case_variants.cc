// The half of CaseReader that makes more of a case than is written: its groups, orders of options and controls.

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "image/grey_png.h"
#include "suite/case_reader.h"
#include "suite/fields.h"
#include "suite/fill.h"
#include "suite/shape.h"

namespace sightline {

CaseReader::Question CaseReader::question_of(const Draft& draft, const TemplateScope& scope, bool filled) const {
  for (std::size_t place = 0; place < draft.assertions.size(); ++place) {
    if (draft.assertions[place]->find("choice") == nullptr) continue;
    Question question{.place = place, .item = *draft.assertions[place]};
    Errors told_with_the_assertion;
    if (filled) fill_assertion(question.item, scope, told_with_the_assertion);
    question.options = ChoiceOptions::of(question.item);
    question.circular = is_circular(question.item);
    if (question.options || question.circular) return question;
  }
  return {};
}

void CaseReader::tell_of_suite(Position at, std::string message, const Case& a_case) {
  loading_.diagnostics.add_for_case(frame_.origin.source.error_at(at, std::move(message)), a_case.id);
}

/// Each order of the options must reach the model, and nothing else may stand in its way.
void CaseReader::check_circular(const Question& question, const Draft& draft, const Case& a_case) {
  const Position at = question.item.find("choice")->at;
  if (a_case.vars.find(kOptionsVariable)) {
    tell_of_suite(at, "the variable 'options' is filled by `circular`, and this case has one of its own; rename it",
                  a_case);
  }
  for (const std::size_t prompt : a_case.settings->prompts) {
    if (shows_variable(prompts_[prompt], kOptionsVariable)) continue;
    tell_of_suite(at,
                  fmt::format("the prompt {} does not show {{{{options}}}}, so that every order of the options would "
                              "send the same",
                              quoted(prompts_[prompt].prompt.name)),
                  a_case);
  }
  const auto choices = std::ranges::count_if(draft.assertions, [](const Node* item) { return item->find("choice"); });
  if (choices > 1) tell_of_suite(at, "a case with `circular` has one 'choice', whose options it shows", a_case);
}

/// The case with its options in each order, and the group that they are.
void CaseReader::add_rotations(const Case& a_case, const Draft& draft, const Row& row, const Question& question) {
  const std::size_t first = cases_.size();
  for (std::size_t rotation = 0; rotation < question.options->count(); ++rotation) {
    Case one = a_case;
    one.id += fmt::format("@rotation={}", rotation);
    one.is_rotation = true;
    one.vars.set(kOptionsVariable, question.options->lines(rotation));
    const std::size_t place = question.place;
    if (rotation > 0 && place < one.assertions.size()) {
      const AssertionPtr moved = assertions_.compiled(question.options->rotated(question.item, rotation), a_case.id);
      if (moved) one.assertions[place] = moved;
    }
    take_id(one, draft, row);
    cases_.push_back(std::move(one));
  }
  groups_.add_circular(a_case, first, question.options->count());
}

void CaseReader::join_group(const Case& a_case, const Draft& draft, const TemplateScope& scope, bool filled,
                            bool circular) {
  const Node* written = draft.text.find("group");
  const Node* name = written ? field(*written, "id") : nullptr;
  if (name == nullptr || a_case.id.empty()) return;
  if (circular) {
    return tell_of_suite(written->at, "a case with `circular` is a group of its own, and can be in no other", a_case);
  }
  Errors errors;
  const std::string id = filled ? filled_text(*name, scope, errors) : name->string();
  const bool wrong = has_errors(errors);
  loading_.diagnostics.add_for_case(std::move(errors), a_case.id);
  if (wrong) return;
  if (is_name(id)) return groups_.add(*written, id, cases_.size(), a_case.id);
  tell_of_suite(name->at, fmt::format("{} is no id of a group; ids are made of letters, digits and . _ -", quoted(id)),
                a_case);
}

/// The images that a case shows, its own and those that its prompts name.
std::vector<ImagePtr> CaseReader::images_of(const Case& a_case) const {
  std::vector<ImagePtr> images;
  for (const auto& [name, part] : a_case.images) images.push_back(part.image);
  for (const std::size_t prompt : a_case.settings->prompts) {
    for (ImagePtr& image : named_images(prompts_[prompt], a_case.vars, a_case.images))
      images.push_back(std::move(image));
  }
  return images;
}

/// False, and told, where a case shows nothing, or something that has no grey twin.
bool CaseReader::can_be_blank(const Case& a_case, Position at) {
  const std::vector<ImagePtr> images = images_of(a_case);
  if (images.empty()) tell_of_suite(at, "there is no image that 'blank_image' could make grey", a_case);
  bool sound = !images.empty();
  for (const ImagePtr& image : images) {
    const bool is_there = image != nullptr;
    sound = sound && is_there && is_greyable(*image);
    if (!is_there || is_greyable(*image)) continue;
    tell_of_suite(at,
                  fmt::format("the image {} cannot be exchanged for a grey one: {}", quoted(image->hint),
                              image->origin == Image::Origin::remote_url ? "its size is not known; give a file"
                                                                         : "it is too large"),
                  a_case);
  }
  return sound;
}

/// The case `of` with grey images. Those that a prompt names are exchanged as it is filled.
void CaseReader::add_control(const Case& of, const std::string& id, const Draft& draft, const Row& row) {
  if (!can_be_blank(of, draft.text.find("blank_image")->at)) return;
  Case control = of;
  control.id = id + "@blank_image";
  control.control = std::string("blank_image");
  control.control_of = of.id;
  control.is_rotation = false;
  control.settings = draft.control_settings;
  for (auto& [name, part] : control.images) {
    ImagePtr& grey = grey_images_[part.image->sha256];
    if (!grey) grey = grey_twin(*part.image);
    part.image = grey;
  }
  take_id(control, draft, row);
  cases_.push_back(std::move(control));
}

}  // namespace sightline
