#pragma once

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "suite/complaints.h"
#include "suite/position_cursor.h"
#include "suite/yaml.h"
#include "suite/yaml_anchors.h"

namespace sightline {

/// Thrown through the parser to end it: what is wrong has been said.
struct YamlStop {};

/// Takes the parser's events and builds the tree of one document.
class YamlBuilder final : public YAML::EventHandler {
 public:
  /// The parser reads `text` from `begin` on; all must outlive the builder.
  YamlBuilder(std::string_view text, const YamlLimits& limits, Complaints& complaints, std::size_t begin = 0)
      : text_(text), limits_(limits), complaints_(complaints), begin_(begin), cursor_(text) {}

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override { close(); }

  Node take() { return std::move(root_); }
  Position position_of(std::size_t offset) { return cursor_.at(offset); }
  std::size_t events() const { return events_; }
  std::size_t last_offset() const { return last_offset_; }
  /// Where the last key or value stands that is no list, map or alias.
  std::size_t last_scalar() const { return last_scalar_; }
  /// True where the text ended with an empty value, which what follows may fill.
  bool ends_empty() const { return ends_empty_; }
  /// Where the innermost [ or { that is not closed stands.
  std::optional<std::size_t> open_flow() const;

 private:
  /// A list or map that is not complete.
  struct Frame {
    Node node;
    std::size_t offset = 0;
    bool flow = false;
    bool is_key = false;  ///< It stands where a key should, and is dropped.
    bool has_key = false;
    std::string key = {};
    Position key_at = {};
    std::size_t key_offset = 0;
    std::set<std::string, std::less<>> keys = {};  ///< Of a map, once it has many.
  };

  std::size_t offset_of(const YAML::Mark& mark) const;
  Position begin_event(const YAML::Mark& mark);
  void count(std::size_t nodes, Position at);
  void complain(Position at, std::string message);
  [[noreturn]] void stop(Position at, std::string message);

  bool expects_key() const;
  void open(Frame frame, Position at, YAML::anchor_t anchor, const std::string& tag);
  void close();
  void add(Node node);
  void add_key(std::string key, Position at);
  /// In place of a key that is none, so that its value is read on.
  void add_no_key(Position at);
  bool is_known_key(Frame& map, const std::string& key) const;
  void add_scalar_key(const std::string& tag, const std::string& text, Position at);
  void add_empty(std::size_t offset, Position at);
  bool is_key_alone(std::size_t offset) const;
  void complain_of_key(const Frame& collection);
  void remember(YAML::anchor_t anchor);
  void count_alias(const Node& node, Position at);
  /// The lists and maps that are not complete, from the root down.
  std::vector<const Node*> unfinished() const;

  std::string_view text_;
  const YamlLimits& limits_;
  Complaints& complaints_;
  std::size_t begin_;
  PositionCursor cursor_;
  Node root_;
  std::vector<Frame> open_;
  YamlAnchors anchors_;
  YamlWeight from_aliases_;
  std::size_t documents_ = 0;
  std::size_t events_ = 0;
  std::size_t last_offset_ = 0;
  std::size_t last_scalar_ = 0;
  bool ends_empty_ = false;
};

}  // namespace sightline
