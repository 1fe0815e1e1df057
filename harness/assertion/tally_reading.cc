#include "assertion/tally_reading.h"

namespace sightline {

double number_in(const Node& map, std::string_view key) {
  const Node* number = map.find(key);
  return number != nullptr && number->is_number() ? number->number() : 0;
}

std::string text_in(const Node& map, std::string_view key) {
  const Node* text = map.find(key);
  return text != nullptr && text->is_string() ? text->string() : "";
}

const Node::List& list_in(const Node& map, std::string_view key) {
  static const Node::List nothing;
  const Node* list = map.find(key);
  return list != nullptr && list->is_list() ? list->list() : nothing;
}

std::optional<double> quotient(double part, double whole) {
  return whole > 0 ? std::optional(part / whole) : std::nullopt;
}

}  // namespace sightline
