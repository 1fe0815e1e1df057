#include "fakes/memory_files.h"

#include <fmt/format.h>

#include <filesystem>
#include <utility>

namespace sightline::fakes {
namespace {

constexpr unsigned kMostLinks = 40;

std::string absolute(const std::string& path) {
  std::string normal = std::filesystem::path("/" + path).lexically_normal().string();
  while (normal.size() > 1 && normal.back() == '/') normal.pop_back();
  while (normal.starts_with("//")) normal.erase(0, 1);
  return normal;
}

std::string parent_of(const std::string& path) {
  return std::filesystem::path(path).parent_path().string();
}

std::string beneath(const std::string& folder, const std::string& name) {
  return folder == "/" ? "/" + name : folder + "/" + name;
}

std::string words(std::errc cause) {
  return std::make_error_code(cause).message();
}

tl::unexpected<Errors> trouble(std::string_view verb, const std::string& path, const std::string& cause) {
  return failure(fmt::format("cannot {} '{}': {}", verb, path, cause));
}

}  // namespace

class MemoryFiles::Appender final : public AppendFile {
 public:
  Appender(MemoryFiles& files, std::string path, Bytes bytes)
      : files_(files), path_(std::move(path)), bytes_(std::move(bytes)) {}

  Expected<void> append(std::string_view bytes) override {
    const std::lock_guard lock(files_.mutex_);
    if (const auto* message = files_.injected(path_, Operation::append)) return trouble("write", path_, *message);
    ++files_.writes_;
    bytes_->append(bytes);
    return {};
  }

  Expected<void> sync() override {
    const std::lock_guard lock(files_.mutex_);
    if (const auto* message = files_.injected(path_, Operation::sync)) return trouble("write", path_, *message);
    return {};
  }

 private:
  MemoryFiles& files_;
  std::string path_;
  Bytes bytes_;
};

MemoryFiles::MemoryFiles() {
  entries_["/"] = Folder{};
}

MemoryFiles& MemoryFiles::put(const std::string& path, std::string bytes) {
  const std::lock_guard lock(mutex_);
  const std::string name = absolute(path);
  for (std::string folder = parent_of(name); folder != "/"; folder = parent_of(folder)) {
    entries_.try_emplace(folder, Folder{});
  }
  entries_[name] = std::make_shared<std::string>(std::move(bytes));
  return *this;
}

void MemoryFiles::fail(const std::string& path, Operation operation, std::errc cause, unsigned after) {
  fail(path, operation, words(cause), after);
}

void MemoryFiles::fail(const std::string& path, Operation operation, std::string message, unsigned after) {
  const std::lock_guard lock(mutex_);
  injected_[{absolute(path), operation}] = Injected{std::move(message), after};
}

void MemoryFiles::mend(const std::string& path, Operation operation) {
  const std::lock_guard lock(mutex_);
  injected_.erase({absolute(path), operation});
}

const std::string* MemoryFiles::injected(const std::string& path, Operation operation) const {
  const auto found = injected_.find({absolute(path), operation});
  if (found == injected_.end()) return nullptr;
  Injected& trouble = found->second;
  if (trouble.after == 0) return &trouble.message;
  --trouble.after;
  return nullptr;
}

std::string MemoryFiles::text(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  const auto bytes = bytes_of(path);
  return bytes ? **bytes : std::string();
}

std::vector<std::string> MemoryFiles::paths() const {
  const std::lock_guard lock(mutex_);
  std::vector<std::string> found;
  for (const auto& [path, entry] : entries_) {
    if (!std::holds_alternative<Folder>(entry)) found.push_back(path);
  }
  return found;
}

const MemoryFiles::Entry* MemoryFiles::entry(const std::string& path) const {
  const auto found = entries_.find(path);
  return found == entries_.end() ? nullptr : &found->second;
}

tl::expected<std::string, std::errc> MemoryFiles::resolve(const std::string& path, bool follow_last) const {
  std::string real = "/";
  std::filesystem::path rest = absolute(path);
  unsigned links = 0;
  for (auto part = rest.begin(); part != rest.end();) {
    const std::string name = part->string();
    const bool last = ++part == rest.end();
    if (name == "/") continue;
    if (!entry(real)) return tl::unexpected(std::errc::no_such_file_or_directory);
    if (!std::holds_alternative<Folder>(*entry(real))) return tl::unexpected(std::errc::not_a_directory);
    const std::string next = beneath(real, name);
    const Entry* found = entry(next);
    if (found == nullptr || !std::holds_alternative<Link>(*found) || (last && !follow_last)) {
      real = next;
      continue;
    }
    if (++links > kMostLinks) return tl::unexpected(std::errc::too_many_symbolic_link_levels);
    std::filesystem::path target = std::filesystem::path(real) / std::get<Link>(*found).target;
    for (; part != rest.end(); ++part) target /= *part;
    rest = absolute(target.string());
    part = rest.begin();
    real = "/";
  }
  return real;
}

tl::expected<MemoryFiles::Bytes, std::errc> MemoryFiles::bytes_of(const std::string& path) const {
  const auto real = resolve(path);
  if (!real) return tl::unexpected(real.error());
  const Entry* found = entry(*real);
  if (found == nullptr) return tl::unexpected(std::errc::no_such_file_or_directory);
  if (const auto* bytes = std::get_if<Bytes>(found)) return *bytes;
  return tl::unexpected(std::errc::is_a_directory);
}

tl::expected<MemoryFiles::Bytes, std::errc> MemoryFiles::opened(const std::string& path) {
  const auto real = resolve(path);
  if (!real) return tl::unexpected(real.error());
  if (entry(*real) != nullptr) return bytes_of(*real);
  const Entry* folder = entry(parent_of(*real));
  if (folder == nullptr) return tl::unexpected(std::errc::no_such_file_or_directory);
  auto bytes = std::make_shared<std::string>();
  entries_[*real] = bytes;
  return bytes;
}

Expected<std::string> MemoryFiles::slice(const std::string& path, std::uint64_t offset, std::size_t count) const {
  const std::lock_guard lock(mutex_);
  if (const auto* message = injected(path, Operation::read)) return trouble("read", path, *message);
  const auto bytes = bytes_of(path);
  if (!bytes) return trouble("read", path, words(bytes.error()));
  const std::size_t size = (*bytes)->size();
  return offset >= size ? std::string() : (*bytes)->substr(offset, count);
}

Expected<std::string> MemoryFiles::read(const std::string& path) const {
  return slice(path, 0, std::string::npos);
}

Expected<std::string> MemoryFiles::read_head(const std::string& path, std::size_t limit) const {
  return slice(path, 0, limit);
}

Expected<std::string> MemoryFiles::read_range(const std::string& path, std::uint64_t offset, std::size_t count) const {
  return slice(path, offset, count);
}

Expected<std::uint64_t> MemoryFiles::size(const std::string& path) const {
  const auto bytes = slice(path, 0, std::string::npos);
  if (!bytes) return tl::unexpected(bytes.error());
  return bytes->size();
}

bool MemoryFiles::is_file(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  return bytes_of(path).has_value();
}

bool MemoryFiles::is_directory(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  const auto bytes = bytes_of(path);
  return !bytes && bytes.error() == std::errc::is_a_directory;
}

bool MemoryFiles::is_link(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  const auto real = resolve(path, false);
  const Entry* found = real ? entry(*real) : nullptr;
  return found != nullptr && std::holds_alternative<Link>(*found);
}

Expected<std::string> MemoryFiles::canonical(const std::string& path) const {
  const std::lock_guard lock(mutex_);
  const auto real = resolve(path);
  if (!real) return trouble("find", path, words(real.error()));
  if (entry(*real) == nullptr) return trouble("find", path, words(std::errc::no_such_file_or_directory));
  return *real;
}

std::vector<std::string> MemoryFiles::names_in(const std::string& folder) const {
  std::vector<std::string> names;
  for (const auto& [path, entry] : entries_) {
    if (path != "/" && parent_of(path) == folder) names.push_back(std::filesystem::path(path).filename().string());
  }
  return names;
}

Expected<std::vector<std::string>> MemoryFiles::list(const std::string& folder) const {
  const std::lock_guard lock(mutex_);
  if (const auto* message = injected(folder, Operation::list)) return trouble("read the folder", folder, *message);
  const auto real = resolve(folder);
  if (!real) return trouble("read the folder", folder, words(real.error()));
  const Entry* found = entry(*real);
  if (found == nullptr) return trouble("read the folder", folder, words(std::errc::no_such_file_or_directory));
  if (!std::holds_alternative<Folder>(*found)) {
    return trouble("read the folder", folder, words(std::errc::not_a_directory));
  }
  return names_in(*real);
}

Expected<void> MemoryFiles::write_whole(const std::string& path, std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  if (const auto* message = injected(path, Operation::write)) return trouble("write", path, *message);
  const auto file = opened(path);
  if (!file) return trouble("write", path, words(file.error()));
  ++writes_;
  // A new file under the old name: who has the old one open keeps it.
  entries_[*resolve(path)] = std::make_shared<std::string>(bytes);
  return {};
}

Expected<std::unique_ptr<AppendFile>> MemoryFiles::open_append(const std::string& path) {
  const std::lock_guard lock(mutex_);
  if (const auto* message = injected(path, Operation::write)) return trouble("write", path, *message);
  auto file = opened(path);
  if (!file) return trouble("write", path, words(file.error()));
  return std::make_unique<Appender>(*this, path, std::move(*file));
}

Expected<void> MemoryFiles::make_folders(const std::string& path) {
  const std::lock_guard lock(mutex_);
  if (const auto* message = injected(path, Operation::make_folders)) return trouble("make the folder", path, *message);
  std::string made;
  for (const auto& part : std::filesystem::path(absolute(path))) {
    made = part == "/" ? "/" : beneath(made, part.string());
    const auto real = resolve(made);
    if (!real) return trouble("make the folder", path, words(real.error()));
    const Entry* found = entry(*real);
    if (found == nullptr) entries_[*real] = Folder{};
    if (found != nullptr && !std::holds_alternative<Folder>(*found)) {
      return trouble("make the folder", path, words(std::errc::not_a_directory));
    }
  }
  return {};
}

Expected<void> MemoryFiles::remove(const std::string& path) {
  const std::lock_guard lock(mutex_);
  if (const auto* message = injected(path, Operation::remove)) return trouble("remove", path, *message);
  const auto real = resolve(path, false);
  if (!real) return trouble("remove", path, words(real.error()));
  if (entry(*real) == nullptr) return trouble("remove", path, words(std::errc::no_such_file_or_directory));
  if (!names_in(*real).empty()) return trouble("remove", path, words(std::errc::directory_not_empty));
  entries_.erase(*real);
  return {};
}

Expected<void> MemoryFiles::replace_link(const std::string& link, const std::string& target) {
  const std::lock_guard lock(mutex_);
  if (const auto* message = injected(link, Operation::link)) return trouble("make the link", link, *message);
  const auto real = resolve(link, false);
  if (!real) return trouble("make the link", link, words(real.error()));
  const Entry* found = entry(*real);
  if (found != nullptr && std::holds_alternative<Folder>(*found)) {
    return trouble("make the link", link, words(std::errc::is_a_directory));
  }
  if (entry(parent_of(*real)) == nullptr) {
    return trouble("make the link", link, words(std::errc::no_such_file_or_directory));
  }
  entries_[*real] = Link{target};
  return {};
}

}  // namespace sightline::fakes
