#include <charconv>
#include <optional>

#include "base/text.h"
#include "json/json.h"

namespace sightline {
namespace {

/// "~1" is "/" and "~0" is "~"; any other tilde is no pointer.
std::optional<std::string> unescaped(std::string_view token) {
  std::string key;
  for (std::size_t i = 0; i < token.size(); ++i) {
    if (token[i] != '~') {
      key += token[i];
      continue;
    }
    ++i;
    if (i == token.size() || (token[i] != '0' && token[i] != '1')) return std::nullopt;
    key += token[i] == '0' ? '~' : '/';
  }
  return key;
}

const Node* item_at(const Node::List& list, std::string_view token) {
  std::size_t index = 0;
  const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
  const bool has_leading_zero = token.size() > 1 && token.front() == '0';
  if (error != std::errc{} || end != token.data() + token.size() || has_leading_zero) return nullptr;
  return index < list.size() ? &list[index] : nullptr;
}

}  // namespace

const Node* at_pointer(const Node& root, std::string_view pointer) {
  const auto steps = pointer_steps(pointer);
  if (!steps) return nullptr;
  const Node* node = &root;
  for (const std::string& step : *steps) {
    node = node->is_list() ? item_at(node->list(), step) : node->find(step);
    if (node == nullptr) return nullptr;
  }
  return node;
}

std::optional<std::vector<std::string>> pointer_steps(std::string_view pointer) {
  std::vector<std::string> steps;
  if (pointer.empty()) return steps;
  if (pointer.front() != '/') return std::nullopt;
  for (const std::string_view token : split(pointer.substr(1), '/')) {
    auto step = unescaped(token);
    if (!step) return std::nullopt;
    steps.push_back(std::move(*step));
  }
  return steps;
}

std::string pointer_token(std::string_view key) {
  std::string token;
  for (const char c : key) {
    if (c == '~') {
      token += "~0";
    } else if (c == '/') {
      token += "~1";
    } else {
      token += c;
    }
  }
  return token;
}

}  // namespace sightline
