#include "suite/prompts.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "suite/choice_options.h"
#include "suite/fields.h"
#include "suite/keys.h"
#include "suite/shape_check.h"
#include "suite/template.h"
#include "suite/yaml.h"

namespace sightline {

namespace {

constexpr std::array<std::string_view, 4> kRoles{"system", "user", "assistant", "tool"};

bool is_blank(const Node& text) {
  return text.is_string() && trimmed(text.string()).empty();
}

/// The line feed that ends a text file is no part of the prompt.
std::string without_last_line_feed(std::string text) {
  if (text.ends_with('\n')) text.pop_back();
  if (text.ends_with('\r')) text.pop_back();
  return text;
}

class PromptReader {
 public:
  PromptReader(PromptDraft& draft, Loading& loading) : draft_(draft), loading_(loading) {}

  void read(const Node& written, const Origin& origin, AssertionShelf& assertions) {
    if (written.is_map()) return read_file(written, origin);
    draft_.folder = origin.folder;
    take_body(written, assertions);
  }

 private:
  void read_file(const Node& written, const Origin& origin) {
    const Node* file = field(written, "file");
    if (file == nullptr) return;
    const auto path = loading_.files.locate(origin.folder, file->string());
    auto source = path ? loading_.files.text(*path) : tl::unexpected(path.error());
    if (!source) return loading_.diagnostics.add_at(origin.source, file->at, std::move(source.error()));
    draft_.source = *source;
    draft_.folder = folder_of(*path);
    const std::string extension = extension_of(*path);
    if (extension == ".md" || extension == ".txt") {
      Node body(without_last_line_feed((*source)->text));
      body.at = {1, 1};
      read_file_body(body);
    } else if (extension == ".yaml" || extension == ".yml") {
      read_conversation();
    } else {
      loading_.diagnostics.add(origin.source, file->at,
                               fmt::format("{} is neither .md, .txt nor .yaml", quoted(file->string())));
    }
  }

  void read_conversation() {
    Diagnosed<Node> document = read_yaml(*draft_.source);
    const bool readable = document.ok();
    loading_.diagnostics.add(std::move(document.diagnostics));
    if (!readable) return;
    if (check_shape(document.value, conversation_shape(), draft_.prompt.name, *draft_.source, loading_.diagnostics)) {
      read_file_body(document.value);
    }
  }

  void read_file_body(const Node& body) {
    draft_.own_assertions = std::make_unique<AssertionShelf>(loading_, Origin{*draft_.source, draft_.folder});
    take_body(body, *draft_.own_assertions);
  }

  void take_body(const Node& written, AssertionShelf& assertions) {
    draft_.prompt.body_file = draft_.source->path;
    const auto body = std::make_shared<const Node>(written);
    draft_.prompt.body = body;
    if (body->is_list()) return read_turns(*body, assertions);
    if (is_blank(*body)) tell(body->at, "the prompt is blank: it would send nothing");
    draft_.templates.push_back({body.get(), PromptTemplate::Kind::text_and_images});
  }

  void read_turns(const Node& turns, AssertionShelf& assertions) {
    bool said = false;
    bool answered = false;
    for (const Node& turn : turns.list()) {
      if (turn.is_null() || !has_one_role(turn)) continue;
      const bool is_model = is_model_turn(turn);
      if (is_model && !said) tell(turn.at, "the model has nothing to answer: no message stands before its first turn");
      if (field(turn, "tool") && !answered) {
        tell(turn.at, "a tool answers a call of the model: `assistant: $model` must stand before it");
      }
      said = true;
      answered = answered || is_model;
      read_turn(turn, is_model, assertions);
    }
  }

  bool has_one_role(const Node& turn) {
    const auto written = [&](std::string_view role) { return turn.find(role) != nullptr; };
    const auto roles = std::ranges::count_if(kRoles, written);
    if (roles == 1 || (roles == 0 && has_unknown_key(turn, turn_table()))) return roles == 1;
    tell(turn.at, "a turn is one of system, user, assistant and tool: each has an item of its own");
    return false;
  }

  void read_turn(const Node& turn, bool is_model, AssertionShelf& assertions) {
    const Node* asserted = turn.find("assert");
    if (asserted && !is_model) {
      tell(asserted->at, "'assert' stands only beside `assistant: $model`: there is no answer of the model here");
    }
    if (is_model) {
      draft_.has_assertions = draft_.has_assertions || (asserted && !is_empty_list(*asserted));
      const bool readable = asserted && asserted->is_list();
      if (readable) refuse_in_turns(*asserted);
      draft_.prompt.turn_assertions.push_back(readable ? assertions.all_as_written(*asserted)
                                                       : std::vector<AssertionPtr>());
      return;
    }
    if (const Node* text = field(turn, "system")) draft_.templates.push_back({text});
    if (const Node* text = field(turn, "assistant")) draft_.templates.push_back({text});
    if (const Node* tool = field(turn, "tool")) read_tool(*tool);
    if (const Node* user = field(turn, "user")) read_user(*user);
  }

  /// What makes more of a case, or looks at other cases, belongs to the case.
  void refuse_in_turns(const Node& items) {
    for (const Node& item : items.list()) {
      if (item.find("same_as")) tell(item.at, "'same_as' compares the answers of cases; write it in a case's 'assert'");
      if (is_circular(item)) tell(item.at, "`circular` makes more of a case; write it in a case's 'assert'");
    }
  }

  static bool is_empty_list(const Node& value) { return value.is_list() && value.list().empty(); }

  void read_tool(const Node& tool) {
    if (const Node* content = field(tool, "content")) draft_.templates.push_back({content});
  }

  void read_user(const Node& user) {
    if (is_blank(user)) tell(user.at, "the message is blank: it would send nothing");
    if (user.is_string()) return draft_.templates.push_back({&user, PromptTemplate::Kind::text_and_images});
    for (const Node& part : user.list()) {
      if (!part.is_null()) read_part(part);
    }
  }

  void read_part(const Node& part) {
    const Node* text = part.find("text");
    const Node* image = part.find("image");
    const bool is_one = (text == nullptr) != (image == nullptr);
    if (!is_one && !has_unknown_key(part, part_table())) tell(part.at, "a part is either a 'text' or an 'image'");
    if (text && part.find("detail")) tell(part.at, "'detail' belongs to an 'image'");
    if (text && text->is_string()) draft_.templates.push_back({text, PromptTemplate::Kind::text_and_images});
    if (image && image->is_string()) draft_.templates.push_back({image, PromptTemplate::Kind::image});
  }

  void tell(Position at, std::string message) { loading_.diagnostics.add(*draft_.source, at, std::move(message)); }

  PromptDraft& draft_;
  Loading& loading_;
};

}  // namespace

bool is_model_turn(const Node& turn) {
  const Node* assistant = turn.find("assistant");
  return assistant != nullptr && assistant->is_string() && assistant->string() == "$model";
}

std::vector<PromptDraft> read_prompts(const Node* written, std::shared_ptr<const Source> source, const Origin& origin,
                                      AssertionShelf& assertions, Loading& loading) {
  std::vector<PromptDraft> drafts;
  if (written == nullptr) return drafts;
  for (const Node::Member& member : written->map()) {
    if (is_ignored_key(member.key)) continue;
    PromptDraft& draft = drafts.emplace_back();
    draft.prompt.name = member.key;
    draft.prompt.place = {source->path, member.key_at};
    draft.source = source;
    if (!member.value.is_null()) PromptReader(draft, loading).read(member.value, origin, assertions);
  }
  return drafts;
}

}  // namespace sightline
