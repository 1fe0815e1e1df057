#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "chat/chat.h"

namespace sightline {

/// Looks up an environment variable; nothing where it is not set.
using Environment = std::function<std::optional<std::string>(const std::string&)>;

/// An endpoint that leads to the network, and the secret values that it carries.
struct LiveEndpoint {
  Endpoint endpoint;
  std::vector<std::string> secrets;
};

/// True for a URL by which a key would go over the network unencrypted: http: to another machine than this.
bool goes_in_clear(std::string_view url);

/// Resolves a model's URL, key and ${NAME} headers. Errors: a variable that is not set, a key that no header can hold.
Expected<LiveEndpoint> live_endpoint(const ModelSpec& model, const Environment& environment);

/// A header with its ${NAME}s resolved; their values are added to `secrets`. Errors: a variable that is not set, or
/// holds what no header can.
Expected<Header> filled_header(const HeaderTemplate& header, const Environment& environment,
                               std::vector<std::string>& secrets);

/// A secret that is set in the environment, and the variable that holds it.
struct NamedSecret {
  std::string variable;
  std::string value;
};
/// The values behind the models' api_key_env and the ${NAME}s of their headers that are set now, each variable once.
std::vector<NamedSecret> known_secrets(const std::vector<ModelSpec>& models, const Environment& environment);

}  // namespace sightline
