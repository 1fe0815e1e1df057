#include "cli/assertion_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <vector>

#include "base/text.h"
#include "cli/option_text.h"

namespace sightline {
namespace {

constexpr std::string_view kIntroduction = R"(# Assertions

What `sightline assertions` knows: every assertion with its options, an example, an answer that passes it and one that
fails it. Answers stand there in YAML: a text, or a map of what else is known of it. How thresholds, bounds, variants and
aggregates work stands in [scoring.md](scoring.md).

An item of an `assert` list has one key, the assertion's name, over its short form or a map of options. Where options are
filled by data, a template such as `{{total}}` may stand for any value, but not in `at`, in filters and in regexes.
)";

struct Family {
  std::string name;
  std::vector<const AssertionInfo*> members;
};

std::vector<Family> families() {
  std::vector<Family> all;
  for (const AssertionInfo& info : assertion_catalogue()) {
    auto family = std::ranges::find(all, info.family, &Family::name);
    if (family == all.end()) family = all.insert(all.end(), Family{info.family, {}});
    family->members.push_back(&info);
  }
  return all;
}

std::string aggregates_text(const AssertionInfo& info) {
  return join(info.aggregates, ", ");
}

std::string without_marks(std::string text) {
  std::erase(text, '`');
  return text;
}

std::string with_required(const OptionText& option) {
  return option.type + (option.required ? " (required)" : "");
}

/// An option of a terminal's list: its name, its type, and below them what it is for.
std::string option_lines(const OptionText& option) {
  std::string text = fmt::format("  {:<12} {}\n", option.name, without_marks(with_required(option)));
  if (!option.description.empty()) text += fmt::format("  {:<12} {}\n", "", option.description);
  return text;
}

std::string table_row(const OptionText& option) {
  std::string cell = option.description;
  for (std::size_t at = 0; (at = cell.find('|', at)) != std::string::npos; at += 2) cell.insert(at, "\\");
  return fmt::format("| `{}` | {} | {} |\n", option.name, with_required(option), cell);
}

std::string option_table(const std::vector<OptionText>& options) {
  std::string text = "| option | value | what it does |\n|---|---|---|\n";
  for (const OptionText& option : options) text += table_row(option);
  return text;
}

std::string markdown_of(const AssertionInfo& info) {
  std::string text = fmt::format("\n### {}\n\n{}\n", info.name, info.summary);
  text += fmt::format("\n```yaml\n- {}\n```\n", info.example);
  if (!info.example_pass.empty())
    text += fmt::format("\npasses: `{}`  \nfails: `{}`\n", info.example_pass, info.example_fail);
  const std::string short_form = short_form_text(info.schema);
  if (!short_form.empty()) text += fmt::format("\nShort form: {}\n", short_form);
  if (!info.aggregates.empty())
    text += fmt::format("\nAggregates beside mean, min and p95: `{}`\n", aggregates_text(info));
  const auto options = options_of(info.schema);
  return options.empty() ? text : text + "\n" + option_table(options);
}

std::string contents() {
  std::string text = "\n| family | assertions |\n|---|---|\n";
  for (const Family& family : families()) {
    std::vector<std::string> links;
    for (const AssertionInfo* info : family.members) links.push_back(fmt::format("[{0}](#{0})", info->name));
    text += fmt::format("| {} | {} |\n", family.name, join(links, " "));
  }
  return text;
}

}  // namespace

std::string assertion_table() {
  std::string text;
  for (const Family& family : families()) {
    text += fmt::format("{}{}\n", text.empty() ? "" : "\n", family.name);
    for (const AssertionInfo* info : family.members) text += fmt::format("  {:<16} {}\n", info->name, info->summary);
  }
  return text;
}

std::string assertion_text(const AssertionInfo& info) {
  std::string text = fmt::format("{} ({})\n{}\n\n", info.name, info.family, info.summary);
  const std::string short_form = short_form_text(info.schema);
  if (!short_form.empty()) text += fmt::format("Short form: {}\n", without_marks(short_form));
  if (!info.aggregates.empty()) text += fmt::format("Aggregates beside mean, min and p95: {}\n", aggregates_text(info));
  text += "Options:\n";
  for (const OptionText& option : options_of(info.schema)) text += option_lines(option);
  for (const OptionText& option : options_of_all()) text += option_lines(option);
  text += fmt::format("\nExample:\n  {}\n", info.example);
  if (info.example_pass.empty()) return text;
  return text + fmt::format("passes on:\n  {}\nfails on:\n  {}\n", info.example_pass, info.example_fail);
}

std::string assertion_markdown() {
  std::string text(kIntroduction);
  text += contents() +
          "\nEvery assertion takes these options too; in a combinator, they belong to the outermost item.\n\n" +
          option_table(options_of_all());
  for (const Family& family : families()) {
    text += fmt::format("\n## {}\n", family.name);
    for (const AssertionInfo* info : family.members) text += markdown_of(*info);
  }
  return text;
}

}  // namespace sightline
