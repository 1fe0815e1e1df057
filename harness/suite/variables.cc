#include "suite/variables.h"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <utility>
#include <vector>

#include "suite/fields.h"
#include "suite/fill.h"
#include "suite/keys.h"
#include "suite/shape_check.h"
#include "suite/template.h"

namespace sightline {

namespace {

const std::map<std::string, ImagePart> kNoImages;

/// A map that means an image: in a suite any with the key `image`, in data only one that can be nothing else.
bool is_image(const Node& value, bool from_row) {
  const Node* image = value.find("image");
  if (image == nullptr) return false;
  if (!from_row) return true;
  const auto known = [](const Node::Member& member) { return member.key == "image" || member.key == "detail"; };
  return image->is_string() && std::ranges::all_of(value.map(), known);
}

bool holds_image(const Node& list) {
  return std::ranges::any_of(list.list(), [](const Node& item) { return is_image(item, false); });
}

void put_over(Node& vars, const Node* over) {
  if (over == nullptr) return;
  for (const Node::Member& member : over->map()) vars.set(member.key, member.value);
}

class VariableReader {
 public:
  VariableReader(const VariableSources& sources, const Origin& suite, Loading& loading, Errors& out)
      : sources_(sources), suite_(suite), loading_(loading), out_(out) {}

  Variables read() {
    Node defaults = sources_.defaults ? *sources_.defaults : Node(Node::Map{});
    Node own = sources_.own ? *sources_.own : Node(Node::Map{});
    if (sources_.filled()) fill(defaults, own);
    put_together({&defaults, sources_.row, sources_.combination, &own});
    if (!sources_.filled()) warn(result_.vars);
    for (Node::Member& member : result_.vars.map()) find_images(member.value, member.key, is_from_row(member.key));
    for (Found& image : found_) read_image(image);
    return std::move(result_);
  }

 private:
  struct Found {
    Node* written;
    std::string name;
    const Origin* origin;
  };

  /// Many cases are held at once: no room is left over in any of them.
  void put_together(std::initializer_list<const Node*> layers) {
    std::size_t size = 0;
    for (const Node* layer : layers) size += layer ? layer->map().size() : 0;
    result_.vars.map().reserve(size);
    for (const Node* layer : layers) put_over(result_.vars, layer);
  }

  /// Defaults see the data; the case's own variables see the defaults too.
  void fill(Node& defaults, Node& own) {
    Node data(Node::Map{});
    put_over(data, sources_.row);
    put_over(data, sources_.combination);
    fill_all(defaults, {suite_.source, data, kNoImages});
    Node seen = merged(defaults, data);
    fill_all(own, {suite_.source, seen, kNoImages});
  }

  /// But for image paths, which wait until all variables are there.
  void fill_all(Node& value, const TemplateScope& scope) {
    if (value.is_string()) return fill_string(value, scope, out_);
    if (value.is_list()) return fill_strings(value, scope, out_);
    if (!value.is_map() || is_image(value, false)) return;
    for (Node::Member& member : value.map()) fill_all(member.value, scope);
  }

  void warn(const Node& value) {
    if (is_image(value, false)) return;
    if (!value.is_map()) return warn_of_unfilled(value, {suite_.source, result_.vars, kNoImages}, out_);
    for (const Node::Member& member : value.map()) warn(member.value);
  }

  bool is_from_row(std::string_view name) const {
    if (sources_.row == nullptr) return false;
    if (const Node* own = sources_.own ? sources_.own->find(name) : nullptr) return hands_on_row(*own);
    if (sources_.combination && sources_.combination->find(name)) return false;
    return sources_.row->find(name) != nullptr;
  }

  /// True for `photo: "{{picture}}"` where the picture is the row's: its path is the data file's business.
  bool hands_on_row(const Node& written) const {
    if (!written.is_string()) return false;
    const std::string_view lone = lone_variable(written.string());
    const std::string_view outer = lone.substr(0, lone.find('.'));
    return !outer.empty() && sources_.row->find(outer) != nullptr;
  }

  void find_images(Node& value, const std::string& name, bool from_row) {
    const Origin& origin = from_row ? *sources_.row_origin : suite_;
    if (value.is_list() && !from_row && holds_image(value)) {
      out_.push_back(origin.source.error_at(
          value.at, "an image in a list cannot be shown to a model; give each image a variable of its own"));
    }
    if (!value.is_map()) return;
    if (is_image(value, from_row)) {
      check_table(value, image_table(), origin.source, loading_.diagnostics);
      result_.images[name].detail = text_field(value, "detail");
      found_.push_back({&value, name, &origin});
      return;
    }
    for (Node::Member& member : value.map()) find_images(member.value, name + "." + member.key, from_row);
  }

  void read_image(Found& found) {
    Node* path = found.written->find("image");
    if (path == nullptr || !path->is_string()) return;
    if (found.origin == &suite_ && !fill_path(*path)) return;
    auto image = loading_.images.find(found.origin->folder, path->string());
    if (image) {
      result_.images[found.name].image = *image;
      return;
    }
    for (Error& error : image.error()) {
      out_.push_back(found.origin->source.error_at(path->at, std::move(error.message)));
    }
  }

  bool fill_path(Node& path) {
    if (!has_template(path.string())) return true;
    Errors errors = check_template(path, suite_.source, result_.vars, result_.images, false);
    const bool right = !has_errors(errors);
    std::move(errors.begin(), errors.end(), std::back_inserter(out_));
    if (right) path.string() = render_template(path.string(), result_.vars);
    return right;
  }

  const VariableSources& sources_;
  const Origin& suite_;
  Loading& loading_;
  Errors& out_;
  Variables result_;
  std::vector<Found> found_;
};

}  // namespace

Variables read_variables(const VariableSources& sources, const Origin& suite, Loading& loading, Errors& out) {
  return VariableReader(sources, suite, loading, out).read();
}

}  // namespace sightline
