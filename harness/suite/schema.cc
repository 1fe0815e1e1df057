#include <map>
#include <utility>

#include "assertion/assertion.h"
#include "json/json.h"
#include "suite/keys.h"
#include "suite/load.h"

namespace sightline {

namespace {

constexpr std::string_view kDialect = "https://json-schema.org/draft/2020-12/schema";
constexpr const char* kNamePattern = "^[A-Za-z0-9._-]+$";
constexpr const char* kDurationPattern = "^[0-9]+(\\.[0-9]+)?(ms|s|m|h)$";
constexpr const char* kDatePattern = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$";
constexpr const char* kIgnoredPattern = "^x-";

Node map_of(std::initializer_list<std::pair<const char*, Node>> members) {
  Node map(Node::Map{});
  for (const auto& [key, value] : members) map.set(key, value);
  return map;
}

Node reference(const std::string& id) {
  return map_of({{"$ref", "#/$defs/" + id}});
}

Node typed(const char* type) {
  return map_of({{"type", type}});
}

Node patterned(const char* pattern) {
  return map_of({{"type", "string"}, {"pattern", pattern}});
}

Node anything_under(const char* pattern) {
  return map_of({{pattern, Node(Node::Map{})}});
}

/// Turns tables into a schema; each table becomes an entry of $defs.
class SchemaWriter {
 public:
  Node write(const Table& table, std::string_view title) {
    Node schema = map_of({{"$schema", kDialect}, {"title", title}});
    const Node object = object_of(table);
    for (const Node::Member& member : object.map()) schema.set(member.key, member.value);
    schema.set("$defs", std::move(definitions_));
    return schema;
  }

 private:
  Node object_of(const Table& table) {
    Node properties(Node::Map{});
    Node::List required;
    for (const Key& key : table.keys) {
      properties.set(key.name, property_of(key));
      if (key.presence == Presence::required) required.emplace_back(key.name);
    }
    Node object = map_of({{"type", "object"},
                          {"properties", std::move(properties)},
                          {"patternProperties", anything_under(kIgnoredPattern)},
                          {"additionalProperties", false}});
    if (!required.empty()) object.set("required", std::move(required));
    return object;
  }

  Node property_of(const Key& key) {
    if (key.support == Support::later) {
      return map_of({{"description", "Not supported by this version. " + key.doc}, {"not", Node(Node::Map{})}});
    }
    Node property = map_of({{"description", key.doc}});
    const Node schema = schema_of(key.shape);
    for (const Node::Member& member : schema.map()) property.set(member.key, member.value);
    return property;
  }

  Node schema_of(const Shape& shape) {
    switch (shape.kind) {
      case Shape::Kind::anything:
        return Node(Node::Map{});
      case Shape::Kind::text:
        return typed("string");
      case Shape::Kind::name:
        return patterned(kNamePattern);
      case Shape::Kind::duration:
        return patterned(kDurationPattern);
      case Shape::Kind::date:
        return patterned(kDatePattern);
      case Shape::Kind::boolean:
        return typed("boolean");
      case Shape::Kind::number:
        return bounded(typed("number"), shape);
      case Shape::Kind::integer:
        return bounded(typed("integer"), shape);
      case Shape::Kind::choice:
        return map_of({{"enum", Node::List(shape.choices.begin(), shape.choices.end())}});
      case Shape::Kind::list:
        return list_of(shape);
      case Shape::Kind::dictionary:
        return dictionary_of(shape);
      case Shape::Kind::assertions:
        return assertions();
      case Shape::Kind::table: {
        Node schema = table_of(*shape.table);
        if (shape.non_empty) schema.set("minProperties", 1);
        return schema;
      }
      case Shape::Kind::either:
        return alternatives(shape);
    }
    return {};
  }

  static Node bounded(Node schema, const Shape& shape) {
    if (shape.min > -std::numeric_limits<double>::infinity()) {
      schema.set(shape.above_min ? "exclusiveMinimum" : "minimum", shape.min);
    }
    if (shape.max < std::numeric_limits<double>::infinity()) schema.set("maximum", shape.max);
    return schema;
  }

  Node list_of(const Shape& shape) {
    Node schema = map_of({{"type", "array"}, {"items", schema_of(shape.parts[0])}});
    if (shape.non_empty) schema.set("minItems", 1);
    return schema;
  }

  Node dictionary_of(const Shape& shape) {
    Node schema = map_of({{"type", "object"}, {"additionalProperties", schema_of(shape.parts[0])}});
    if (shape.named) {
      schema.set("propertyNames", map_of({{"pattern", kNamePattern}}));
      schema.set("patternProperties", anything_under(kIgnoredPattern));
    }
    if (shape.non_empty) schema.set("minProperties", 1);
    return schema;
  }

  Node alternatives(const Shape& shape) {
    Node::List schemas;
    for (const Shape& part : shape.parts) schemas.push_back(schema_of(part));
    return map_of({{"anyOf", std::move(schemas)}});
  }

  Node table_of(const Table& table) {
    if (definitions_.find(table.id) == nullptr) {
      Node object = object_of(table);
      definitions_.set(table.id, std::move(object));
    }
    return reference(table.id);
  }

  Node assertions() {
    if (definitions_.find("assertion") == nullptr) {
      Node properties(Node::Map{});
      for (const AssertionInfo& info : assertion_catalogue()) {
        properties.set(info.name, map_of({{"description", info.summary}, {"allOf", Node::List{info.schema}}}));
      }
      definitions_.set("assertion", map_of({{"type", "object"},
                                            {"properties", std::move(properties)},
                                            {"additionalProperties", false},
                                            {"minProperties", 1},
                                            {"maxProperties", 1}}));
    }
    return map_of({{"type", "array"}, {"items", reference("assertion")}});
  }

  Node definitions_ = Node(Node::Map{});
};

}  // namespace

std::string suite_schema() {
  return to_pretty_json(SchemaWriter().write(suite_table(), "A suite of Sightline")) + "\n";
}

std::string project_schema() {
  return to_pretty_json(SchemaWriter().write(project_table(), "A project of Sightline: sightline.yaml")) + "\n";
}

}  // namespace sightline
