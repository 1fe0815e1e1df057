#include "mock/models.h"

#include <set>

#include "json/json.h"

namespace sightline {
namespace {

void write_model(JsonWriter& out, const std::string& id) {
  out.begin_map().member("id", id).member("object", "model").member("created", 0).member("owned_by", "recorded");
  out.end_map();
}

std::set<std::string> ids_of(const Library& library) {
  std::set<std::string> ids;
  library.for_each([&](const Fixture& fixture) {
    const Node* model = fixture.request.body.find("model");
    if (model != nullptr && model->is_string()) ids.insert(model->string());
  });
  return ids;
}

}  // namespace

ServerResponse list_models(const Library& library) {
  ServerResponse response;
  response.headers = {{"content-type", "application/json"}};
  JsonWriter out(response.body);
  out.begin_map().member("object", "list").key("data").begin_list();
  for (const std::string& id : ids_of(library)) write_model(out, id);
  out.end_list().end_map();
  return response;
}

std::string model_entry(const Library& library, std::string_view id) {
  std::string body;
  const std::string name(id);
  if (ids_of(library).contains(name)) {
    JsonWriter out(body);
    write_model(out, name);
  }
  return body;
}

}  // namespace sightline
