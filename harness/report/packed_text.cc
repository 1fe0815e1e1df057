#include "report/packed_text.h"

#include <zlib.h>

#include <array>
#include <limits>
#include <stdexcept>

#include "base/base64.h"

namespace sightline {
namespace {

/// A page is written far more often than it is sent: level 1 is four times as fast as 6, and its files a fifth larger.
constexpr int kLevel = 1;
constexpr std::size_t kPiece = std::size_t{64} << 10;

}  // namespace

struct PackedText::Stream {
  z_stream z{};
  std::array<char, kPiece> piece{};
};

PackedText::PackedText(std::ostream& out) : out_(out), stream_(std::make_unique<Stream>()) {
  if (deflateInit(&stream_->z, kLevel) != Z_OK) throw std::bad_alloc();
}

PackedText::~PackedText() {
  deflateEnd(&stream_->z);
}

void PackedText::add(std::string_view text) {
  constexpr std::size_t kMost = std::numeric_limits<uInt>::max();
  for (; text.size() > kMost; text.remove_prefix(kMost)) deflate_all(text.substr(0, kMost), Z_NO_FLUSH);
  deflate_all(text, Z_NO_FLUSH);
}

void PackedText::finish() {
  deflate_all("", Z_FINISH);
  out_ << to_base64(carry_);
  carry_.clear();
}

void PackedText::deflate_all(std::string_view text, int flush) {
  z_stream& z = stream_->z;
  // zlib does not write to its input, whatever its type says.
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  z.avail_in = static_cast<uInt>(text.size());
  do {
    z.next_out = reinterpret_cast<Bytef*>(stream_->piece.data());
    z.avail_out = static_cast<uInt>(kPiece);
    deflate(&z, flush);
    write_base64(std::string_view(stream_->piece.data(), kPiece - z.avail_out));
  } while (z.avail_out == 0);
}

void PackedText::write_base64(std::string_view bytes) {
  if (bytes.empty()) return;
  carry_ += bytes;
  const std::size_t whole = carry_.size() / 3 * 3;
  out_ << to_base64(std::string_view(carry_).substr(0, whole));
  carry_.erase(0, whole);
}

}  // namespace sightline
