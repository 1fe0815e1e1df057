#include "assertion/parts.h"

#include <fmt/format.h>

#include <utility>

#include "assertion/caption_corpus.h"
#include "assertion/scalar_place.h"
#include "base/bounded_read.h"
#include "base/text.h"
#include "json/json.h"

namespace sightline {
namespace {

std::string flags_of(const Regex::Options& options) {
  return fmt::format("{:d}{:d}{:d}", options.ignore_case, options.multiline, options.dot_all);
}

tl::unexpected<Errors> failure_at(const Source& source, const Node& node, std::string message) {
  return tl::unexpected(Errors{source.error_at(node.at, std::move(message))});
}

bool is_within(const std::string& path, const std::string& root) {
  return root == "/" || path.starts_with(root + "/");
}

std::string folder_of(const std::string& path) {
  return path.substr(0, path.rfind('/'));
}

/// What `compile` gives, remembered under `key` where it is no error.
template <typename Part, typename Compile>
Expected<std::shared_ptr<const Part>> once(std::map<std::string, std::shared_ptr<const Part>>& known,
                                           const std::string& key, Compile compile) {
  const auto found = known.find(key);
  if (found != known.end()) return found->second;
  Expected<std::shared_ptr<const Part>> part = compile();
  if (part) known.emplace(key, *part);
  return part;
}

}  // namespace

Parts::Parts(const Files& files, std::string folder, std::string root, Permissions permissions)
    : files_(files), folder_(std::move(folder)), root_(std::move(root)), permissions_(std::move(permissions)) {}

Expected<std::shared_ptr<const Regex>> Parts::regex(const Node& pattern, const Source& source,
                                                    const Regex::Options& options) {
  const std::string& text = pattern.string();
  return once(regexes_, flags_of(options) + text, [&]() -> Expected<std::shared_ptr<const Regex>> {
    auto regex = Regex::compile(text, options);
    if (regex) return *regex;
    const auto& [offset, why] = regex.error();
    const Position place = place_in_scalar(pattern, offset, source);
    return tl::unexpected(Errors{source.error_at(place, fmt::format("bad regex {}: {}", quoted(text), why))});
  });
}

Expected<std::shared_ptr<const JqFilter>> Parts::filter(const Node& filter, const Source& source) {
  return once(filters_, filter.string(), [&] { return JqFilter::compile(filter, source); });
}

Expected<std::shared_ptr<const JsonSchema>> Parts::schema(const Node& schema, const Source& source) {
  if (schema.is_string()) return schema_file(schema, source);
  return once(inline_schemas_, to_json(schema),
              [&] { return JsonSchema::compile(schema, source, files_, folder_, root_); });
}

Expected<std::shared_ptr<const JsonSchema>> Parts::schema_file(const Node& path, const Source& source) {
  const auto file = resolved(path, source, kSchema);
  if (!file) return tl::unexpected(file.error());
  if (!files_.is_file(*file)) {
    return failure_at(source, path, fmt::format("{} is no file; a schema is a JSON file", quoted(path.string(), 200)));
  }
  return once(schema_files_, *file, [&]() -> Expected<std::shared_ptr<const JsonSchema>> {
    auto text = read_at_most(files_, *file, kMostTextBytes, path.string());
    if (!text) return failure_at(source, path, text.error().front().message);
    const Source schema_source{path.string(), std::move(*text)};
    const auto schema = parse_json(schema_source);
    if (!schema) return tl::unexpected(schema.error());
    return JsonSchema::compile(*schema, schema_source, files_, folder_of(*file), root_);
  });
}

Expected<std::shared_ptr<const CiderFrequencies>> Parts::caption_frequencies(const Node& path, const Source& source,
                                                                             const std::string& form_name,
                                                                             std::string (*form)(std::string_view)) {
  using Counted = Expected<std::shared_ptr<const CiderFrequencies>>;
  const auto file = resolved(path, source, kCorpus);
  if (!file) return tl::unexpected(file.error());
  return once(caption_frequencies_, form_name + *file, [&]() -> Counted {
    auto text = read_at_most(files_, *file, kMostTextBytes, path.string());
    if (!text) return failure_at(source, path, text.error().front().message);
    const auto images = read_caption_corpus({path.string(), std::move(*text)});
    if (!images) return tl::unexpected(images.error());
    auto frequencies = std::make_shared<CiderFrequencies>();
    for (const auto& captions : *images) {
      std::vector<CaptionGrams> references;
      for (const std::string& caption : captions) references.push_back(caption_grams(form(caption)));
      frequencies->add_image(references);
    }
    return frequencies;
  });
}

Expected<std::shared_ptr<const Mask>> Parts::mask(const Node& path, const Source& source) {
  const auto file = resolved(path, source, kMask);
  if (!file) return tl::unexpected(file.error());
  return once(masks_, *file, [&]() -> Expected<std::shared_ptr<const Mask>> {
    // A byte more than a mask may have, so that a larger file is refused without being read whole.
    const auto bytes = files_.read_head(*file, kMostMaskBytes + 1);
    if (!bytes) return failure_at(source, path, bytes.error().front().message);
    auto mask = read_mask(*bytes);
    if (mask) return std::make_shared<const Mask>(std::move(*mask));
    return failure_at(source, path, fmt::format("{} {}", quoted(path.string(), 200), mask.error().front().message));
  });
}

Expected<std::string> Parts::text_file(const Node& path, const Source& source) const {
  const auto file = resolved(path, source, kText);
  if (!file) return tl::unexpected(file.error());
  auto text = read_at_most(files_, *file, kMostTextBytes, path.string());
  if (!text) return failure_at(source, path, text.error().front().message);
  return text;
}

Expected<std::string> Parts::program(const Node& path, const Source& source) const {
  return resolved(path, source, kProgram);
}

Expected<std::string> Parts::resolved(const Node& path, const Source& source, const FileKind& kind) const {
  const std::string& written = path.string();
  const auto file = files_.canonical(written.starts_with('/') ? written : folder_ + "/" + written);
  if (!file) {
    return failure_at(source, path,
                      fmt::format("the {} {} is not there; paths are relative to the file that names them", kind.name,
                                  quoted(written, 200)));
  }
  if (!is_within(*file, root_)) {
    return failure_at(source, path,
                      fmt::format("the {} {} is outside of the project", kind.name, quoted(written, 200)));
  }
  if (!files_.is_file(*file)) {
    return failure_at(source, path, fmt::format("{} is no file{}", quoted(written, 200), kind.cure));
  }
  return *file;
}

}  // namespace sightline
