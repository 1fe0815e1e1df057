#include "assertion/snapshot_name.h"

#include <catch2/catch.hpp>
#include <set>

using namespace sightline;

TEST_CASE("a snapshot is named after its case, and after prompt and model where there are several") {
  const UnitId unit{"receipts", "cafe", "terse", "qwen2.5-vl"};
  CHECK(snapshot_file(unit, "", false) == "snapshots/receipts/cafe.txt");
  CHECK(snapshot_file(unit, "", true) == "snapshots/receipts/cafe.terse.qwen2.5-vl.txt");
  CHECK(snapshot_file(unit, "total", false) == "snapshots/receipts/cafe+total.txt");
  CHECK(snapshot_file(unit, "total", true) == "snapshots/receipts/cafe+total.terse.qwen2.5-vl.txt");
  CHECK(snapshot_file({"s", "stamp@language=de,photo=a.png", "p", "m"}, "", false) ==
        "snapshots/s/stamp@language=de,photo=a.png.txt");
}

TEST_CASE("no name leads out of its folder") {
  const std::string name = GENERATE("..", ".", "a/../../b", "/etc/passwd", "a\\b", "", std::string("a\0b", 3), "a\nb");
  for (const bool several : {false, true}) {
    const std::string file = snapshot_file({name, name, name, name}, name, several);
    INFO(file);
    CHECK(file.starts_with("snapshots/"));
    CHECK(std::count(file.begin(), file.end(), '/') == 2);
    CHECK(file.find("/.") == std::string::npos);
    CHECK(file.find_first_of(std::string("\\\n\0", 3)) == std::string::npos);
  }
}

TEST_CASE("two units never share a file") {
  const std::vector<std::string> names{"a", "a.b", "b", "b.c", "a.b.c", "a+b", "a%2Eb", "c"};
  std::set<std::string> files;
  std::size_t count = 0;
  for (const auto& id : names) {
    for (const auto& prompt : names) {
      for (const auto& model : names) {
        for (const std::string name : {"", "b", "total"}) {
          files.insert(snapshot_file({"s", id, prompt, model}, name, true));
          ++count;
        }
      }
    }
  }
  CHECK(files.size() == count);
}

TEST_CASE("a long name is cut and stays its own") {
  const std::string stem(400, 'x');
  const std::string one = snapshot_file({"s", stem + "1", "p", "m"}, "", false);
  const std::string two = snapshot_file({"s", stem + "2", "p", "m"}, "", false);
  CHECK(one != two);
  CHECK(one.size() < 230);
}
