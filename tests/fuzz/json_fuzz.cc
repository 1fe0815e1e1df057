// Any text before every reader of JSON that there is: what the strict one reads, the others read too, and what was read
// is written and read again the same.

#include <cstdint>
#include <string>

#include "assertion/answer_json.h"
#include "assertion/loose_json.h"
#include "chat/answer_json.h"
#include "fuzz/checks.h"
#include "fuzz/same_node.h"
#include "json/careful_parse.h"
#include "json/json.h"
#include "json/quick_parse.h"

namespace sightline {
namespace {

using fuzz::expect;
using fuzz::is_same;

void check_written(const Node& value) {
  const std::string written = to_json(value);
  const auto again = parse_json(written);
  expect(again && *again == value && to_json(*again) == written, "a value is written and read again");
  const auto pretty = parse_json(to_pretty_json(value));
  expect(pretty && *pretty == value, "a value is written over several lines and read again");
  const auto canonical = canonical_json(value);
  if (!canonical) return;
  const auto of_canonical = parse_json(*canonical);
  expect(of_canonical.has_value(), "the canonical text is JSON");
  const auto canonical_again = canonical_json(*of_canonical);
  // RFC 8785 writes 1e20 as an integer, which is refused where somebody writes it.
  const bool is_large =
      !canonical_again && canonical_again.error().front().message.find("beyond 2^53") != std::string::npos;
  expect(is_large || canonical_again == *canonical, "the canonical text is canonical");
}

void check_lenient(std::string_view text) {
  const auto loose = read_loose_json(text);
  if (loose) {
    expect(!loose->values.empty() && text.ends_with(loose->rest), "loose JSON is a value and what follows it");
    for (const Node& value : loose->values) expect(is_utf8(to_json(value)), "a loose value can be written");
  }
  const AnswerJson answer = read_answer_json(text);
  const bool unreadable = answer.path == AnswerJson::Path::unreadable;
  expect(unreadable || parse_json(to_json(answer.value)).has_value(), "an answer's value is JSON");
  std::string_view rest = text;
  const auto number = take_number(rest);
  expect(text.ends_with(rest) && (number || rest.size() == text.size()), "a number is taken off the beginning");
}

void check_quick(std::string_view text) {
  const auto quick = parse_quickly(text, {});
  if (!quick) return;
  const CarefullyParsed careful = parse_carefully(text, {});
  expect(careful.troubles.empty() && is_same(*quick, careful.root), "what is read quickly is what is read carefully");
}

void check(std::string_view text) {
  check_quick(text);
  check_lenient(text);
  const auto of_server = read_server_json(text);
  const auto strict = parse_json(text);
  if (!strict) return fuzz::expect_told(strict.error(), "", text);
  check_written(*strict);
  expect(of_server && *of_server == *strict, "a server's JSON is JSON");
  const AnswerJson answer = read_answer_json(text);
  expect(answer.path == AnswerJson::Path::strict && answer.value == *strict, "JSON is read strictly");
}

}  // namespace
}  // namespace sightline

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  sightline::check({reinterpret_cast<const char*>(data), size});
  return 0;
}
