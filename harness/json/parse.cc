#include <utility>

#include "json/careful_parse.h"
#include "json/json.h"
#include "json/quick_parse.h"

namespace sightline {
namespace {

/// `tell` makes an Error of a trouble.
template <typename Tell>
Expected<Node> parsed(std::string_view text, const JsonLimits& limits, Tell&& tell) {
  if (auto node = parse_quickly(text, limits)) return *std::move(node);
  CarefullyParsed careful = parse_carefully(text, limits);
  if (careful.troubles.empty()) return std::move(careful.root);
  Errors errors;
  for (JsonTrouble& trouble : careful.troubles) errors.push_back(tell(std::move(trouble)));
  return tl::unexpected(std::move(errors));
}

}  // namespace

Expected<Node> parse_json(std::string_view text, const JsonLimits& limits) {
  return parsed(text, limits, [](JsonTrouble trouble) {
    return Error{std::move(trouble.message), Place{{}, trouble.at}};
  });
}

Expected<Node> parse_json(const Source& source, const JsonLimits& limits) {
  return parsed(source.text, limits,
                [&](JsonTrouble trouble) { return source.error_at(trouble.at, std::move(trouble.message)); });
}

}  // namespace sightline
