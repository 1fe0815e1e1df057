#include "made_run.h"

#include <fmt/format.h>

#include <random>
#include <stdexcept>

#include "base/sha256.h"
#include "runlog/runlog.h"

namespace sightline::bench {
namespace {

constexpr std::string_view kWords = "the receipt shows a total of 42.50 EUR, paid in cash on \"Friday\", at a cafe\n";

/// A result is a function of the shape and its number alone.
class Maker {
 public:
  Maker(const RunShape& shape, unsigned number)
      : shape_(shape), number_(number), engine_(shape.seed * 1'000'003 + number) {}

  CaseResult result() {
    CaseResult result;
    result.unit = {"receipts", fmt::format("receipt-{:06}", number_), "terse", "qwen3-vl-32b"};
    result.sequence = number_;
    result.description = "The total of a photographed receipt.";
    result.tags = {number_ % 3 == 0 ? "creased" : "flat", number_ % 7 == 0 ? "slow" : "smoke"};
    result.cluster = fmt::format("images/{:05}.png", number_ / 5);
    result.place = {"suites/receipts.yaml", {12, 5}};
    result.exchanges = {exchange()};
    result.assertions = {finish(), holds_total(), total()};
    result.cost = below(1'000'000) / 1e9;
    result.cost_source = CostSource::priced;
    for (const AssertionResult& assertion : result.assertions) {
      result.score += assertion.verdict.score / static_cast<double>(result.assertions.size());
      if (assertion.verdict.status == Verdict::Status::pass) continue;
      result.status = Status::failed;
      result.reason = assertion.verdict.reason;
    }
    return result;
  }

 private:
  unsigned below(unsigned bound) { return static_cast<unsigned>(engine_() % bound); }

  Exchange exchange() {
    Exchange exchange;
    exchange.key = sha256_hex(fmt::format("{}", number_));
    Reply& reply = exchange.reply.emplace();
    for (const std::size_t size = 100 + below(400); reply.text.size() < size;) reply.text += kWords;
    reply.finish_reason = "stop";
    reply.model = "qwen3-vl-32b-instruct";
    reply.id = fmt::format("chatcmpl-{:08x}", below(1u << 31));
    reply.created = 1'786'000'000;
    reply.usage.prompt_tokens = 800 + below(400);
    reply.usage.completion_tokens = 30 + below(100);
    reply.usage.total_tokens = *reply.usage.prompt_tokens + *reply.usage.completion_tokens;
    exchange.timing = {.queue_ms = 0.125,
                       .connect_ms = 12.5,
                       .first_byte_ms = 200 + below(1'000) / 8.0,
                       .first_token_ms = 210 + below(1'000) / 8.0,
                       .total_ms = 400 + below(8'000) / 8.0};
    exchange.provenance.replayed = true;
    exchange.provenance.recorded_at = "2026-11-20T09:30:00Z";
    return exchange;
  }
  AssertionResult assertion(std::string name, std::string text, unsigned line, bool passes) {
    AssertionResult assertion;
    assertion.name = std::move(name);
    assertion.text = std::move(text);
    assertion.place = {"suites/receipts.yaml", {line, 9}};
    assertion.verdict.status = passes ? Verdict::Status::pass : Verdict::Status::fail;
    assertion.verdict.score = passes ? 1 : 0;
    return assertion;
  }
  bool passes() { return below(1'000) < shape_.pass_rate * 1'000; }
  AssertionResult finish() { return assertion("finish_reason", "finish_reason: stop", 20, true); }
  AssertionResult holds_total() {
    AssertionResult contains = assertion("contains", "contains: EUR", 21, passes());
    if (contains.verdict.score == 0) contains.verdict.reason = "expected to contain 'EUR', saw 'the receipt shows'";
    return contains;
  }
  AssertionResult total() {
    AssertionResult number = assertion("number", "number: {equals: 42.5, tolerance: 0.01}", 22, passes());
    number.metric = "total";
    number.verdict.value = below(10'000) / 100.0;
    if (number.verdict.score == 0) number.verdict.reason = fmt::format("expected 42.5, saw {}", *number.verdict.value);
    number.verdict.evidence.set("found", Node(*number.verdict.value));
    return number;
  }

  const RunShape& shape_;
  unsigned number_;
  std::mt19937_64 engine_;
};

RunHeader header_of(const RunShape& shape) {
  RunHeader header;
  header.id = fmt::format("made-{}", shape.seed);
  header.version = "0.1.0";
  header.started = "2026-11-20T09:30:00Z";
  header.planned_results = shape.cases;
  RunSuite& suite = header.suites.emplace_back();
  suite.name = "receipts";
  suite.path = "suites/receipts.yaml";
  suite.metrics = {{"total", Aggregate::mean}};
  RunModel& model = header.models.emplace_back();
  model.name = model.model = "qwen3-vl-32b";
  return header;
}

void must(const Expected<void>& done) {
  if (!done) throw std::runtime_error(render(done.error()));
}

}  // namespace

void write_run(const std::string& folder, const RunShape& shape) {
  DiskFiles files;
  auto writer = RunWriter::create(files, folder, header_of(shape));
  if (!writer) throw std::runtime_error(render(writer.error()));
  for (unsigned number = 0; number < shape.cases; ++number) must(writer->add(Maker(shape, number).result()));
  must(writer->finish({.finished = "2026-11-20T09:40:00Z", .incomplete_because = {}, .gates = {}}));
}

}  // namespace sightline::bench
