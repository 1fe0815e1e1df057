#include "assertion/wording.h"

#include <fmt/format.h>

#include "base/text.h"
#include "json/json.h"

namespace sightline {
namespace {

constexpr std::size_t kShown = 80;
constexpr std::size_t kFew = 3;

}  // namespace

std::string shown(const Node& value) {
  return value.is_string() ? quoted(value.string(), kShown) : shortened(to_json(value), kShown);
}

std::string unquoted(std::string_view text, std::size_t limit) {
  const std::string in_quotes = quoted(text, limit);
  return in_quotes.substr(1, in_quotes.size() - 2);
}

std::string named(const Node& value) {
  return value.is_list() || value.is_map() ? std::string(kind_name(value.kind())) : shown(value);
}

std::string counted(std::size_t count, std::string_view noun) {
  return fmt::format("{} {}{}", count, noun, count == 1 ? "" : "s");
}

std::string first_few(const std::vector<std::string>& many) {
  if (many.size() <= kFew) return join(many, "; ");
  const std::vector<std::string> first(many.begin(), many.begin() + kFew);
  return fmt::format("{}; and {} more", join(first, "; "), many.size() - kFew);
}

std::string messages(const Errors& errors) {
  std::vector<std::string> messages;
  for (const Error& error : errors) messages.push_back(error.message);
  return first_few(messages);
}

std::string one_of(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += quoted(words[i]);
  }
  return text;
}

}  // namespace sightline
