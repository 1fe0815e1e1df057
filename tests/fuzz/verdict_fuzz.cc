// Any answer before any assertion: judging ends, a score is one, and what is told can be written down. The assertions
// are those of the rows in tests/assertions.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/text.h"
#include "fakes/memory_files.h"
#include "json/json.h"
#include "unit/assertion/table.h"

namespace sightline {
namespace {

struct Judge {
  AssertionPtr assertion;
  test::Row row;
};

std::vector<Judge> all_judges() {
  std::vector<Judge> judges;
  for (test::Table& table : test::read_tables()) {
    fakes::MemoryFiles files;
    for (const auto& [path, text] : table.files) files.put("/project/suites/" + path, text);
    AssertionCompiler compiler(files, "/project/suites", "/project", test::test_permissions());
    for (test::Row& row : table.rows) {
      row.evidence = nullptr;  // It points into the table, which goes.
      auto assertion = compiler.compile(row.item, table.source);
      if (!assertion) throw std::runtime_error(render(assertion.error()));
      judges.push_back({*assertion, std::move(row)});
    }
  }
  return judges;
}

/// What is wrong with a verdict; null where nothing is.
const char* trouble_with(const Verdict& verdict) {
  if (!(verdict.score >= 0 && verdict.score <= 1)) return "its score is none";
  if (verdict.reason.empty() || !is_utf8(verdict.reason)) return "its reason cannot be shown";
  if (verdict.reason.find('\n') != std::string::npos) return "its reason has two lines";
  if (verdict.reason.starts_with("the assertion broke")) return "the assertion broke";
  if (!is_utf8(to_json(verdict.evidence))) return "its evidence is not UTF-8";
  const bool proves_nothing = verdict.outcome != Verdict::Outcome::judged;
  if (proves_nothing && verdict.status != Verdict::Status::fail) return "it has an outcome and is no fail";
  return nullptr;
}

}  // namespace
}  // namespace sightline

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace sightline;
  static const std::vector<Judge> judges = all_judges();
  constexpr std::size_t kHead = 3;
  if (size < kHead) return 0;
  const Judge& judge_of = judges[(data[0] * 256U + data[1]) % judges.size()];
  test::Answer answer = judge_of.row.answer;
  std::string text(reinterpret_cast<const char*>(data) + kHead, size - kHead);
  if ((data[2] & 1) != 0) answer.reply.tool_calls = {{"call", text, text}};
  if ((data[2] & 2) != 0) answer.reply.refusal = text;
  answer.reply.finish_reason = (data[2] & 4) != 0 ? "length" : "stop";
  answer.reply.text = std::move(text);
  const Verdict verdict = judge(*judge_of.assertion, answer.seen()).verdict;
  if (const char* trouble = trouble_with(verdict)) {
    std::fprintf(stderr, "%s: %s: %s\n", judge_of.row.place.c_str(), trouble, verdict.reason.c_str());
    std::abort();
  }
  return 0;
}
