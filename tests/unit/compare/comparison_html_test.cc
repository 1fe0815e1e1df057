#include "compare/comparison_html.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>

#include "base/base64.h"
#include "base/sha256.h"
#include "base/text.h"
#include "compare/compare.h"
#include "compare/comparison_page_head.h"
#include "compare/comparison_page_rows.h"
#include "compare/unit_details.h"
#include "fakes/full_comparison.h"
#include "fakes/full_result.h"
#include "fakes/memory_files.h"
#include "json/json.h"
#include "runlog/runlog.h"

namespace sightline {
namespace {

using fakes::MemoryFiles;

CaseResult answered(const std::string& case_id, unsigned sequence, Status status, const std::string& answer,
                    unsigned repeat = 0) {
  CaseResult result = fakes::small_result(case_id, repeat, sequence);
  result.status = status;
  result.score = status == Status::passed ? 1 : 0;
  Exchange exchange;
  exchange.reply = Reply{};
  exchange.reply->text = answer;
  result.exchanges.push_back(std::move(exchange));
  return result;
}

std::string log_of(const std::vector<CaseResult>& results) {
  std::string log = header_line(RunHeader());
  for (const CaseResult& result : results) log += result_line(result);
  return log;
}

/// Two runs, compared: "a" newly fails, "b" answers otherwise and passes, "c" is as it was.
class TwoRuns {
 public:
  explicit TwoRuns(const std::string& answer = "four") {
    files.put("/base/run.jsonl",
              log_of({answered("a", 0, Status::passed, "three"), answered("b", 1, Status::passed, "3"),
                      answered("c", 2, Status::passed, "x")}));
    files.put("/candidate/run.jsonl",
              log_of({answered("a", 0, Status::failed, answer), answered("b", 1, Status::passed, "three"),
                      answered("c", 2, Status::passed, "x")}));
    base = read_run_figures(files, "/base").value();
    candidate = read_run_figures(files, "/candidate").value();
    comparison = compare_runs(base, candidate, {}).value();
  }
  ComparedRuns runs() const {
    return {.files = &files, .base = {&base, "/base"}, .candidate = {&candidate, "/candidate"}};
  }
  std::string page(const ComparisonPageLimits& limits = {}) const {
    std::ostringstream out;
    REQUIRE(write_comparison_html(comparison, runs(), out, limits));
    return out.str();
  }
  JoinedUnits joined() const { return join_units({.run = &base}, {.run = &candidate}); }

  MemoryFiles files;
  RunFigures base, candidate;
  Comparison comparison;
};

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const std::size_t from = text.find(begin);
  REQUIRE(from != std::string::npos);
  const std::size_t to = text.find(end, from + begin.size());
  REQUIRE(to != std::string::npos);
  return text.substr(from + begin.size(), to - from - begin.size());
}

std::string sha256_base64(std::string_view text) {
  const std::string hex = sha256_hex(text);
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoul(hex.substr(i, 2), nullptr, 16));
  }
  return to_base64(bytes);
}

std::string text_at(const Node& node, std::string_view pointer) {
  const Node* found = at_pointer(node, pointer);
  INFO(pointer);
  REQUIRE(found != nullptr);
  return to_json(*found);
}

TEST_CASE("the policy of compare.html allows its own script and style, and nothing to be loaded but images") {
  const std::string text = TwoRuns().page();
  const std::string script = between(text, "<script type=\"module\">", "</script>");
  CHECK(between(text, "<meta http-equiv=\"Content-Security-Policy\" content=\"", "\">") ==
        "default-src 'none'; script-src 'sha256-" + sha256_base64(script) + "'; style-src 'sha256-" +
            sha256_base64(between(text, "<style>", "</style>")) +
            "'; img-src 'self' file: data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; "
            "trusted-types 'none'");
  for (const std::string_view part : {"<link", "<style", "<script", "<template"}) {
    CHECK(text.find("Content-Security-Policy") < text.find(part));
  }
}

TEST_CASE("what a model answers stays packed in compare.html, whatever it is") {
  const std::string plain = TwoRuns().page();
  const std::string hostile = TwoRuns("</template><script>alert(1)</script>@SCRIPT@@PICTURES@").page();
  CHECK(hostile.find("alert(1)") == std::string::npos);
  const auto around = [](std::string page) {
    const std::string data = between(page, "<template id=\"run\">", "</template>");
    return page.erase(page.find(data), data.size());
  };
  CHECK(around(hostile) == around(plain));
}

TEST_CASE("compare.html is the same each time that it is written") {
  CHECK(TwoRuns().page() == TwoRuns().page());
}

TEST_CASE("nothing of compare.html is written where a run cannot be read") {
  TwoRuns two;
  ComparedRuns runs = two.runs();
  runs.base.path = "/gone";
  std::ostringstream out;
  CHECK_FALSE(write_comparison_html(two.comparison, runs, out));
  CHECK(out.str().empty());
}

TEST_CASE("a row of compare.html tells what became of a unit, both sides, and whether the answers differ") {
  const TwoRuns two;
  const JoinedUnits joined = two.joined();
  const auto row = parse_json(comparison_page_row(joined.pairs[0], AnswersOfPair::differ));
  REQUIRE(row);
  CHECK(text_at(*row, "/case") == "\"a\"");
  CHECK(text_at(*row, "/fate") == "\"newly_failing\"");
  CHECK(text_at(*row, "/answers") == "\"differ\"");
  CHECK(text_at(*row, "/base/status") == "\"passed\"");
  CHECK(text_at(*row, "/candidate/status") == "\"failed\"");
  CHECK(at_pointer(*row, "/candidate/model") == nullptr);
}

TEST_CASE("the names of a side stand in a row where they are not those of the candidate") {
  TwoRuns two;
  UnitPair pair = two.joined().pairs[0];
  UnitFigures other = *pair.base;
  other.id.model = "small";
  pair.base = &other;
  const auto row = parse_json(comparison_page_row(pair, AnswersOfPair::same));
  REQUIRE(row);
  CHECK(text_at(*row, "/base/model") == "\"small\"");
}

TEST_CASE("answers are held against each other whole, in whatever order the repeats gave them") {
  MemoryFiles files;
  files.put("/a/run.jsonl",
            log_of({answered("a", 0, Status::passed, "one"), answered("a", 0, Status::passed, "two", 1)}));
  files.put("/b/run.jsonl",
            log_of({answered("a", 0, Status::passed, "two"), answered("a", 0, Status::passed, "one", 1)}));
  files.put("/c/run.jsonl", log_of({answered("a", 0, Status::passed, "two")}));
  const auto held = [&](const std::string& base, const std::string& candidate) {
    const RunFigures one = read_run_figures(files, base).value();
    const RunFigures other = read_run_figures(files, candidate).value();
    return answers_of_pair({.base = &one.units[0], .candidate = &other.units[0]});
  };
  CHECK(held("/a", "/b") == AnswersOfPair::same);
  CHECK(held("/a", "/c") == AnswersOfPair::differ);
}

TEST_CASE("of more units than the page holds, those that changed are held first") {
  const TwoRuns two;
  const JoinedUnits joined = two.joined();
  const std::vector<AnswersOfPair> answers{AnswersOfPair::differ, AnswersOfPair::differ, AnswersOfPair::same};
  CHECK(pairs_with_details(joined, answers, 1) == std::set<std::size_t>{0});
  CHECK(pairs_with_details(joined, answers, 2) == std::set<std::size_t>{0, 1});
  CHECK(pairs_with_details(joined, answers, 9).size() == 3);
  CHECK(two.page({.units = 0}).size() < two.page().size());
}

TEST_CASE("a unit that is not kept has no detail, one that is has its repeats on one line") {
  const TwoRuns two;
  auto details = UnitDetails::open(two.files, two.runs().candidate).value();
  REQUIRE(details.keep({two.candidate.units[0].id}));
  CHECK(details.detail(two.candidate.units[1]) == "null");
  const std::string detail = details.detail(two.candidate.units[0]);
  CHECK(detail.find('\n') == std::string::npos);
  const auto read = parse_json(detail);
  REQUIRE(read);
  CHECK(text_at(*read, "/repeats/0/exchanges/0/reply/text") == "\"four\"");
}

TEST_CASE("the head of compare.html is one line that says what compare.json says, and each figure in words") {
  const TwoRuns two;
  const std::string head = comparison_page_head(fakes::full_comparison(), two.runs(), {"a.png"});
  CHECK(head.find('\n') == std::string::npos);
  const auto read = parse_json(head);
  REQUIRE(read);
  CHECK(text_at(*read, "/comparison/finding") == "\"worse\"");
  CHECK(at_pointer(*read, "/comparison/changes") == nullptr);
  CHECK(text_at(*read, "/words/slices/0/measures/0/name") == "\"pass rate\"");
  CHECK(text_at(*read, "/words/slices/0/measures/0/difference") == "\"-4.0 points\"");
  CHECK(text_at(*read, "/images/0") == "\"a.png\"");
}

}  // namespace
}  // namespace sightline
