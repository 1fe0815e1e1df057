#include "assertion/assertion.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "assertion/catalogue.h"
#include "assertion/flow_text.h"
#include "assertion/verdicts.h"
#include "assertion/wording.h"
#include "base/suggest.h"
#include "base/text.h"

namespace sightline {
namespace {

/// The one member of an item that names its assertion; null, and told, where there is none or more.
const Node::Member* name_of(const Node& item, Compilation& compilation) {
  const auto tell = [&](const std::string& what) {
    compilation.errors.push_back(compilation.source.error_at(item.at, what));
    return nullptr;
  };
  if (!item.is_map()) {
    const bool bare_name = item.is_string() && find_assertion_kind(item.string()) != nullptr;
    const std::string cure = bare_name ? fmt::format("; write `{}: …`", item.string()) : "";
    return tell(fmt::format("an assertion is a map of one key, its name; got {}{}", named(item), cure));
  }
  std::vector<const Node::Member*> members;
  std::vector<std::string> keys;
  for (const Node::Member& member : item.map()) {
    if (member.key.starts_with("x-")) continue;
    members.push_back(&member);
    keys.push_back(quoted(member.key));
  }
  if (members.size() == 1) return members.front();
  if (members.empty()) return tell("an assertion is a map of one key, its name; this one has none");
  return tell(
      fmt::format("an assertion has one key, its name, and its options stand below it; got {}", join(keys, ", ")));
}

const AssertionKind* kind_of(const Node::Member& member, Compilation& compilation) {
  const AssertionKind* kind = find_assertion_kind(member.key);
  if (kind != nullptr) return kind;
  std::vector<std::string> names = planned_assertions();
  std::string message = fmt::format("assertion {} is not supported by this version", quoted(member.key));
  if (std::ranges::find(names, member.key) == names.end()) {
    for (const AssertionKind& known : assertion_kinds()) names.emplace_back(known.name);
    message = fmt::format("unknown assertion {}{}", quoted(member.key), suggestion(member.key, names));
  }
  compilation.errors.push_back(compilation.source.error_at(member.key_at, std::move(message)));
  return nullptr;
}

/// What the options of a kind are read from: short forms that need it are brought to another.
Node options_of(const AssertionKind& kind, const Node& value) {
  Node options = value;
  if (!kind.bare.is_null() && value == kind.bare) options = Node(Node::Map{});
  const bool is_item = kind.takes_item && value.is_map() && value.find(kind.short_option) == nullptr;
  if (is_item) options = Node(Node::List{value});
  options.at = value.at;
  return options;
}

/// Tells a short form where the kind has none, or another.
bool has_form(const AssertionKind& kind, const Node& value, Options& options) {
  if (value.is_map() || !kind.short_option.empty()) return true;
  std::string wanted = "a map of options";
  if (!kind.bare.is_null()) wanted = fmt::format("{} or {}", named(kind.bare), wanted);
  const bool denied = kind.bare.is_boolean() && value.is_boolean();
  const std::string cure = denied ? fmt::format("; write `not: {{{}: true}}`", kind.name) : "";
  options.tell(&value, fmt::format("'{}' wants {}, got {}{}", kind.name, wanted, named(value), cure));
  return false;
}

void read_common(Options& options, Assertion& assertion) {
  const std::vector<std::string>& around = options.compilation().around;
  for (const char* common : {"weight", "metric", "label"}) {
    const Node* value = options.find(common);
    if (value == nullptr || around.empty()) continue;
    options.tell(value, fmt::format("'{}' belongs to the outermost assertion; write `{}: {{of: …, {}: …}}`", common,
                                    around.front(), common));
  }
  if (!around.empty()) return;
  assertion.weight = options.number("weight", 0).value_or(1);
  for (const auto& [option, text] : {std::pair{"metric", &assertion.metric}, std::pair{"label", &assertion.label}}) {
    *text = options.text(option).value_or("");
    if (options.find(option) != nullptr && trimmed(*text).empty()) options.refuse(option, "a name");
  }
}

}  // namespace

std::unique_ptr<Assertion> compile_item(const Node& item, Compilation& compilation) {
  const Node::Member* member = name_of(item, compilation);
  const AssertionKind* kind = member == nullptr ? nullptr : kind_of(*member, compilation);
  if (kind == nullptr) return nullptr;
  const std::size_t errors_before = compilation.errors.size();
  const Node value = options_of(*kind, member->value);
  Options options(member->key, kind->short_option, value, member->key_at, compilation);
  if (!has_form(*kind, value, options)) return nullptr;
  auto assertion = std::make_unique<Assertion>();
  assertion->name = member->key;
  assertion->text = flow_text(*member);
  assertion->tally = kind->tally;
  assertion->place = {compilation.source.path, member->key_at};
  assertion->check = kind->compile(options);
  read_common(options, *assertion);
  options.finish();
  if (compilation.around.empty()) assertion->references = std::move(compilation.references);
  if (compilation.errors.size() > errors_before) return nullptr;
  return assertion;
}

AssertionResult judge(const Assertion& assertion, const Observation& seen, unsigned turn) {
  AssertionResult result{.name = assertion.name,
                         .text = assertion.text,
                         .label = assertion.label,
                         .metric = assertion.metric,
                         .weight = assertion.weight,
                         .turn = turn,
                         .place = assertion.place,
                         .verdict = {}};
  try {
    result.verdict = assertion.check->judge(seen);
    const bool counts = !assertion.tally.empty() && result.verdict.status != Verdict::Status::error;
    if (counts && result.verdict.evidence.find("tally") == nullptr) {
      result.verdict.evidence.set("tally", assertion.check->tally_of_nothing());
    }
  } catch (const std::exception& broken) {
    result.verdict = trouble(fmt::format("the assertion broke: {}", broken.what()));
  }
  return result;
}

struct AssertionCompiler::State {
  Parts parts;
};

AssertionCompiler::AssertionCompiler(const Files& files, std::string folder, std::string root, Permissions permissions)
    : state_(new State{Parts(files, std::move(folder), std::move(root), std::move(permissions))}) {}

AssertionCompiler::~AssertionCompiler() = default;

Expected<AssertionPtr> AssertionCompiler::compile(const Node& item, const Source& source) {
  Compilation compilation{.source = source, .parts = state_->parts};
  std::unique_ptr<Assertion> assertion = compile_item(item, compilation);
  if (!compilation.errors.empty()) return tl::unexpected(std::move(compilation.errors));
  assertion->needs_coordinates = compilation.needs_coordinates;
  assertion->images = std::move(compilation.images);
  return AssertionPtr(std::move(assertion));
}

bool takes_template(std::string_view name, std::string_view option) {
  const AssertionKind* kind = find_assertion_kind(name);
  if (kind == nullptr || option == "at") return false;
  if (option.empty()) option = kind->short_option;
  return std::ranges::find(kind->verbatim, option) == kind->verbatim.end();
}

}  // namespace sightline
