#include <fmt/format.h>

#include "assertion/json_schema_documents.h"
#include "assertion/json_schema_uri.h"
#include "base/bounded_read.h"
#include "base/suggest.h"
#include "base/text.h"
#include "json/json.h"

namespace sightline::json_schema {
namespace {

/// One step of a JSON pointer; null where it leads nowhere.
const Node* part(const Node& node, const std::string& token) {
  if (node.is_map()) return node.find(token);
  if (!node.is_list() || token.empty() || token.size() > 9) return nullptr;
  if (token.find_first_not_of("0123456789") != std::string::npos || (token.size() > 1 && token[0] == '0'))
    return nullptr;
  const std::size_t index = std::stoul(token);
  return index < node.list().size() ? &node.list()[index] : nullptr;
}

std::string unescaped(std::string_view token) {
  std::string out;
  for (std::size_t i = 0; i < token.size(); ++i) {
    const bool escape = token[i] == '~' && i + 1 < token.size() && (token[i + 1] == '0' || token[i + 1] == '1');
    out += !escape ? token[i] : token[i + 1] == '0' ? '~' : '/';
    if (escape) ++i;
  }
  return out;
}

std::vector<std::string> keys_of(const Node& node) {
  std::vector<std::string> keys;
  if (node.is_map()) {
    for (const Node::Member& member : node.map()) keys.push_back(member.key);
  }
  return keys;
}

bool is_inside(std::string_view path, std::string folder) {
  if (!folder.ends_with('/')) folder += '/';
  return path.substr(0, folder.size()) == folder;
}

}  // namespace

Expected<Target> Library::find(const std::string& reference, Resource& from) {
  Uri uri = resolved(parse_uri(from.uri), parse_uri(reference));
  const std::string fragment = percent_decoded(uri.fragment.value_or(""));
  uri.fragment.reset();
  const Expected<Resource*> resource = resource_at(uri.text(), reference, from);
  if (!resource) return tl::unexpected(resource.error());
  return at_fragment(**resource, fragment);
}

Expected<Resource*> Library::resource_at(const std::string& uri, const std::string& reference, Resource& from) {
  if (const auto known = by_uri_.find(uri); known != by_uri_.end()) return known->second;
  if (const auto given = options_.known.find(uri); given != options_.known.end()) {
    return &add({{uri, {}}, given->second, "", uri}, uri, from.draft);
  }
  const Uri target = parse_uri(uri);
  if (target.scheme == "file") return read(percent_decoded(target.path), from.draft);
  // Beside the file with an $id of its own may lie the file that is meant.
  const Uri written = parse_uri(reference);
  if (!written.scheme && !written.authority && !written.path.empty() && !from.document->folder.empty()) {
    const std::string path = from.document->folder + "/" + percent_decoded(written.path);
    if (files_.is_file(path)) return read(path, from.draft);
  }
  return failure(fmt::format("{} is not in this project; nothing is fetched", quoted(uri)));
}

Expected<Resource*> Library::read(const std::string& path, Draft default_draft) {
  const Expected<std::string> real = files_.canonical(path);
  if (!real) return tl::unexpected(real.error());
  const std::string root = files_.canonical(project_root_).value_or(project_root_);
  if (!is_inside(*real, root)) return failure(fmt::format("{} is outside of the project", quoted(path)));
  const std::string uri = file_uri(*real);
  if (const auto known = by_uri_.find(uri); known != by_uri_.end()) return known->second;
  Expected<std::string> text = read_at_most(files_, *real, kMostTextBytes, path);
  if (!text) return tl::unexpected(text.error());
  const std::string name = real->substr(root.ends_with('/') ? root.size() : root.size() + 1);
  Source source{name, std::move(*text)};
  Expected<Node> node = parse_json(source);
  if (!node) return tl::unexpected(node.error());
  return &add({std::move(source), std::move(*node), real->substr(0, real->rfind('/')), name}, uri, default_draft);
}

Expected<Target> Library::at_fragment(Resource& resource, const std::string& fragment) const {
  if (fragment.empty()) return Target{resource.root, &resource, resource.pointer, fragment};
  if (fragment.front() == '/') return at_pointer(resource, fragment);
  const auto anchor = resource.anchors.find(fragment);
  if (anchor != resource.anchors.end()) {
    return Target{anchor->second.node, &resource, anchor->second.pointer, fragment};
  }
  std::vector<std::string> names;
  for (const auto& [name, target] : resource.anchors) names.push_back(name);
  return failure(fmt::format("there is no anchor {}{}", quoted(fragment), suggestion(fragment, names)));
}

Expected<Target> Library::at_pointer(Resource& resource, const std::string& pointer) const {
  Target target{resource.root, &resource, resource.pointer + pointer, pointer};
  for (const std::string_view token : split(std::string_view(pointer).substr(1), '/')) {
    const std::string key = unescaped(token);
    const Node* next = part(*target.node, key);
    if (next == nullptr) {
      return failure(fmt::format("there is nothing at {}{}", quoted(pointer), suggestion(key, keys_of(*target.node))));
    }
    target.node = next;
    if (const auto own = by_root_.find(next); own != by_root_.end()) target.resource = own->second;
  }
  return target;
}

}  // namespace sightline::json_schema
