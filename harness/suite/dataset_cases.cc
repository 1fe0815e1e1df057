#include <utility>

#include "base/text.h"
#include "suite/case_reader.h"
#include "suite/dataset.h"
#include "suite/fields.h"

namespace sightline {

void CaseReader::read_dataset(const Node& written) {
  const Draft draft = draft_of(written);
  if (!draft.text.has("id")) {
    loading_.diagnostics.add(frame_.origin.source, written.at,
                             "a dataset needs an 'id' that tells its rows apart for ever, such as `id: \"{{name}}\"`");
  }
  const Node* file = field(written, "file");
  if (file == nullptr) return;
  for (const std::string& path : files_of(*file)) read_rows(draft, path, *file);
}

std::vector<std::string> CaseReader::files_of(const Node& written) {
  const std::string& pattern = written.string();
  const bool is_pattern = pattern.find_first_of("*?") != pattern.npos;
  auto place = is_pattern ? loading_.files.place_for(frame_.origin.folder, pattern)
                          : loading_.files.locate(frame_.origin.folder, pattern);
  if (place && !is_pattern) return {std::move(*place)};
  auto found = place ? glob(loading_.files.files(), *place) : tl::unexpected(place.error());
  if (found && found->empty()) found = failure(fmt::format("no file matches {}", quoted(pattern)));
  if (found) return std::move(*found);
  loading_.diagnostics.add_at(frame_.origin.source, written.at, std::move(found.error()));
  return {};
}

void CaseReader::read_rows(const Draft& draft, const std::string& path, const Node& named_at) {
  const auto real = loading_.files.locate("/", path);
  if (!real) return loading_.diagnostics.add_at(frame_.origin.source, named_at.at, real.error());
  const std::string shown = loading_.files.shown(*real);
  loading_.diagnostics.opened(shown);
  Diagnosed<Dataset> data = sightline::read_dataset(loading_.files.files(), *real, shown);
  const bool readable = data.ok();
  loading_.diagnostics.add_at(frame_.origin.source, named_at.at, std::move(data.diagnostics));
  if (!readable) return;
  const Origin origin{data.value.source, folder_of(*real)};
  cases_.reserve(cases_.size() + data.value.rows.size());
  for (Node& row : data.value.rows) {
    add_cases(draft, {&row, &origin});
    row = Node();
  }
}

}  // namespace sightline
