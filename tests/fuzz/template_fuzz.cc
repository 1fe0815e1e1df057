// Any template over any variables: what is wrong is told where its tag stands, and what is right is filled, as a text
// and as parts the same.

#include <cstdint>
#include <string>

#include "fuzz/checks.h"
#include "json/json.h"
#include "suite/mustache_tags.h"
#include "suite/template.h"

namespace sightline {
namespace {

using fuzz::expect;

void check_tags(std::string_view text) {
  std::size_t end = 0;
  const MustacheScan scan = scan_mustache(text);
  for (const MustacheTag& tag : scan.tags) {
    expect(tag.begin >= end && tag.begin < tag.end && tag.end <= text.size(), "tags stand in a row");
    end = tag.end;
  }
  expect(!scan.unclosed || (*scan.unclosed >= end && *scan.unclosed < text.size()),
         "an unclosed tag stands behind them");
  expect(scan.tags.empty() || has_template(text), "a text with tags is a template");
}

void check(const std::string& text, const Node& vars) {
  check_tags(text);
  const Source source{"prompt.md", text};
  Node scalar(text);
  scalar.at = {1, 1};
  const Errors errors = check_template(scalar, source, vars, {}, true);
  fuzz::expect_told(errors, "prompt.md", text);
  if (!errors.empty()) return;
  const std::string filled = render_template(text, vars);
  expect(is_utf8(filled), "a filled template is UTF-8");
  const std::vector<Part> parts = render_parts(text, vars, {});
  expect(parts.size() <= 1, "without an image it is one text");
  if (!parts.empty()) expect(std::get<std::string>(parts.front()) == filled, "parts are what the text is");
}

}  // namespace
}  // namespace sightline

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sightline;
  const auto [vars_text, text] = fuzz::two_texts({reinterpret_cast<const char*>(data), size});
  const auto vars = parse_json(vars_text);
  // A loader has no other text than UTF-8, and no other variables than a map.
  if (vars && vars->is_map() && is_utf8(text)) check(text, *vars);
  return 0;
}
