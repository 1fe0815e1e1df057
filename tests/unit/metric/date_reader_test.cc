#include "metric/date_reader.h"

#include <catch2/catch.hpp>

namespace sightline {
namespace {

const CalendarDay kDay{2024, 3, 12};

TEST_CASE("ISO dates are read in every order") {
  for (const DateOrder order : {DateOrder::iso, DateOrder::dmy, DateOrder::mdy, DateOrder::ymd}) {
    CHECK(read_date("2024-03-12", order) == kDay);
    CHECK(read_date(" 20240312 ", order) == kDay);
  }
}

TEST_CASE("dates are read in the order that is declared") {
  for (const char* text : {"12.03.2024", "12.3.2024", "12/3/2024", "12-3-2024", "12 3 2024", "12 March 2024",
                           "12 mar 2024", "12-MAR-2024", "12. March 2024"}) {
    CAPTURE(text);
    CHECK(read_date(text, DateOrder::dmy) == kDay);
    CHECK_FALSE(read_date(text, DateOrder::iso));
    CHECK_FALSE(read_date(text, DateOrder::ymd));
  }
  for (const char* text : {"3/12/2024", "03-12-2024", "March 12, 2024", "Mar 12 2024"}) {
    CAPTURE(text);
    CHECK(read_date(text, DateOrder::mdy) == kDay);
  }
  for (const char* text : {"2024/03/12", "2024.3.12", "2024 March 12"}) {
    CAPTURE(text);
    CHECK(read_date(text, DateOrder::ymd) == kDay);
  }
  CHECK(read_date("3/12/2024", DateOrder::dmy) == CalendarDay{2024, 12, 3});
}

TEST_CASE("what is no date, or no day of the calendar, is not read") {
  for (const char* text : {"", "12.03.24", "12.03", "31.04.2024", "29.02.2023", "0.1.2024", "1.13.2024",
                           "12.03.2024 10:00", "12 Marchy 2024", "tomorrow", "1.2.0000", "a.b.c", "2024-3-12-1"}) {
    CAPTURE(text);
    CHECK_FALSE(read_date(text, DateOrder::dmy));
  }
  CHECK(read_date("29.02.2024", DateOrder::dmy) == CalendarDay{2024, 2, 29});
  CHECK_FALSE(read_date("2024-13-01", DateOrder::iso));
  CHECK_FALSE(read_date("2024-3-12", DateOrder::iso));
}

}  // namespace
}  // namespace sightline
