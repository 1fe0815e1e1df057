#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <system_error>
#include <variant>
#include <vector>

#include "base/files.h"

namespace sightline::fakes {

/// A file system in memory, with the messages of the real one. Relative paths start at "/". Trouble can be injected.
class MemoryFiles final : public Files {
 public:
  enum class Operation { read, list, write, append, sync, make_folders, remove, link };

  MemoryFiles();
  /// Puts a file there, and the folders above it.
  MemoryFiles& put(const std::string& path, std::string bytes);
  /// From its `after`-th next use on, `operation` on `path` fails as a disk would with `cause`, until mend().
  /// `message` stands in for the system's words where it is given.
  void fail(const std::string& path, Operation operation, std::errc cause, unsigned after = 0);
  void fail(const std::string& path, Operation operation, std::string message, unsigned after = 0);
  void mend(const std::string& path, Operation operation);
  /// The bytes of a file; "" where there is none.
  std::string text(const std::string& path) const;
  /// All files and links, as absolute paths.
  std::vector<std::string> paths() const;
  /// Calls of write_whole() and appends since the beginning.
  unsigned writes() const { return writes_; }

  Expected<std::string> read(const std::string& path) const override;
  Expected<std::string> read_head(const std::string& path, std::size_t limit) const override;
  Expected<std::string> read_range(const std::string& path, std::uint64_t offset, std::size_t count) const override;
  Expected<std::uint64_t> size(const std::string& path) const override;
  bool is_file(const std::string& path) const override;
  bool is_directory(const std::string& path) const override;
  bool is_link(const std::string& path) const override;
  Expected<std::string> canonical(const std::string& path) const override;
  Expected<std::vector<std::string>> list(const std::string& folder) const override;
  Expected<void> write_whole(const std::string& path, std::string_view bytes) override;
  Expected<std::unique_ptr<AppendFile>> open_append(const std::string& path) override;
  Expected<void> make_folders(const std::string& path) override;
  Expected<void> remove(const std::string& path) override;
  Expected<void> replace_link(const std::string& link, const std::string& target) override;

 private:
  struct Folder {};
  struct Link {
    std::string target;
  };
  /// Bytes are shared, so that an open file outlives its name.
  using Bytes = std::shared_ptr<std::string>;
  using Entry = std::variant<Folder, Link, Bytes>;
  struct Injected {
    std::string message;
    unsigned after = 0;
  };
  class Appender;

  /// The absolute path that `path` leads to; the last name may be missing. `follow_last`: also through a link there.
  tl::expected<std::string, std::errc> resolve(const std::string& path, bool follow_last = true) const;
  tl::expected<Bytes, std::errc> bytes_of(const std::string& path) const;
  /// The file to write to, made where it is missing.
  tl::expected<Bytes, std::errc> opened(const std::string& path);
  const Entry* entry(const std::string& path) const;
  std::vector<std::string> names_in(const std::string& folder) const;
  /// The injected message, where this use of `operation` is to fail.
  const std::string* injected(const std::string& path, Operation operation) const;
  Expected<std::string> slice(const std::string& path, std::uint64_t offset, std::size_t count) const;

  mutable std::recursive_mutex mutex_;
  std::map<std::string, Entry> entries_;
  mutable std::map<std::pair<std::string, Operation>, Injected> injected_;
  unsigned writes_ = 0;
};

}  // namespace sightline::fakes
