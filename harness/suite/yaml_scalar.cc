#include "suite/yaml_scalar.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/number.h"
#include "base/text.h"

namespace sightline {
namespace {

constexpr std::string_view kDigits = "0123456789";
constexpr std::string_view kHexDigits = "0123456789abcdefABCDEF";
constexpr std::string_view kCoreTags = "tag:yaml.org,2002:";

bool is_one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

bool is_null_scalar(std::string_view text) {
  return is_one_of(text, {"", "~", "null", "Null", "NULL"});
}

std::optional<bool> as_boolean(std::string_view text) {
  if (is_one_of(text, {"true", "True", "TRUE"})) return true;
  if (is_one_of(text, {"false", "False", "FALSE"})) return false;
  return std::nullopt;
}

std::string_view without_sign(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return text;
}

/// Takes the digits off the beginning of `text`.
std::string_view take_digits(std::string_view& text) {
  const std::string_view digits = text.substr(0, std::min(text.find_first_not_of(kDigits), text.size()));
  text.remove_prefix(digits.size());
  return digits;
}

/// A number of the core schema in base ten, taken apart.
struct Decimal {
  bool negative = false;
  std::string_view whole;
  std::string_view fraction;
  std::string_view exponent;  ///< With its e.
};

std::optional<Decimal> as_decimal(std::string_view text) {
  Decimal decimal{text.starts_with('-'), {}, {}, {}};
  text = without_sign(text);
  decimal.whole = take_digits(text);
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    decimal.fraction = take_digits(text);
  }
  if (decimal.whole.empty() && decimal.fraction.empty()) return std::nullopt;
  if (text.empty()) return decimal;
  decimal.exponent = text;
  if (text.front() != 'e' && text.front() != 'E') return std::nullopt;
  text = without_sign(text.substr(1));
  const bool has_exponent = !take_digits(text).empty();
  return has_exponent && text.empty() ? std::optional(decimal) : std::nullopt;
}

/// The spelling that JSON has for it, which is the author's wherever JSON has that one.
std::string json_spelling(const Decimal& decimal) {
  const std::string_view whole = decimal.whole.empty() ? "0" : decimal.whole;
  return fmt::format("{}{}{}{}{}", decimal.negative ? "-" : "", whole, decimal.fraction.empty() ? "" : ".",
                     decimal.fraction, decimal.exponent);
}

std::string without_underscores(std::string_view text) {
  std::string out(text);
  out.erase(std::remove(out.begin(), out.end(), '_'), out.end());
  return out;
}

bool has_only(std::string_view text, std::string_view characters) {
  return !text.empty() && text.find_first_not_of(characters) == std::string_view::npos;
}

/// True for what is a number to readers of YAML 1.1 or to programmers, and another number or text in the core schema.
bool is_ambiguous_number(std::string_view text) {
  const std::string_view digits = without_sign(text);
  if (digits.empty() || kDigits.find(digits.front()) == std::string_view::npos) return false;
  const std::string plain = without_underscores(digits);
  if (digits.starts_with("0b")) return has_only(std::string_view(plain).substr(2), "01");
  const bool odd = plain.size() < digits.size() || digits.size() < text.size();
  if (digits.starts_with("0x")) return odd && has_only(std::string_view(plain).substr(2), kHexDigits);
  if (digits.starts_with("0o")) return odd && has_only(std::string_view(plain).substr(2), "01234567");
  const std::optional<Decimal> decimal = as_decimal(plain);
  if (!decimal) return false;
  return plain.size() < digits.size() || (decimal->whole.size() > 1 && decimal->whole.front() == '0');
}

tl::unexpected<std::string> too_large(std::string_view text) {
  return tl::make_unexpected(fmt::format("{} is too large for a number; quote it if it is text", quoted(text)));
}

ReadScalar read_based(std::string_view text, int base) {
  const std::string_view digits = text.substr(2);
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (error != std::errc() || end != digits.data() + digits.size()) return too_large(text);
  return Node(value);
}

ReadScalar read_decimal(const Decimal& decimal, std::string_view text) {
  std::string spelling = json_spelling(decimal);
  const std::optional<double> value = parse_number(spelling);
  if (!value) return too_large(text);
  return Node(Node::Number{*value, std::move(spelling)});
}

bool is_not_finite(std::string_view text) {
  return is_one_of(without_sign(text), {".inf", ".Inf", ".INF"}) || is_one_of(text, {".nan", ".NaN", ".NAN"});
}

/// The number that `text` is, or null where it is none.
ReadScalar read_number(std::string_view text) {
  if (is_not_finite(text)) {
    return tl::make_unexpected(
        fmt::format("{} is a number that JSON cannot carry; quote it if it is text", quoted(text)));
  }
  if (is_ambiguous_number(text)) {
    return tl::make_unexpected(
        fmt::format("{} is one number to some readers, and another or text to others; quote it (\"{}\") or write the "
                    "number plainly",
                    quoted(text), shortened(text, 80)));
  }
  if (text.starts_with("0x") && has_only(text.substr(2), kHexDigits)) return read_based(text, 16);
  if (text.starts_with("0o") && has_only(text.substr(2), "01234567")) return read_based(text, 8);
  const std::optional<Decimal> decimal = as_decimal(text);
  return decimal ? read_decimal(*decimal, text) : ReadScalar(Node());
}

}  // namespace

ReadScalar read_plain_scalar(std::string_view text) {
  if (is_null_scalar(text)) return Node();
  if (const std::optional<bool> boolean = as_boolean(text)) return Node(*boolean);
  ReadScalar number = read_number(text);
  return number && number->is_null() ? ReadScalar(Node(text)) : number;
}

ReadScalar read_tagged_scalar(std::string_view tag, std::string_view text) {
  if (!tag.starts_with(kCoreTags)) {
    return tl::make_unexpected(fmt::format("tag {} is not supported; delete it", quoted(tag)));
  }
  const std::string_view kind = tag.substr(kCoreTags.size());
  if (kind == "str") return Node(text);
  ReadScalar plain = read_plain_scalar(text);
  if (!plain) return plain;
  const bool fits = (kind == "null" && plain->is_null()) || (kind == "bool" && plain->is_boolean()) ||
                    (kind == "float" && plain->is_number()) ||
                    (kind == "int" && plain->is_number() && has_only(without_sign(plain->number_text()), kDigits));
  if (fits) return plain;
  if (!is_one_of(kind, {"null", "bool", "int", "float"})) {
    return tl::make_unexpected(fmt::format("tag {} is not supported; delete it", quoted(shown_tag(tag))));
  }
  return tl::make_unexpected(fmt::format("{} is no value for the tag {}", quoted(text), quoted(shown_tag(tag))));
}

std::string shown_tag(std::string_view tag) {
  return tag.starts_with(kCoreTags) ? fmt::format("!!{}", tag.substr(kCoreTags.size())) : std::string(tag);
}

}  // namespace sightline
