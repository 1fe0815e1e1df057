#include <catch2/catch.hpp>

#include "chat/chat.h"

namespace sightline {
namespace {

std::string url_or_error(const std::string& base_url) {
  const auto url = completions_url(base_url);
  return url ? *url : url.error().front().message;
}

struct UrlRow {
  std::string base_url;
  std::string expected;
};

}  // namespace

TEST_CASE("the endpoint's path is added to that of base_url, /v1 only where there is none") {
  const std::vector<UrlRow> rows = {
      {"https://api.aimlapi.com", "https://api.aimlapi.com/v1/chat/completions"},
      {"https://api.aimlapi.com/", "https://api.aimlapi.com/v1/chat/completions"},
      {"https://api.aimlapi.com/v1", "https://api.aimlapi.com/v1/chat/completions"},
      {"https://api.aimlapi.com/v1//", "https://api.aimlapi.com/v1/chat/completions"},
      {"http://127.0.0.1:8000", "http://127.0.0.1:8000/v1/chat/completions"},
      {"http://[::1]:8000/api", "http://[::1]:8000/api/chat/completions"},
      {"http://[::1]", "http://[::1]/v1/chat/completions"},
      {"http://127.0.0.1:1/s/7/v1", "http://127.0.0.1:1/s/7/v1/chat/completions"},
      {"https://h/openai/deployments/x?api-version=2", "https://h/openai/deployments/x/chat/completions?api-version=2"},
      {"https://h?a=/b", "https://h/v1/chat/completions?a=/b"},
      {"https://h/?a=b@c", "https://h/v1/chat/completions?a=b@c"},
      {"HTTPS://h/V1", "https://h/V1/chat/completions"},
      {"https://h/api/v3", "https://h/api/v3/chat/completions"},
  };
  for (const UrlRow& row : rows) CHECK(url_or_error(row.base_url) == row.expected);
}

TEST_CASE("a base_url that cannot be used is refused with a cure") {
  const std::vector<UrlRow> rows = {
      {"", "base_url '' is no URL; write 'http://' or 'https://'"},
      {"127.0.0.1:8000",
       "base_url '127.0.0.1:8000' is no URL; write 'http://127.0.0.1:8000' or 'https://127.0.0.1:8000'"},
      {"ftp://h/v1", "base_url 'ftp://h/v1' is no http: or https: URL"},
      {"https://h/v1 ", "base_url 'https://h/v1 ' holds a blank or a control character; remove it"},
      {"https://h/\n", "base_url 'https://h/\\n' holds a blank or a control character; remove it"},
      {"https:///v1", "base_url 'https:///v1' names no host that can be reached; write 'https://HOST[:PORT]/PATH'"},
      {"https://h:/v1", "base_url 'https://h:/v1' names no host that can be reached; write 'https://HOST[:PORT]/PATH'"},
      {"https://h:99999",
       "base_url 'https://h:99999' names no host that can be reached; write 'https://HOST[:PORT]/PATH'"},
      {"https://h:80a", "base_url 'https://h:80a' names no host that can be reached; write 'https://HOST[:PORT]/PATH'"},
      {"https://me:secret@h/v1",
       "base_url '…@h/v1' holds a user name; base_url is shown in reports: send credentials as a header of the model"},
      {"https://h/v1#part", "base_url 'https://h/v1#part' holds a '#'; remove it and what follows"},
      {"https://h/v1/chat/completions",
       "base_url 'https://h/v1/chat/completions' ends in '/chat/completions', which is added to it; remove that part"},
  };
  for (const UrlRow& row : rows) CHECK(url_or_error(row.base_url) == row.expected);
}

}  // namespace sightline
