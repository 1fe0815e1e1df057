#include "assertion/borrowed_assertion.h"

#include <fmt/format.h>

#include <array>
#include <utility>

#include "assertion/wording.h"
#include "base/suggest.h"
#include "base/text.h"

namespace sightline {
namespace {

/// Things that assertions expect: a number, a word, a letter.
constexpr std::array kExpectable{"1", "yes", "A"};

/// The option that says what the assertion expects; "" where there is none that another answer could stand for.
std::string expected_option(const AssertionKind& kind) {
  if (kind.name == "choice") return "expected";
  const bool expects = kind.short_option == "expected" || kind.short_option == "equals";
  return expects ? std::string(kind.short_option) : "";
}

bool can_be_borrowed(const AssertionKind& kind) {
  return !expected_option(kind).empty();
}

/// The name of the assertion, and its options or null; nothing where the value has another form.
std::optional<std::pair<std::string, const Node*>> parts_of(const Node& value) {
  if (value.is_string()) return std::pair(value.string(), nullptr);
  if (!value.is_map() || value.map().size() != 1) return std::nullopt;
  const Node::Member& member = value.map().front();
  return std::pair(member.key, member.value.is_null() ? nullptr : &member.value);
}

const AssertionKind* kind_called(const std::string& name, const Node& value, std::string_view option,
                                 Options& options) {
  const AssertionKind* kind = find_assertion_kind(name);
  if (kind != nullptr && can_be_borrowed(*kind)) return kind;
  std::vector<std::string> names{"equals", "not_equals"};
  for (const AssertionKind& known : assertion_kinds()) {
    if (can_be_borrowed(known)) names.emplace_back(known.name);
  }
  options.tell(&value, kind != nullptr
                           ? fmt::format("{} cannot take {}: it expects nothing that another answer could be",
                                         options.called(option), quoted(name))
                           : fmt::format("unknown assertion {} in {}{}", quoted(name), options.called(option),
                                         suggestion(name, names)));
  return nullptr;
}

/// Tells the options that come from elsewhere.
void refuse_own(const AssertionKind& kind, const Node& written, Options& options) {
  const std::string owner = options.owner();
  if (const Node* expected = written.find(expected_option(kind))) {
    options.tell(expected, fmt::format("'{}' takes what '{}' expects from the answers; leave '{}' out", owner,
                                       kind.name, expected_option(kind)));
  }
  for (const char* option : {"at", "weight", "metric", "label"}) {
    if (const Node* value = written.find(option)) {
      options.tell(value, fmt::format("'{}' belongs to '{}', not to what it compares by", option, owner));
    }
  }
}

Node item_of(const AssertionKind& kind, const Node& options, Node expected) {
  Node whole = options;
  whole.set(expected_option(kind), std::move(expected));
  Node item;
  item.set(std::string(kind.name), std::move(whole));
  return item;
}

}  // namespace

std::optional<BorrowedAssertion> BorrowedAssertion::read(const Node& value, std::string_view option, Options& options) {
  const auto parts = parts_of(value);
  if (!parts || (parts->second != nullptr && !parts->second->is_map())) {
    options.refuse(option, "the name of an assertion, or a map of it over its options");
    return std::nullopt;
  }
  const AssertionKind* kind = kind_called(parts->first, value, option, options);
  if (kind == nullptr) return std::nullopt;
  const std::size_t errors_before = options.compilation().errors.size();
  Node written = parts->second ? *parts->second : Node(Node::Map{});
  refuse_own(*kind, written, options);
  BorrowedAssertion borrowed(*kind, std::move(written), options.compilation().parts);
  if (options.compilation().errors.size() == errors_before) borrowed.compile_reader(options);
  if (borrowed.reader_ == nullptr) return std::nullopt;
  return borrowed;
}

void BorrowedAssertion::compile_reader(Options& options) {
  Compilation& around = options.compilation();
  Errors errors;
  for (const char* expected : kExpectable) {
    Compilation own{.source = around.source, .parts = parts_, .around = {options.owner()}};
    reader_ = compile_item(item_of(*kind_, options_, expected), own);
    if (own.errors.empty()) return;
    reader_ = nullptr;
    if (errors.empty()) errors = std::move(own.errors);
  }
  around.errors.insert(around.errors.end(), errors.begin(), errors.end());
}

Expected<AssertionPtr> BorrowedAssertion::expecting(const Node& value) const {
  static const Source nowhere{"", ""};
  Parts parts = parts_.emptied();
  Compilation compilation{.source = nowhere, .parts = parts, .around = {"same_as"}};
  AssertionPtr assertion = compile_item(item_of(*kind_, options_, value), compilation);
  if (!compilation.errors.empty()) return tl::unexpected(std::move(compilation.errors));
  return assertion;
}

}  // namespace sightline
