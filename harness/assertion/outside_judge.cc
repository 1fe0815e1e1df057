#include "assertion/outside_judge.h"

#include <fmt/format.h>

#include <utility>

#include "assertion/outside_request.h"
#include "assertion/pass_mark.h"
#include "base/duration.h"

namespace sightline {
namespace {

constexpr std::chrono::milliseconds kDefaultTimeout{10'000};
constexpr std::chrono::milliseconds kLongestTimeout{600'000};

std::chrono::milliseconds read_timeout(Options& options) {
  const auto timeout = options.duration("timeout");
  if (timeout && (timeout->count() == 0 || *timeout > kLongestTimeout)) {
    options.refuse("timeout", fmt::format("more than nothing and at most {}", duration_text(kLongestTimeout)));
  }
  return timeout.value_or(kDefaultTimeout);
}

std::optional<Node> read_expected(Options& options) {
  const Node* expected = options.find("expected");
  return expected == nullptr ? std::nullopt : std::optional(*expected);
}

}  // namespace

OutsideJudge::OutsideJudge(Options& options)
    : expected_(read_expected(options)), subject_(options), timeout_(read_timeout(options)), verdict_(options) {}

tl::expected<OutsideJudge::Question, Verdict> OutsideJudge::question(const Observation& seen, bool with_paths) const {
  OutsideQuestion asked{.expected = expected_ ? &*expected_ : nullptr, .value = nullptr, .with_paths = with_paths};
  if (subject_.is_whole_answer()) return Question{outside_request(seen, asked), {}};
  auto picked = subject_.pick(seen);
  if (!picked) return tl::unexpected(std::move(picked.error()));
  asked.value = &picked->value;
  return Question{outside_request(seen, asked), std::move(picked->evidence)};
}

Verdict OutsideJudge::verdict(std::string_view json, const std::string& who, const Observation& seen,
                              const Node& evidence) const {
  Verdict verdict = verdict_.read(json, who, seen);
  if (!evidence.is_null()) verdict.evidence = merged(evidence, verdict.evidence);
  return verdict;
}

OptionSchema& add_outside_judge(OptionSchema& schema) {
  schema.option("expected", R"({"description": "Handed on as it is"})")
      .option("timeout", R"({"type": "string", "examples": ["500ms", "8s"], "description": "10s by default"})")
      .at();
  return add_pass_mark(schema, {});
}

}  // namespace sightline
