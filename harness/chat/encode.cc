#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "chat/chat.h"
#include "image/image.h"
#include "json/json.h"

namespace sightline {
namespace {

/// What is put into the text of a body at `offset` when it is cut into segments.
struct Insertion {
  std::size_t offset = 0;
  Segment segment;
};

enum class ImageForm { data, digest };

/// Writes the JSON text of a request; what need not or must not be held as text becomes an insertion.
class BodyWriter {
 public:
  explicit BodyWriter(ImageForm form) : form_(form) {}

  void write(const ChatRequest& request) {
    json_.begin_map().member("model", request.model).key("messages").begin_list();
    for (const Message& message : request.messages) write_message(message);
    json_.end_list();
    if (request.params.is_map()) write_params(request.params.map());
    json_.end_map();
  }

  std::string text;
  std::vector<Insertion> insertions;

 private:
  /// `model` and `messages` are the request's own: a second member of that name would be read by some and not by
  /// others.
  void write_params(const Node::Map& params) {
    for (const Node::Member& param : params) {
      if (param.key != "model" && param.key != "messages") json_.member(param.key, param.value);
    }
  }

  void write_message(const Message& message) {
    json_.begin_map().member("role", role_name(message.role));
    if (const auto* content = std::get_if<std::string>(&message.content)) {
      json_.member("content", *content);
    } else if (const auto* parts = std::get_if<std::vector<Part>>(&message.content)) {
      json_.key("content").begin_list();
      for (const Part& part : *parts) write_part(part);
      json_.end_list();
    }
    if (!message.tool_calls.empty()) write_tool_calls(message.tool_calls);
    if (!message.tool_call_id.empty()) json_.member("tool_call_id", message.tool_call_id);
    json_.end_map();
  }

  void write_tool_calls(const std::vector<ToolCall>& calls) {
    json_.key("tool_calls").begin_list();
    for (const ToolCall& call : calls) {
      json_.begin_map().member("id", call.id).member("type", "function").key("function").begin_map();
      json_.member("name", call.name).member("arguments", call.arguments).end_map().end_map();
    }
    json_.end_list();
  }

  void write_part(const Part& part) {
    json_.begin_map();
    if (const auto* content = std::get_if<std::string>(&part)) {
      json_.member("type", "text").member("text", *content);
    } else {
      const auto& image = std::get<ImagePart>(part);
      json_.member("type", "image_url").key("image_url").begin_map().key("url");
      write_url(image.image);
      if (!image.detail.empty()) json_.member("detail", image.detail);
      json_.end_map();
      if (form_ == ImageForm::digest) write_description(*image.image);
    }
    json_.end_map();
  }

  /// What readers of logs and recordings want to know of an image that they see only the digest of.
  void write_description(const Image& image) {
    if (image.origin == Image::Origin::remote_url) return;
    json_.key("$image").begin_map().member("mime", mime_type(image.type)).member("bytes", image.bytes);
    json_.member("px", fmt::format("{}x{}", image.width, image.height));
    if (!image.hint.empty()) json_.member("hint", image.hint);
    json_.end_map();
  }

  void write_url(const ImagePtr& image) {
    const bool remote = image->origin == Image::Origin::remote_url;
    if (form_ == ImageForm::digest && !remote) {
      json_.value("sha256:" + image->sha256);
    } else if (image->origin == Image::Origin::file) {
      insert('"' + data_url_prefix(image->type), FileAsBase64{image->path, image->bytes});
    } else if (!remote && needs_no_escape(image->url)) {
      insert("\"", std::shared_ptr<const std::string>(image, &image->url));
    } else {
      json_.value(image->url);
    }
  }

  /// A JSON string of `opening`, which begins with the quote, and a segment that needs no escape.
  void insert(const std::string& opening, Segment segment) {
    json_.raw(opening);
    insertions.push_back({text.size(), std::move(segment)});
    text += '"';
  }

  /// The base64 text of a data: URL may be broken into lines.
  static bool needs_no_escape(const std::string& url) {
    return std::all_of(url.begin(), url.end(), [](char c) { return c >= ' ' && c < 0x7F && c != '"' && c != '\\'; });
  }

  const ImageForm form_;
  JsonWriter json_{text};
};

std::vector<Segment> segments_of(BodyWriter& body) {
  std::vector<Segment> segments;
  if (body.insertions.empty()) {
    segments.emplace_back(std::move(body.text));
    return segments;
  }
  std::size_t done = 0;
  for (Insertion& insertion : body.insertions) {
    segments.emplace_back(body.text.substr(done, insertion.offset - done));
    segments.push_back(std::move(insertion.segment));
    done = insertion.offset;
  }
  segments.emplace_back(body.text.substr(done));
  return segments;
}

bool same_name(std::string_view a, std::string_view b) {
  const auto lowered = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; };
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [&](char x, char y) { return lowered(x) == lowered(y); });
}

/// The author's headers, before them ours where the author has none of that name.
std::vector<Header> headers_of(bool stream, const std::vector<Header>& authors) {
  std::vector<Header> headers = {{"Content-Type", "application/json"},
                                 {"Accept", stream ? "text/event-stream" : "application/json"}};
  const auto overruled = [&](const Header& ours) {
    return std::any_of(authors.begin(), authors.end(),
                       [&](const Header& header) { return same_name(header.name, ours.name); });
  };
  headers.erase(std::remove_if(headers.begin(), headers.end(), overruled), headers.end());
  headers.insert(headers.end(), authors.begin(), authors.end());
  return headers;
}

}  // namespace

HttpRequest encode(const ChatRequest& request, const Endpoint& endpoint) {
  BodyWriter body(ImageForm::data);
  body.write(request);
  HttpRequest http;
  http.url = endpoint.url;
  http.headers = headers_of(request.stream(), endpoint.headers);
  http.body = segments_of(body);
  http.timeouts = endpoint.timeouts;
  http.use_proxy = endpoint.use_proxy;
  return http;
}

std::string body_with_digests(const ChatRequest& request) {
  BodyWriter body(ImageForm::digest);
  body.write(request);
  return std::move(body.text);
}

}  // namespace sightline
