#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "assertion/bounds.h"
#include "assertion/catalogue.h"
#include "assertion/option_schema.h"
#include "assertion/subject.h"
#include "assertion/wording.h"
#include "base/text.h"

namespace sightline {
namespace {

/// Runs of characters that are no white space.
std::size_t word_count(std::string_view text) {
  const std::string words = collapsed_spaces(text);
  return words.empty() ? 0 : static_cast<std::size_t>(std::ranges::count(words, ' ')) + 1;
}

/// A line feed at the end ends the last line and begins no other.
std::size_t line_count(std::string_view text) {
  const auto feeds = static_cast<std::size_t>(std::ranges::count(text, '\n'));
  return feeds + (text.empty() || text.ends_with('\n') ? 0 : 1);
}

struct Unit {
  std::string_view name;
  std::string_view noun;
  std::size_t (*count)(std::string_view);
};
constexpr std::array<Unit, 3> kUnits{
    {{"code_points", "character", code_point_count}, {"words", "word", word_count}, {"lines", "line", line_count}}};

class Length final : public Check {
 public:
  Length(TextSubject subject, const Unit& unit, Bounds bounds)
      : subject_(std::move(subject)), unit_(unit), bounds_(bounds) {}

  Verdict judge(const Observation& seen) const override {
    const auto look = subject_.look(seen);
    if (!look) return look.error();
    const std::size_t count = unit_.count(look->text);
    const auto length = static_cast<double>(count);
    // What is too long already stays too long, however it would have gone on.
    const Cut cut = bounds_.max && length > *bounds_.max ? Cut::does_not_matter : Cut::matters;
    Verdict verdict =
        bounds_.hold(length) ? look->pass("has " + counted(count, unit_.noun)) : look->fail(expectation(count), cut);
    verdict.value = length;
    verdict.unit = unit_.name;
    return verdict;
  }

 private:
  std::string expectation(std::size_t count) const {
    const bool one = bounds_.max.value_or(bounds_.min.value_or(0)) == 1;
    return fmt::format("to have {} {}{}, but it has {}", bounds_.text(Quantity::count), unit_.noun, one ? "" : "s",
                       count);
  }

  TextSubject subject_;
  const Unit& unit_;
  Bounds bounds_;
};

std::unique_ptr<const Check> compile_length(Options& options) {
  TextSubject subject(options);
  const auto bounds = read_bounds(options, Quantity::count);
  const std::string name = options.word("unit", {"code_points", "words", "lines"}).value_or("code_points");
  if (!bounds) return nullptr;
  return std::make_unique<Length>(std::move(subject), *std::ranges::find(kUnits, name, &Unit::name), *bounds);
}

Node length_schema() {
  return OptionSchema()
      .bounds(kCountSchema)
      .option("unit", R"({"enum": ["code_points", "words", "lines"], "description": "code_points by default"})")
      .text()
      .node();
}

}  // namespace

AssertionKind kind_of_length() {
  return {.name = "length",
          .family = "text",
          .summary = "The answer's length is within min and max; the short form is the maximum.",
          .example = "length: {max: 20, unit: words}",
          .example_pass = "A short answer.",
          .example_fail =
              "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
              "seventeen eighteen nineteen twenty twenty-one",
          .short_option = "max",
          .schema = length_schema,
          .compile = compile_length};
}

}  // namespace sightline
