#include "suite/yaml.h"

#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <iterator>
#include <thread>

#include "suite/careful_yaml.h"
#include "suite/encoding.h"
#include "suite/quick_yaml.h"
#include "suite/yaml_pieces.h"

namespace sightline {
namespace {

/// A piece of fewer bytes is not worth a thread.
constexpr std::size_t kBytesOfPiece = std::size_t{128} << 10;

std::optional<YamlPiece> read_piece(const Source& source, YamlRange range, YamlLimits limits) {
  if (range.begin > 0) --limits.max_depth;  // Its list stands within a map.
  std::optional<YamlPiece> piece = read_piece_quickly(source, range, limits);
  return piece ? std::move(piece) : read_piece_carefully(source, range, limits);
}

/// The list that the pieces after the first go on with.
Node* last_list(Node& root) {
  if (!root.is_map() || root.map().empty() || !root.map().back().value.is_list()) return nullptr;
  return &root.map().back().value;
}

/// Reads a large text piece by piece, at once. Nothing where anything is wrong with it: what, only the whole can tell.
std::optional<Node> read_in_pieces(const Source& source, const std::vector<std::size_t>& begins,
                                   const YamlLimits& limits) {
  std::vector<std::future<std::optional<YamlPiece>>> rest;
  for (std::size_t i = 1; i < begins.size(); ++i) {
    const std::size_t end = i + 1 < begins.size() ? begins[i + 1] : source.text.size();
    rest.push_back(std::async(std::launch::async, read_piece, std::cref(source), YamlRange{begins[i], end}, limits));
  }
  std::optional<YamlPiece> first = read_piece(source, {0, begins[1]}, limits);
  Node* list = first ? last_list(first->root) : nullptr;
  for (std::future<std::optional<YamlPiece>>& next : rest) {
    std::optional<YamlPiece> piece = next.get();
    const bool goes_on = list != nullptr && piece && piece->root.is_list() && piece->root.at.column == list->at.column;
    if (!goes_on) {
      list = nullptr;
      continue;
    }
    first->events += piece->events;
    std::ranges::move(piece->root.list(), std::back_inserter(list->list()));
  }
  if (list == nullptr || first->events > limits.max_nodes) return std::nullopt;
  return std::move(first->root);
}

/// Nothing where something is wrong, or may be.
std::optional<Node> read_what_is_right(const Source& source, const YamlLimits& limits) {
  if (source.text.starts_with(kByteOrderMark)) return std::nullopt;
  const std::size_t most =
      std::min<std::size_t>(std::thread::hardware_concurrency(), source.text.size() / kBytesOfPiece);
  const std::vector<std::size_t> begins = yaml_pieces(source.text, most);
  if (begins.size() > 1) return read_in_pieces(source, begins, limits);
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
