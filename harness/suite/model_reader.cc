#include "suite/model_reader.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "base/secret_names.h"
#include "base/text.h"
#include "suite/fields.h"
#include "suite/load.h"
#include "suite/mustache_tags.h"
#include "suite/shape.h"

namespace sightline {

namespace {

bool is_environment_name(std::string_view text) {
  return is_variable_name(text) && text.find('.') == text.npos;
}

bool is_header_name(std::string_view text) {
  constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  const auto allowed = [&](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || kMarks.find(c) != kMarks.npos;
  };
  return !text.empty() && std::ranges::all_of(text, allowed);
}

/// What is wrong with the ${NAME}s of a header's value, or "".
std::string header_trouble(std::string_view value) {
  if (std::ranges::any_of(value, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; })) {
    return "a header's value is one line without control characters";
  }
  for (std::size_t begin = value.find("${"); begin != value.npos; begin = value.find("${", begin + 2)) {
    const std::size_t end = value.find('}', begin);
    if (end == value.npos) return "a ${NAME} is not closed; add the '}'";
    const std::string_view name = value.substr(begin + 2, end - begin - 2);
    if (!is_environment_name(name)) {
      return fmt::format("{} is no name of an environment variable; names are letters, digits and _", quoted(name));
    }
  }
  return {};
}

/// What is wrong with a base URL, or "".
std::string url_trouble(std::string_view url) {
  const bool is_http = url.starts_with("http://") || url.starts_with("https://");
  const std::string_view rest = is_http ? url.substr(url.find("//") + 2) : std::string_view();
  const std::string_view host = rest.substr(0, rest.find_first_of("/?#"));
  if (host.empty() || host.front() == ':') {
    return fmt::format("{} is no URL of an API; write one such as https://api.example.com/v1", quoted(url));
  }
  if (url.find('#') != url.npos)
    return fmt::format("{} has a fragment ('#…'), which is never sent; delete it", quoted(url));
  if (std::ranges::any_of(url, [](char c) { return static_cast<unsigned char>(c) <= 0x20; })) {
    return fmt::format("{} has blanks in it; write them as %20", quoted(url));
  }
  return {};
}

class ModelReader {
 public:
  ModelReader(const Node& written, const Origin& origin, ProjectFiles& files, Diagnostics& out)
      : written_(written), origin_(origin), files_(files), out_(out) {}

  ModelSpec read(const std::string& name) {
    ModelSpec spec;
    spec.name = name;
    spec.place = {origin_.source.path, written_.at};
    spec.model = text_field(written_, "model");
    read_endpoint(spec);
    read_headers(spec);
    spec.params = read_params(field(written_, "params"), origin_, files_, out_);
    read_figures(spec);
    read_waits(spec);
    read_vision(spec);
    return spec;
  }

 private:
  void read_endpoint(ModelSpec& spec) {
    spec.provider = text_field(written_, "provider");
    const auto& presets = provider_presets();
    const auto preset = std::ranges::find(presets, spec.provider, &Preset::name);
    if (preset != presets.end()) {
      spec.base_url = preset->base_url;
      spec.api_key_env = preset->api_key_env;
    }
    if (const Node* url = field(written_, "base_url")) {
      spec.base_url = url->string();
      if (spec.base_url.find('@') != std::string::npos) {
        tell_of_secret(*url, "a base_url holds no user and no password; name the key by 'api_key_env'");
      } else if (url_holds_secret(spec.base_url)) {
        tell_of_secret(*url,
                       "a base_url holds no key in its query, since runs show it; name the key's variable by "
                       "'api_key_env', or by ${NAME} in 'headers'");
      } else {
        tell(*url, url_trouble(spec.base_url));
      }
    } else if (preset == presets.end() && !written_.find("provider") && !written_.find("base_url")) {
      tell(written_, "a model needs a 'provider' or a 'base_url': where is its API?");
    }
    if (const Node* name = field(written_, "api_key_env")) read_key_name(*name, spec);
  }

  void read_key_name(const Node& name, ModelSpec& spec) {
    spec.api_key_env = name.string();
    if (is_environment_name(name.string())) return;
    tell_of_secret(name,
                   "'api_key_env' is the name of an environment variable that holds the key, never the key itself; "
                   "names are letters, digits and _");
  }

  /// The value may be a key or a password: it is neither quoted nor shown with its line.
  void tell_of_secret(const Node& secret, std::string message) {
    out_.add(Error{std::move(message), {origin_.source.path, secret.at}});
  }

  void read_headers(ModelSpec& spec) {
    const Node* headers = field(written_, "headers");
    if (headers == nullptr) return;
    for (const Node::Member& header : headers->map()) {
      if (header.value.is_null()) continue;
      if (!is_header_name(header.key)) {
        out_.add(origin_.source, header.key_at, fmt::format("{} is no name of a header", quoted(header.key)));
      }
      tell(header.value, header_trouble(header.value.string()));
      warn_of_secret(header);
      spec.headers.push_back({header.key, header.value.string(), {origin_.source.path, header.value.at}});
    }
  }

  /// The value is not shown, nor its line. Keys are longer than what else may stand under such a name.
  void warn_of_secret(const Node::Member& header) {
    constexpr std::size_t kShortestKey = 8;
    const std::string& value = header.value.string();
    if (!names_secret(header.key) || value.size() < kShortestKey || value.find("${") != std::string::npos) return;
    out_.add(Error{.message = fmt::format("whoever reads this file reads the value of {}: write ${{NAME}}, and put it "
                                          "into that environment variable",
                                          quoted(header.key)),
                   .place = {origin_.source.path, header.value.at},
                   .severity = Severity::warning});
  }

  void read_figures(ModelSpec& spec) {
    if (const Node* price = field(written_, "price")) {
      spec.price = Price{number_field(*price, "input").value_or(0), number_field(*price, "output").value_or(0)};
    }
    if (const Node* limits = field(written_, "limits")) {
      spec.concurrency = static_cast<unsigned>(number_field(*limits, "concurrency").value_or(spec.concurrency));
      spec.requests_per_minute = count_field(*limits, "requests_per_minute");
      spec.tokens_per_minute = count_field(*limits, "tokens_per_minute");
      spec.hedge_after = duration_field(*limits, "hedge_after");
    }
  }

  static std::optional<std::uint64_t> count_field(const Node& map, std::string_view key) {
    const auto written = number_field(map, key);
    return written ? std::optional(static_cast<std::uint64_t>(*written)) : std::nullopt;
  }

  void read_waits(ModelSpec& spec) {
    if (const Node* timeouts = field(written_, "timeouts")) {
      Timeouts& t = spec.timeouts;
      t.connect = duration_field(*timeouts, "connect").value_or(t.connect);
      t.first_byte = duration_field(*timeouts, "first_byte").value_or(t.first_byte);
      t.total = duration_field(*timeouts, "total").value_or(t.total);
    }
    if (const Node* retry = field(written_, "retry")) {
      spec.retry.max = static_cast<unsigned>(number_field(*retry, "max").value_or(spec.retry.max));
      spec.retry.base = duration_field(*retry, "base").value_or(spec.retry.base);
      spec.retry.cap = duration_field(*retry, "cap").value_or(spec.retry.cap);
    }
  }

  void read_vision(ModelSpec& spec) {
    read_visual_tokens(spec);
    const Node* coordinates = field(written_, "coordinates");
    if (coordinates == nullptr) return;
    spec.coordinates = *coordinates;
    const Node* scale = coordinates->is_map() ? coordinates->find("scale") : coordinates;
    const bool is_resized = scale != nullptr && scale->is_string() && scale->string() == "resized_pixels";
    if (is_resized && spec.visual_tokens.family == "none") {
      tell(*scale,
           "'resized_pixels' are of the image as the model resizes it; write `visual_tokens: qwen2.5-vl` (or what "
           "it is) beside it");
    }
  }

  void read_visual_tokens(ModelSpec& spec) {
    const Node* tokens = field(written_, "visual_tokens");
    if (tokens == nullptr) return;
    if (tokens->is_string()) {
      spec.visual_tokens.family = tokens->string();
      return;
    }
    spec.visual_tokens.family = text_field(*tokens, "family");
    const auto most = number_field(*tokens, "max_tokens");
    spec.visual_tokens.max_tokens = static_cast<std::uint32_t>(most.value_or(spec.visual_tokens.max_tokens));
  }

  void tell(const Node& at, std::string trouble) {
    if (!trouble.empty()) out_.add(origin_.source, at.at, std::move(trouble));
  }

  const Node& written_;
  const Origin& origin_;
  ProjectFiles& files_;
  Diagnostics& out_;
};

}  // namespace

ModelSpec read_model(const std::string& name, const Node& written, const Origin& origin, ProjectFiles& files,
                     Diagnostics& out) {
  return ModelReader(written, origin, files, out).read(name);
}

}  // namespace sightline
