#include "suite/matrix.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "json/json.h"
#include "suite/fields.h"
#include "suite/mustache_tags.h"
#include "suite/shape.h"

namespace sightline {

namespace {

constexpr std::size_t kMostCombinations = 100'000;

/// A value as an id shows it; an image by its path.
std::string label_of(const Node& value) {
  std::string label;
  const Node* image = value.find("image");
  if (image && image->is_string()) {
    label = image->string();
  } else if (value.is_string()) {
    label = value.string();
  } else {
    label = to_json(value);
  }
  std::ranges::replace_if(
      label, [](char c) { return !is_name(std::string_view(&c, 1)); }, '_');
  return label;
}

std::vector<const Node::Member*> axes_of(const CaseText& text) {
  std::vector<const Node::Member*> axes;
  if (text.defaults) axes = entries_of(field(*text.defaults, "matrix"));
  for (const Node::Member* axis : entries_of(field(*text.own, "matrix"))) {
    const auto same = std::ranges::find(axes, axis->key, &Node::Member::key);
    if (same == axes.end()) {
      axes.push_back(axis);
    } else {
      *same = axis;
    }
  }
  return axes;
}

void check_names(const std::vector<const Node::Member*>& axes, const CaseText& text, const Source& source,
                 Diagnostics& out) {
  const Node* vars = field(*text.own, "vars");
  for (const Node::Member* axis : axes) {
    check_variable_name(*axis, source, out);
    if (vars == nullptr || vars->find(axis->key) == nullptr) continue;
    out.add(source, axis->key_at,
            fmt::format("{} is an axis of the matrix and a variable of 'vars' too; rename one", quoted(axis->key)));
  }
}

bool is_too_large(const std::vector<const Node::Member*>& axes, const Source& source, Diagnostics& out) {
  double count = 1;
  for (const Node::Member* axis : axes) count *= static_cast<double>(axis->value.list().size());
  if (count <= static_cast<double>(kMostCombinations)) return false;
  out.add(source, axes[0]->key_at,
          fmt::format("the matrix has {:.0f} combinations; the most are {}", count, kMostCombinations));
  return true;
}

std::vector<Combination> extended(const std::vector<Combination>& shorter, const Node::Member& axis) {
  std::vector<Combination> longer;
  for (const Combination& base : shorter) {
    for (const Node& value : axis.value.list()) {
      Combination next = base;
      next.values.set(axis.key, value);
      next.suffix += fmt::format("{}{}={}", base.suffix.empty() ? "@" : ",", axis.key, label_of(value));
      longer.push_back(std::move(next));
    }
  }
  return longer;
}

}  // namespace

void check_variable_name(const Node::Member& variable, const Source& source, Diagnostics& out) {
  if (is_variable_name(variable.key)) return;
  out.add(source, variable.key_at,
          fmt::format("{} cannot be a variable; names are letters, digits, _ and ., and begin with a letter or _",
                      quoted(variable.key)));
}

std::vector<Combination> read_matrix(const CaseText& text, const Source& source, Diagnostics& out) {
  const std::vector<const Node::Member*> axes = axes_of(text);
  if (axes.empty()) return {};
  check_names(axes, text, source, out);
  if (is_too_large(axes, source, out)) return {};
  std::vector<Combination> combinations{{Node(Node::Map{}), ""}};
  for (const Node::Member* axis : axes) combinations = extended(combinations, *axis);
  return combinations;
}

}  // namespace sightline
