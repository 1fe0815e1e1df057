// Any text as YAML: what the quick reader takes, the careful one takes too, and as the same; so with what is read in
// pieces and the whole; what is wrong is told where it stands.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "fuzz/checks.h"
#include "fuzz/same_node.h"
#include "suite/careful_yaml.h"
#include "suite/encoding.h"
#include "suite/pieced_yaml.h"
#include "suite/quick_yaml.h"
#include "suite/yaml.h"

namespace sightline {
namespace {

using fuzz::expect;

/// Small, so that texts come near to them.
constexpr YamlLimits kLimits{.max_bytes = 60'000,
                             .max_depth = 8,
                             .max_nodes = 200,
                             .max_alias_nodes = 50,
                             .max_alias_bytes = 1'000,
                             .max_flow_marks = 9'000};

void check_quick(const Source& source, YamlRange range, const YamlLimits& limits) {
  const auto quick = read_piece_quickly(source, range, limits);
  if (!quick) return;
  const auto careful = read_piece_carefully(source, range, limits);
  expect(careful.has_value(), "what is read quickly is right");
  expect(fuzz::is_same(quick->root, careful->root), "what is read quickly is what is read carefully");
  expect(quick->events == careful->events, "what is read quickly has the same size");
}

/// The whole, and the pieces that a text of this kind is read in where it is large.
void check_ranges(const Source& source, const YamlLimits& limits) {
  check_quick(source, {0, source.text.size()}, limits);
  std::vector<std::size_t> borders = yaml_pieces(source.text, 3);
  borders.push_back(source.text.size());
  for (std::size_t i = 1; i < borders.size(); ++i) check_quick(source, {borders[i - 1], borders[i]}, limits);
}

void check_pieces(const Source& source) {
  const std::vector<std::size_t> begins = yaml_pieces(source.text, 3);
  if (begins.size() < 2) return;
  const std::optional<Node> pieced = read_yaml_in_pieces(source, begins, {});
  if (!pieced) return;
  Complaints complaints(source);
  const Node whole = read_yaml_carefully(source, {}, complaints);
  expect(complaints.empty(), "what is read in pieces is right");
  expect(fuzz::is_same(*pieced, whole), "what is read in pieces is what the whole is read as");
}

bool is_text(const Source& source) {
  Complaints complaints(source);
  check_encoding(source, complaints);
  check_controls(source, complaints);
  return complaints.empty() && !source.text.starts_with(kByteOrderMark);
}

void check(std::string text) {
  const Source source{"suite.yaml", std::move(text)};
  if (is_text(source)) check_pieces(source);
  for (const YamlLimits& limits : {YamlLimits{}, kLimits}) {
    if (is_text(source)) check_ranges(source, limits);
    fuzz::expect_told(read_yaml(source, limits).diagnostics, "suite.yaml", source.text);
  }
}

}  // namespace
}  // namespace sightline

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  sightline::check({reinterpret_cast<const char*>(data), size});
  return 0;
}
