#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "assertion/catalogue.h"
#include "assertion/option_schema.h"
#include "assertion/outside.h"
#include "assertion/outside_judge.h"
#include "assertion/verdicts.h"
#include "assertion/web_origin.h"
#include "assertion/wording.h"
#include "base/text.h"

namespace sightline {
namespace {

bool is_good(int status) {
  return status >= 200 && status < 300;
}

bool is_redirect(int status) {
  return status >= 300 && status < 400;
}

class Webhook final : public Check {
 public:
  Webhook(WebhookCall call, std::string origin, OutsideJudge judge)
      : call_(std::move(call)), origin_(std::move(origin)), judge_(std::move(judge)) {}

  Verdict judge(const Observation& seen) const override {
    if (seen.outside == nullptr) return trouble(origin_ + " cannot be called here");
    auto question = judge_.question(seen, false);
    if (!question) return question.error();
    WebhookCall call = call_;
    call.body = std::move(question->json);
    const auto answer = seen.outside->post(call);
    if (!answer) return trouble(messages(answer.error()));
    if (!is_good(answer->status)) return trouble(refusal(*answer));
    return judge_.verdict(answer->body, origin_, seen, question->evidence);
  }

 private:
  std::string refusal(const WebhookAnswer& answer) const {
    if (is_redirect(answer.status)) {
      return fmt::format("{} answered {}: a webhook's redirects are not followed", origin_, answer.status);
    }
    const std::string said = is_blank(answer.body) ? "" : ": " + unquoted(collapsed_spaces(answer.body), 120);
    return fmt::format("{} answered {}{}", origin_, answer.status, said);
  }

  WebhookCall call_;
  std::string origin_;
  OutsideJudge judge_;
};

/// The origin of `url`, if the project lets it be called.
std::optional<WebOrigin> allowed_origin(Options& options, const std::string& url) {
  const auto origin = web_origin(url);
  const Node* written = options.find("url");
  if (!origin) {
    options.tell(written, fmt::format("the webhook {} {}", quoted(url), origin.error()));
    return std::nullopt;
  }
  const auto& allowed = options.compilation().parts.permissions().webhooks;
  if (std::ranges::find(allowed, origin->text) == allowed.end()) {
    options.tell(written,
                 fmt::format("'webhook' sends answers to {0}; say `allow_webhook: [{0}]` in sightline.yaml if they may "
                             "go there",
                             origin->text));
    return std::nullopt;
  }
  return *origin;
}

/// True where a value asks for the environment variable of a model's key.
bool asks_for_key(std::string_view value, const std::vector<std::string>& secret_variables) {
  return std::ranges::any_of(secret_variables, [&](const std::string& name) {
    return value.find("${" + name + "}") != std::string_view::npos;
  });
}

std::vector<std::pair<std::string, std::string>> read_headers(Options& options) {
  std::vector<std::pair<std::string, std::string>> headers;
  const Node* written = options.find("headers");
  if (written == nullptr) return headers;
  if (!written->is_map()) {
    options.refuse("headers", "a map of names and texts");
    return headers;
  }
  for (const Node::Member& header : written->map()) {
    if (!header.value.is_string()) {
      options.tell(&header.value,
                   fmt::format("the header {} wants text, got {}; quote it", quoted(header.key), named(header.value)));
    } else if (asks_for_key(header.value.string(), options.compilation().parts.permissions().secret_variables)) {
      options.tell(&header.value,
                   fmt::format("the header {} asks for a model's key, which no webhook is given", quoted(header.key)));
    } else {
      headers.emplace_back(header.key, header.value.string());
    }
  }
  return headers;
}

std::unique_ptr<const Check> compile_webhook(Options& options) {
  WebhookCall call;
  call.url = options.needed_text("url", "where to send the answer").value_or("");
  const auto origin = call.url.empty() ? std::nullopt : allowed_origin(options, call.url);
  if (call.url.empty() && options.find("url") != nullptr) options.refuse("url", "a URL");
  call.headers = read_headers(options);
  call.is_loopback = origin && origin->is_loopback;
  OutsideJudge judge(options);
  call.timeout = judge.timeout();
  return std::make_unique<Webhook>(std::move(call), origin ? origin->text : "", std::move(judge));
}

Node webhook_schema() {
  constexpr std::string_view kUrl = R"({"type": "string", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://"})";
  OptionSchema schema;
  schema.short_form(kUrl)
      .option("url", kUrl, OptionSchema::Need::required)
      .option("headers", R"({"type": "object", "additionalProperties": {"type": "string"},
        "description": "Request headers; ${NAME} in a value is that environment variable"})");
  return add_outside_judge(schema).node();
}

}  // namespace

AssertionKind kind_of_webhook() {
  return {
      .name = "webhook",
      .family = "own code",
      .summary =
          "A server of your own judges the answer: it is sent JSON and gives a verdict. It is called in every mode, "
          "replay too. Needs its origin in `allow_webhook` of sightline.yaml, and --allow-fork in the build of a "
          "fork's "
          "pull request.",
      .example = "webhook: {url: \"https://judge.example.org/receipts\", timeout: 5s}",
      .example_pass = R"({reply: "42", outside: {body: '{"pass": true, "reason": "the total is right"}'}})",
      .example_fail = R"({reply: "41", outside: {body: '{"pass": false, "reason": "the total is 42"}'}})",
      .short_option = "url",
      .verbatim = {"url", "headers"},
      .schema = webhook_schema,
      .compile = compile_webhook};
}

}  // namespace sightline
