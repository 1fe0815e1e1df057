#include <filesystem>
#include <utility>

#include "assertion/web_origin.h"
#include "base/text.h"
#include "suite/fields.h"
#include "suite/keys.h"
#include "suite/load.h"
#include "suite/model_reader.h"
#include "suite/shape_check.h"
#include "suite/yaml.h"

namespace sightline {

namespace {

constexpr std::string_view kProjectFile = "sightline.yaml";

/// A project below `root` as it is where its file says nothing.
Project bare_project(std::string root) {
  Project project;
  project.fixtures = root + "/fixtures";
  project.reports = root + "/reports";
  project.suites = {"suites/*.yaml"};
  project.root = std::move(root);
  return project;
}

class ProjectReader {
 public:
  ProjectReader(const LoadContext& context, const std::string& root, const std::string& file_name)
      : path_(root + "/" + file_name), files_(context.files, root, out_), project_(bare_project(root)) {}

  Diagnosed<Project> read() {
    const auto source = files_.text(path_);
    if (!source) return {std::move(project_), source.error()};
    project_.path = (*source)->path;
    Diagnosed<Node> document = read_yaml(**source);
    const bool readable = document.ok();
    out_.add(std::move(document.diagnostics));
    if (readable) read_document(document.value, {**source, files_.root()});
    return {std::move(project_), std::move(out_).take()};
  }

 private:
  void read_document(Node& document, const Origin& origin) {
    if (!check_table(document, project_table(), origin.source, out_)) return;
    check_version(document, origin.source, out_);
    for (const Node::Member* model : entries_of(document.find("models"))) {
      project_.models.push_back(read_model(model->key, model->value, origin, files_, out_));
    }
    read_place(document, "fixtures", origin, project_.fixtures);
    read_place(document, "reports", origin, project_.reports);
    read_place(document, "baseline", origin, project_.baseline);
    read_patterns(field(document, "suites"), origin);
    project_.gate = gate_of(field(document, "gate"));
    project_.allow_exec = is_said(document, "allow_exec");
    project_.is_private = is_said(document, "private");
    read_webhooks(field(document, "allow_webhook"), origin);
  }

  static bool is_said(const Node& document, std::string_view key) {
    const Node* said = field(document, key);
    return said != nullptr && said->boolean();
  }

  /// Its usual place is looked at too, where the project says nothing: a link may stand there.
  void read_place(const Node& document, std::string_view key, const Origin& origin, std::string& path) {
    const Node* written = field(document, key);
    if (written == nullptr && path.empty()) return;
    auto place = written ? files_.place_inside(origin.folder, written->string())
                         : files_.place_inside(files_.root(), std::string(key));
    if (!place && key == "reports") {
      place.error().front().message += "; `--out FOLDER` puts a single run wherever you say";
    }
    if (place) {
      path = std::move(*place);
    } else if (written) {
      out_.add_at(origin.source, written->at, std::move(place.error()));
    } else {
      out_.add(Error{place.error().front().message, {origin.source.path, {}}});
    }
  }

  void read_patterns(const Node* written, const Origin& origin) {
    if (written == nullptr) return;
    project_.suites = texts_of(written);
    const auto check = [&](const Node& pattern) {
      if (!pattern.is_string()) return;
      if (auto place = files_.place_for(origin.folder, pattern.string()); !place) {
        out_.add_at(origin.source, pattern.at, std::move(place.error()));
      }
    };
    if (!written->is_list()) return check(*written);
    for (const Node& pattern : written->list()) check(pattern);
  }

  /// Answers leave this machine encrypted, or not at all.
  void read_webhooks(const Node* hosts, const Origin& origin) {
    for (const Node& host : hosts ? hosts->list() : Node::List{}) {
      if (!host.is_string()) continue;
      const auto read = web_origin(host.string());
      std::string why = read ? "" : read.error();
      if (read && !read->is_whole) why = "is more than a scheme, a host and a port";
      if (read && !read->is_https && !read->is_loopback)
        why = "is not encrypted; only this machine may be called by http";
      if (why.empty()) {
        project_.allow_webhook.push_back(read->text);
      } else {
        out_.add_at(origin.source, host.at,
                    {Error{fmt::format("{} {}; write https://host", quoted(host.string()), why)}});
      }
    }
  }

  const std::string path_;
  Diagnostics out_;
  ProjectFiles files_;
  Project project_;
};

}  // namespace

Expected<std::optional<std::string>> find_project(const Files& files, const std::string& folder) {
  auto start = files.canonical(folder.empty() ? "." : folder);
  if (!start) return tl::unexpected(std::move(start.error()));
  std::filesystem::path here = *start;
  while (true) {
    const std::string candidate = (here / kProjectFile).string();
    if (files.is_file(candidate)) return std::optional(candidate);
    if (!here.has_relative_path()) return std::optional<std::string>();
    here = here.parent_path();
  }
}

Diagnosed<Project> load_project(const LoadContext& context, const std::string& path) {
  if (!context.files.is_file(path)) return {{}, {Error{fmt::format("there is no file {}", quoted(path))}}};
  const std::string folder = folder_of(path);
  auto root = context.files.canonical(folder.empty() ? "." : folder);
  if (!root) return {{}, std::move(root.error())};
  // An error shows lines of the file: it must not show those of a file that is not the project's.
  const auto real = context.files.canonical(path);
  if (!real || !real->starts_with(*root == "/" ? *root : *root + "/")) {
    return {{}, {Error{fmt::format("{} leads out of its folder through a link; move the file into it", quoted(path))}}};
  }
  return ProjectReader(context, *root, name_of(path)).read();
}

Project project_without_file(const std::string& folder, ModelSpec model) {
  Project project = bare_project(folder);
  project.models.push_back(std::move(model));
  return project;
}

}  // namespace sightline
