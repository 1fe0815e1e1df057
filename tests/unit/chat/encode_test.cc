#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "chat/chat.h"
#include "json/json.h"

namespace sightline {
namespace {

ImagePtr image(Image made) {
  return std::make_shared<const Image>(std::move(made));
}

ImagePtr file_image() {
  Image made;
  made.path = "/photos/a \"b\".jpg";
  made.type = ImageType::jpeg;
  made.bytes = 7;
  made.sha256 = "aaaa";
  return image(made);
}

ImagePtr url_image(Image::Origin origin, std::string url, std::string sha256 = "") {
  Image made;
  made.origin = origin;
  made.url = std::move(url);
  made.sha256 = std::move(sha256);
  return image(made);
}

/// A body's segments on one line each, files as "FILE path bytes", shared text as "SHARED text".
std::string body_text(const std::vector<Segment>& body) {
  std::string out;
  for (const Segment& segment : body) {
    if (const auto* text = std::get_if<std::string>(&segment)) out += *text;
    if (const auto* shared = std::get_if<std::shared_ptr<const std::string>>(&segment)) out += "SHARED " + **shared;
    if (const auto* file = std::get_if<FileAsBase64>(&segment))
      out += fmt::format("FILE {} {}", file->path, file->bytes);
    out += '\n';
  }
  return out;
}

ChatRequest request_of(std::vector<Message> messages, std::string_view params = "{}") {
  return {"m", std::move(messages), *parse_json(params)};
}

std::string body_of(const ChatRequest& request) {
  return body_text(encode(request, {}).body);
}

}  // namespace

TEST_CASE("a body has the model, the messages and the parameters, in the author's order and spelling") {
  const ChatRequest request =
      request_of({{Role::system, "Be brief."}, {Role::user, "A \"quoted\"\nline ✓"}},
                 R"({"temperature": 0.10, "stop": ["\n"], "seed": 7, "response_format": {"type": "json_object"}})");
  CHECK(body_of(request) == R"({"model":"m","messages":[{"role":"system","content":"Be brief."},)"
                            R"({"role":"user","content":"A \"quoted\"\nline ✓"}],)"
                            R"("temperature":0.10,"stop":["\n"],"seed":7,"response_format":{"type":"json_object"}})"
                            "\n");
  CHECK(body_with_digests(request) + "\n" == body_of(request));
}

TEST_CASE("parameters may be missing, and never stand in for model or messages") {
  CHECK(body_of({"m", {}, Node()}) == "{\"model\":\"m\",\"messages\":[]}\n");
  CHECK(body_of(request_of({}, R"({"model": "other", "top_p": 1, "messages": []})")) ==
        "{\"model\":\"m\",\"messages\":[],\"top_p\":1}\n");
}

TEST_CASE("content is sent in the form that it has") {
  Message none;
  none.role = Role::assistant;
  none.tool_calls = {{"call_1", "get_weather", "{\"city\": \"Bern\"}"}, {"call_2", "noop", ""}};
  Message tool{Role::tool, "sunny"};
  tool.tool_call_id = "call_1";
  const Message parts{Role::user, std::vector<Part>{"one", "two"}};
  const Message no_parts{Role::user, std::vector<Part>{}};
  CHECK(body_of(request_of({none, tool, parts, no_parts, {Role::user, ""}})) ==
        R"({"model":"m","messages":[{"role":"assistant","tool_calls":[)"
        R"({"id":"call_1","type":"function","function":{"name":"get_weather","arguments":"{\"city\": \"Bern\"}"}},)"
        R"({"id":"call_2","type":"function","function":{"name":"noop","arguments":""}}]},)"
        R"({"role":"tool","content":"sunny","tool_call_id":"call_1"},)"
        R"({"role":"user","content":[{"type":"text","text":"one"},{"type":"text","text":"two"}]},)"
        R"({"role":"user","content":[]},{"role":"user","content":""}]})"
        "\n");
}

TEST_CASE("images are sent as data or as a URL, and kept as digests") {
  const ImagePtr remote = url_image(Image::Origin::remote_url, "https://h/a.png?q=\"1\"");
  const ImagePtr data = url_image(Image::Origin::data_url, "data:image/png;base64,AAAA", "bbbb");
  const ImagePtr broken = url_image(Image::Origin::data_url, "data:image/png;base64,AA\nAA", "bbbb");
  const ChatRequest request =
      request_of({{Role::user, std::vector<Part>{"Look:", ImagePart{file_image(), "high"}, "at", ImagePart{remote, ""},
                                                 ImagePart{data, "low"}, ImagePart{broken, ""}}}},
                 "{\"seed\":1}");
  CHECK(body_of(request) ==
        R"({"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"Look:"},)"
        R"({"type":"image_url","image_url":{"url":"data:image/jpeg;base64,)"
        "\nFILE /photos/a \"b\".jpg 7\n"
        R"(","detail":"high"}},{"type":"text","text":"at"},)"
        R"({"type":"image_url","image_url":{"url":"https://h/a.png?q=\"1\""}},)"
        R"({"type":"image_url","image_url":{"url":")"
        "\nSHARED data:image/png;base64,AAAA\n"
        R"(","detail":"low"}},{"type":"image_url","image_url":{"url":"data:image/png;base64,AA\nAA"}}]}],"seed":1})"
        "\n");
  CHECK(body_with_digests(request) ==
        R"({"model":"m","messages":[{"role":"user","content":[{"type":"text","text":"Look:"},)"
        R"({"type":"image_url","image_url":{"url":"sha256:aaaa","detail":"high"},)"
        R"("$image":{"mime":"image/jpeg","bytes":7,"px":"0x0"}},{"type":"text","text":"at"},)"
        R"({"type":"image_url","image_url":{"url":"https://h/a.png?q=\"1\""}},)"
        R"({"type":"image_url","image_url":{"url":"sha256:bbbb","detail":"low"},)"
        R"("$image":{"mime":"image/png","bytes":0,"px":"0x0"}},)"
        R"({"type":"image_url","image_url":{"url":"sha256:bbbb"},)"
        R"("$image":{"mime":"image/png","bytes":0,"px":"0x0"}}]}],"seed":1})");
}

TEST_CASE("a data: URL is shared with its image, not copied") {
  const ImagePtr data = url_image(Image::Origin::data_url, "data:image/png;base64,AAAA");
  const HttpRequest http = encode(request_of({{Role::user, std::vector<Part>{ImagePart{data, ""}}}}), {});
  REQUIRE(http.body.size() == 3);
  CHECK(std::get<std::shared_ptr<const std::string>>(http.body[1]).get() == &data->url);
}

TEST_CASE("the endpoint says where a request goes, how long it may take and with which headers") {
  Endpoint endpoint;
  endpoint.url = "https://h/v1/chat/completions";
  endpoint.headers = {{"Authorization", "Bearer k"}, {"X-Team", "t"}};
  endpoint.timeouts.total = std::chrono::milliseconds(5);
  endpoint.use_proxy = false;
  const auto headers = [&](std::string_view params) {
    std::string out;
    for (const Header& header : encode(request_of({}, params), endpoint).headers) {
      out += fmt::format("{}: {}\n", header.name, header.value);
    }
    return out;
  };
  const HttpRequest http = encode(request_of({}), endpoint);
  CHECK(http.method == "POST");
  CHECK(http.url == endpoint.url);
  CHECK(http.timeouts.total == endpoint.timeouts.total);
  CHECK_FALSE(http.use_proxy);
  CHECK(headers("{}") ==
        "Content-Type: application/json\nAccept: application/json\nAuthorization: Bearer k\nX-Team: t\n");
  CHECK(headers("{\"stream\": true}") ==
        "Content-Type: application/json\nAccept: text/event-stream\nAuthorization: Bearer k\nX-Team: t\n");
  endpoint.headers = {{"accept", "*/*"}, {"CONTENT-TYPE", "application/json; charset=utf-8"}};
  CHECK(headers("{}") == "accept: */*\nCONTENT-TYPE: application/json; charset=utf-8\n");
}

TEST_CASE("nothing is added to the parameters of a stream") {
  CHECK(body_of(request_of({}, R"({"stream": true})")) == "{\"model\":\"m\",\"messages\":[],\"stream\":true}\n");
}

}  // namespace sightline
