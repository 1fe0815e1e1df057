#include "view/file_body.h"

#include <algorithm>
#include <map>

namespace sightline {
namespace {

constexpr std::uint64_t kPiece = std::uint64_t{256} << 10;
constexpr std::string_view kImages = "images/";
constexpr std::size_t kDigestLength = 64;

}  // namespace

std::optional<RunFileKind> run_file_kind(std::string_view name) {
  static const std::map<std::string_view, std::string> kFiles = {{"run.jsonl", "application/x-ndjson"},
                                                                 {"results.json", "application/json"},
                                                                 {"compare.json", "application/json"},
                                                                 {"results.csv", "text/csv; charset=utf-8"},
                                                                 {"junit.xml", "application/xml"},
                                                                 {"compare.junit.xml", "application/xml"},
                                                                 {"summary.md", "text/markdown; charset=utf-8"},
                                                                 {"compare.md", "text/markdown; charset=utf-8"}};
  static const std::map<std::string_view, std::string> kImageTypes = {
      {"png", "image/png"},   {"jpg", "image/jpeg"}, {"jpeg", "image/jpeg"}, {"gif", "image/gif"},
      {"webp", "image/webp"}, {"bmp", "image/bmp"},  {"tiff", "image/tiff"}};
  if (const auto file = kFiles.find(name); file != kFiles.end()) return RunFileKind{file->second, false};
  if (!name.starts_with(kImages)) return std::nullopt;
  name.remove_prefix(kImages.size());
  if (name.size() < kDigestLength + 2 || name[kDigestLength] != '.') return std::nullopt;
  if (name.find_first_not_of("0123456789abcdef") != kDigestLength) return std::nullopt;
  const auto type = kImageTypes.find(name.substr(kDigestLength + 1));
  if (type == kImageTypes.end()) return std::nullopt;
  return RunFileKind{type->second, true};
}

BodySource::Next FileBody::next(std::string& piece) {
  if (sent_ == size_) return Next::end;
  auto read = files_.read_range(path_, sent_, static_cast<std::size_t>(std::min(kPiece, size_ - sent_)));
  if (!read || read->empty()) return Next::cut;
  piece = std::move(*read);
  sent_ += piece.size();
  return sent_ == size_ ? Next::end : Next::piece;
}

}  // namespace sightline
