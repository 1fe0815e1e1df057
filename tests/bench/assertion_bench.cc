// Answers a second that each assertion judges, over the rows of its table, and the longest that any of its assertions
// takes over an answer of 1 MB. Usage: assertion_bench [NAME...]

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "assertion/catalogue.h"
#include "fakes/memory_files.h"
#include "unit/assertion/table.h"

namespace {

using namespace sightline;
using SteadyClock = std::chrono::steady_clock;

constexpr std::size_t kLongAnswer = 1'000'000;
constexpr double kLongestSeconds = 1;
constexpr std::chrono::milliseconds kMeasured{300};

struct Judge {
  AssertionPtr assertion;
  test::Row row;
};

struct LongAnswer {
  std::string name;
  std::string text;
};

double seconds_since(SteadyClock::time_point begin) {
  return std::chrono::duration<double>(SteadyClock::now() - begin).count();
}

std::string repeated(std::string_view part) {
  std::string text;
  text.reserve(kLongAnswer);
  while (text.size() + part.size() <= kLongAnswer) text += part;
  return text;
}

/// What parsers and metrics have most work with, whichever they are.
std::vector<LongAnswer> long_answers() {
  std::string random;
  std::uint64_t state = 1;
  while (random.size() < kLongAnswer) {
    state = state * 6364136223846793005U + 1442695040888963407U;
    random += static_cast<char>('a' + (state >> 33) % 26);
    if ((state >> 40) % 6 == 0) random += ' ';
  }
  return {{"one letter", repeated("a")},
          {"blanks", repeated(" ")},
          {"words", std::move(random)},
          {"sentences", repeated("The answer is 42.5 EUR, or (B), yes. ")},
          {"numbers", repeated("1,234.56 ")},
          {"digits", repeated("1")},
          {"open brackets", repeated("[")},
          {"open braces", repeated("{\"a\":")},
          {"boxes", "[" + repeated(R"({"bbox_2d": [10, 20, 300, 400], "label": "cat"}, )")},
          {"points", "[" + repeated(R"({"point_2d": [10, 20], "label": "cat"}, )") + R"({"point_2d": [1, 2]}])"},
          {"fields", "{" + repeated(R"("total": 42.5, )") + R"("x": 1})"},
          {"items", R"({"items": [)" + repeated(R"({"name": "Tea", "price": 3.5}, )") + R"({"name": "Tea"}]})"},
          {"table rows", "<table>" + repeated("<tr><td>a</td><td>b</td></tr>") + "</table>"},
          {"open cells", "<table>" + repeated("<tr><td>")},
          {"markdown rows", "| a | b |\n|---|---|\n" + repeated("| 1 | 2 |\n")},
          {"fences", repeated("```json\n")},
          {"think", repeated("<think>")},
          {"quotes", repeated("'a\": ")},
          {"ideographs", repeated("\xE6\xBC\xA2\xE5\xAD\x97")}};
}

std::map<std::string, std::vector<Judge>> judges_by_name() {
  std::map<std::string, std::vector<Judge>> judges;
  for (test::Table& table : test::read_tables()) {
    fakes::MemoryFiles files;
    for (const auto& [path, text] : table.files) files.put("/project/suites/" + path, text);
    AssertionCompiler compiler(files, "/project/suites", "/project", test::test_permissions());
    for (test::Row& row : table.rows) {
      row.evidence = nullptr;
      judges[table.name].push_back({compiler.compile(row.item, table.source).value(), std::move(row)});
    }
  }
  return judges;
}

double verdicts_per_second(const std::vector<Judge>& judges) {
  const auto begin = SteadyClock::now();
  std::size_t judged = 0;
  while (SteadyClock::now() - begin < kMeasured) {
    for (const Judge& one : judges) judge(*one.assertion, one.row.answer.seen());
    judged += judges.size();
  }
  return static_cast<double>(judged) / seconds_since(begin);
}

struct Slowest {
  double seconds = 0;
  std::string answer;
  std::string row;
  std::string reason;
};

/// Each different assertion of a table once over each long answer.
Slowest slowest(const std::vector<Judge>& judges, const std::vector<LongAnswer>& answers) {
  Slowest worst;
  std::vector<std::string> seen;
  for (const Judge& one : judges) {
    if (std::ranges::find(seen, one.assertion->text) != seen.end()) continue;
    seen.push_back(one.assertion->text);
    for (const LongAnswer& answer : answers) {
      test::Answer given = one.row.answer;
      given.reply.text = answer.text;
      const auto begin = SteadyClock::now();
      const Verdict verdict = judge(*one.assertion, given.seen()).verdict;
      const double seconds = seconds_since(begin);
      if (seconds > worst.seconds) worst = {seconds, answer.name, one.row.place, verdict.reason.substr(0, 120)};
    }
  }
  return worst;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> wanted(argv + 1, argv + argc);
  const std::vector<LongAnswer> answers = long_answers();
  const auto judges = judges_by_name();
  bool too_slow = false;
  fmt::print("{:<18}{:<20}{:>14}{:>14}  {}\n", "family", "assertion", "verdicts/s", "1 MB, worst", "on");
  for (const AssertionKind& kind : assertion_kinds()) {
    const std::string name(kind.name);
    if (!wanted.empty() && std::ranges::find(wanted, name) == wanted.end()) continue;
    const double rate = verdicts_per_second(judges.at(name));
    const Slowest worst = slowest(judges.at(name), answers);
    fmt::print("{:<18}{:<20}{:>14.0f}{:>12.0f}ms  {}\n", kind.family, name, rate, worst.seconds * 1000, worst.answer);
    if (worst.seconds <= kLongestSeconds) continue;
    too_slow = true;
    fmt::print("  more than {} s: {}\n  {}\n", kLongestSeconds, worst.row, worst.reason);
  }
  return too_slow ? 1 : 0;
}
