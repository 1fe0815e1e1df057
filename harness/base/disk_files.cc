#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>
#include <climits>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include "base/files.h"
#include "base/privacy.h"

namespace sightline {
namespace {

tl::unexpected<Errors> trouble(std::string_view verb, const std::string& path, int cause) {
  return failure(fmt::format("cannot {} '{}': {}", verb, path, std::generic_category().message(cause)));
}

/// Repeats a system call that a signal interrupted.
template <typename Call>
auto uninterrupted(Call call) {
  auto result = call();
  while (result < 0 && errno == EINTR) result = call();
  return result;
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~Descriptor() { close(); }
  int number() const { return number_; }
  bool is_open() const { return number_ >= 0; }
  /// 0 or the errno: some file systems tell only here that a write failed.
  int close() {
    const int number = std::exchange(number_, -1);
    return number >= 0 && ::close(number) != 0 && errno != EINTR ? errno : 0;
  }

 private:
  int number_;
};

Descriptor open_file(const std::string& path, int flags, mode_t mode = 0644) {
  // A named pipe that nobody writes to must not hold the open up: it reads as empty.
  const int waiting = flags == O_RDONLY ? O_NONBLOCK : 0;
  return Descriptor(uninterrupted([&] { return ::open(path.c_str(), flags | O_CLOEXEC | waiting, mode); }));
}

/// Reads up to `count` bytes from where the descriptor stands; 0 or the errno. `info` is what fstat(2) says of it.
int read_up_to(const Descriptor& file, const struct stat& info, std::size_t count, std::string& out) {
  constexpr std::size_t kFirstPiece = std::size_t{64} << 10;
  if (!S_ISREG(info.st_mode)) ::fcntl(file.number(), F_SETFL, O_RDONLY);  // What comes later is waited for.
  // Files of the kernel's own are regular and say that they are empty.
  const bool sized = S_ISREG(info.st_mode) && info.st_size > 0;
  // One byte more than the size, so that the read that fills the text also shows its end.
  std::size_t room = sized ? static_cast<std::size_t>(info.st_size) + 1 : kFirstPiece;
  std::size_t length = 0;
  while (length < count) {
    out.resize(std::min(count, std::max(room, length + 1)));
    const ssize_t got = uninterrupted([&] { return ::read(file.number(), out.data() + length, out.size() - length); });
    if (got < 0) return errno;
    length += static_cast<std::size_t>(got);
    if (got == 0 || (sized && length < out.size())) break;
    room = std::max(room, length * 2);
  }
  out.resize(length);
  return 0;
}

int read_up_to(const Descriptor& file, std::size_t count, std::string& out) {
  struct stat info {};
  return ::fstat(file.number(), &info) != 0 ? errno : read_up_to(file, info, count, out);
}

/// Writes all of `bytes`, with one system call where the kernel takes them at once. `written` says how far it came.
int write_all(const Descriptor& file, std::string_view bytes, std::size_t& written) {
  for (written = 0; written < bytes.size();) {
    const ssize_t put =
        uninterrupted([&] { return ::write(file.number(), bytes.data() + written, bytes.size() - written); });
    if (put < 0) return errno;
    written += static_cast<std::size_t>(put);
  }
  return 0;
}

int write_and_close(Descriptor file, std::string_view bytes) {
  if (!file.is_open()) return errno;
  std::size_t written = 0;
  const int cause = write_all(file, bytes, written);
  return cause != 0 ? cause : file.close();
}

/// A name beside `path` that no other writer of this machine uses.
std::string temporary_name(const std::string& path) {
  static std::atomic<unsigned> count{0};
  return fmt::format("{}.{}-{}.tmp", path, ::getpid(), count.fetch_add(1));
}

/// `path` with its links resolved, so that a rename replaces the file and not the link to it.
std::string link_target(const std::string& path) {
  const std::unique_ptr<char, void (*)(void*)> resolved(::realpath(path.c_str(), nullptr), std::free);
  return resolved ? std::string(resolved.get()) : path;
}

/// Gives `temporary` its name, or removes it; `cause` is what went wrong before, if anything did.
int put_in_place(const std::string& temporary, const std::string& path, int cause) {
  if (cause == 0 && ::rename(temporary.c_str(), path.c_str()) != 0) cause = errno;
  if (cause != 0) ::unlink(temporary.c_str());
  return cause;
}

class DiskAppendFile final : public AppendFile {
 public:
  DiskAppendFile(std::string path, Descriptor file) : path_(std::move(path)), file_(std::move(file)) {}

  Expected<void> append(std::string_view bytes) override {
    std::size_t written = 0;
    const int cause = write_all(file_, bytes, written);
    if (cause == 0) return {};
    if (written > 0) take_back(static_cast<off_t>(written));
    return trouble("write", path_, cause);
  }

  Expected<void> sync() override {
    // EINVAL: a pipe or a device, which has nothing to wait for.
    if (uninterrupted([&] { return ::fsync(file_.number()); }) != 0 && errno != EINVAL) {
      return trouble("write", path_, errno);
    }
    return {};
  }

 private:
  /// Removes the part of a record that still went in before the disk was full, unless somebody wrote behind it.
  void take_back(off_t written) {
    const off_t end = ::lseek(file_.number(), 0, SEEK_CUR);
    struct stat info {};
    if (end < written || ::fstat(file_.number(), &info) != 0 || info.st_size != end) return;
    // Where this fails too, the reader still finds a line without an end and drops it.
    [[maybe_unused]] const int ignored = ::ftruncate(file_.number(), end - written);
  }

  std::string path_;
  Descriptor file_;
};

}  // namespace

Expected<std::string> DiskFiles::read(const std::string& path) const {
  return read_head(path, SIZE_MAX);
}

Expected<std::string> DiskFiles::read_head(const std::string& path, std::size_t limit) const {
  const Descriptor file = open_file(path, O_RDONLY);
  if (!file.is_open()) return trouble("read", path, errno);
  std::string bytes;
  if (const int cause = read_up_to(file, limit, bytes); cause != 0) return trouble("read", path, cause);
  return bytes;
}

Expected<std::string> DiskFiles::read_range(const std::string& path, std::uint64_t offset, std::size_t count) const {
  const Descriptor file = open_file(path, O_RDONLY);
  if (!file.is_open()) return trouble("read", path, errno);
  if (::lseek(file.number(), static_cast<off_t>(offset), SEEK_SET) < 0) return trouble("read", path, errno);
  std::string bytes;
  if (const int cause = read_up_to(file, count, bytes); cause != 0) return trouble("read", path, cause);
  return bytes;
}

Expected<std::uint64_t> DiskFiles::size(const std::string& path) const {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return trouble("read", path, errno);
  if (S_ISDIR(info.st_mode)) return trouble("read", path, EISDIR);
  return static_cast<std::uint64_t>(info.st_size);
}

bool DiskFiles::is_file(const std::string& path) const {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode);
}

bool DiskFiles::is_link(const std::string& path) const {
  struct stat info {};
  return ::lstat(path.c_str(), &info) == 0 && S_ISLNK(info.st_mode);
}

bool DiskFiles::is_directory(const std::string& path) const {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

Expected<std::string> DiskFiles::canonical(const std::string& path) const {
  const std::unique_ptr<char, void (*)(void*)> resolved(::realpath(path.c_str(), nullptr), std::free);
  if (!resolved) return trouble("find", path, errno);
  return std::string(resolved.get());
}

Expected<std::vector<std::string>> DiskFiles::list(const std::string& folder) const {
  std::vector<std::string> names;
  std::error_code error;
  std::filesystem::directory_iterator entry(folder, error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    names.push_back(entry->path().filename().string());
  }
  if (error) return trouble("read the folder", folder, error.value());
  std::sort(names.begin(), names.end());
  return names;
}

Expected<std::vector<Files::Entry>> DiskFiles::entries(const std::string& folder) const {
  std::vector<Entry> entries;
  std::error_code error;
  std::filesystem::directory_iterator entry(folder, error);
  for (; !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
    std::error_code dangling;
    entries.push_back({entry->path().filename().string(), entry->is_directory(dangling), entry->is_symlink(dangling)});
  }
  if (error) return trouble("read the folder", folder, error.value());
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.name < b.name; });
  return entries;
}

Expected<std::string> DiskFiles::read_regular(const std::string& path, std::uint64_t most) const {
  const Descriptor file = open_file(path, O_RDONLY);
  struct stat info {};
  if (!file.is_open() || ::fstat(file.number(), &info) != 0) return trouble("read", path, errno);
  if (!S_ISREG(info.st_mode)) return failure(fmt::format("'{}' is no regular file", path));
  if (static_cast<std::uint64_t>(info.st_size) > most) return trouble("read", path, EFBIG);
  std::string bytes;
  if (const int cause = read_up_to(file, info, most + 1, bytes); cause != 0) return trouble("read", path, cause);
  if (bytes.size() > most) return trouble("read", path, EFBIG);
  return bytes;
}

Expected<void> DiskFiles::write_whole(const std::string& path, std::string_view bytes) {
  struct stat info {};
  const bool exists = ::stat(path.c_str(), &info) == 0;
  int cause = 0;
  if (exists && !S_ISREG(info.st_mode)) {
    // A device or a pipe (/dev/stdout) is written to, never replaced by a file.
    cause = write_and_close(open_file(path, O_WRONLY), bytes);
  } else {
    const std::string target = exists ? link_target(path) : path;
    const std::string temporary = temporary_name(target);
    // What replaces a file that is its owner's alone is so too.
    const bool was_private = exists && (info.st_mode & 077) == 0;
    cause = write_and_close(open_file(temporary, O_WRONLY | O_CREAT | O_EXCL, was_private ? 0600 : 0644), bytes);
    cause = put_in_place(temporary, target, cause);
  }
  if (cause != 0) return trouble("write", path, cause);
  return {};
}

Expected<std::unique_ptr<AppendFile>> DiskFiles::open_append(const std::string& path) {
  Descriptor file = open_file(path, O_WRONLY | O_APPEND | O_CREAT);
  if (!file.is_open()) return trouble("write", path, errno);
  keep_private(path);
  return std::make_unique<DiskAppendFile>(path, std::move(file));
}

Expected<void> DiskFiles::make_folders(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) return trouble("make the folder", path, error.value());
  return {};
}

Expected<void> DiskFiles::remove(const std::string& path) {
  if (std::remove(path.c_str()) != 0) return trouble("remove", path, errno);
  return {};
}

Expected<void> DiskFiles::replace_link(const std::string& link, const std::string& target) {
  const std::string temporary = temporary_name(link);
  int cause = ::symlink(target.c_str(), temporary.c_str()) != 0 ? errno : 0;
  cause = put_in_place(temporary, link, cause);
  if (cause != 0) return trouble("make the link", link, cause);
  return {};
}

}  // namespace sightline
