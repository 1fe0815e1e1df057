#include "base/base64.h"

#include <array>
#include <cstdint>
#include <cstring>

namespace sightline {
namespace {

constexpr std::string_view kAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Two letters for each 12 bits: half the look-ups of a table of letters.
constexpr auto kPairs = [] {
  std::array<std::array<char, 2>, 4096> pairs{};
  for (std::size_t i = 0; i < pairs.size(); ++i) pairs[i] = {kAlphabet[i >> 6], kAlphabet[i & 63]};
  return pairs;
}();

constexpr std::uint32_t kNoLetter = 0x8000'0000;

/// The value of a letter where it stands first to fourth of a group, shifted to its place.
constexpr auto kValues = [] {
  std::array<std::array<std::uint32_t, 256>, 4> values{};
  for (auto& table : values) table.fill(kNoLetter);
  for (std::size_t place = 0; place < 4; ++place) {
    for (std::uint32_t i = 0; i < 64; ++i) {
      values[place][static_cast<unsigned char>(kAlphabet[i])] = i << (18 - 6 * place);
    }
  }
  return values;
}();

std::uint32_t octet(char c) {
  return static_cast<unsigned char>(c);
}

bool is_blank(char c) {
  return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

std::uint32_t group_value(const char* p) {
  return kValues[0][octet(p[0])] | kValues[1][octet(p[1])] | kValues[2][octet(p[2])] | kValues[3][octet(p[3])];
}

char* write_octets(std::uint32_t group, std::size_t count, char* out) {
  for (std::size_t i = 0; i < count; ++i) *out++ = static_cast<char>(group >> (16 - 8 * i));
  return out;
}

/// Reads letters from `p` on, the first being place 0 of a group, until a group is full or no letter follows.
struct Group {
  std::uint32_t value = 0;
  std::size_t letters = 0;
};
Group read_group(const char*& p, const char* end) {
  Group group;
  for (; p != end && group.letters < 4; ++p) {
    if (is_blank(*p)) continue;
    const std::uint32_t value = kValues[group.letters][octet(*p)];
    if (value == kNoLetter) break;
    group.value |= value;
    ++group.letters;
  }
  return group;
}

/// True where exactly `count` equals signs (and blanks) stand from `p` to `end`.
bool is_padding(const char* p, const char* end, std::size_t count) {
  for (; p != end; ++p) {
    if (is_blank(*p)) continue;
    if (*p != '=' || count == 0) return false;
    --count;
  }
  return count == 0;
}

}  // namespace

std::string to_base64(std::string_view bytes) {
  std::string out(base64_length(bytes.size()), '\0');
  to_base64(bytes, out.data());
  return out;
}

void to_base64(std::string_view bytes, char* out) {
  const char* p = bytes.data();
  std::size_t left = bytes.size();
  for (; left >= 3; left -= 3, p += 3, out += 4) {
    const std::uint32_t group = octet(p[0]) << 16 | octet(p[1]) << 8 | octet(p[2]);
    std::memcpy(out, kPairs[group >> 12].data(), 2);
    std::memcpy(out + 2, kPairs[group & 0xFFF].data(), 2);
  }
  if (left == 0) return;
  const std::uint32_t group = octet(p[0]) << 16 | (left == 2 ? octet(p[1]) << 8 : 0);
  std::memcpy(out, kPairs[group >> 12].data(), 2);
  out[2] = left == 2 ? kAlphabet[group >> 6 & 63] : '=';
  out[3] = '=';
}

std::optional<std::string> from_base64(std::string_view text) {
  std::string out(text.size() / 4 * 3 + 3, '\0');
  char* o = out.data();
  const char* p = text.data();
  const char* const end = p + text.size();
  for (;;) {
    for (; end - p >= 4; p += 4) {
      const std::uint32_t value = group_value(p);
      if ((value & kNoLetter) != 0) break;
      o = write_octets(value, 3, o);
    }
    const Group group = read_group(p, end);
    if (group.letters == 4) {
      o = write_octets(group.value, 3, o);
      continue;
    }
    if (group.letters == 1 || !is_padding(p, end, group.letters == 0 ? 0 : 4 - group.letters)) return std::nullopt;
    if (group.letters > 1) o = write_octets(group.value, group.letters - 1, o);
    break;
  }
  out.resize(static_cast<std::size_t>(o - out.data()));
  return out;
}

}  // namespace sightline
