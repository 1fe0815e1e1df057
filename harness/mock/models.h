#pragma once

#include <string>

#include "fixture/library.h"
#include "server/server.h"

namespace sightline {

/// GET …/models: the models that have recordings.
ServerResponse list_models(const Library& library);
/// The entry of one model, or "" where it has no recording. `id` may hold slashes.
std::string model_entry(const Library& library, std::string_view id);

}  // namespace sightline
