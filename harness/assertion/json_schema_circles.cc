#include <unordered_map>

#include "assertion/json_schema_compiler.h"

namespace sightline::json_schema {
namespace {

enum class Mark : std::uint8_t { unseen, on_the_way, done };

/// A schema on the way, and the step that is taken next from it.
struct Stop {
  const Schema* schema;
  std::size_t next = 0;
};

}  // namespace

void refuse_circles(const std::vector<std::unique_ptr<Schema>>& schemas, Errors& errors) {
  std::unordered_map<const Schema*, Mark> marks;
  for (const auto& start : schemas) {
    if (marks[start.get()] != Mark::unseen) continue;
    std::vector<Stop> way{{start.get()}};
    marks[start.get()] = Mark::on_the_way;
    while (!way.empty()) {
      Stop& stop = way.back();
      if (stop.next == stop.schema->steps.size()) {
        marks[stop.schema] = Mark::done;
        way.pop_back();
        continue;
      }
      const Schema::Step& step = stop.schema->steps[stop.next++];
      if (marks[step.to] == Mark::on_the_way) {
        errors.push_back(stop.schema->resource->document->source.error_at(
            step.keyword->at,
            "this leads back to the schema it stands in, for the same value: a circle without an end"));
      } else if (marks[step.to] == Mark::unseen) {
        marks[step.to] = Mark::on_the_way;
        way.push_back({step.to});
      }
    }
  }
}

}  // namespace sightline::json_schema
