#include "report/run_companions.h"

#include <catch2/catch.hpp>
#include <sstream>

#include "fakes/full_result.h"
#include "fakes/memory_files.h"
#include "json/json.h"
#include "report/markdown.h"
#include "report/page_rows.h"

namespace sightline {
namespace {

const std::string kUnit = R"("suite":"s","case":"c","prompt":"p","model":"m")";

/// A compare.json of the run `candidate`, in which unit s/c#p@m is newly failing, and two others are gone and new.
std::string compare_json(const std::string& candidate) {
  return R"({"sightline_compare":1,"axis":"runs","finding":"worse","sentence":"worse: <b>","base":{"path":"base",)"
         R"("id":"before","units":2},"candidate":{"path":"now","id":")" +
         candidate +
         R"(","units":2},"method":{"confidence":0.95,"margin":0.02,"seed":1},"notes":["n"],"gates":[],)"
         R"("slices":[{"kind":"all","fates":{"newly_failing":1},"measures":[{"measure":"pass_rate",)"
         R"("higher_is_better":true,"pairs":1,"clusters":1,"difference":-1,"margin":0.02,"finding":"worse"}]},)"
         R"({"kind":"tag","tag":"t","fates":{},"measures":[]}],"changes":[{"fate":"newly_failing","base":{)" +
         kUnit + R"(,"status":"passed","score":1,"passed":1,"repeats":1,"answer":"old answer"},"candidate":{)" + kUnit +
         R"(,"status":"failed","score":0,"passed":0,"repeats":1,"reason":"why"}}],"only_in_base":[{"suite":"s",)"
         R"("case":"gone","prompt":"p","model":"m"}],"only_in_candidate":[{"suite":"s","case":"new","prompt":"p",)"
         R"("model":"m"}]})";
}

/// A run "now" of s/c#p@m, with files beside its log.
class CompanionFolder {
 public:
  CompanionFolder() {
    RunHeader header;
    header.id = "now";
    files.put("/run/run.jsonl", header_line(header) + result_line(result("c")));
  }
  RunReader reader() const {
    auto run = RunReader::open(files, "/run");
    REQUIRE(run);
    return std::move(*run);
  }
  RunCompanions companions() const { return RunCompanions::read(reader()); }
  static CaseResult result(const std::string& case_id) {
    CaseResult result = fakes::small_result(case_id);
    result.unit = {.suite = "s", .case_id = case_id, .prompt = "p", .model = "m"};
    result.status = Status::failed;
    return result;
  }
  Node head() const {
    const RunReader run = reader();
    auto node = parse_json(page_head(run, summarise(run), RunCompanions::read(run)));
    REQUIRE(node);
    return *node;
  }
  std::string summary() const {
    const RunReader run = reader();
    std::ostringstream out;
    write_markdown(run, summarise(run), out);
    return out.str();
  }
  fakes::MemoryFiles files;
};

std::string text_at(const Node& node, std::string_view pointer) {
  const Node* found = at_pointer(node, pointer);
  return found == nullptr ? "nothing" : to_json(*found);
}

std::string trend_of(const std::string& last) {
  return trend_json({{.id = "before", .started = "1"}, {.id = last, .started = "2"}});
}

TEST_CASE("the page's head has the comparison of the run, without answers and tags") {
  CompanionFolder folder;
  folder.files.put("/run/compare.json", compare_json("now"));
  const Node head = folder.head();
  CHECK(text_at(head, "/comparison/finding") == "\"worse\"");
  CHECK(text_at(head, "/comparison/base/id") == "\"before\"");
  CHECK(text_at(head, "/comparison/units") == R"({"newly_failing":["s/c#p@m"]})");
  CHECK(text_at(head, "/comparison/only_in_base") == R"(["s/gone#p@m"])");
  CHECK(text_at(head, "/comparison/slices/0/measures/0/difference") == "-1");
  CHECK(text_at(head, "/comparison/slices/1") == "nothing");
  CHECK(text_at(head, "/comparison/page") == "nothing");
  CHECK(to_json(head).find("old answer") == std::string::npos);
}

TEST_CASE("the page of a comparison is named where it lies beside the run") {
  CompanionFolder folder;
  folder.files.put("/run/compare.json", compare_json("now")).put("/run/compare.html", "");
  CHECK(text_at(folder.head(), "/comparison/page") == "\"compare.html\"");
}

TEST_CASE("a row tells how its unit changed, and what it was before") {
  CompanionFolder folder;
  folder.files.put("/run/compare.json", compare_json("now"));
  const RunCompanions companions = folder.companions();
  const std::string changed = page_row({CompanionFolder::result("c")}, companions);
  CHECK(changed.find(R"("change":"newly_failing","before":{"status":"passed","score":1,"passed":1,"repeats":1})") !=
        std::string::npos);
  CHECK(page_row({CompanionFolder::result("new")}, companions).find("\"change\":\"new\"") != std::string::npos);
  CHECK(page_row({CompanionFolder::result("other")}, companions).find("\"change\"") == std::string::npos);
}

TEST_CASE("a comparison that is broken, or of another run, is as good as none") {
  const std::string whole = compare_json("now");
  std::string no_slices = whole;
  no_slices.replace(no_slices.find("\"slices\""), 8, "\"others\"");
  const std::string text = GENERATE_COPY(
      values({std::string(), std::string("{}"), std::string("null"), std::string("[[[["), whole.substr(0, 300),
              compare_json("another"), no_slices, std::string(100'000, '['), std::string("\xff\xfe")}));
  CompanionFolder folder;
  folder.files.put("/run/compare.json", text);
  CHECK_FALSE(folder.companions().comparison());
  CHECK(text_at(folder.head(), "/comparison") == "nothing");
  CHECK(folder.summary().find("baseline") == std::string::npos);
}

TEST_CASE("the page's head has the trend that ends with the run, of two runs at least") {
  CompanionFolder folder;
  CHECK(text_at(folder.head(), "/trend") == "nothing");
  folder.files.put("/run/trend.json", trend_of("now"));
  CHECK(text_at(folder.head(), "/trend/1/id") == "\"now\"");
  CHECK(text_at(folder.head(), "/trend/0/counted") == "0");
  folder.files.put("/run/trend.json", trend_of("another"));
  CHECK(text_at(folder.head(), "/trend") == "nothing");
  folder.files.put("/run/trend.json", trend_json({{.id = "now", .started = "2"}}));
  CHECK(text_at(folder.head(), "/trend") == "nothing");
  folder.files.put("/run/trend.json", "broken");
  CHECK(text_at(folder.head(), "/trend") == "nothing");
}

TEST_CASE("summary.md tells counts, the sentence and what fails newly, as text") {
  CompanionFolder folder;
  folder.files.put("/run/compare.json", compare_json("now"));
  CHECK(folder.summary().find("\n### Since the baseline\n\n**1 newly failing, 1 new, 1 gone**, beside `base`. "
                              "worse: &lt;b&gt;.\n\n- newly failing `s/c#p@m`: why\n") != std::string::npos);
}

TEST_CASE("summary.md names ten newly failing units, and counts the others") {
  std::string text = compare_json("now");
  const std::size_t from = text.find("{\"fate\"");
  const std::string change = text.substr(from, text.find("],\"only_in_base\"") - from);
  std::string more;
  for (int i = 0; i < 11; ++i) more += change + ",";
  CompanionFolder folder;
  folder.files.put("/run/compare.json", text.insert(from, more));
  const std::string summary = folder.summary();
  CHECK(summary.find("**12 newly failing") != std::string::npos);
  CHECK(summary.find("- … and 2 more\n") != std::string::npos);
}

}  // namespace
}  // namespace sightline
