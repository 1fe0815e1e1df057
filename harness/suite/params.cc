#include "suite/params.h"

#include <cmath>
#include <utility>

#include "suite/shape.h"

namespace sightline {

namespace {

const Node* file_named_by(const Node& value) {
  if (!value.is_map() || value.map().size() != 1) return nullptr;
  const Node* file = value.find("file");
  return file != nullptr && file->is_string() ? file : nullptr;
}

class ParamsReader {
 public:
  ParamsReader(const Origin& origin, ProjectFiles& files, Diagnostics& out)
      : origin_(origin), files_(files), out_(out) {}

  /// Whole again with the contents of files; what was read from one is not searched for more.
  void read_files(Node& value) {
    if (const Node* file = file_named_by(value)) {
      value = file_value(*file);
    } else if (value.is_map()) {
      for (Node::Member& member : value.map()) read_files(member.value);
    } else if (value.is_list()) {
      for (Node& item : value.list()) read_files(item);
    }
  }

  void check(const Node& params) {
    for (const Node::Member& member : params.map()) {
      if (member.key == "n") check_n(member.value);
      if (member.key == "seed") check_seed(member.value);
      if (member.key == "stream" && !member.value.is_boolean()) {
        out_.add(origin_.source, member.value.at,
                 fmt::format("'stream' must be true or false, not {}", description(member.value)));
      }
      if (member.key == "model" || member.key == "messages") {
        out_.add(origin_.source, member.key_at,
                 fmt::format("'{}' is no parameter that can be set here: it comes from {}", member.key,
                             member.key == "model" ? "the model in sightline.yaml" : "the prompt"));
      }
    }
  }

 private:
  Node file_value(const Node& file) {
    const auto path = files_.locate(origin_.folder, file.string());
    auto value = path ? files_.value(*path) : tl::unexpected(path.error());
    if (value) return std::move(*value);
    out_.add_at(origin_.source, file.at, std::move(value.error()));
    return {};
  }

  void check_n(const Node& n) {
    if (n.is_number() && n.number() == 1) return;
    out_.add(origin_.source, n.at,
             fmt::format("'n' must be 1, not {}; to send a case several times, write `repeat: …`", description(n)));
  }

  void check_seed(const Node& seed) {
    const Node* from = seed.is_map() && seed.map().size() == 1 ? seed.find("from") : nullptr;
    const Node& start = from == nullptr ? seed : *from;
    if (start.is_number() && std::nearbyint(start.number()) == start.number()) return;
    out_.add(origin_.source, seed.at,
             fmt::format("'seed' must be a whole number or {{from: NUMBER}}, which counts up with the repeats, not {}",
                         description(start)));
  }

  const Origin& origin_;
  ProjectFiles& files_;
  Diagnostics& out_;
};

}  // namespace

Node read_params(const Node* written, const Origin& origin, ProjectFiles& files, Diagnostics& out) {
  if (written == nullptr) return {};
  Node params = *written;
  ParamsReader reader(origin, files, out);
  reader.check(params);
  for (Node::Member& member : params.map()) reader.read_files(member.value);
  return params;
}

}  // namespace sightline
