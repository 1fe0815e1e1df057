#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "assertion/assertion.h"
#include "assertion/other_answers.h"
#include "fakes/scripted_outside.h"

namespace sightline::test {

/// Answers of other cases, by their ids.
class OtherReplies final : public OtherAnswers {
 public:
  /// An answer, or a map of `trouble`, why there is none.
  void add(const std::string& case_id, const Node& reply);
  const OtherAnswer* find(std::string_view case_id) const override;

 private:
  std::map<std::string, std::shared_ptr<const Reply>, std::less<>> replies_;
  std::map<std::string, OtherAnswer, std::less<>> answers_;
};

/// An answer as a row of a table writes it: a text, or a map of what else is known of it.
struct Answer {
  Reply reply;
  Node vars = Node(Node::Map{});
  Timing timing;
  std::optional<double> cost;
  ModelSpec model;
  std::map<std::string, ImagePart> images;  ///< The case's image variables.
  mutable std::vector<Message> messages;    ///< One message of all images, where there are any.
  UnitId unit{"receipts", "cafe", "terse", "qwen"};
  std::shared_ptr<const fakes::ScriptedOutside> outside;  ///< Null where the row has none.
  OtherReplies others;

  Observation seen() const;
};

/// What a row expects of a verdict; what it does not say is not looked at, but for the outcome (judged).
struct Row {
  std::string place;  ///< "contains.yaml:12", and what is asked.
  Node item;
  Answer answer;
  std::string status;
  double score = 0;
  std::string outcome;
  std::string reason;
  std::optional<double> value;
  std::optional<std::string> unit;
  const Node* evidence = nullptr;  ///< A part of the verdict's; lives as long as the table.
  const Node* asked = nullptr;     ///< A part of what the outside was asked.
};

/// tests/assertions/NAME.yaml: `rows` of `args reply others vars images coordinates outside asked status score outcome reason
/// value unit evidence`, and `files` that assertions may name, by their paths below the suite's folder: texts, or
/// {base64: …}.
struct Table {
  std::string name;
  Source source;
  Node root;
  std::vector<std::pair<std::string, std::string>> files;
  std::vector<Row> rows;
};

/// Reads a file of tests/assertions. Throws std::runtime_error where something is wrong with it.
Node read_test_yaml(Source& source, const std::string& file_name);
std::vector<Table> read_tables();

Answer answer_of(const Node& reply);
/// The answer of a map with `reply`, and with vars, images and coordinates where it has them.
Answer answer_in(const Node& node);

/// What the assertions of tables may reach.
Permissions test_permissions();

}  // namespace sightline::test
