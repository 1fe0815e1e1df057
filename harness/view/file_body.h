#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/files.h"
#include "server/server.h"

namespace sightline {

/// What may be fetched of a run's folder.
struct RunFileKind {
  std::string content_type;
  bool is_image = false;  ///< Named after what is in it: it never changes.
};
/// Nothing for all else; `name` is "results.json" or "images/<sha256>.png".
std::optional<RunFileKind> run_file_kind(std::string_view name);

/// The bytes of a file as it is now, read while they are sent: up to its size when it was opened.
class FileBody final : public BodySource {
 public:
  /// `files` must outlive the source.
  FileBody(const Files& files, std::string path, std::uint64_t size)
      : files_(files), path_(std::move(path)), size_(size) {}
  Next next(std::string& piece) override;

 private:
  const Files& files_;
  std::string path_;
  std::uint64_t size_;
  std::uint64_t sent_ = 0;
};

}  // namespace sightline
