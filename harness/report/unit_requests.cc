#include "report/unit_requests.h"

#include <algorithm>

namespace sightline {
namespace {

/// Sorted, each once.
std::vector<const std::string*> keys_of(const std::vector<CaseResult>& repeats) {
  std::vector<const std::string*> keys;
  for (const CaseResult& result : repeats) {
    for (const Exchange& exchange : result.exchanges) keys.push_back(&exchange.key);
  }
  const auto text = [](const std::string* key) -> const std::string& { return *key; };
  std::ranges::sort(keys, {}, text);
  const auto same = [](const std::string* a, const std::string* b) { return *a == *b; };
  keys.erase(std::unique(keys.begin(), keys.end(), same), keys.end());
  return keys;
}

void write_bodies(JsonWriter& json, const std::vector<CaseResult>& repeats, const RunReader& run) {
  json.begin_map();
  for (const std::string* key : keys_of(repeats)) {
    const std::string_view body = run.request_text(*key);
    if (!body.empty()) json.key(*key).raw(body);
  }
  json.end_map();
}

}  // namespace

void write_requests(JsonWriter& json, const std::vector<CaseResult>& repeats, const RunReader& run) {
  json.key("requests");
  write_bodies(json, repeats, run);
}

std::string requests_of(const std::vector<CaseResult>& repeats, const RunReader& run) {
  std::string text;
  JsonWriter json(text);
  write_bodies(json, repeats, run);
  return text;
}

}  // namespace sightline
