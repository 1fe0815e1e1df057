#include <algorithm>
#include <array>
#include <optional>

#include "assertion/json_schema_formats.h"

namespace sightline::json_schema {
namespace {

/// Takes texts apart from the left; each take says whether it could.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  bool at_end() const { return text_.empty(); }
  bool take(char c) {
    if (text_.empty() || text_.front() != c) return false;
    text_.remove_prefix(1);
    return true;
  }
  bool take_letter(char lower) { return take(lower) || take(static_cast<char>(lower - 'a' + 'A')); }
  std::optional<int> take_digits(std::size_t count) {
    if (text_.size() < count || digits() < count) return std::nullopt;
    int value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value * 10 + (text_[i] - '0');
    text_.remove_prefix(count);
    return value;
  }
  bool skip_digits() {
    const std::size_t count = digits();
    text_.remove_prefix(count);
    return count > 0;
  }

 private:
  std::size_t digits() const {
    const auto end = std::find_if(text_.begin(), text_.end(), [](char c) { return c < '0' || c > '9'; });
    return static_cast<std::size_t>(end - text_.begin());
  }
  std::string_view text_;
};

int days_in(int year, int month) {
  constexpr std::array<int, 12> kDays{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  return month == 2 && leap ? 29 : kDays[static_cast<std::size_t>(month - 1)];
}

bool take_date(Reader& reader) {
  const auto year = reader.take_digits(4);
  if (!year || !reader.take('-')) return false;
  const auto month = reader.take_digits(2);
  if (!month || *month < 1 || *month > 12 || !reader.take('-')) return false;
  const auto day = reader.take_digits(2);
  return day && *day >= 1 && *day <= days_in(*year, *month);
}

/// "09:30", in minutes.
std::optional<int> take_minutes(Reader& reader) {
  const auto hour = reader.take_digits(2);
  if (!hour || *hour > 23 || !reader.take(':')) return std::nullopt;
  const auto minute = reader.take_digits(2);
  if (!minute || *minute > 59) return std::nullopt;
  return *hour * 60 + *minute;
}

std::optional<int> take_offset(Reader& reader) {
  if (reader.take_letter('z')) return 0;
  const bool ahead = reader.take('+');
  if (!ahead && !reader.take('-')) return std::nullopt;
  const auto minutes = take_minutes(reader);
  if (!minutes) return std::nullopt;
  return ahead ? *minutes : -*minutes;
}

bool take_time(Reader& reader) {
  constexpr int kDay = 24 * 60;
  const auto minutes = take_minutes(reader);
  if (!minutes || !reader.take(':')) return false;
  const auto second = reader.take_digits(2);
  if (!second || *second > 60) return false;
  if (reader.take('.') && !reader.skip_digits()) return false;
  const auto offset = take_offset(reader);
  if (!offset) return false;
  // A leap second ends a day of UTC.
  return *second < 60 || (*minutes - *offset + kDay) % kDay == kDay - 1;
}

/// A run of "3D12H"-like parts in the order of `units`, none left out between two that are there.
bool take_parts(Reader& reader, std::string_view units, bool& any) {
  std::size_t next = 0;
  bool first = true;
  while (reader.skip_digits()) {
    std::size_t unit = next;
    while (unit < units.size() && !reader.take(units[unit])) ++unit;
    if (unit == units.size() || (!first && unit != next)) return false;
    next = unit + 1;
    first = false;
    any = true;
  }
  return true;
}

}  // namespace

bool is_date(std::string_view text) {
  Reader reader(text);
  return take_date(reader) && reader.at_end();
}

bool is_time(std::string_view text) {
  Reader reader(text);
  return take_time(reader) && reader.at_end();
}

bool is_date_time(std::string_view text) {
  Reader reader(text);
  return take_date(reader) && reader.take_letter('t') && take_time(reader) && reader.at_end();
}

bool is_duration(std::string_view text) {
  Reader reader(text);
  if (!reader.take('P')) return false;
  bool any = false;
  if (!text.empty() && text.back() == 'W') return take_parts(reader, "W", any) && any && reader.at_end();
  if (!take_parts(reader, "YMD", any)) return false;
  if (reader.take('T')) {
    any = false;
    if (!take_parts(reader, "HMS", any)) return false;
  }
  return any && reader.at_end();
}

}  // namespace sightline::json_schema
