#include <catch2/catch.hpp>
#include <random>
#include <sstream>

#include "compare/run_figures.h"
#include "fakes/full_result.h"
#include "fakes/memory_files.h"
#include "fakes/varied_run.h"
#include "json/json.h"
#include "report/report.h"

namespace sightline {
namespace {

using fakes::MemoryFiles;
using fakes::small_result;

/// A run's folder, and beside its log what the reports make of it: /run/results.json and /run/stable.json.
std::unique_ptr<MemoryFiles> logged_run(const RunHeader& header, const std::vector<CaseResult>& results) {
  auto made = std::make_unique<MemoryFiles>();
  MemoryFiles& files = *made;
  std::string log = header_line(header);
  for (const CaseResult& result : results) log += result_line(result);
  files.put("/run/run.jsonl", log);
  const auto run = RunReader::open(files, "/run");
  REQUIRE(run);
  const RunSummary summary = summarise(*run);
  std::ostringstream all;
  std::ostringstream stable;
  find_report_format("json")->write(*run, summary, all);
  write_stable_results_json(*run, summary, stable);
  files.put("/run/results.json", all.str()).put("/run/stable.json", stable.str());
  return made;
}

RunFigures figures_of(const MemoryFiles& files, const std::string& path) {
  const auto run = read_run_figures(files, path);
  if (!run) FAIL(render(run.error()));
  return *run;
}

std::string error_of(const std::string& results_json) {
  MemoryFiles files;
  files.put("/results.json", results_json);
  const auto run = read_run_figures(files, "/results.json");
  return run ? "no error" : render(run.error());
}

void check_same(const RepeatFigures& a, const RepeatFigures& b, bool timed) {
  CHECK((a.repeat == b.repeat && a.status == b.status && a.score == b.score));
  CHECK((a.answered == b.answered && a.answer == b.answer && a.copy == b.copy));
  CHECK((a.unparsed == b.unparsed && a.truncated == b.truncated && a.refused == b.refused));
  CHECK((a.cost == b.cost && a.prompt_tokens == b.prompt_tokens && a.completion_tokens == b.completion_tokens));
  if (timed) {
    CHECK(a.latency_ms == b.latency_ms);
  } else {
    CHECK_FALSE(b.latency_ms);
  }
  REQUIRE(a.metrics.size() == b.metrics.size());
  for (std::size_t i = 0; i < a.metrics.size(); ++i) {
    CHECK((a.metrics[i].metric == b.metrics[i].metric && a.metrics[i].score == b.metrics[i].score));
    CHECK((a.metrics[i].value == b.metrics[i].value && a.metrics[i].tally == b.metrics[i].tally));
  }
}

void check_same(const RunFigures& a, const RunFigures& b, bool timed) {
  CHECK((a.metrics == b.metrics && a.authored == b.authored));
  CHECK((a.header.seed == b.header.seed && a.header.suites.size() == b.header.suites.size()));
  REQUIRE(a.units.size() == b.units.size());
  for (std::size_t i = 0; i < a.units.size(); ++i) {
    const UnitFigures& one = a.units[i];
    const UnitFigures& other = b.units[i];
    CHECK((one.id == other.id && one.sequence == other.sequence && one.status == other.status));
    CHECK((one.flaky == other.flaky && one.must_pass == other.must_pass && one.score == other.score));
    CHECK((one.is_control == other.is_control && one.is_group == other.is_group));
    CHECK((one.cluster == other.cluster && one.tags == other.tags && one.reason == other.reason));
    REQUIRE(one.repeats.size() == other.repeats.size());
    for (std::size_t r = 0; r < one.repeats.size(); ++r) check_same(one.repeats[r], other.repeats[r], timed);
  }
}

TEST_CASE("a run's results.json gives the figures of its log") {
  for (std::uint64_t seed = 1; seed <= 10; ++seed) {
    INFO(seed);
    const auto made = logged_run(fakes::varied_header(), fakes::varied_results(seed, 30));
    MemoryFiles& files = *made;
    const RunFigures log = figures_of(files, "/run");
    CHECK(log.path == "/run");
    CHECK(log.header.id == "20261120T093000Z-varied");
    check_same(log, figures_of(files, "/run/run.jsonl"), true);
    check_same(log, figures_of(files, "/run/results.json"), true);
    check_same(log, figures_of(files, "/run/stable.json"), false);
  }
}

/// The same JSON in another spacing, and the members of each object sorted by their names.
std::string sorted_json(const Node& node) {
  std::string out;
  if (node.is_map()) {
    std::map<std::string, const Node*> members;
    for (const Node::Member& member : node.map()) members[member.key] = &member.value;
    for (const auto& [key, value] : members) {
      out += (out.empty() ? "\n  " : ",\n  ") + to_json(Node(key)) + " : " + sorted_json(*value);
    }
    return "{" + out + "}";
  }
  if (!node.is_list()) return to_json(node);
  for (const Node& item : node.list()) out += (out.empty() ? "\n" : " ,\n") + sorted_json(item);
  return "[" + out + "]";
}

TEST_CASE("a results.json may have gone through a formatter, even one that sorts") {
  const auto made = logged_run(fakes::varied_header(), fakes::varied_results(5, 20));
  MemoryFiles& files = *made;
  const auto parsed = parse_json({"/run/results.json", files.text("/run/results.json")});
  REQUIRE(parsed);
  files.put("/sorted.json", sorted_json(*parsed));
  check_same(figures_of(files, "/run"), figures_of(files, "/sorted.json"), true);
}

TEST_CASE("units may stand before the header that they need") {
  const auto made = logged_run(fakes::varied_header(), fakes::varied_results(6, 10));
  MemoryFiles& files = *made;
  const std::string text = files.text("/run/results.json");
  const std::size_t units = text.find("\n\"units\":[") + 1;
  const std::size_t run = text.find("\n\"run\":") + 1;
  MemoryFiles turned;
  turned.put("/turned.json", "{" + text.substr(units, text.rfind('}') - units) + ", \"sightline_results\":1, " +
                                 text.substr(run, units - run - 2) + "}");
  check_same(figures_of(files, "/run"), figures_of(turned, "/turned.json"), true);
}

TEST_CASE("what is no results.json is refused") {
  const std::string none = "sightline: error: /results.json: no run: it is neither a run.jsonl nor a results.json\n";
  CHECK(error_of("") == none);
  CHECK(error_of("[1, 2]") == none);
  CHECK(error_of("{\"units\": []}") == none);
  CHECK(error_of("# Results\n") == none);
  CHECK(error_of("{\"sightline_results\":1,\"units\":[]}") ==
        "sightline: error: /results.json: the results have no \"run\"\n");
  CHECK(error_of("{\"sightline_results\":2,\"run\":{\"id\":\"a\"},\"units\":[{\"unit\":1}]}") ==
        "sightline: error: /results.json: the results have format 2, this version reads 1; use a newer sightline\n");
}

TEST_CASE("a results.json that is cut short is told, wherever the cut is") {
  const std::string text = logged_run({}, {small_result("a"), fakes::full_result()})->text("/run/results.json");
  for (std::size_t length = std::string_view("{\n\"sightline_results\":1,").size(); length < text.rfind('}');
       ++length) {
    INFO(length);
    const std::string error = error_of(text.substr(0, length));
    REQUIRE(error.find("/results.json:") != std::string::npos);
    REQUIRE(error.find("broken results") != std::string::npos);
    REQUIRE(error.find("the file is cut short") != std::string::npos);
  }
}

const std::string kHead = "{\"sightline_results\":1,\"run\":{\"id\":\"r\"},\n\"units\":[\n";
const std::string kUnit = "\"suite\":\"s\",\"case\":\"a\",\"prompt\":\"p\",\"model\":\"m\"";

TEST_CASE("a broken unit is named with its place") {
  const std::string broken = error_of(kHead + "{" + kUnit + ",\"results\":[{" + kUnit + ",\"status\":\"passd\"}]}]}");
  CHECK(broken.find("sightline: error: /results.json:3:126: broken results in unit 1, s/a#p@m: no JSON, or not what "
                    "belongs there\n") == 0);
  CHECK(broken.find("\"status\":\"passd\"}]}]}\n") != std::string::npos);
  const auto wrong = [](const std::string& results) {
    const std::string error = error_of(kHead + "{" + kUnit + results + "}]}");
    return error.substr(0, error.find('\n'));
  };
  const std::string begin = "sightline: error: /results.json:3:60: broken results in unit 1, s/a#p@m: ";
  CHECK(wrong(",\"results\":[]") == begin + "it has no results");
  CHECK(wrong(",\"results\":[{\"suite\":\"s\",\"case\":\"b\"}]") == begin + "it has a result of another unit, s/b");
  CHECK(wrong(",\"results\":[{" + kUnit + ",\"repeat\":3},{" + kUnit + ",\"repeat\":3}]") ==
        begin + "its repeat 3 stands twice");
  CHECK(wrong("").find("it has no \"results\"") != std::string::npos);
  const std::string unit = "{" + kUnit + ",\"results\":[{" + kUnit + "}]}";
  const std::string other = "{\"suite\":\"s\",\"case\":\"b\",\"results\":[{\"suite\":\"s\",\"case\":\"b\"}]}";
  CHECK(error_of(kHead + unit + ",\n" + unit + "]}").find("in unit 2, s/a#p@m: it stands twice\n") !=
        std::string::npos);
  CHECK(error_of(kHead + unit + ",\n" + other + ",\n" + unit + "]}") ==
        "sightline: error: /results.json: broken results: the unit s/a#p@m stands twice\n");
}

TEST_CASE("a run without units is no error") {
  CHECK(figures_of(*logged_run(fakes::varied_header(), {}), "/run/results.json").units.empty());
}

/// Copies of `text` with a few bytes changed, taken out or doubled, or cut short.
std::string mutated(std::string text, std::mt19937_64& draw) {
  const std::string others = "\"\\{}[],:0n-9e\x01\xFF";
  for (std::uint64_t changes = 1 + draw() % 3; changes > 0 && text.size() > 9; --changes) {
    const std::size_t at = draw() % text.size();
    const std::size_t length = std::min<std::size_t>(draw() % 40, text.size() - at);
    switch (draw() % 5) {
      case 0:
        text[at] = static_cast<char>(draw());
        break;
      case 1:
        text[at] = others[draw() % others.size()];
        break;
      case 2:
        text.erase(at, length);
        break;
      case 3:
        text.insert(at, text.substr(at, length));
        break;
      default:
        if (draw() % 4 == 0) text.resize(at);
    }
  }
  return text;
}

TEST_CASE("whatever bytes of a run are others, it is read or refused with a reason") {
  const auto whole = logged_run(fakes::varied_header(), fakes::varied_results(3, 4));
  std::mt19937_64 draw(20261126);
  unsigned refused = 0;
  unsigned read = 0;
  for (const char* name : {"/run/run.jsonl", "/run/results.json", "/run/stable.json"}) {
    for (unsigned i = 0; i < 500; ++i) {
      MemoryFiles files;
      files.put(name, mutated(whole->text(name), draw));
      const auto run = read_run_figures(files, name);
      ++(run ? read : refused);
      if (run) {
        std::set<UnitId> units;
        for (const UnitFigures& unit : run->units) units.insert(unit.id);
        const auto answers = read_answers(files, name, units);
        // Their texts are read here alone, and may be what is broken.
        REQUIRE((answers || name != std::string("/run/run.jsonl")));
        if (answers) REQUIRE(answers->size() <= units.size());
      } else {
        REQUIRE_FALSE(run.error()[0].message.empty());
        REQUIRE(run.error()[0].place.file == name);
      }
    }
  }
  CHECK(refused > 333);
  CHECK(read > 33);
}

TEST_CASE("the answer of a unit is the last one of its first repeat that did not pass, else of its first") {
  const auto repeat = [](std::string case_id, unsigned number, Status status, std::vector<std::string> texts) {
    CaseResult result = small_result(std::move(case_id), number, number);
    result.status = status;
    for (std::string& text : texts) result.exchanges.emplace_back().reply.emplace().text = std::move(text);
    return result;
  };
  CaseResult refusing = repeat("refuses", 0, Status::failed, {""});
  refusing.exchanges[0].reply->refusal = "I will not.";
  refusing.exchanges.emplace_back().failure.emplace();
  const auto made = logged_run(
      {}, {repeat("passes", 1, Status::passed, {"second"}), repeat("passes", 0, Status::passed, {"turn", "first"}),
           repeat("fails", 2, Status::failed, {"third"}), repeat("fails", 1, Status::error, {"se\"cond\n"}),
           repeat("fails", 0, Status::passed, {"first"}), refusing, repeat("silent", 0, Status::error, {}),
           repeat("other", 0, Status::passed, {"not asked for"})});
  MemoryFiles& files = *made;
  std::set<UnitId> units;
  for (const char* case_id : {"passes", "fails", "refuses", "silent", "unknown"})
    units.insert({"s", case_id, "p", "m"});
  for (const char* path : {"/run", "/run/run.jsonl", "/run/results.json", "/run/stable.json"}) {
    INFO(path);
    const auto answers = read_answers(files, path, units);
    REQUIRE(answers);
    std::map<std::string, std::string> by_case;
    for (const auto& [unit, answer] : *answers) by_case[unit.case_id] = answer;
    CHECK(by_case == std::map<std::string, std::string>{
                         {"passes", "first"}, {"fails", "se\"cond\n"}, {"refuses", "I will not."}, {"silent", ""}});
  }
}

TEST_CASE("answers are those of the lines that count") {
  MemoryFiles files;
  CaseResult first = small_result("a");
  first.exchanges.emplace_back().reply.emplace().text = "old";
  CaseResult second = first;
  second.exchanges[0].reply->text = "new";
  files.put("/run/run.jsonl", header_line({}) + result_line(first) + result_line(second));
  const auto answers = read_answers(files, "/run", {{"s", "a", "p", "m"}});
  REQUIRE(answers);
  CHECK(answers->at({"s", "a", "p", "m"}) == "new");
}

}  // namespace
}  // namespace sightline
