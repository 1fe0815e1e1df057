#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>

#include "base/duration.h"
#include "base/number.h"
#include "base/suggest.h"
#include "base/text.h"
#include "json/json.h"
#include "mock/fault.h"

namespace sightline {
namespace {

enum class Argument : std::uint8_t { status, duration, events, events_or_none, text };

struct FaultName {
  std::string_view name;
  Fault::Kind kind;
  Argument argument;
};

constexpr std::array kFaults{
    FaultName{"status", Fault::Kind::status, Argument::status},
    FaultName{"delay_headers", Fault::Kind::delay_headers, Argument::duration},
    FaultName{"delay_first_byte", Fault::Kind::delay_first_byte, Argument::duration},
    FaultName{"stall", Fault::Kind::stall, Argument::events},
    FaultName{"cut", Fault::Kind::cut, Argument::events},
    FaultName{"truncate", Fault::Kind::truncate, Argument::events},
    FaultName{"cut_character", Fault::Kind::cut_character, Argument::events},
    FaultName{"reset", Fault::Kind::reset, Argument::events_or_none},
    FaultName{"malformed_json", Fault::Kind::malformed_json, Argument::events_or_none},
    FaultName{"error_frame", Fault::Kind::error_frame, Argument::events},
    FaultName{"content_type", Fault::Kind::content_type, Argument::text},
};
constexpr std::array<std::string_view, 6> kOptions{"retry_after", "for", "times", "probability", "fixture", "case"};
constexpr std::uint64_t kMostTimes = 1'000'000'000;

std::vector<std::string> all_names() {
  std::vector<std::string> names;
  for (const FaultName& fault : kFaults) names.emplace_back(fault.name);
  names.insert(names.end(), kOptions.begin(), kOptions.end());
  return names;
}

const FaultName* find_fault(std::string_view name) {
  const auto* found = std::ranges::find(kFaults, name, &FaultName::name);
  return found == kFaults.end() ? nullptr : found;
}

/// A scalar as it was written; nothing for null, a list or a map.
std::optional<std::string> scalar_text(const Node& node) {
  if (node.is_string()) return node.string();
  if (node.is_number()) return node.number_text();
  return std::nullopt;
}

std::optional<std::uint64_t> whole_number(const std::string& text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// Reads one rule from its members.
class RuleReader {
 public:
  explicit RuleReader(const Source& source) : source_(source) {}

  FaultRule read(const Node& map) {
    for (const Node::Member& member : map.map()) read_member(member);
    attach(map, "retry_after", Fault::Kind::status, "status");
    attach(map, "for", Fault::Kind::stall, "stall");
    if (rule_.faults.empty() && errors.empty()) {
      complain(map.at, "no fault is named; name one, such as status=429 or cut=3");
    }
    const Fault* stall = find(Fault::Kind::stall);
    if (stall != nullptr && map.find("for") == nullptr) {
      complain(map.find("stall")->at, "a stall needs to say how long: for=2s");
    }
    return std::move(rule_);
  }

  Errors errors;

 private:
  void complain(Position at, std::string message) { errors.push_back(source_.error_at(at, std::move(message))); }

  void expected(const Node& node, std::string_view name, std::string_view what) {
    complain(node.at, fmt::format("'{}' is {}; it must be {}", name, shortened(to_json(node), 60), what));
  }

  Fault* find(Fault::Kind kind) {
    const auto found = std::ranges::find(rule_.faults, kind, &Fault::kind);
    return found == rule_.faults.end() ? nullptr : &*found;
  }

  void read_member(const Node::Member& member) {
    if (const FaultName* name = find_fault(member.key)) return read_fault(*name, member.value);
    if (member.key == "times") return read_times(member.value);
    if (member.key == "probability") return read_probability(member.value);
    if (member.key == "fixture") return read_patterns(member, rule_.fixtures);
    if (member.key == "case") return read_patterns(member, rule_.cases);
    if (std::ranges::find(kOptions, member.key) != kOptions.end()) return;
    complain(member.key_at,
             fmt::format("unknown fault or option {}{}", quoted(member.key), suggestion(member.key, all_names())));
  }

  void read_fault(const FaultName& name, const Node& value) {
    Fault fault;
    fault.kind = name.kind;
    fault.said = name.name;
    const auto text = scalar_text(value);
    if (text && !text->empty()) fault.said += "=" + *text;
    if (read_argument(name, value, text.value_or(""), fault)) rule_.faults.push_back(std::move(fault));
  }

  bool read_argument(const FaultName& name, const Node& value, const std::string& text, Fault& fault) {
    switch (name.argument) {
      case Argument::status: {
        const auto status = whole_number(text);
        if (!status || *status < 400 || *status > 599) return expected(value, name.name, "400 to 599"), false;
        fault.status = static_cast<int>(*status);
        return true;
      }
      case Argument::duration: {
        const auto time = parse_duration(text);
        if (!time) return expected(value, name.name, "a time, such as 500ms or 2s"), false;
        fault.time = *time;
        return true;
      }
      case Argument::text: {
        const bool is_line = text.find_first_of(std::string_view("\r\n\0", 3)) == std::string::npos;
        if (text.empty() || !is_line) return expected(value, name.name, "a content type, such as text/html"), false;
        fault.text = text;
        return true;
      }
      default:
        return read_events(name, value, text, fault);
    }
  }

  bool read_events(const FaultName& name, const Node& value, const std::string& text, Fault& fault) {
    const bool may_be_absent = name.argument == Argument::events_or_none;
    const bool is_absent = value.is_null() || (value.is_boolean() && value.boolean()) || text.empty();
    if (may_be_absent && is_absent && !value.is_list() && !value.is_map()) return true;
    const auto count = whole_number(text);
    if (!count) return expected(value, name.name, "a count of events: 0, 1, 2 …"), false;
    fault.at = static_cast<std::size_t>(*count);
    return true;
  }

  /// An option of one kind of fault.
  void attach(const Node& map, std::string_view option, Fault::Kind kind, std::string_view fault_name) {
    const Node* node = map.find(option);
    if (node == nullptr) return;
    const auto time = parse_duration(scalar_text(*node).value_or(""));
    if (!time) return expected(*node, option, "a time, such as 500ms or 2s");
    Fault* fault = find(kind);
    if (fault == nullptr) return complain(node->at, fmt::format("'{}' belongs to '{}'", option, fault_name));
    fault->said += fmt::format(",{}={}", option, duration_text(*time));
    if (kind == Fault::Kind::status) {
      fault->retry_after = *time;
    } else {
      fault->time = *time;
    }
  }

  void read_times(const Node& node) {
    const auto times = whole_number(scalar_text(node).value_or(""));
    if (!times || *times == 0 || *times > kMostTimes) return expected(node, "times", "a number of requests from 1 on");
    rule_.times = static_cast<unsigned>(*times);
  }

  void read_probability(const Node& node) {
    const auto text = scalar_text(node);
    const auto value = text ? parse_number(*text) : std::nullopt;
    if (!value || *value < 0 || *value > 1) return expected(node, "probability", "a number from 0 to 1");
    rule_.probability = *value;
  }

  void read_patterns(const Node::Member& member, std::vector<std::string>& patterns) {
    const Node::List one{member.value};
    for (const Node& item : member.value.is_list() ? member.value.list() : one) {
      if (!item.is_string() || item.string().empty()) {
        expected(item, member.key, "a name, in which * and ? stand for anything");
      } else {
        patterns.push_back(member.key == "case" ? as_in_file_names(item.string()) : item.string());
      }
    }
  }

  /// Recordings are named after cases, with "_" for what file names should not have.
  static std::string as_in_file_names(std::string pattern) {
    for (char& c : pattern) {
      const bool is_kept = std::isalnum(static_cast<unsigned char>(c)) != 0 ||
                           std::string_view("._-/*?").find(c) != std::string_view::npos;
      if (!is_kept) c = '_';
    }
    return pattern;
  }

  const Source& source_;
  FaultRule rule_;
};

/// The members of a rule that is written on one line.
Expected<Node> members_of(std::string_view text) {
  Node map{Node::Map{}};
  for (const std::string_view fault : split(text, '+')) {
    for (const std::string_view piece : split(fault, ',')) {
      const std::size_t mark = std::min(piece.find('='), piece.size());
      const std::string name(trimmed(piece.substr(0, mark)));
      if (map.find(name) != nullptr) return failure(fmt::format("{} is given twice", quoted(name)));
      map.set(name, Node(trimmed(piece.substr(std::min(mark + 1, piece.size())))));
    }
  }
  return map;
}

}  // namespace

Expected<FaultRule> parse_fault_rule(std::string_view text) {
  const auto told = [&](const Errors& errors) {
    Errors named;
    for (const Error& error : errors) named.push_back({fmt::format("fault {}: {}", quoted(text), error.message)});
    return tl::unexpected(std::move(named));
  };
  const auto map = members_of(text);
  if (!map) return told(map.error());
  const Source source;
  RuleReader reader(source);
  FaultRule rule = reader.read(*map);
  if (!reader.errors.empty()) return told(reader.errors);
  return rule;
}

std::vector<std::string_view> fault_names() {
  std::vector<std::string_view> names;
  for (const FaultName& fault : kFaults) names.push_back(fault.name);
  return names;
}

Expected<std::vector<FaultRule>> read_fault_rules(const Source& source, const Node& root) {
  const Node* list = root.find("faults");
  if (list == nullptr || !list->is_list() || root.map().size() != 1) {
    return tl::unexpected(Errors{
        source.error_at(root.at, "a faults file is one list: faults: [{status: 429, times: 2, case: suite/case}, …]")});
  }
  std::vector<FaultRule> rules;
  Errors errors;
  for (const Node& item : list->list()) {
    if (!item.is_map()) {
      errors.push_back(source.error_at(item.at, fmt::format("a fault is a map, not {}", kind_name(item.kind()))));
      continue;
    }
    RuleReader reader(source);
    rules.push_back(reader.read(item));
    errors.insert(errors.end(), reader.errors.begin(), reader.errors.end());
  }
  if (list->list().empty()) errors.push_back(source.error_at(list->at, "'faults' names no fault"));
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  return rules;
}

}  // namespace sightline
