#include "suite/dataset.h"

#include <fmt/format.h>

#include <catch2/catch.hpp>
#include <random>

#include "fakes/memory_files.h"
#include "json/json.h"
#include "suite/complaints.h"

namespace sightline {
namespace {

Diagnosed<Dataset> load(const std::string& name, const std::string& text) {
  fakes::MemoryFiles files;
  files.put("/project/data/" + name, text);
  return read_dataset(files, "/project/data/" + name, "data/" + name);
}

/// The rows as JSON, or what is wrong, a line each: "2:1: message".
std::string read(const std::string& name, const std::string& text) {
  const Diagnosed<Dataset> data = load(name, text);
  if (data.diagnostics.empty()) return to_json(Node(Node::List(data.value.rows)));
  std::string out;
  for (const Error& error : data.diagnostics) {
    CHECK(error.place.file == "data/" + name);
    out += fmt::format("{}{}:{}: {}", out.empty() ? "" : "\n", error.place.position.line, error.place.position.column,
                       error.message);
  }
  return out;
}

}  // namespace

TEST_CASE("A CSV's cells are text under its header's names") {
  const std::vector<std::pair<std::string, std::string>> table{
      {"a,b\n1,x\n", R"([{"a":"1","b":"x"}])"},
      {"a,b\r\n1,x\r\n2,y", R"([{"a":"1","b":"x"},{"a":"2","b":"y"}])"},
      {"\xEF\xBB\xBF"
       "a\n012\n",
       R"([{"a":"012"}])"},
      {"a,b,c\n,,\n", R"([{"a":"","b":"","c":""}])"},
      {"a,b\n\"x,y\",\"he said \"\"no\"\"\"\n", R"([{"a":"x,y","b":"he said \"no\""}])"},
      {"a,b\n\"two\nlines\",\"two\r\nmore\"\n", R"([{"a":"two\nlines","b":"two\r\nmore"}])"},
      {"a,b\n\"\",\"\"\"\"\n", R"([{"a":"","b":"\""}])"},
      {"a\n\nx\n\r\n\"\"\n\n", R"([{"a":"x"},{"a":""}])"},
      {"\"receipt no\",größe\n 1 , é\n", R"([{"receipt no":" 1 ","größe":" é"}])"},
      {"a,b\n1,\n2,", R"([{"a":"1","b":""},{"a":"2","b":""}])"},
  };
  for (const auto& [text, rows] : table) {
    INFO(text);
    CHECK(read("rows.csv", text) == rows);
  }
}

TEST_CASE("A TSV is the same with tabs, and its quotes need none within a cell") {
  CHECK(read("rows.tsv", "a\tb\n1,5\t\"x\ty\"\n2\t5\" pipe\n") ==
        R"([{"a":"1,5","b":"x\ty"},{"a":"2","b":"5\" pipe"}])");
}

TEST_CASE("Rows and cells know their place") {
  const Diagnosed<Dataset> csv = load("rows.csv",
                                      "\xEF\xBB\xBF"
                                      "id,größe\r\n\"a\nb\",é x\r\n\r\nc,\"ü\"\r\n");
  REQUIRE(csv.ok());
  REQUIRE(csv.value.rows.size() == 2);
  CHECK(csv.value.rows[0].at == Position{2, 1});
  CHECK(csv.value.rows[0].find("größe")->at == Position{3, 4});
  CHECK(csv.value.rows[0].map()[1].key_at == Position{1, 4});
  CHECK(csv.value.rows[1].at == Position{5, 1});
  CHECK(csv.value.rows[1].find("größe")->at == Position{5, 3});
  CHECK(csv.value.source.path == "data/rows.csv");

  const Diagnosed<Dataset> lines = load("rows.jsonl", "{\"a\": 1}\n\n  {\"ä\": {\"b\": [2]}}\n");
  REQUIRE(lines.ok());
  REQUIRE(lines.value.rows.size() == 2);
  CHECK(lines.value.rows[1].at == Position{3, 3});
  CHECK(lines.value.rows[1].find("ä")->at == Position{3, 9});
  CHECK(lines.value.rows[1].find("ä")->map()[0].key_at == Position{3, 10});
  CHECK(lines.value.rows[1].find("ä")->find("b")->list()[0].at == Position{3, 16});

  const Diagnosed<Dataset> list = load("rows.json", "[\n  {\"a\": 1},\n  {\"a\": 2}\n]\n");
  REQUIRE(list.ok());
  CHECK(list.value.rows[1].find("a")->at == Position{3, 9});
}

TEST_CASE("JSON and YAML rows keep their types") {
  const std::string rows = R"([{"id":"a","total":118.00,"words":["x"],"none":null},{"id":"b"}])";
  CHECK(read("rows.json", rows) == rows);
  CHECK(read("rows.jsonl", "{\"id\":\"a\",\"total\":118.00,\"words\":[\"x\"],\"none\":null}\r\n{\"id\":\"b\"}") ==
        rows);
  CHECK(read("rows.yaml", "- {id: a, total: 118.00, words: [x], none: null}\n- id: b\n") == rows);
  CHECK(read("ROWS.JSON", rows) == rows);
}

TEST_CASE("What is wrong with a table is told, all at once") {
  const std::vector<std::pair<std::string, std::string>> table{
      {"", "0:0: this data file has no rows"},
      {"\n\n", "0:0: this data file has no rows"},
      {"a,b\n", "0:0: this data file has no rows"},
      {"a,b\n1\n1,2\n1,2,3\n",
       "2:1: this row has 1 cell and the header 2 columns\n4:1: this row has 3 cells and the header 2 columns"},
      {"a,,b,a,\n1,2,3,4,5\n",
       "1:3: column 2 has no name\n1:6: duplicate column 'a'; it is column 1 already\n1:8: column 5 has no name"},
      {"a,b\n1,\"x\n", "2:3: this quoted cell never ends; its closing quote is missing"},
      {"a,b\n\"x\"y,2\n1, \"x\"\n",
       "2:4: there is text behind a closing quote; write \"\" for a quote within the cell\n"
       "3:4: a quote within a cell without quotes; put the whole cell in quotes and write \"\" for this one"},
      {"a\rb\n", "1:2: a carriage return that ends no line; save the file with LF or CRLF at its line ends"},
      {"a\n\xE9\nb\n\xFF\n",
       "2:1: byte 0xE9 is not UTF-8; save the file as UTF-8\n4:1: byte 0xFF is not UTF-8; save the file as UTF-8"},
      {std::string("\xFF\xFE"
                   "a\0",
                   4),
       "1:1: this file is UTF-16; save it as UTF-8"},
      {std::string("a\n\0\n", 4), "2:1: a NUL character; save the file as text in UTF-8"},
  };
  for (const auto& [text, message] : table) CHECK(read("rows.csv", text) == message);
}

TEST_CASE("What is wrong with JSON and YAML rows is told") {
  CHECK(read("rows.jsonl", "") == "0:0: this data file has no rows");
  CHECK(read("rows.json", "[]") == "0:0: this data file has no rows");
  CHECK(read("rows.json", "{\"rows\": []}") == "1:1: a data file is a list of rows, and this is a map");
  CHECK(read("rows.yaml", "rows:\n") == "1:1: a data file is a list of rows, and this is a map");
  CHECK(read("rows.yaml", "") == "1:1: a data file is a list of rows, and this is null");
  CHECK(read("rows.yaml", "- 1\n- {a: 2}\n- [b]\n") ==
        "1:3: a row is a map of column to value, and this is a number\n"
        "3:3: a row is a map of column to value, and this is a list");
  CHECK(read("rows.jsonl", "{\"a\": 1}\n\"b\"\n") == "2:1: a row is a map of column to value, and this is a string");
  CHECK(read("rows.yaml", "- {a: 012}\n").substr(0, 11) == "1:7: '012' ");
  const std::string broken = read("rows.jsonl", "{\"a\": 1}\n{\"a\": 1, \"a\": 2}\n\n  {\"a\": }\n{\"a\": 1}\n");
  CHECK(broken.find("2:10: ") == 0);
  CHECK(broken.find("\n4:9: ") != std::string::npos);
  CHECK(load("rows.json", "[{\"a\": }]").diagnostics.front().place == Place{"data/rows.json", {1, 8}});
}

TEST_CASE("An error of a data file shows its line") {
  CHECK(render(load("rows.csv", "a,b\nü,2,3\n").diagnostics) ==
        "sightline: error: data/rows.csv:2:1: this row has 3 cells and the header 2 columns\n"
        "    ü,2,3\n"
        "    ^\n");
}

TEST_CASE("A name tells the kind of a data file, and the file must be there") {
  CHECK(read("rows.txt", "a\n1\n") ==
        "0:0: a data file is .csv, .tsv, .jsonl, .json or .yaml; this name tells none of them");
  const fakes::MemoryFiles files;
  const Diagnosed<Dataset> missing = read_dataset(files, "/data/none.csv", "data/none.csv");
  REQUIRE(missing.diagnostics.size() == 1);
  CHECK(missing.diagnostics[0].message == "cannot read '/data/none.csv': No such file or directory");
}

TEST_CASE("A table with many errors tells fifty") {
  std::string text = "a,b\n";
  for (int i = 0; i < 1'000; ++i) text += "x\n";
  CHECK(load("rows.csv", text).diagnostics.size() == Complaints::kMost);
}

TEST_CASE("Whatever a table holds, each row is whole or told of") {
  std::mt19937 random(3);
  const std::vector<std::string> pieces{"a", ",", "\n", "\r\n", "\"", "\"\"", "é", " ", "\t", "\r"};
  for (int round = 0; round < 5'000; ++round) {
    std::string text = "a,b\n";
    for (std::size_t i = random() % 16; i > 0; --i) text += pieces[random() % pieces.size()];
    const Diagnosed<Dataset> data = load("rows.csv", text);
    if (!data.ok()) continue;
    INFO(text);
    for (const Node& row : data.value.rows) CHECK(row.map().size() == 2);
  }
}

}  // namespace sightline
