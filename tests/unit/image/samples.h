#pragma once

#include <string>
#include <vector>

#include "base/base64.h"
#include "model/image.h"

namespace sightline {

/// A whole image of 5 x 3 pixels.
struct ImageSample {
  std::string name;
  ImageType type;
  int orientation;
  std::string bytes;
};

inline std::string png_sample() {
  return *from_base64(
      "iVBORw0KGgoAAAANSUhEUgAAAAUAAAADCAAAAAB+XZokAAAAGklEQVR42mNgkLOJqmBglLeNrmRgUrCLqQIAHH0DlJet72EAAAAASUVORK5C"
      "YII=");
}

inline std::string jpeg_sample() {
  return *from_base64(
      "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8"
      "ybqmx5moq6T/wAALCAADAAUBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAA//EAB4QAAICAAcAAAAAAAAAAAAAAAEDAhEAIiNBUXHw/90ABAAB"
      "/9oACAEBAAA/AESlbVJMo1oxOUmO5469eP/Z");
}

/// Several scans, with Huffman tables between them.
inline std::string progressive_jpeg_sample() {
  return *from_base64(
      "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8"
      "ybqmx5moq6T/wgALCAADAAUBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAAAv/aAAgBAQAAAAFf/8QAFBABAAAAAAAAAAAAAAAAAAAAAf/aAAgB"
      "AQABBQIBP//EABYQAAMAAAAAAAAAAAAAAAAAAAABcf/aAAgBAQAGPwJQ/8QAGRAAAQUAAAAAAAAAAAAAAAAAAAERITFB/9oACAEBAAE/IXxT"
      "NQf/2gAIAQEAAAAQf//EABsQAAIBBQAAAAAAAAAAAAAAAAERIQBBUXHw/9oACAEBAAE/ECMiSRuONc6//9k=");
}

/// The APP1 segment of EXIF data with that orientation, in big-endian order, and a preview that ends as a JPEG does.
inline std::string exif_segment(int orientation) {
  std::string tiff("MM\0*\0\0\0\x08\0\x02", 10);
  tiff += std::string("\x01\x0F\0\x02\0\0\0\x01\0\0\0\0", 12);
  tiff += std::string("\x01\x12\0\x03\0\0\0\x01\0", 9) + static_cast<char>(orientation) + std::string("\0\0", 2);
  tiff += std::string("\0\0\0\0", 4);
  const std::string body = std::string("Exif\0\0", 6) + tiff + "\xFF\xD8\xFF\xD9";
  return std::string("\xFF\xE1\0", 3) + static_cast<char>(body.size() + 2) + body;
}

/// The same order of bytes that Intel's machines have.
inline std::string little_endian_exif_segment(int orientation) {
  std::string tiff("II*\0\x08\0\0\0\x01\0", 10);
  tiff += std::string("\x12\x01\x03\0\x01\0\0\0", 8) + static_cast<char>(orientation) + std::string("\0\0\0", 3);
  tiff += std::string("\0\0\0\0", 4);
  const std::string body = std::string("Exif\0\0", 6) + tiff;
  return std::string("\xFF\xE1\0", 3) + static_cast<char>(body.size() + 2) + body;
}

inline std::string jpeg_with(const std::string& segment) {
  const std::string jpeg = jpeg_sample();
  return jpeg.substr(0, 2) + segment + jpeg.substr(2);
}

inline std::string gif_sample() {
  return *from_base64("R0lGODlhBQADAIAAAAAAAP///yH5BAAAAAAALAAAAAABAAEAAAICRAEAOw==");
}

inline std::string lossy_webp_sample() {
  return *from_base64("UklGRjAAAABXRUJQVlA4ICQAAACQAQCdASoFAAMABUB8JaQAAudZtgAA/aY+FZfiJyXMEAAAAAA=");
}

inline std::string lossless_webp_sample() {
  return *from_base64(
      "UklGRk4AAABXRUJQVlA4TEEAAAAvBIAAAF9AIEAZc6G4gECAMuZCcQGBAGXMheKC+Y8k//sPsA1gGwBgG8A2UNBIUvO9UTVhAXFYQHJE/2Mf"
      "u6/9TQA=");
}

inline std::string extended_webp_sample() {
  return *from_base64(
      "UklGRmAAAABXRUJQVlA4WAoAAAAAAAAABAAAAgAAVlA4TEEAAAAvBIAAAF9AIEAZc6G4gECAMuZCcQGBAGXMheKC+Y8k//sPsA1gGwBgG8A2"
      "UNBIUvO9UTVhAXFYQHJE/2Mfu6/9TQA=");
}

inline std::vector<ImageSample> image_samples() {
  return {{"PNG", ImageType::png, 1, png_sample()},
          {"JPEG", ImageType::jpeg, 1, jpeg_sample()},
          {"progressive JPEG", ImageType::jpeg, 1, progressive_jpeg_sample()},
          {"JPEG with EXIF", ImageType::jpeg, 6, jpeg_with(exif_segment(6))},
          {"GIF", ImageType::gif, 1, gif_sample()},
          {"WEBP, VP8", ImageType::webp, 1, lossy_webp_sample()},
          {"WEBP, VP8L", ImageType::webp, 1, lossless_webp_sample()},
          {"WEBP, VP8X", ImageType::webp, 1, extended_webp_sample()}};
}

}  // namespace sightline
