#include "view/answers.h"

#include <fmt/format.h>

#include "base/percent.h"
#include "base/sha256.h"
#include "base/text.h"

namespace sightline {
namespace {

/// Of what is no page: it is shown, if at all, as what no script runs in.
constexpr std::string_view kNoPage = "default-src 'none'; sandbox; frame-ancestors 'none'";
constexpr std::string_view kPolicyMark = "<meta http-equiv=\"Content-Security-Policy\" content=\"";

ServerResponse answer(int status, std::string content_type, std::string policy) {
  ServerResponse response;
  response.status = status;
  response.headers = {{"Content-Type", std::move(content_type)},       {"Content-Security-Policy", std::move(policy)},
                      {"X-Content-Type-Options", "nosniff"},           {"Referrer-Policy", "no-referrer"},
                      {"Cross-Origin-Resource-Policy", "same-origin"}, {"Cross-Origin-Opener-Policy", "same-origin"}};
  return response;
}

ServerResponse with(ServerResponse response, std::string name, std::string value) {
  response.headers.push_back({std::move(name), std::move(value)});
  return response;
}

/// The policy that a page states of itself; where it states none, that of what is no page.
std::string policy_of(std::string_view html) {
  const std::size_t mark = html.find(kPolicyMark);
  if (mark == std::string_view::npos) return std::string(kNoPage);
  const std::size_t begin = mark + kPolicyMark.size();
  const std::string_view policy = html.substr(begin, html.find('"', begin) - begin);
  const bool is_line = policy.find_first_of("\r\n") == std::string_view::npos && policy.size() < 4096;
  return is_line ? std::string(policy) + "; frame-ancestors 'none'" : std::string(kNoPage);
}

}  // namespace

ServerResponse text_answer(int status, std::string text) {
  ServerResponse response = answer(status, "text/plain; charset=utf-8", std::string(kNoPage));
  response.body = std::move(text) + "\n";
  return with(std::move(response), "Cache-Control", "no-store");
}

ServerResponse json_answer(std::string json) {
  ServerResponse response = answer(200, "application/json", std::string(kNoPage));
  response.body = std::move(json);
  return with(std::move(response), "Cache-Control", "no-store");
}

ServerResponse page_answer(const ServerRequest& request, std::string html, const std::string& state) {
  const std::string tag = "\"" + sha256_hex(state).substr(0, 32) + "\"";
  const bool is_known = request.header("If-None-Match") == tag;
  ServerResponse response = answer(is_known ? 304 : 200, "text/html; charset=utf-8", policy_of(html));
  if (!is_known) response.body = std::move(html);
  return with(with(std::move(response), "ETag", tag), "Cache-Control", "no-cache");
}

ServerResponse redirect(std::string to) {
  ServerResponse response = text_answer(302, to);
  return with(std::move(response), "Location", std::move(to));
}

ServerResponse streamed_answer(std::string content_type, std::shared_ptr<BodySource> source,
                               std::string cache_control) {
  ServerResponse response = answer(200, std::move(content_type), std::string(kNoPage));
  response.source = std::move(source);
  return with(std::move(response), "Cache-Control", std::move(cache_control));
}

std::string path_segment(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const bool is_plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' ||
                          c == '_' || c == '.' || c == '~';
    out += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::string query_value(std::string_view target, std::string_view name) {
  const std::size_t mark = target.find('?');
  if (mark == std::string_view::npos) return "";
  for (const std::string_view pair : split(target.substr(mark + 1), '&')) {
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || decode_percents(pair.substr(0, equals)) != name) continue;
    std::string value(pair.substr(equals + 1));
    for (char& c : value) c = c == '+' ? ' ' : c;  // As forms write a blank.
    return decode_percents(value);
  }
  return "";
}

}  // namespace sightline
