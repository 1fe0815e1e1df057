#include "report/unit_requests.h"

#include <set>
#include <string>

namespace sightline {

void write_requests(JsonWriter& json, const std::vector<CaseResult>& repeats, const RunReader& run) {
  std::set<std::string> keys;
  for (const CaseResult& result : repeats) {
    for (const Exchange& exchange : result.exchanges) keys.insert(exchange.key);
  }
  json.key("requests").begin_map();
  for (const std::string& key : keys) {
    const std::string body = run.request_body(key);
    if (!body.empty()) json.key(key).raw(body);
  }
  json.end_map();
}

}  // namespace sightline
