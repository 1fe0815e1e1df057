#include <utility>

#include "base/text.h"
#include "image/grey_png.h"
#include "suite/fields.h"
#include "suite/load.h"
#include "suite/prompts.h"
#include "suite/template.h"

namespace sightline {

namespace {

/// Renders one prompt with one case.
class Renderer {
 public:
  Renderer(const Case& a_case, const Prompt& prompt) : case_(a_case), prompt_(prompt) {}

  Conversation render() {
    const Node& body = *prompt_.body;
    if (body.is_string()) {
      add_message(Role::user, user_content(body), body);
    } else {
      for (const Node& turn : body.list()) add_turn(turn);
    }
    if (turns_.empty() || turns_.back().kind != Turn::Kind::model) add_model_turn(prompt_.place);
    return std::move(turns_);
  }

 private:
  using Content = decltype(Message::content);

  void add_turn(const Node& turn) {
    if (is_model_turn(turn)) return add_model_turn(place_of(turn));
    if (const Node* text = field(turn, "system")) add_message(Role::system, filled(*text), turn);
    if (const Node* user = field(turn, "user")) add_message(Role::user, user_content(*user), turn);
    if (const Node* text = field(turn, "assistant")) add_message(Role::assistant, filled(*text), turn);
    if (const Node* tool = field(turn, "tool")) add_tool_answer(*tool, turn);
  }

  void add_message(Role role, Content content, const Node& written) {
    turns_.push_back({.kind = Turn::Kind::message,
                      .message = {.role = role, .content = std::move(content)},
                      .place = place_of(written)});
  }

  void add_tool_answer(const Node& tool, const Node& written) {
    turns_.push_back({.kind = Turn::Kind::tool_answer,
                      .message = {.role = Role::tool, .content = filled(*field(tool, "content"))},
                      .tool_name = text_field(tool, "name"),
                      .place = place_of(written)});
  }

  void add_model_turn(Place place) {
    Turn turn{.kind = Turn::Kind::model, .place = std::move(place)};
    if (model_turns_ < prompt_.turn_assertions.size()) turn.assertions = prompt_.turn_assertions[model_turns_];
    ++model_turns_;
    turns_.push_back(std::move(turn));
  }

  /// A string stays a string unless an image stands in it; a list is sent as parts.
  Content user_content(const Node& user) const {
    if (user.is_list()) return listed_parts(user);
    std::vector<Part> parts = render_parts(user.string(), case_.vars, case_.images);
    for (const Part& part : parts) {
      if (std::holds_alternative<ImagePart>(part)) return parts;
    }
    return filled(user);
  }

  std::vector<Part> listed_parts(const Node& list) const {
    std::vector<Part> parts;
    for (const Node& part : list.list()) {
      if (const Node* image = field(part, "image")) {
        parts.emplace_back(image_part(*image, text_field(part, "detail")));
        continue;
      }
      for (Part& piece : render_parts(text_field(part, "text"), case_.vars, case_.images)) {
        const auto* text = std::get_if<std::string>(&piece);
        if (text == nullptr || !trimmed(*text).empty()) parts.push_back(std::move(piece));
      }
    }
    return parts;
  }

  ImagePart image_part(const Node& written, std::string detail) const {
    ImagePart part;
    const auto variable = case_.images.find(std::string(lone_variable(written.string())));
    if (variable != case_.images.end()) {
      part = variable->second;
    } else {
      part.image = prompt_.images.at(filled(written));
      if (!case_.control->empty()) part.image = grey_twin(*part.image);
    }
    if (!detail.empty()) part.detail = std::move(detail);
    return part;
  }

  std::string filled(const Node& text) const { return render_template(text.string(), case_.vars); }

  Place place_of(const Node& written) const { return {prompt_.body_file, written.at}; }

  const Case& case_;
  const Prompt& prompt_;
  Conversation turns_;
  std::size_t model_turns_ = 0;
};

class PromptRenderer final : public ConversationSource {
 public:
  Conversation conversation(const Suite& /*suite*/, const Case& a_case, const Prompt& prompt) const override {
    return Renderer(a_case, prompt).render();
  }
};

}  // namespace

std::unique_ptr<ConversationSource> make_conversation_source() {
  return std::make_unique<PromptRenderer>();
}

}  // namespace sightline
