#include "assertion/catalogue.h"
#include "assertion/measure.h"
#include "assertion/option_schema.h"

namespace sightline {
namespace {

std::string no_cost(const Observation& /*seen*/) {
  return "the answer's cost is not known: it states none, and its model has no `price`";
}

std::unique_ptr<const Check> compile_cost(Options& options) {
  return compile_measure(options, {.name = "cost",
                                   .unit = "USD",
                                   .quantity = Quantity::dollars,
                                   .value = [](const Observation& seen) { return seen.cost; },
                                   .missing = no_cost});
}

Node cost_schema() {
  return OptionSchema().bounds(kNumberSchema).node();
}

}  // namespace

AssertionKind kind_of_cost() {
  return {.name = "cost",
          .family = "response",
          .summary =
              "What the answer cost when it was made, in USD, is within min and max; the short form is the "
              "maximum.",
          .example = "cost: 0.002",
          .example_pass = "{text: A cat., cost: 0.0015}",
          .example_fail = "{text: A cat., cost: 0.003}",
          .short_option = "max",
          .schema = cost_schema,
          .compile = compile_cost};
}

}  // namespace sightline
