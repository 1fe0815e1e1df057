#include "run/endpoint.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace sightline {

namespace {

bool fits_a_header(std::string_view value) {
  return std::ranges::none_of(value, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
}

/// The names of the ${NAME}s of a header's value.
std::vector<std::string> variables_of(std::string_view value) {
  std::vector<std::string> names;
  for (std::size_t open = 0; (open = value.find("${", open)) != value.npos; open += 2) {
    const std::size_t close = value.find('}', open);
    if (close != value.npos) names.emplace_back(value.substr(open + 2, close - open - 2));
  }
  return names;
}

/// Replaces each ${NAME}; what is missing or unfit is told in `errors`.
std::string expand(const HeaderTemplate& header, const Environment& environment, std::vector<std::string>& secrets,
                   Errors& errors) {
  std::string out;
  std::string_view rest = header.value;
  while (true) {
    const auto open = rest.find("${");
    const auto close = open == std::string_view::npos ? open : rest.find('}', open);
    if (close == std::string_view::npos) return out.append(rest);
    out.append(rest.substr(0, open));
    const std::string name(rest.substr(open + 2, close - open - 2));
    const auto value = environment(name);
    if (!value || !fits_a_header(*value)) {
      errors.push_back({.message = fmt::format("header '{}' needs the environment variable {}, which {}", header.name,
                                               name, value ? "has control characters" : "is not set"),
                        .place = header.place});
    } else {
      out += *value;
      secrets.push_back(*value);
    }
    rest.remove_prefix(close + 1);
  }
}

}  // namespace

Expected<Header> filled_header(const HeaderTemplate& header, const Environment& environment,
                               std::vector<std::string>& secrets) {
  Errors errors;
  Header filled{header.name, expand(header, environment, secrets, errors)};
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  return filled;
}

bool goes_in_clear(std::string_view url) {
  constexpr std::string_view kScheme = "http://";
  if (lower(url.substr(0, kScheme.size())) != kScheme) return false;
  const std::string host = lower(host_of(url));
  const std::size_t colon = host.find(':', host.starts_with('[') ? host.find(']') : 0);
  const std::string_view name = std::string_view(host).substr(0, colon);
  const bool is_number = name.find_first_not_of("0123456789.") == std::string_view::npos;
  return name != "localhost" && name != "[::1]" && !(is_number && name.starts_with("127."));
}

Expected<LiveEndpoint> live_endpoint(const ModelSpec& model, const Environment& environment) {
  LiveEndpoint live;
  Errors errors;
  auto url = completions_url(model.base_url);
  if (url) {
    live.endpoint.url = *url;
  } else {
    for (Error error : url.error()) {
      error.place = model.place;
      errors.push_back(std::move(error));
    }
  }
  live.endpoint.timeouts = model.timeouts;
  if (!model.api_key_env.empty()) {
    const auto key = environment(model.api_key_env);
    if (!key || trimmed(*key).empty() || !fits_a_header(*key)) {
      errors.push_back({.message = fmt::format("model '{}' needs its key in the environment variable {}, which {}",
                                               model.name, model.api_key_env,
                                               !key                    ? "is not set"
                                               : trimmed(*key).empty() ? "is empty"
                                                                       : "has control characters"),
                        .place = model.place});
    } else {
      live.endpoint.headers.push_back({"Authorization", "Bearer " + *key});
      live.secrets.push_back(*key);
    }
  }
  for (const HeaderTemplate& header : model.headers) {
    live.endpoint.headers.push_back({header.name, expand(header, environment, live.secrets, errors)});
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  return live;
}

std::vector<NamedSecret> known_secrets(const std::vector<ModelSpec>& models, const Environment& environment) {
  std::vector<NamedSecret> secrets;
  const auto add = [&](const std::string& variable) {
    const bool is_known = std::ranges::find(secrets, variable, &NamedSecret::variable) != secrets.end();
    const auto value = is_known || variable.empty() ? std::nullopt : environment(variable);
    if (value && !value->empty()) secrets.push_back({variable, *value});
  };
  for (const ModelSpec& model : models) {
    add(model.api_key_env);
    for (const HeaderTemplate& header : model.headers) {
      for (const std::string& name : variables_of(header.value)) add(name);
    }
  }
  return secrets;
}

}  // namespace sightline
