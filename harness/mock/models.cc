#include "mock/models.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "json/json.h"

namespace sightline {
namespace {

void write_model(JsonWriter& out, const std::string& id) {
  out.begin_map().member("id", id).member("object", "model").member("created", 0).member("owned_by", "recorded");
  out.end_map();
}

ServerResponse json_response(std::string body) {
  ServerResponse response;
  response.headers = {{"content-type", "application/json"}};
  response.body = std::move(body);
  return response;
}

}  // namespace

Models::Models(const Library& library, ErrorDialect errors) : errors_(errors) {
  std::set<std::string> ids;
  for (const Fixture* fixture : library.all()) {
    const Node* model = fixture->request.body.find("model");
    if (model != nullptr && model->is_string()) ids.insert(model->string());
  }
  ids_.assign(ids.begin(), ids.end());
}

ServerResponse Models::list() const {
  std::string body;
  JsonWriter out(body);
  out.begin_map().member("object", "list").key("data").begin_list();
  for (const std::string& id : ids_) write_model(out, id);
  out.end_list().end_map();
  return json_response(std::move(body));
}

ServerResponse Models::one(std::string_view id, std::string_view path) const {
  const auto found = std::ranges::find(ids_, id);
  if (found == ids_.end()) {
    return error_response(
        {404, "not_found_error", "model_not_found",
         fmt::format("no recording is of the model {}; GET /v1/models lists those that have any", quoted(id))},
        path, "sightline-models", errors_);
  }
  std::string body;
  JsonWriter out(body);
  write_model(out, *found);
  return json_response(std::move(body));
}

}  // namespace sightline
