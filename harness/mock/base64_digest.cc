#include "mock/base64_digest.h"

#include "base/base64.h"
#include "image/image.h"
#include "mock/image_facts.h"

namespace sightline {
namespace {

/// Letters that are decoded at once.
constexpr std::size_t kBatch = 16u << 10;
constexpr std::size_t kBeginning = 8u << 10;
constexpr std::size_t kLongestBeginning = 4u << 20;

bool is_blank(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

/// Looks at all letters rather than stop at the first: that is done many at a time.
/// In blocks of one size, of which compilers make vector instructions without being asked for more than -O2.
bool may_have_blanks(std::string_view text) {
  constexpr std::size_t kBlock = 64;
  unsigned char found = 0;
  const auto look = [&](char c) { found = static_cast<unsigned char>(found | (c <= ' ')); };
  for (; text.size() >= kBlock; text.remove_prefix(kBlock)) {
    for (std::size_t i = 0; i < kBlock; ++i) look(text[i]);
  }
  for (const char c : text) look(c);
  return found != 0;
}

}  // namespace

Base64Digest::Base64Digest() : wanted_(kBeginning) {}

void Base64Digest::add(std::string_view text) {
  if (broken_) return;
  pending_ += text;
  if (pending_.size() < kBatch) return;
  // Looking is many times quicker than erasing, and most images have no blanks.
  if (may_have_blanks(pending_)) std::erase_if(pending_, is_blank);
  if (pending_.empty()) return;
  // The last group stays: it alone may be padded.
  const std::size_t whole = (pending_.size() - 1) / 4 * 4;
  const std::string_view quads = std::string_view(pending_).substr(0, whole);
  if (quads.find('=') != std::string_view::npos) {
    broken_ = true;
    return;
  }
  decode(quads);
  pending_.erase(0, whole);
}

void Base64Digest::decode(std::string_view quads) {
  const auto decoded = from_base64(quads);
  broken_ = broken_ || !decoded;
  if (broken_) return;
  digest_.add(*decoded);
  bytes_ += decoded->size();
  keep(*decoded);
}

/// Each look reads the beginning anew, so that it is taken at twice as many bytes as the one before.
void Base64Digest::keep(std::string_view bytes) {
  while (!bytes.empty() && beginning_.size() < wanted_) {
    const std::string_view piece = bytes.substr(0, wanted_ - beginning_.size());
    beginning_ += piece;
    bytes.remove_prefix(piece.size());
    if (beginning_.size() < wanted_ || wanted_ >= kLongestBeginning) return;
    if (begins_as_jpeg(beginning_) && !read_image_header(beginning_)) wanted_ *= 2;
  }
}

std::optional<std::string> Base64Digest::finish() {
  if (!broken_) decode(pending_);
  if (broken_) return std::nullopt;
  return digest_.hex();
}

}  // namespace sightline
