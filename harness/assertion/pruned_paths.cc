#include "assertion/pruned_paths.h"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "base/text.h"

namespace sightline {
namespace {

using Steps = std::span<const std::string>;

/// A token of a pointer with its ~0 and ~1 read.
std::string unescaped(std::string_view token) {
  std::string out;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const bool is_escape = token[i] == '~' && i + 1 < token.size() && (token[i + 1] == '0' || token[i + 1] == '1');
    out += is_escape ? (token[++i] == '0' ? '~' : '/') : token[i];
  }
  return out;
}

bool is_index(const std::string& step, std::size_t index) {
  return step == "*" || step == std::to_string(index);
}

/// Lists keep their length, so that what stands behind stays at its index: what is left out is null.
void prune(Node& value, Steps steps) {
  const bool is_last = steps.size() == 1;
  if (value.is_map()) {
    if (is_last) {
      std::erase_if(value.map(), [&](const Node::Member& member) { return steps[0] == "*" || member.key == steps[0]; });
      return;
    }
    for (Node::Member& member : value.map()) {
      if (steps[0] == "*" || member.key == steps[0]) prune(member.value, steps.subspan(1));
    }
  } else if (value.is_list()) {
    for (std::size_t i = 0; i < value.list().size(); ++i) {
      if (!is_index(steps[0], i)) continue;
      if (is_last) {
        value.list()[i] = Node();
      } else {
        prune(value.list()[i], steps.subspan(1));
      }
    }
  }
}

}  // namespace

PrunedPaths::PrunedPaths(Options& options, std::string_view option) {
  if (options.find(option) == nullptr) return;
  for (const std::string& pointer : options.needed_texts(option, "JSON pointers")) {
    if (!pointer.starts_with('/')) {
      options.tell(options.find(option),
                   fmt::format("{} is no JSON pointer, such as /id or /items/*/time", quoted(pointer)));
      continue;
    }
    std::vector<std::string>& steps = paths_.emplace_back();
    for (const std::string_view token : split(std::string_view(pointer).substr(1), '/')) {
      steps.push_back(unescaped(token));
    }
  }
}

Node PrunedPaths::pruned(Node value) const {
  for (const auto& steps : paths_) prune(value, steps);
  return value;
}

}  // namespace sightline
