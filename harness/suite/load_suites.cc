#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "base/suggest.h"
#include "base/text.h"
#include "suite/load.h"
#include "suite/loading.h"
#include "suite/suite_reader.h"

namespace sightline {

namespace {

class SuitesReader {
 public:
  SuitesReader(const LoadContext& context, const Project& project) : loading_(context, project) {}

  Diagnosed<std::vector<Suite>> read(const std::vector<std::string>& paths) {
    choose_models();
    for (const std::string& path : paths) read_path(path);
    return {std::move(suites_), std::move(loading_.diagnostics).take()};
  }

 private:
  void choose_models() {
    std::vector<std::string> known;
    for (const ModelSpec& model : loading_.project.models) known.push_back(model.name);
    std::set<std::string> chosen;
    for (const std::string& wanted : loading_.context.model_filter) {
      const auto fits = [&](const std::string& name) { return matches_wildcard(wanted, name); };
      if (std::ranges::none_of(known, fits)) {
        tell(fmt::format("--model {} names no model of the project{}", quoted(wanted), suggestion(wanted, known)));
      }
      for (const std::string& name : known) {
        if (fits(name)) chosen.insert(name);
      }
    }
    for (const std::string& name : known) {
      if (chosen.contains(name)) loading_.only_models.push_back(name);
    }
  }

  void read_path(const std::string& path) {
    if (!loading_.context.files.is_file(path)) return tell(fmt::format("there is no suite {}", quoted(path)));
    auto absolute = loading_.context.files.canonical(path);
    if (!absolute) return loading_.diagnostics.add(std::move(absolute.error()));
    if (!read_.insert(*absolute).second) return;
    if (!loading_.files.place_for("/", *absolute)) {
      return tell(fmt::format("the suite {} lies outside of the project's folder {}; move it into it", quoted(path),
                              quoted(loading_.project.root, 200)));
    }
    auto suite = read_suite(*absolute, loading_);
    if (suite && takes_name(*suite)) suites_.push_back(std::move(*suite));
  }

  bool takes_name(const Suite& suite) {
    const auto [known, is_new] = names_.emplace(suite.name, suite.path);
    if (is_new || suite.name.empty()) return true;
    loading_.diagnostics.add(Error{fmt::format("the suite's name {} is taken by {}; write another `suite: NAME`",
                                               quoted(suite.name), known->second),
                                   {suite.path, {}}});
    return false;
  }

  void tell(std::string message) { loading_.diagnostics.add(Error{std::move(message)}); }

  Loading loading_;
  std::vector<Suite> suites_;
  std::set<std::string> read_;
  std::map<std::string, std::string> names_;
};

}  // namespace

Diagnosed<std::vector<Suite>> load_suites(const LoadContext& context, const Project& project,
                                          const std::vector<std::string>& paths) {
  return SuitesReader(context, project).read(paths);
}

}  // namespace sightline
