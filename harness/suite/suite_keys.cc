#include <utility>

#include "suite/keys.h"

namespace sightline {

namespace {

using namespace shapes;

const Table& repeat_table() {
  static const Table table{"repeat",
                           "repeat",
                           {
                               {"n", "How often the case is sent.", integer(1, 1e5), Presence::required},
                               {"pass", "How many of them must pass; all by default.", integer(1, 1e5)},
                           }};
  return table;
}

const Table& rule_table() {
  static const Table table{"group_rule",
                           "a rule",
                           {
                               {"at_least", "So many members must pass.", integer(1, 1e6), Presence::required},
                           }};
  return table;
}

const Table& group_table() {
  static const Table table{
      "group",
      "a group",
      {
          {"id", "What the group is called, unique among groups and cases; a template in dataset and matrix cases.",
           text(), Presence::required},
          {"rule", "How many of its members must pass: all by default.",
           either({choice({"all"}), table_of(rule_table())})},
      }};
  return table;
}

const Table& metric_table() {
  static const Table table{"metric",
                           "a metric",
                           {
                               {"aggregate", "How a run's values become one.",
                                choice({"mean", "micro", "corpus", "min", "p95"}), Presence::required},
                           }};
  return table;
}

const Table& prompt_file_table() {
  static const Table table{
      "prompt_file",
      "a prompt's file",
      {
          {"file", "A .md or .txt file that is the prompt's text, or a .yaml file that is a conversation.", text(),
           Presence::required},
      }};
  return table;
}

const Shape& detail() {
  static const Shape shape = choice({"low", "high", "auto"});
  return shape;
}

const Table& tool_table() {
  static const Table table{"tool",
                           "a tool's answer",
                           {
                               {"name", "The function whose call is answered.", name(), Presence::required},
                               {"content", "What the function gave; a template.", text(), Presence::required},
                           }};
  return table;
}

Shape reason() {
  return either({boolean(), text()});
}

std::vector<Key> case_keys(Presence id) {
  return {
      {"id", "What the case is called, for ever: letters, digits and . _ -, unique in the suite.", text(), id},
      {"description", "What the case is about.", text()},
      {"tags", "Names that cases are selected by.", list_of(name())},
      {"vars", "Variables of the prompts; {image: PATH} is an image.", dictionary_of(anything())},
      {"matrix", "Lists of values: one case for each combination.", filled(dictionary_of(filled(list_of(anything()))))},
      {"prompts", "The prompts that are used; all by default.", filled(list_of(text()))},
      {"models", "The models that are asked; the suite's by default.", filled(list_of(text()))},
      {"params", "Request parameters, over the model's.", dictionary_of(anything())},
      {"repeat", "How often the case is sent, and how many must pass.",
       either({integer(1, 1e5), table_of(repeat_table())})},
      {"timeout", "How long an answer may take.", duration()},
      {"min_score", "The weighted mean score that passes, instead of all assertions.", number(0, 1)},
      {"cluster", "Cases of one cluster are not independent; the case's images by default.", text()},
      {"must_pass", "The run fails when this case does.", boolean()},
      {"group", "The group that judges this case together with others, as one more unit.", table_of(group_table())},
      {"skip", "Do not send it: true, or why.", reason()},
      {"xfail", "It is expected to fail: true, or why.", reason()},
      {"until", "The last day on which skip and xfail hold.", date()},
      {"assert", "What must hold of the answer.", assertion_list()},
      {"blank_image", "Ask once more with grey images, to see what is known without them; it decides nothing.",
       boolean()},
  };
}

std::vector<Key> dataset_keys() {
  std::vector<Key> keys = case_keys(Presence::optional);
  keys.insert(keys.begin(),
              {"file", "The .csv, .tsv, .jsonl, .json or .yaml file whose rows become cases; * and ? match.", text(),
               Presence::required});
  return keys;
}

}  // namespace

const Table& part_table() {
  static const Table table{"part",
                           "a part of a message",
                           {
                               {"text", "Text; a template.", text()},
                               {"image", "An image: a {{variable}}, a path, an https: or a data: URL.", text()},
                               {"detail", "How closely the model looks at the image.", detail()},
                           }};
  return table;
}

const Table& turn_table() {
  static const Table table{"turn",
                           "a turn",
                           {
                               {"system", "A system message; a template.", text()},
                               {"user", "A user message: a template, or a list of parts.",
                                either({text(), filled(list_of(table_of(part_table())))})},
                               {"assistant", "An assistant message, or $model: a turn that the model fills.", text()},
                               {"tool", "The answer to the model's call of a function.", table_of(tool_table())},
                               {"assert", "Assertions on the answer that `assistant: $model` gives.", assertion_list()},
                           }};
  return table;
}

const Table& image_table() {
  static const Table table{"image",
                           "an image",
                           {
                               {"image", "A path, relative to the file that names it, an https: or a data: URL.",
                                text(), Presence::required},
                               {"detail", "How closely the model looks at the image.", detail()},
                           }};
  return table;
}

const Table& case_table() {
  static const Table table{"case", "a case", case_keys(Presence::required)};
  return table;
}

const Table& defaults_table() {
  static const Table table{"defaults", "defaults", case_keys(Presence::optional)};
  return table;
}

const Table& dataset_table() {
  static const Table table{"dataset", "a dataset", dataset_keys()};
  return table;
}

const Shape& conversation_shape() {
  static const Shape shape = filled(list_of(table_of(turn_table())));
  return shape;
}

const Shape& prompt_shape() {
  static const Shape shape = either({text(), table_of(prompt_file_table()), conversation_shape()});
  return shape;
}

const Table& suite_table() {
  static const Table table{
      "suite",
      "a suite",
      {
          {"version", "Version of the format; the newest by default.", integer(1, 1e6)},
          {"suite", "The suite's name, unique in the project; the file's name without .yaml by default.", name()},
          {"description", "What the suite is about.", text()},
          {"tags", "Names that all its cases are selected by.", list_of(name())},
          {"models", "The models that are asked; all of the project by default.", filled(list_of(text()))},
          {"prompts", "The prompts, by name: each is a column of the comparison.", filled(named(prompt_shape())),
           Presence::required},
          {"defaults", "Keys that every case has unless it says otherwise.", table_of(defaults_table())},
          {"cases", "The cases.", list_of(table_of(case_table()))},
          {"datasets", "Files whose rows become cases.", list_of(table_of(dataset_table()))},
          {"metrics", "How metrics are aggregated, by name; mean by default.", named(table_of(metric_table()))},
          {"gate", "What must hold for this suite.", table_of(gate_table())},
          {"ignore", "JSON pointers into requests that are no part of a recording's key.", list_of(text())},
      }};
  return table;
}

}  // namespace sightline
