#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "assertion/assertion.h"
#include "assertion/options.h"

namespace sightline {

/// An assertion that this version has: what is said of it, and how it is compiled.
struct AssertionKind {
  std::string_view name;
  std::string_view family;
  std::string_view summary;
  std::string_view example;
  /// An answer that the example passes on, and one that it fails on, in YAML: a text, or a map of what else is known of
  /// it (text, refusal, finish_reason, model, tool_calls, usage, streamed, latency, first_token, cost). Where more than
  /// the answer counts: {reply: …, vars: …, images: {photo: {width, height}}, coordinates: …, others: {CASE: answer},
  /// outside: what a program, a host or an approved answer says}.
  std::string_view example_pass = {};
  std::string_view example_fail = {};
  /// The option that the short form stands for; "" where there is none.
  std::string_view short_option = {};
  /// The short form that says no more than the name, `refusal: true`; null where there is none.
  Node bare = {};
  /// A map without the option `short_option` is itself that option: `not: {contains: USD}`.
  bool takes_item = false;
  /// The kind of tally in its evidence (tally.h), for the aggregates `micro` and `corpus`; "" where it has none.
  std::string_view tally = {};
  /// Options that are never templates, beside `at`.
  std::vector<std::string_view> verbatim = {};
  Node (*schema)() = nullptr;
  /// Null where something is wrong; it is in the compilation's errors then.
  std::unique_ptr<const Check> (*compile)(Options& options) = nullptr;
};

/// In the order of the documentation.
const std::vector<AssertionKind>& assertion_kinds();
const AssertionKind* find_assertion_kind(std::string_view name);
/// Names of the format that this version does not do yet.
const std::vector<std::string>& planned_assertions();

/// Compiles one item of a list of assertions; null where something is wrong, which is in `compilation` then.
std::unique_ptr<Assertion> compile_item(const Node& item, Compilation& compilation);

}  // namespace sightline
