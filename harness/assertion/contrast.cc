#include "assertion/contrast.h"

#include <string>
#include <utility>

#include "base/text.h"
#include "json/json.h"

namespace sightline {
namespace {

constexpr std::size_t kMostProblems = 20;

std::string beginning(std::string_view text) {
  const std::string_view cut = text.substr(0, kMostContrast);
  return std::string(cut.substr(0, utf8_prefix(cut)));
}

void put(Node& evidence, const std::string& name, const Node& value) {
  const std::string json = value.is_list() || value.is_map() ? to_json(value) : "";
  const std::string_view text = value.is_string() ? std::string_view(value.string()) : std::string_view(json);
  if (text.size() <= kMostContrast) {
    evidence.set(name, value);
    return;
  }
  evidence.set(name, beginning(text));
  Node::List cut = evidence.find("cut") == nullptr ? Node::List{} : evidence.find("cut")->list();
  cut.emplace_back(name);
  evidence.set("cut", std::move(cut));
}

}  // namespace

void contrast(Verdict& verdict, const Node& expected, const Node* got) {
  const bool is_perfect = verdict.status == Verdict::Status::pass && verdict.score >= 1;
  if (is_perfect || verdict.status == Verdict::Status::error) return;
  put(verdict.evidence, "expected", expected);
  if (got != nullptr) put(verdict.evidence, "got", *got);
}

void tell_problems(Verdict& verdict, const std::vector<JsonProblem>& problems) {
  if (verdict.status != Verdict::Status::fail || problems.empty()) return;
  Node::List told;
  for (const JsonProblem& problem : problems) {
    if (told.size() == kMostProblems) break;
    Node one;
    one.set("pointer", beginning(problem.pointer));
    one.set("problem", beginning(problem.text));
    told.push_back(std::move(one));
  }
  verdict.evidence.set("problems", Node(std::move(told)));
}

}  // namespace sightline
