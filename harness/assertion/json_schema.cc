#include "assertion/json_schema.h"

#include "assertion/json_schema_compiler.h"
#include "assertion/json_schema_documents.h"
#include "assertion/json_schema_uri.h"
#include "assertion/json_schema_visit.h"

namespace sightline {
namespace {

using namespace json_schema;

/// Holds the documents: rules point into them.
class Compiled final : public JsonSchema {
 public:
  Compiled(std::unique_ptr<Library> library, std::vector<std::unique_ptr<Schema>> schemas, const Schema& entry,
           bool evaluates)
      : library_(std::move(library)), schemas_(std::move(schemas)), entry_(entry), evaluates_(evaluates) {}

  Expected<std::vector<SchemaViolation>> validate(const Node& value, std::size_t limit) const override {
    Visit visit(std::max<std::size_t>(limit, 1), evaluates_);
    Evaluated evaluated;
    visit.conforms(entry_, value, evaluated);
    if (!visit.trouble().empty()) return failure(visit.trouble());
    return std::move(visit).violations();
  }

 private:
  std::unique_ptr<Library> library_;
  std::vector<std::unique_ptr<Schema>> schemas_;
  const Schema& entry_;
  bool evaluates_;
};

std::string file_name(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

}  // namespace

Expected<std::shared_ptr<const JsonSchema>> JsonSchema::compile(const Node& schema, const Source& source,
                                                                const Files& files, const std::string& folder,
                                                                const std::string& root, const Options& options) {
  auto library = std::make_unique<Library>(files, root, options);
  const std::string uri = file_uri(folder + "/" + file_name(source.path));
  Resource& resource = library->add({source, schema, folder, ""}, uri, Draft::twenty_twelve);
  Compiler compiler(*library);
  const Schema& entry = compiler.schema(*resource.root, resource, "");
  compiler.run();
  if (!library->errors().empty()) return tl::unexpected(std::move(library->errors()));
  const bool evaluates = compiler.evaluates();
  return std::make_shared<Compiled>(std::move(library), std::move(compiler).schemas(), entry, evaluates);
}

Expected<std::shared_ptr<const JsonSchema>> JsonSchema::compile(const Node& schema, const Source& source,
                                                                const Files& files, const std::string& folder,
                                                                const std::string& root) {
  return compile(schema, source, files, folder, root, Options());
}

}  // namespace sightline
