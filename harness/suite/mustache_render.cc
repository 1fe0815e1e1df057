#include "suite/mustache_render.h"

#include <fmt/format.h>

#include <algorithm>
#include <kainjow/mustache.hpp>
#include <unordered_map>
#include <utility>

#include "suite/mustache_tags.h"
#include "suite/template_scope.h"

namespace sightline {
namespace {

using kainjow::mustache::data;
using Kind = MustacheTag::Kind;

/// Begins the names of tags that print, so that the context can tell them from sections: there false is a text.
constexpr char kPrints = '$';

/// A comment that has its lines for itself goes with its line break: the library leaves an empty line.
struct Cut {
  std::size_t begin;
  std::size_t end;
};

Cut comment_with_its_line(std::string_view text, const MustacheTag& tag) {
  constexpr std::string_view kBlanks = " \t";
  const std::size_t before = tag.begin == 0 ? std::string_view::npos : text.find_last_not_of(kBlanks, tag.begin - 1);
  const std::size_t line = before == std::string_view::npos ? 0 : before + 1;
  const std::size_t after = std::min(text.find_first_not_of(kBlanks, tag.end), text.size());
  const std::string_view rest = text.substr(after);
  const std::size_t line_break = rest.starts_with("\r\n") ? 2 : rest.starts_with('\n') ? 1 : 0;
  const bool alone = (line == 0 || text[line - 1] == '\n') && (rest.empty() || line_break > 0);
  return alone ? Cut{line, after + line_break} : Cut{tag.begin, tag.end};
}

/// The template as the library is given it: no comments, and one spelling for all that prints.
std::string normalised(std::string_view text) {
  std::string out;
  std::size_t copied = 0;
  for (const MustacheTag& tag : scan_mustache(text).tags) {
    Cut cut{tag.begin, tag.end};
    std::string replacement;
    if (tag.kind == Kind::comment) {
      cut = comment_with_its_line(text, tag);
    } else if (tag.kind == Kind::variable) {
      replacement.append("{{{").append(1, kPrints).append(tag.name).append("}}}");
    } else {
      replacement = text.substr(tag.begin, tag.end - tag.begin);
    }
    if (cut.begin > copied) out += text.substr(copied, cut.begin - copied);
    out += replacement;
    copied = std::max(copied, cut.end);
  }
  return out += text.substr(copied);
}

data as_data(const Node& node) {
  if (node.is_boolean()) return data(node.boolean());
  if (is_absent(node)) return data(data::type::list);
  if (node.is_number()) return data(node.number_text());
  if (node.is_string()) return data(node.string());
  if (node.is_list()) {
    data list(data::type::list);
    for (const Node& item : node.list()) list.push_back(as_data(item));
    return list;
  }
  data object(data::type::object);
  for (const Node::Member& member : node.map()) object.set(member.key, as_data(member.value));
  return object;
}

const data* member_of(const data& scope, const std::string& name) {
  if (const data* whole = scope.get(name)) return whole;
  const std::size_t dot = name.find('.');
  if (dot == std::string::npos) return nullptr;
  const data* outer = scope.get(name.substr(0, dot));
  return outer == nullptr ? nullptr : member_of(*outer, name.substr(dot + 1));
}

/// Hands the library what it asks for, converting a variable when it is first asked for.
class Variables final : public kainjow::mustache::basic_context<std::string> {
 public:
  Variables(const Node& vars, const std::map<std::string, ImagePart>& images, std::vector<ImagePart>& shown)
      : vars_(vars), images_(images), shown_(shown) {}

  void push(const data* item) override { items_.push_back(item); }
  void pop() override { items_.pop_back(); }

  const data* get(const std::string& name) const override {
    const bool prints = name.front() == kPrints;
    const data* value = value_named(prints ? name.substr(1) : name);
    if (!prints || value == nullptr || !value->is_bool()) return value;
    return value->is_true() ? &true_text_ : &false_text_;
  }

  const data* get_partial(const std::string& /*name*/) const override { return nullptr; }

 private:
  const data* value_named(const std::string& name) const {
    if (name == ".") return items_.empty() ? nullptr : items_.back();
    for (auto item = items_.rbegin(); item != items_.rend(); ++item) {
      if (const data* value = member_of(**item, name)) return value;
    }
    if (const auto known = converted_.find(name); known != converted_.end()) return &known->second;
    return convert(name);
  }

  const data* convert(const std::string& name) const {
    if (const auto image = images_.find(name); image != images_.end()) {
      shown_.push_back(image->second);
      const std::string mark = fmt::format("{0}{1}{0}", kImageMark, shown_.size() - 1);
      return &converted_.emplace(name, data(mark)).first->second;
    }
    const Node* value = value_of(vars_, name);
    return value == nullptr ? nullptr : &converted_.emplace(name, as_data(*value)).first->second;
  }

  const Node& vars_;
  const std::map<std::string, ImagePart>& images_;
  std::vector<ImagePart>& shown_;
  std::vector<const data*> items_;
  mutable std::unordered_map<std::string, data> converted_;
  const data true_text_{"true"};
  const data false_text_{"false"};
};

/// Parsing costs ten times what filling costs, and a suite fills few templates many times.
kainjow::mustache::mustache& parsed(std::string_view text) {
  constexpr std::size_t kMostKept = 64;
  thread_local std::unordered_map<std::string, kainjow::mustache::mustache> kept;
  std::string key(text);
  if (const auto found = kept.find(key); found != kept.end()) return found->second;
  if (kept.size() >= kMostKept) kept.clear();
  return kept.try_emplace(std::move(key), normalised(text)).first->second;
}

}  // namespace

std::string fill_mustache(std::string_view text, const Node& vars, const std::map<std::string, ImagePart>& images,
                          std::vector<ImagePart>& shown) {
  Variables variables(vars, images, shown);
  return parsed(text).render(variables);
}

}  // namespace sightline
