#include "suite/pieced_yaml.h"

#include <algorithm>
#include <functional>
#include <future>
#include <iterator>
#include <utility>

#include "suite/careful_yaml.h"
#include "suite/quick_yaml.h"
#include "suite/yaml_pieces.h"

namespace sightline {
namespace {

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

}  // namespace

std::optional<Node> read_yaml_in_pieces(const Source& source, const std::vector<std::size_t>& begins,
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

}  // namespace sightline
