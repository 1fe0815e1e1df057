#include <catch2/catch.hpp>
#include <random>

#include "json/json.h"
#include "unit/mock/validation_rows.h"

namespace sightline {

using namespace validation_rows;

namespace {

TEST_CASE("a message tells all faults, each as the API names its member") {
  const Node body = parsed(R"({"model": "m", "temperature": 3, "messages": [{"role": "usr"},
    {"role": "user", "content": [{"type": "text", "text": "a"}, {"type": "image_url", "image_url": {"url": "a.png"}}]}]})");
  const RequestFaults faults = validate_request(body, {}, ValidationRules::aimlapi);
  REQUIRE(faults.first.size() == 3);
  CHECK(faults.first[1].param == "messages[1].content[1].image_url.url");
  CHECK(faults.more == 0);
  CHECK(validation_message(faults) ==
        "Body validation error: Unsupported value: 'messages[0].role' does not support 'usr': "
        "Expected 'system' | 'user' | 'assistant' | 'tool' / Received 'usr'\n"
        "'messages[1].content[1].image_url.url': Expected https: or http: URL, or data:image/png;base64,… "
        "(png, jpeg, gif or webp) / Received 'a.png'\n"
        "'temperature': Expected number from 0 to 2 / Received 3");
  CHECK(validation_message(validate_request(parsed("[]"), {}, ValidationRules::openai)) ==
        "Body validation error: the body: Expected object / Received array of 0");
}

TEST_CASE("a message stays short, however much is wrong") {
  std::string messages;
  for (int i = 0; i < 5'000; ++i) messages += std::string(i == 0 ? "" : ",") + "\"" + std::string(5'000, 'x') + "\"";
  const RequestFaults faults =
      validate_request(parsed(R"({"model": "m", "messages": [)" + messages + "]}"), {}, ValidationRules::openai);
  CHECK(faults.first.size() == 20);
  CHECK(faults.more == 4'980);
  const std::string message = validation_message(faults);
  CHECK(message.ends_with("\nand 4980 more"));
  CHECK(message.size() < 4'000);
  const Node long_key = parsed(R"({"model": "m", "messages": [{"role": "system", "content": "a", ")" +
                               std::string(100'000, 'k') + "\": 1}]}");
  CHECK(validation_message(validate_request(long_key, {}, ValidationRules::aimlapi)).size() < 1'000);
}

TEST_CASE("rules are known by their names") {
  CHECK(validation_rules_named("off") == ValidationRules::off);
  CHECK(validation_rules_named("openai") == ValidationRules::openai);
  CHECK(validation_rules_named("aimlapi") == ValidationRules::aimlapi);
  CHECK_FALSE(validation_rules_named("OpenAI"));
}

/// Values that mean something to the rules, put together at random.
class RandomJson {
 public:
  explicit RandomJson(unsigned seed) : random_(seed) {}

  std::string value(int depth) {
    const unsigned kind = pick(depth == 0 ? 5 : 9);
    if (kind < 5) return scalar(kind);
    std::string out = kind < 6 ? "[" : "{";
    std::vector<std::string> used;
    for (unsigned i = pick(5); i > 0; --i) {
      if (kind < 6) {
        out += (out.size() > 1 ? "," : "") + value(depth - 1);
        continue;
      }
      const std::string key = word();
      if (std::find(used.begin(), used.end(), key) != used.end()) continue;
      used.push_back(key);
      out += (out.size() > 1 ? ",\"" : "\"") + key + "\":" + value(depth - 1);
    }
    return out + (kind < 6 ? "]" : "}");
  }

  std::string member(const std::string& key, int depth) { return "\"" + key + "\":" + value(depth); }

 private:
  unsigned pick(unsigned below) { return static_cast<unsigned>(random_() % below); }

  std::string scalar(unsigned kind) {
    static const std::vector<std::string> kScalars = {"null", "true", "false", "0", "-1", "1e308", "0.5", "129"};
    return kind < 3 ? "\"" + word() + "\"" : kScalars[pick(kScalars.size())];
  }

  std::string word() {
    static const std::vector<std::string> kWords = {"role",        "content",
                                                    "type",        "text",
                                                    "image_url",   "url",
                                                    "user",        "assistant",
                                                    "system",      "tool",
                                                    "tool_calls",  "function",
                                                    "name",        "json_schema",
                                                    "schema",      "data:image/png;base64,",
                                                    "https://x",   "",
                                                    "/~",          "custom",
                                                    "id",          "arguments",
                                                    "data:",       "data:;base64,iVBORw0KGgo=",
                                                    "\\u0000",     "file",
                                                    "input_audio", "refusal",
                                                    "auto"};
    return kWords[pick(kWords.size())];
  }

  std::mt19937 random_;
};

TEST_CASE("whatever a request is, each fault points at a value or at the lack of one") {
  static const std::vector<std::string> kMembers = {
      "model",      "messages",   "tools",       "tool_choice", "response_format", "stop",         "stream_options",
      "logit_bias", "prediction", "temperature", "n",           "stream",          "top_logprobs", "user"};
  std::size_t faults_seen = 0;
  for (unsigned seed = 0; seed < 500; ++seed) {
    RandomJson random(seed);
    std::string body = "{";
    for (const std::string& member : kMembers) body += (body.size() > 1 ? "," : "") + random.member(member, 5);
    const Node request = parsed(body + "}");
    for (const ValidationRules rules : {ValidationRules::openai, ValidationRules::aimlapi}) {
      const RequestFaults faults = validate_request(request, {}, rules);
      for (const RequestFault& fault : faults.first) {
        CAPTURE(body, fault.pointer, fault.received);
        REQUIRE((at_pointer(request, fault.pointer) == nullptr) == (fault.received == "nothing"));
        REQUIRE_FALSE(fault.expected.empty());
        REQUIRE(fault.message.find('\n') == std::string::npos);
        ++faults_seen;
      }
    }
  }
  CHECK(faults_seen > 2'500);
}

}  // namespace
}  // namespace sightline
