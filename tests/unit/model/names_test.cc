#include <catch2/catch.hpp>
#include <set>

#include "model/result.h"

namespace sightline {
namespace {

TEST_CASE("failures are named as they are written in reports") {
  using Kind = Failure::Kind;
  std::set<std::string_view> names;
  for (int kind = 0; kind <= static_cast<int>(Kind::harness); ++kind) {
    const std::string_view name = failure_name(static_cast<Kind>(kind));
    CHECK_FALSE(name.empty());
    names.insert(name);
  }
  CHECK(names.size() == static_cast<std::size_t>(Kind::harness) + 1);
  CHECK(failure_name(Kind::refused_connection) == "refused_connection");
  CHECK(failure_name(Kind::tls) == "tls");
  CHECK(failure_name(Kind::missing_tool_call) == "missing_tool_call");
}

TEST_CASE("every status is found by its name") {
  using Row = std::pair<Status, std::string_view>;
  const auto [status, name] = GENERATE(values<Row>({{Status::passed, "passed"},
                                                    {Status::failed, "failed"},
                                                    {Status::error, "error"},
                                                    {Status::skipped, "skipped"},
                                                    {Status::xfailed, "xfailed"},
                                                    {Status::xpassed, "xpassed"}}));
  CHECK(status_name(status) == name);
  CHECK(status_from_name(name) == status);
  CHECK_FALSE(status_from_name("pass").has_value());
}

TEST_CASE("the other names") {
  CHECK(role_name(Role::system) == "system");
  CHECK(role_name(Role::user) == "user");
  CHECK(role_name(Role::assistant) == "assistant");
  CHECK(role_name(Role::tool) == "tool");
  CHECK(mode_name(Mode::replay) == "replay");
  CHECK(mode_name(Mode::record_missing) == "record_missing");
  CHECK(mode_name(Mode::record) == "record");
  CHECK(mode_name(Mode::live) == "live");
  CHECK(cost_source_name(CostSource::stated) == "stated");
  CHECK(cost_source_name(CostSource::priced) == "priced");
  CHECK(cost_source_name(CostSource::unknown) == "unknown");
  CHECK(status_name(Verdict::Status::pass) == "pass");
  CHECK(status_name(Verdict::Status::fail) == "fail");
  CHECK(status_name(Verdict::Status::error) == "error");
  CHECK(outcome_name(Verdict::Outcome::judged) == "judged");
  CHECK(outcome_name(Verdict::Outcome::unparsed) == "unparsed");
  CHECK(outcome_name(Verdict::Outcome::refused) == "refused");
  CHECK(outcome_name(Verdict::Outcome::truncated) == "truncated");
  CHECK(outcome_name(Verdict::Outcome::empty) == "empty");
  CHECK(status_name(GateVerdict::Status::pass) == "pass");
  CHECK(status_name(GateVerdict::Status::fail) == "fail");
  CHECK(status_name(GateVerdict::Status::inconclusive) == "inconclusive");
}

TEST_CASE("image types have a MIME type and an ending") {
  CHECK(mime_type(ImageType::png) == "image/png");
  CHECK(mime_type(ImageType::jpeg) == "image/jpeg");
  CHECK(mime_type(ImageType::gif) == "image/gif");
  CHECK(mime_type(ImageType::webp) == "image/webp");
  CHECK(file_extension(ImageType::png) == "png");
  CHECK(file_extension(ImageType::jpeg) == "jpg");
  CHECK(file_extension(ImageType::gif) == "gif");
  CHECK(file_extension(ImageType::webp) == "webp");
}

TEST_CASE("a unit's name says suite, case, prompt and model") {
  CHECK(UnitId{"receipts", "cafe", "terse", "qwen3-vl-32b"}.text() == "receipts/cafe#terse@qwen3-vl-32b");
  CHECK(UnitId{"receipts", "cafe", "", ""}.text() == "receipts/cafe");
}

}  // namespace
}  // namespace sightline
