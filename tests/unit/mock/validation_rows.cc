#include "unit/mock/validation_rows.h"

#include <catch2/catch.hpp>

#include "json/json.h"

namespace sightline::validation_rows {

std::string body_of(const Row& row) {
  const auto messages = [](const std::string& message) { return R"({"model": "m", "messages": [)" + message + "]}"; };
  const auto parts = [&](const std::string& part) {
    return messages(R"({"role": "user", "content": [)" + part + "]}");
  };
  switch (row.what) {
    case What::member:
      return R"({"model": "m", "messages": [{"role": "user", "content": "Hi"}], )" + row.json + "}";
    case What::message:
      return messages(row.json);
    case What::part:
      return parts(row.json);
    case What::url:
      return parts(R"({"type": "image_url", "image_url": {"url": ")" + row.json + "\"}}");
    case What::body:
      break;
  }
  return row.json;
}

Node parsed(const std::string& json) {
  const auto node = parse_json(json);
  INFO(json);
  REQUIRE(node);
  return *node;
}

std::string told(const RequestFaults& faults) {
  std::string lines;
  for (const RequestFault& fault : faults.first) {
    lines += (lines.empty() ? "" : "\n") + fault.pointer + ": " + fault.expected + " / " + fault.received;
  }
  return lines;
}

void check_rows(const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    CAPTURE(row.json);
    const Node body = parsed(body_of(row));
    CHECK(told(validate_request(body, {}, ValidationRules::openai)) == row.openai);
    CHECK(told(validate_request(body, {}, ValidationRules::aimlapi)) ==
          (row.aimlapi == kSame ? row.openai : row.aimlapi));
    CHECK(validate_request(body, {}, ValidationRules::off).empty());
  }
}

}  // namespace sightline::validation_rows
