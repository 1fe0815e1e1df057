#include "mock/stock.h"

#include <utility>

#include "fixture/lookup.h"

namespace sightline {

Stock::Stock(std::shared_ptr<const Library> library, const std::vector<std::string>& ignore)
    : library_(std::move(library)), memo_(lookup_order(*library_, ignore)) {}

std::string_view path_below(const Library& library, const Fixture& fixture) {
  std::string_view path = fixture.path;
  if (path.starts_with(library.folder())) path.remove_prefix(library.folder().size());
  while (path.starts_with('/')) path.remove_prefix(1);
  return path;
}

std::string_view case_of(std::string_view fixture_path) {
  constexpr std::string_view kEnding = ".json";
  constexpr std::size_t kKeyDigits = 12;
  if (fixture_path.ends_with(kEnding)) fixture_path.remove_suffix(kEnding.size());
  const std::size_t dash = fixture_path.rfind('-');
  const bool has_key = dash != std::string_view::npos && fixture_path.size() - dash - 1 == kKeyDigits &&
                       fixture_path.find_first_not_of("0123456789abcdef", dash + 1) == std::string_view::npos;
  return has_key ? fixture_path.substr(0, dash) : fixture_path;
}

}  // namespace sightline
