#include "view/routes.h"

#include <fmt/format.h>

#include <sstream>

#include "base/text.h"
#include "report/html.h"
#include "runlog/comparison_reader.h"
#include "view/answers.h"
#include "view/file_body.h"
#include "view/followed_run.h"
#include "view/list_page.h"

namespace sightline {
namespace {

constexpr std::string_view kRuns = "/runs/";
constexpr std::uint64_t kLargestComparison = std::uint64_t{256} << 20;

ServerResponse not_found() {
  return text_answer(404, "there is nothing here; / lists the runs");
}

ServerResponse no_such_run(std::string_view name) {
  return text_answer(404, fmt::format("there is no run {} in this folder; / lists those that there are", quoted(name)));
}

std::string told(const Errors& errors) {
  std::string text;
  for (const Error& error : errors) text += (text.empty() ? "" : "\n") + error.message;
  return text;
}

Expected<std::string> rendered(const Files& files, const std::string& folder) {
  const auto run = RunReader::open(files, folder);
  if (!run) return tl::unexpected(run.error());
  std::ostringstream out;
  write_served_html(*run, summarise(*run), out);
  return std::move(out).str();
}

}  // namespace

ViewRoutes::ViewRoutes(const Files& files, const ViewOptions& options)
    : files_(files), options_(options), shelf_(files, options.reports) {}

void ViewRoutes::stop() {
  stop_->set();
  pages_.stop();
  shelf_.stop();
}

ServerResponse ViewRoutes::answer(const ServerRequest& request) {
  const std::string_view path = request.path();
  if (path == "/") {
    std::string page = list_page();
    const std::string state = page;
    return page_answer(request, std::move(page), state);
  }
  if (path == "/runs.json") return list();
  if (path == "/compare") return to_comparison(request);
  if (path.starts_with(kRuns)) return of_run(request, path.substr(kRuns.size()));
  return not_found();
}

ServerResponse ViewRoutes::list() {
  const auto list = shelf_.list();
  if (!list) return text_answer(500, told(list.error()));
  return json_answer(list_json(options_.reports_shown, *list));
}

ServerResponse ViewRoutes::of_run(const ServerRequest& request, std::string_view path) {
  const std::size_t slash = path.find('/');
  const std::string_view name = path.substr(0, slash);
  const auto folder = shelf_.folder(name);
  if (!folder) return no_such_run(name);
  if (slash == std::string_view::npos) return redirect(std::string(kRuns) + path_segment(name) + "/");
  const std::string_view rest = path.substr(slash + 1);
  if (rest.empty()) return report(request, *folder);
  if (rest == "events") return events(*folder);
  if (rest == "compare") return comparison(request, *folder);
  if (rest == "compare.html") return to_own_comparison(name, *folder);
  return file(*folder, std::string(rest));
}

ServerResponse ViewRoutes::report(const ServerRequest& request, const std::string& folder) {
  // Before it is rendered: what changes meanwhile is a change.
  const std::string state = page_state(folder);
  const auto page = pages_.page(folder, state, [&] { return rendered(files_, folder); });
  if (!page) return text_answer(500, "this run cannot be read: " + told(page.error()));
  return page_answer(request, **page, folder + state);
}

ServerResponse ViewRoutes::events(const std::string& folder) {
  const auto ends = read_log_ends(files_, folder + "/run.jsonl");
  if (!ends) return text_answer(404, "this run cannot be read: " + told(ends.error()));
  auto place = FollowerPlace::take(followers_, options_.followers);
  if (!place) return text_answer(503, "too many follow runs at the moment; try again later");
  const FollowedRun::Options options{.folder = folder, .planned = ends->header.planned_results, .look = options_.look};
  return streamed_answer("text/event-stream", std::make_shared<FollowedRun>(files_, options, stop_, std::move(place)),
                         "no-store");
}

ServerResponse ViewRoutes::file(const std::string& folder, const std::string& name) {
  const auto kind = run_file_kind(name);
  if (!kind) return not_found();
  const std::string path = folder + "/" + name;
  const auto state = file_state(path);
  // No part of the path is a link: what a link leads to is not the run's.
  const auto inside = files_.canonical(folder);
  const auto real = files_.canonical(path);
  if (!state || !inside || !real || *real != *inside + "/" + name) return not_found();
  ServerResponse response = streamed_answer(kind->content_type, std::make_shared<FileBody>(files_, path, state->bytes),
                                            kind->is_image ? "private, max-age=31536000, immutable" : "no-cache");
  if (!kind->is_image) {
    response.headers.push_back({"Content-Disposition", fmt::format("attachment; filename=\"{}\"", name)});
  }
  return response;
}

ServerResponse ViewRoutes::to_own_comparison(std::string_view name, const std::string& folder) {
  const std::string path = folder + "/compare.json";
  const auto state = file_state(path);
  if (!state || state->bytes > kLargestComparison) return not_found();
  const auto text = files_.read(path);
  const auto told = text ? read_comparison(*text) : std::nullopt;
  if (!told) return not_found();
  const std::string& at = told->base.path;
  for (const std::string& base : {told->base.id, at.substr(at.find_last_of('/') + 1)}) {
    if (!shelf_.folder(base)) continue;
    return redirect(fmt::format("{}{}/compare?base={}", kRuns, path_segment(name), path_segment(base)));
  }
  return text_answer(404, fmt::format("the run {} that it was compared with is not in this folder", quoted(at)));
}

ServerResponse ViewRoutes::to_comparison(const ServerRequest& request) {
  const std::string base = query_value(request.target(), "base");
  const std::string candidate = query_value(request.target(), "candidate");
  if (base.empty() || candidate.empty()) return text_answer(400, "give two runs: /compare?base=NAME&candidate=NAME");
  for (const std::string& name : {base, candidate}) {
    if (!shelf_.folder(name)) return no_such_run(name);
  }
  return redirect(fmt::format("{}{}/compare?base={}", kRuns, path_segment(candidate), path_segment(base)));
}

ServerResponse ViewRoutes::comparison(const ServerRequest& request, const std::string& candidate) {
  const std::string name = query_value(request.target(), "base");
  const auto base = shelf_.folder(name);
  if (!base) return no_such_run(name);
  if (!options_.compare) return not_found();
  const std::string state = page_state(*base) + "\n" + page_state(candidate);
  const std::string both = *base + "\n" + candidate;
  const auto page = pages_.page(both, state, [&] { return options_.compare(*base, candidate); });
  if (!page) return text_answer(422, "these runs cannot be compared: " + told(page.error()));
  return page_answer(request, **page, both + state);
}

}  // namespace sightline
