#include <vips/vips.h>

#include <cstdio>
#include <cstring>
#include <memory>

namespace {

/// Measured on photographs: a tenth smaller than effort 0 for 3 ms more; 4 costs 15 ms for another 3 %. A JPEG of the
/// same look is an eighth larger, one of a drawing half as large again, and has no transparency.
constexpr int kQuality = 75;
constexpr int kEffort = 2;

struct Release {
  void operator()(VipsImage* image) const { g_object_unref(image); }
};
using ImageOwner = std::unique_ptr<VipsImage, Release>;

void say_nothing(const gchar*, GLogLevelFlags, const gchar*, gpointer) {}

bool start() {
  static const bool started = [] {
    if (vips_init("sightline") != 0) return false;
    vips_block_untrusted_set(TRUE);
    vips_concurrency_set(1);  // What is parallel are the processes.
    vips_cache_set_max(0);
    g_log_set_handler("VIPS", static_cast<GLogLevelFlags>(G_LOG_LEVEL_WARNING | G_LOG_LEVEL_CRITICAL), say_nothing,
                      nullptr);
    return true;
  }();
  return started;
}

/// A JPEG is read at a half, a quarter or an eighth of its size where that leaves more than is needed.
int shrink_of(int longest, int side) {
  int shrink = 8;
  while (shrink > 1 && longest / shrink < side * 3 / 2) shrink /= 2;
  return shrink;
}

/// Rows are read as they are needed, unless the image is to be turned, which needs them in another order.
ImageOwner load(void* bytes, std::size_t size, const char* type, int longest, int orientation, int side) {
  VipsImage* image = nullptr;
  const VipsAccess access = orientation > 1 ? VIPS_ACCESS_RANDOM : VIPS_ACCESS_SEQUENTIAL;
  if (std::strcmp(type, "png") == 0) {
    vips_pngload_buffer(bytes, size, &image, "fail_on", VIPS_FAIL_ON_TRUNCATED, "access", access, nullptr);
  } else if (std::strcmp(type, "jpeg") == 0) {
    vips_jpegload_buffer(bytes, size, &image, "fail_on", VIPS_FAIL_ON_TRUNCATED, "access", access, "shrink",
                         shrink_of(longest, side), nullptr);
  } else if (std::strcmp(type, "gif") == 0) {
    vips_gifload_buffer(bytes, size, &image, "fail_on", VIPS_FAIL_ON_TRUNCATED, "access", access, nullptr);
  } else if (std::strcmp(type, "webp") == 0) {
    vips_webpload_buffer(bytes, size, &image, "fail_on", VIPS_FAIL_ON_TRUNCATED, "access", access, nullptr);
  }
  return ImageOwner(image);
}

/// The image that is loaded is made smaller: libvips' own way from bytes to a thumbnail takes a cut file for a whole
/// one.
ImageOwner thumbnail_of(VipsImage* image, int side) {
  VipsImage* small = nullptr;
  if (vips_image_get_typeof(image, VIPS_META_ICC_NAME) != 0) {
    // Colours of the web; where there is no profile it would change nothing, and take 8 ms more.
    vips_thumbnail_image(image, &small, side, "height", side, "size", VIPS_SIZE_DOWN, "export_profile", "srgb",
                         nullptr);
  } else {
    vips_thumbnail_image(image, &small, side, "height", side, "size", VIPS_SIZE_DOWN, nullptr);
  }
  return ImageOwner(small);
}

int fail(char* why, std::size_t why_size) {
  const char* said = vips_error_buffer();
  std::snprintf(why, why_size, "%s", said[0] != '\0' ? said : "the image cannot be read");
  vips_error_clear();
  return 1;
}

}  // namespace

extern "C" __attribute__((visibility("default"))) int sightline_thumbnail(const void* bytes, std::size_t size,
                                                                          const char* type, int longest,
                                                                          int orientation, int side, void** out,
                                                                          std::size_t* out_size, char* why,
                                                                          std::size_t why_size) {
  if (!start()) return fail(why, why_size);
  // libvips does not write to its input, whatever its type says.
  const ImageOwner image = load(const_cast<void*>(bytes), size, type, longest, orientation, side);
  const ImageOwner small = image ? thumbnail_of(image.get(), side) : nullptr;
  if (!small ||
      vips_webpsave_buffer(small.get(), out, out_size, "Q", kQuality, "effort", kEffort, "strip", TRUE, nullptr) != 0) {
    return fail(why, why_size);
  }
  vips_error_clear();
  return 0;
}

extern "C" __attribute__((visibility("default"))) void sightline_thumbnail_free(void* out) {
  g_free(out);
}
