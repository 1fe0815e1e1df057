#include "cli/option_text.h"

#include <algorithm>

#include "assertion/option_schema.h"
#include "base/text.h"
#include "json/json.h"

namespace sightline {
namespace {

bool is_for_all(std::string_view name) {
  return name == "weight" || name == "metric" || name == "label";
}

std::string joined_choices(const std::vector<std::string>& choices) {
  std::string text;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    text += (i == 0 ? "" : i + 1 == choices.size() ? " or " : ", ") + choices[i];
  }
  return text;
}

std::string code_of(const Node& value) {
  return "`" + (value.is_string() ? value.string() : to_json(value)) + "`";
}

/// "text", "whole number from 1"
std::string named_type(const std::string& type, const Node& schema) {
  if (type == "string") return "text";
  if (type == "boolean") return "true or false";
  if (type == "object") return "map";
  if (type == "array") {
    const Node* items = schema.find("items");
    const std::string of = items ? type_text(*items) : "";
    return of.empty() || of == "any value" ? "list" : "list of " + of;
  }
  std::string text = type == "integer" ? "whole number" : type;
  const Node* least = schema.find("minimum");
  const Node* above = schema.find("exclusiveMinimum");
  const Node* most = schema.find("maximum");
  if (least) text += " from " + least->number_text();
  if (above) text += " above " + above->number_text();
  if (most) text += (least ? " to " : above ? ", up to " : " up to ") + most->number_text();
  return text;
}

/// The variable that holds the value is a form of any value: it needs no word.
bool is_template(const Node& schema) {
  const Node* pattern = schema.find("pattern");
  return pattern && pattern->is_string() && pattern->string().starts_with("^\\{\\{");
}

void add_once(std::vector<std::string>& texts, std::string text) {
  if (!text.empty() && std::ranges::find(texts, text) == texts.end()) texts.push_back(std::move(text));
}

std::string alternatives(const Node::List& schemas) {
  std::vector<std::string> texts;
  for (const Node& schema : schemas) {
    if (!is_template(schema)) add_once(texts, type_text(schema));
  }
  return joined_choices(texts);
}

std::string types_text(const Node& types, const Node& schema) {
  if (types.is_string()) return named_type(types.string(), schema);
  std::vector<std::string> texts;
  for (const Node& type : types.list()) add_once(texts, named_type(type.string(), schema));
  // A number stands for its spelling.
  if (texts == std::vector<std::string>{"text", "number"}) return "text";
  return joined_choices(texts);
}

std::string choices_of(const Node& schema) {
  std::vector<std::string> codes;
  for (const Node& choice : schema.find("enum")->list()) codes.push_back(code_of(choice));
  return joined_choices(codes);
}

const Node& map_of_options(const Node& schema) {
  const Node* choices = schema.find("anyOf");
  return choices ? choices->list().back() : schema;
}

bool is_required(const Node& options, const std::string& name) {
  const Node* required = options.find("required");
  return required && std::ranges::any_of(required->list(), [&](const Node& r) { return r == Node(name); });
}

std::vector<OptionText> described(const Node& schema, bool for_all) {
  std::vector<OptionText> texts;
  const Node& options = map_of_options(schema);
  for (const Node::Member& option : options.find("properties")->map()) {
    if (is_for_all(option.key) != for_all) continue;
    const Node* description = option.value.find("description");
    texts.push_back({.name = option.key,
                     .type = type_text(option.value),
                     .description = description ? collapsed_spaces(description->string()) : "",
                     .required = is_required(options, option.key)});
  }
  return texts;
}

}  // namespace

std::string type_text(const Node& schema) {
  if (!schema.is_map()) return "any value";
  if (schema.find("$ref")) return "assertion";
  if (const Node* constant = schema.find("const")) return code_of(*constant);
  if (schema.find("enum")) return choices_of(schema);
  for (const char* key : {"anyOf", "oneOf"}) {
    if (const Node* choices = schema.find(key)) return alternatives(choices->list());
  }
  const Node* type = schema.find("type");
  std::string text = type ? types_text(*type, schema) : "any value";
  const Node* examples = schema.find("examples");
  if (!examples || !examples->is_list()) return text;
  std::vector<std::string> codes;
  for (const Node& example : examples->list()) codes.push_back(code_of(example));
  return text + " (such as " + join(codes, ", ") + ")";
}

std::string short_form_text(const Node& schema) {
  const Node* choices = schema.find("anyOf");
  if (!choices) return "";
  const Node::List& all = choices->list();
  return alternatives(Node::List(all.begin(), all.end() - 1));
}

std::vector<OptionText> options_of(const Node& schema) {
  return described(schema, false);
}

std::vector<OptionText> options_of_all() {
  return described(OptionSchema().node(), true);
}

}  // namespace sightline
