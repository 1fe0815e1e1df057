#include "view/log_tail.h"

#include <catch2/catch.hpp>
#include <utility>

#include "view_rig.h"

namespace sightline {
using namespace fakes;

namespace {

/// A file that grows, and counts what is read of it. There is no other.
class GrowingLog final : public Files {
 public:
  std::string text;
  /// Bytes read since the last call.
  std::size_t taken() { return std::exchange(taken_, 0); }

  Expected<std::uint64_t> size(const std::string&) const override { return text.size(); }
  Expected<std::string> read_range(const std::string&, std::uint64_t offset, std::size_t count) const override {
    std::string bytes = text.substr(offset, count);
    taken_ += bytes.size();
    return bytes;
  }
  Expected<std::string> read(const std::string&) const override { return failure("not here"); }
  Expected<std::string> read_head(const std::string&, std::size_t) const override { return failure("not here"); }
  bool is_file(const std::string&) const override { return true; }
  bool is_directory(const std::string&) const override { return false; }
  Expected<std::string> canonical(const std::string& path) const override { return path; }
  Expected<std::vector<std::string>> list(const std::string&) const override { return failure("not here"); }
  Expected<void> write_whole(const std::string&, std::string_view) override { return failure("not here"); }
  Expected<std::unique_ptr<AppendFile>> open_append(const std::string&) override { return failure("not here"); }
  Expected<void> make_folders(const std::string&) override { return failure("not here"); }
  Expected<void> remove(const std::string&) override { return failure("not here"); }
  Expected<void> replace_link(const std::string&, const std::string&) override { return failure("not here"); }

 private:
  mutable std::size_t taken_ = 0;
};

struct TailedLog {
  TailedLog() { log.text = log_header("a", "2026-11-21T09:30:00Z", 9) + log_result(0, true) + log_result(1, true); }
  GrowingLog log;
  LogTail tail{log, "run.jsonl"};
};

TEST_CASE("a line without an end is not read again at each look") {
  TailedLog run;
  run.log.text += "{\"suite\":\"" + std::string(3'000'000, 'x');
  CHECK(run.tail.look());
  CHECK(run.tail.results() == 2);
  run.log.taken();
  CHECK_FALSE(run.tail.look());
  CHECK(run.log.taken() == 0);
  run.log.text += std::string(1'000, 'x');
  CHECK_FALSE(run.tail.look());
  CHECK(run.log.taken() == 1'000);
  run.log.text += "\"}\n" + log_result(2, true);
  CHECK(run.tail.look());
  CHECK(run.tail.results() == 3);
  CHECK(run.tail.bytes() == run.log.text.size());
}

TEST_CASE("a result of many megabytes counts once its line is whole") {
  TailedLog run;
  run.tail.look();
  std::string line = log_result(2, true);
  line.insert(line.rfind('}'), ",\"reason\":\"" + std::string(2'500'000, 'x') + "\"");
  run.log.text += line.substr(0, 2'000'000);
  CHECK_FALSE(run.tail.look());
  CHECK(run.tail.results() == 2);
  run.log.text += line.substr(2'000'000);
  CHECK(run.tail.look());
  CHECK(run.tail.results() == 3);
}

TEST_CASE("a line that was cut off and written anew is read from its beginning") {
  TailedLog run;
  run.tail.look();
  const std::string whole = run.log.text;
  run.log.text += log_result(2, true).substr(0, 60);
  CHECK_FALSE(run.tail.look());
  run.log.text = whole;
  CHECK_FALSE(run.tail.look());
  run.log.text += log_result(2, true);
  CHECK(run.tail.look());
  CHECK(run.tail.results() == 3);
}

}  // namespace
}  // namespace sightline
