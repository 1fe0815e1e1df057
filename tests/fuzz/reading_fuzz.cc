// Any answer before what reads figures off it: places in an image, numbers, counts, dates. Each stands in the text, and
// is a number that one can reckon with.

#include <cmath>
#include <cstdint>
#include <string>

#include "assertion/answer_places.h"
#include "fuzz/checks.h"
#include "metric/answer_line.h"
#include "metric/count_reader.h"
#include "metric/date_reader.h"
#include "metric/number_reader.h"

namespace sightline {
namespace {

using fuzz::expect;

void check_places(std::string_view text) {
  for (const PlaceKind kind : {PlaceKind::box, PlaceKind::point}) {
    const AnswerPlaces found = read_answer_places(text, {.kind = kind, .label_key = ""});
    expect(found.readable || found.places.empty(), "places make an answer readable");
    for (const MarkedPlace& place : found.places) {
      for (const double number : place.numbers) {
        expect(std::abs(number) <= kLargestCoordinate, "a coordinate is a number of some image");
      }
      expect(is_utf8(place.label), "a label can be shown");
      expect(!place.score || std::isfinite(*place.score), "a score is a number");
    }
  }
}

void check_numbers(std::string_view text, const NumberLocale& locale, Percent percent) {
  std::size_t end = 0;
  for (const FoundNumber& number : find_numbers(text, locale, percent)) {
    expect(number.begin >= end && number.begin < number.end && number.end <= text.size(), "numbers stand in a row");
    expect(!number.readable || std::isfinite(number.value), "a number is one");
    end = number.end;
  }
}

void check(std::string_view text) {
  check_places(text);
  for (const NumberLocale& locale : number_locales()) {
    check_numbers(text, locale, Percent::figure);
    check_numbers(text, locale, Percent::fraction);
  }
  for (const CountForm form : {CountForm::exact, CountForm::tallyqa, CountForm::ocrbench_v2}) {
    const auto count = read_count(text, form);
    expect(!count || (std::isfinite(count->value) && count_score(count->value, count->value, form) <= 1),
           "a count is a number");
  }
  for (const DateOrder order : {DateOrder::iso, DateOrder::dmy, DateOrder::mdy, DateOrder::ymd}) {
    const auto day = read_date(text, order);
    expect(!day || (day->month >= 1 && day->month <= 12 && day->day >= 1 && day->day <= 31), "a day is in a month");
  }
  const auto line = find_answer_line(text);
  expect(!line || text.find(*line) != text.npos, "an answer's line stands in it");
}

}  // namespace
}  // namespace sightline

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // Answers are UTF-8 by the time that anything is read off them.
  const std::string text = sightline::repaired_utf8({reinterpret_cast<const char*>(data), size});
  sightline::check(text);
  return 0;
}
