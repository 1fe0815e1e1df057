#include "assertion/measure.h"

#include <fmt/format.h>

#include <utility>

#include "assertion/verdicts.h"

namespace sightline {
namespace {

class MeasureCheck final : public Check {
 public:
  MeasureCheck(Measure measure, Bounds bounds) : measure_(std::move(measure)), bounds_(bounds) {}

  Verdict judge(const Observation& seen) const override {
    const std::optional<double> value = measure_.value(seen);
    if (!value) return trouble(measure_.missing(seen));
    const std::string got = quantity_text(measure_.quantity, *value);
    const std::string wanted = bounds_.text(measure_.quantity);
    Verdict verdict = bounds_.hold(*value)
                          ? passed(fmt::format("{}: {}, {}", measure_.name, got, wanted))
                          : failed(fmt::format("expected {} to be {}, got {}", measure_.name, wanted, got));
    verdict.value = value;
    verdict.unit = measure_.unit;
    return verdict;
  }

 private:
  Measure measure_;
  Bounds bounds_;
};

}  // namespace

std::unique_ptr<const Check> compile_measure(Options& options, Measure measure) {
  const auto bounds = read_bounds(options, measure.quantity);
  if (!bounds) return nullptr;
  return std::make_unique<MeasureCheck>(std::move(measure), *bounds);
}

}  // namespace sightline
