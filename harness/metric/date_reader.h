#pragma once

#include <optional>
#include <string_view>

namespace sightline {

/// A day of the Gregorian calendar.
struct CalendarDay {
  int year = 0;
  int month = 0;
  int day = 0;
  friend bool operator==(const CalendarDay&, const CalendarDay&) = default;
};

/// In which order a date's parts stand. It is declared, never guessed: 03/04/2024 is two different days.
enum class DateOrder { iso, dmy, mdy, ymd };

/// A text that is one date, blanks around it left aside; nothing where it is none, or no day of the calendar.
/// Every order takes ISO 8601's 2024-03-12 and 20240312. The others take three parts with '.', '/', '-', ',' and blanks
/// between them, the year in four digits, day and month in one or two; the month may be an English name or its first
/// three letters: "12.3.2024", "12 March 2024" (dmy), "3/12/2024", "Mar 12, 2024" (mdy), "2024/03/12" (ymd).
std::optional<CalendarDay> read_date(std::string_view text, DateOrder order);

}  // namespace sightline
