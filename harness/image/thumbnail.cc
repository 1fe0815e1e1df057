#include "image/thumbnail.h"

#include <dlfcn.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <iostream>

#include "base/base64.h"
#include "base/files.h"
#include "image/bare_png.h"
#include "image/bare_webp.h"
#include "image/image.h"

namespace sightline {
namespace {

std::string loader_of(ImageType type) {
  return std::string(mime_type(type).substr(std::string_view("image/").size()));
}

std::string first_line(std::string_view text) {
  return std::string(text.substr(0, text.find('\n')));
}

std::string answer(const Expected<Thumbnails>& thumbnails, const std::string& path) {
  if (!thumbnails) return "!" + thumbnails.error().front().message;
  const auto bytes = DiskFiles().read(path);
  if (!bytes) return "!" + bytes.error().front().message;
  const auto made = thumbnails->make(*bytes);
  return made ? to_base64(*made) : "!" + made.error().front().message;
}

}  // namespace

Expected<Thumbnails> Thumbnails::load(const std::string& module) {
  if (module.empty()) return failure("this build of sightline has no module for images (libvips)");
  // Never unloaded: the library behind it leaves threads and types of its own.
  void* handle = dlopen(module.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) return failure("the module for images cannot be loaded: " + std::string(dlerror()));
  Thumbnails loaded;
  loaded.make_ = reinterpret_cast<SightlineThumbnail>(dlsym(handle, "sightline_thumbnail"));
  loaded.free_ = reinterpret_cast<SightlineThumbnailFree>(dlsym(handle, "sightline_thumbnail_free"));
  if (!loaded.make_ || !loaded.free_) return failure(fmt::format("'{}' is no module for images", module));
  return loaded;
}

Expected<std::string> Thumbnails::make(std::string_view bytes) const {
  const auto header = read_image_header(bytes);
  if (!header) return tl::unexpected(header.error());
  if (std::uint64_t{header->width} * header->height > kMostThumbnailPixels) {
    return failure(fmt::format("{} x {} pixels are more than a thumbnail is made of", header->width, header->height));
  }
  const std::string bare = header->type == ImageType::png ? bare_png(bytes) : "";
  if (!bare.empty()) bytes = bare;
  void* out = nullptr;
  std::size_t size = 0;
  std::array<char, 256> why{};
  const int longest = static_cast<int>(std::max(header->width, header->height));
  if (make_(bytes.data(), bytes.size(), loader_of(header->type).c_str(), longest, header->orientation, kThumbnailSide,
            &out, &size, why.data(), why.size()) != 0) {
    return failure(first_line(why.data()));
  }
  // libvips leaves EXIF in, whatever it is asked for (8.14).
  std::string made = bare_webp(std::string_view(static_cast<const char*>(out), size));
  free_(out);
  return made;
}

std::string thumbnail_module_path() {
  std::error_code error;
  const std::filesystem::path here = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
  if (error) return "";
  for (const auto& folder : {here, here / ".." / SIGHTLINE_MODULE_FOLDER}) {
    const std::filesystem::path module = folder / "sightline_pictures.so";
    if (std::filesystem::is_regular_file(module, error)) return module.string();
  }
  return "";
}

int run_thumbnail_worker() {
  std::ios::sync_with_stdio(false);
  const Expected<Thumbnails> thumbnails = Thumbnails::load(thumbnail_module_path());
  for (std::string path; std::getline(std::cin, path);) {
    std::cout << answer(thumbnails, path) << '\n' << std::flush;
    if (!std::cout) return 1;
  }
  return 0;
}

}  // namespace sightline
