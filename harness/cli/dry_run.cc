#include "cli/dry_run.h"

#include <fmt/format.h>

#include "base/base64.h"
#include "base/suggest.h"
#include "base/text.h"
#include "chat/chat.h"
#include "cli/exit_code.h"
#include "json/json.h"
#include "run/dialogue.h"
#include "suite/load.h"

namespace sightline {

namespace {

ChatRequest first_request(const PlannedUnit& unit, const Node& params, unsigned repeat) {
  static const auto source = make_conversation_source();
  Dialogue dialogue(source->conversation(*unit.suite, *unit.a_case, *unit.prompt));
  dialogue.advance();
  return {.model = unit.model->model, .messages = dialogue.messages(), .params = request_params(unit, params, repeat)};
}

/// `text` as one word of a POSIX shell.
std::string shell_word(std::string_view text) {
  std::string out = "'";
  for (char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

/// A header as one double-quoted word in which ${NAME} is expanded by the shell and nothing else is.
std::string shell_header(const std::string& name, const std::string& value) {
  std::string out = "\"" + name + ": ";
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool variable = value[i] == '$' && i + 1 < value.size() && value[i + 1] == '{';
    if (!variable && std::string_view("\"\\`$").find(value[i]) != std::string_view::npos) out += '\\';
    out += value[i];
  }
  return out + "\"";
}

Expected<std::string> whole_body(const HttpRequest& http, const Files& files) {
  std::string body;
  for (const Segment& segment : http.body) {
    if (const auto* text = std::get_if<std::string>(&segment)) body += *text;
    if (const auto* shared = std::get_if<std::shared_ptr<const std::string>>(&segment)) body += **shared;
    if (const auto* file = std::get_if<FileAsBase64>(&segment)) {
      const auto bytes = files.read(file->path);
      if (!bytes) return tl::unexpected(bytes.error());
      body += to_base64(*bytes);
    }
  }
  return body;
}

Expected<std::string> curl_command(const PlannedUnit& unit, const ChatRequest& request, const std::string& url,
                                   const Files& files) {
  const HttpRequest http = encode(request, {.url = url, .headers = {}, .timeouts = {}});
  const auto body = whole_body(http, files);
  if (!body) return tl::unexpected(body.error());
  std::string out = "curl --no-progress-meter " + shell_word(url);
  for (const Header& header : http.headers) out += " \\\n  -H " + shell_header(header.name, header.value);
  for (const HeaderTemplate& header : unit.model->headers) {
    out += " \\\n  -H " + shell_header(header.name, header.value);
  }
  if (!unit.model->api_key_env.empty()) {
    out += fmt::format(" \\\n  -H \"Authorization: Bearer ${}\"", unit.model->api_key_env);
  }
  // A here-document, because a body with images is longer than an argument may be.
  return fmt::format("{} \\\n  --data-binary @- <<'SIGHTLINE_BODY'\n{}\nSIGHTLINE_BODY\n", out, *body);
}

}  // namespace

int print_dry_run(const Plan& plan, const Node& params, Terminal& terminal) {
  for (const PlannedUnit& unit : plan.units) {
    if (unit.a_case->settings->skip) continue;
    for (unsigned repeat = 0; repeat < unit.repeat.n; ++repeat) {
      std::string line;
      JsonWriter json(line);
      json.begin_map().member("unit", unit.id().text()).member("repeat", repeat);
      json.member("url", completions_url(unit.model->base_url).value_or(unit.model->base_url));
      json.key("body").raw(body_with_digests(first_request(unit, params, repeat))).end_map();
      terminal.print(line + "\n");
    }
  }
  return exit_code::kSuccess;
}

int print_as_curl(const Plan& plan, const Node& params, const std::string& unit_name, const Files& files,
                  Terminal& terminal) {
  std::vector<std::string> names;
  for (const PlannedUnit& unit : plan.units) {
    names.push_back(unit.id().text());
    if (names.back() != unit_name) continue;
    auto url = completions_url(unit.model->base_url);
    if (!url) return terminal.errors(url.error()), exit_code::kUsage;
    const auto command = curl_command(unit, first_request(unit, params, 0), *url, files);
    if (!command) return terminal.errors(command.error()), exit_code::kUsage;
    terminal.print(*command);
    return exit_code::kSuccess;
  }
  terminal.errors({{.message = fmt::format("no unit {} is planned{}", sightline::quoted(unit_name),
                                           suggestion(unit_name, names))}});
  return exit_code::kUsage;
}

}  // namespace sightline
