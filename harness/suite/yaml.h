#pragma once

#include "model/node.h"
#include "suite/diagnosed.h"

namespace sightline {

/// Bounds against hostile YAML.
struct YamlLimits {
  std::size_t max_bytes = 64u << 20;
  std::size_t max_depth = 64;
  std::size_t max_nodes = 5'000'000;        ///< After aliases were expanded.
  std::size_t max_alias_nodes = 100'000;    ///< Nodes that come from aliases.
  std::size_t max_alias_bytes = 64u << 20;  ///< Of the texts that come from aliases.
  std::size_t max_flow_marks = 200'000;     ///< Brackets, commas and colons of one [...] or {...}: it is held whole.
};

/// Reads one YAML 1.2 document with the core schema. Scalars keep their place; numbers their spelling. Told all at
/// once: syntax, duplicate keys, `<<`, tags, non-string keys, several documents, numbers such as 012 and 1_000 ("quote
/// it"), limits, bytes that are no UTF-8. An empty document is null. What an alias stands for keeps the place of its
/// anchor, and an empty value that of its key or dash.
Diagnosed<Node> read_yaml(const Source& source, const YamlLimits& limits = {});

}  // namespace sightline
