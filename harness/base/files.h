#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace sightline {

/// A file that only grows. Each append is one write(2) and is whole in the file, or is an error, when it returns.
class AppendFile {
 public:
  virtual ~AppendFile() = default;
  virtual Expected<void> append(std::string_view bytes) = 0;
  /// Waits until the bytes are on the disk.
  virtual Expected<void> sync() = 0;
};

/// The file system, as the house sees it. Paths are as the user wrote them or absolute; errors name path and cause.
class Files {
 public:
  virtual ~Files() = default;
  virtual Expected<std::string> read(const std::string& path) const = 0;
  /// The first `limit` bytes, or all where there are fewer.
  virtual Expected<std::string> read_head(const std::string& path, std::size_t limit) const = 0;
  /// `count` bytes from `offset`, fewer only at the end of the file.
  virtual Expected<std::string> read_range(const std::string& path, std::uint64_t offset, std::size_t count) const = 0;
  virtual Expected<std::uint64_t> size(const std::string& path) const = 0;
  /// A regular file: no folder, device or pipe.
  virtual bool is_file(const std::string& path) const = 0;
  virtual bool is_directory(const std::string& path) const = 0;
  /// A symbolic link, wherever it leads; false where there are none.
  virtual bool is_link(const std::string& /*path*/) const { return false; }
  /// Absolute, links resolved; the path must exist.
  virtual Expected<std::string> canonical(const std::string& path) const = 0;
  /// Names (not paths) in a folder, sorted by bytes.
  virtual Expected<std::vector<std::string>> list(const std::string& folder) const = 0;
  struct Entry {
    std::string name;
    bool is_directory = false;  ///< A folder, or a link to one.
    bool is_link = false;
  };
  /// The same with their kinds, which cost a disk nothing more.
  virtual Expected<std::vector<Entry>> entries(const std::string& folder) const;
  /// The whole of a regular file of `most` bytes or fewer; anything else is an error. For many small files: a disk is
  /// asked as little as can be.
  virtual Expected<std::string> read_regular(const std::string& path, std::uint64_t most) const;
  /// Writes to a temporary name beside `path` and renames it: a reader sees the old or the new file, never a part.
  virtual Expected<void> write_whole(const std::string& path, std::string_view bytes) = 0;
  /// Opens for appending; makes the file where there is none.
  virtual Expected<std::unique_ptr<AppendFile>> open_append(const std::string& path) = 0;
  virtual Expected<void> make_folders(const std::string& path) = 0;
  virtual Expected<void> remove(const std::string& path) = 0;
  /// Makes `link` point at `target`, replacing an older link.
  virtual Expected<void> replace_link(const std::string& link, const std::string& target) = 0;
};

class DiskFiles final : public Files {
 public:
  Expected<std::string> read(const std::string& path) const override;
  Expected<std::string> read_head(const std::string& path, std::size_t limit) const override;
  Expected<std::string> read_range(const std::string& path, std::uint64_t offset, std::size_t count) const override;
  Expected<std::uint64_t> size(const std::string& path) const override;
  bool is_file(const std::string& path) const override;
  bool is_directory(const std::string& path) const override;
  bool is_link(const std::string& path) const override;
  Expected<std::string> canonical(const std::string& path) const override;
  Expected<std::vector<std::string>> list(const std::string& folder) const override;
  Expected<std::vector<Entry>> entries(const std::string& folder) const override;
  Expected<std::string> read_regular(const std::string& path, std::uint64_t most) const override;
  Expected<void> write_whole(const std::string& path, std::string_view bytes) override;
  Expected<std::unique_ptr<AppendFile>> open_append(const std::string& path) override;
  Expected<void> make_folders(const std::string& path) override;
  Expected<void> remove(const std::string& path) override;
  Expected<void> replace_link(const std::string& link, const std::string& target) override;
};

/// Paths of the files that match a pattern of `*`, `?` and `**` (folders of any depth), sorted by bytes, each once and
/// spelled as the pattern begins. Names with a leading dot match only a pattern that writes it, and `**` enters no
/// links. A folder that is not there holds nothing; one that cannot be read is an error, and so is a pattern that leads
/// through more than `most_folders`, each counted once for each part of the pattern: links that lead round make many
/// of a few.
Expected<std::vector<std::string>> glob(const Files& files, const std::string& pattern,
                                        std::size_t most_folders = 100'000);

}  // namespace sightline
