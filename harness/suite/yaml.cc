#include "suite/yaml.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>

#include "suite/careful_yaml.h"
#include "suite/encoding.h"
#include "suite/pieced_yaml.h"
#include "suite/quick_yaml.h"
#include "suite/yaml_pieces.h"

namespace sightline {
namespace {

/// A piece of fewer bytes is not worth a thread.
constexpr std::size_t kBytesOfPiece = std::size_t{128} << 10;

/// Nothing where something is wrong, or may be.
std::optional<Node> read_what_is_right(const Source& source, const YamlLimits& limits) {
  if (source.text.starts_with(kByteOrderMark)) return std::nullopt;
  const std::size_t most =
      std::min<std::size_t>(std::thread::hardware_concurrency(), source.text.size() / kBytesOfPiece);
  const std::vector<std::size_t> begins = yaml_pieces(source.text, most);
  if (begins.size() > 1) return read_yaml_in_pieces(source, begins, limits);
  std::optional<YamlPiece> whole = read_piece_quickly(source, {0, source.text.size()}, limits);
  return whole ? std::optional(std::move(whole->root)) : std::nullopt;
}

}  // namespace

Diagnosed<Node> read_yaml(const Source& source, const YamlLimits& limits) {
  Complaints complaints(source);
  Node root;
  if (source.text.size() > limits.max_bytes) {
    complaints.add({},
                   fmt::format("this file has {} bytes; at most {} are read", source.text.size(), limits.max_bytes));
  } else {
    check_encoding(source, complaints);
    check_controls(source, complaints);
    std::optional<Node> whole = complaints.empty() ? read_what_is_right(source, limits) : std::nullopt;
    if (whole) {
      root = *std::move(whole);
    } else if (complaints.empty()) {
      root = read_yaml_carefully(source, limits, complaints);
    }
  }
  return {std::move(root), std::move(complaints).take()};
}

}  // namespace sightline
