#include "assertion/snapshot_name.h"

#include <fmt/format.h>

#include <string_view>

#include "base/sha256.h"
#include "metric/ascii.h"

namespace sightline {
namespace {

/// Most file systems take names of 255 bytes.
constexpr std::size_t kLongestName = 200;
constexpr std::size_t kKept = 180;
constexpr std::size_t kDigest = 16;

enum class Dots { kept, escaped };

bool is_plain(char c) {
  return is_ascii_letter(c) || is_ascii_digit(c) || std::string_view("_-@=,").find(c) != std::string_view::npos;
}

/// A part of a name. Where a part follows, dots are escaped: they part one from the next.
std::string escaped(std::string_view text, Dots dots) {
  std::string out;
  for (const char c : text) {
    const bool is_kept_dot = c == '.' && dots == Dots::kept && !out.empty();
    if (is_plain(c) || is_kept_dot) {
      out += c;
    } else {
      out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return out.empty() ? "%" : out;
}

/// A name that is too long keeps its beginning, and the digest of the whole.
std::string bounded(std::string name) {
  if (name.size() <= kLongestName) return name;
  const std::string digest = sha256_hex(name).substr(0, kDigest);
  return name.substr(0, kKept) + "~" + digest;
}

}  // namespace

std::string snapshot_file(const UnitId& unit, const std::string& name, bool several) {
  const Dots dots = several ? Dots::escaped : Dots::kept;
  std::string file = escaped(unit.case_id, dots);
  if (!name.empty()) file += "+" + escaped(name, dots);
  if (several) file += fmt::format(".{}.{}", escaped(unit.prompt, Dots::escaped), escaped(unit.model, Dots::kept));
  return fmt::format("snapshots/{}/{}.txt", bounded(escaped(unit.suite, Dots::kept)), bounded(std::move(file)));
}

}  // namespace sightline
