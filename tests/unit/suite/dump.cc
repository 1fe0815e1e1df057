#include "unit/suite/dump.h"

#include <fmt/format.h>

#include "assertion/assertion.h"
#include "base/duration.h"
#include "base/number.h"
#include "base/text.h"
#include "json/json.h"
#include "suite/load.h"

namespace sightline::tests {

namespace {

class Dump {
 public:
  void line(const std::string& text) { out_ += std::string(2 * depth_, ' ') + text + "\n"; }
  void item(std::string_view name, const std::string& value) {
    if (!value.empty()) line(fmt::format("{}: {}", name, value));
  }
  void in() { ++depth_; }
  void out() { --depth_; }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
  std::size_t depth_ = 0;
};

std::string text_of(const std::optional<std::chrono::milliseconds>& duration) {
  return duration ? duration_text(*duration) : std::string();
}

std::string text_of(const std::optional<double>& number) {
  return number ? number_text(*number) : std::string();
}

std::string text_of(const Image& image) {
  if (image.origin == Image::Origin::remote_url) return image.url;
  return fmt::format("{} {} {}x{} {}", image.origin == Image::Origin::file ? image.hint : "data URL",
                     mime_type(image.type), image.width, image.height, image.sha256.substr(0, 8));
}

std::string text_of(const ImagePart& part) {
  return text_of(*part.image) + (part.detail.empty() ? "" : ", detail " + part.detail);
}

std::string text_of(const Assertion& assertion) {
  std::string text = fmt::format("{} @ {}", assertion.text, assertion.place.text());
  if (assertion.weight != 1) text += fmt::format(", weight {}", number_text(assertion.weight));
  if (!assertion.metric.empty()) text += ", metric " + assertion.metric;
  if (!assertion.label.empty()) text += ", label " + assertion.label;
  return text;
}

std::string text_of(const Gate& gate) {
  std::vector<std::string> parts;
  if (gate.pass_rate) parts.push_back("pass_rate " + number_text(*gate.pass_rate));
  if (gate.errors) parts.push_back("errors " + std::to_string(*gate.errors));
  for (const auto& [name, bound] : gate.metrics) {
    parts.push_back(fmt::format("{} [{}, {}]", name, text_of(bound.min), text_of(bound.max)));
  }
  if (gate.unparsed_rate) parts.push_back("unparsed_rate " + number_text(*gate.unparsed_rate));
  if (gate.cost) parts.push_back("cost " + number_text(*gate.cost));
  if (gate.latency_p95) parts.push_back("latency_p95 " + duration_text(*gate.latency_p95));
  if (gate.lower_bound) parts.push_back("lower_bound " + number_text(*gate.lower_bound));
  if (gate.regressions) parts.push_back("regressions " + std::to_string(*gate.regressions));
  if (gate.non_inferior) {
    parts.push_back(fmt::format("non_inferior [margin {}, confidence {}]", text_of(gate.non_inferior->margin),
                                text_of(gate.non_inferior->confidence)));
  }
  if (gate.inconclusive) {
    parts.push_back(std::string("inconclusive ") + (*gate.inconclusive == Undecided::pass ? "pass" : "fail"));
  }
  return join(parts, ", ");
}

void add_content(Dump& dump, const Message& message) {
  if (const auto* text = std::get_if<std::string>(&message.content)) {
    dump.line(fmt::format("{}: {}", role_name(message.role), to_json(*text)));
    return;
  }
  dump.line(fmt::format("{}:", role_name(message.role)));
  dump.in();
  for (const Part& part : std::get<std::vector<Part>>(message.content)) {
    const auto* text = std::get_if<std::string>(&part);
    dump.line(text ? "text " + to_json(*text) : "image " + text_of(std::get<ImagePart>(part)));
  }
  dump.out();
}

void add_turn(Dump& dump, const Turn& turn) {
  if (turn.kind == Turn::Kind::model) {
    dump.line("$model @ " + turn.place.text());
    dump.in();
    for (const AssertionPtr& assertion : turn.assertions) dump.item("assert", text_of(*assertion));
    dump.out();
    return;
  }
  if (!turn.tool_name.empty()) dump.item("answer to", turn.tool_name);
  add_content(dump, turn.message);
}

void add_conversations(Dump& dump, const Suite& suite, const Case& a_case) {
  const auto source = make_conversation_source();
  for (const std::size_t index : a_case.settings->prompts) {
    const Prompt& prompt = suite.prompts[index];
    dump.line("prompt " + prompt.name);
    dump.in();
    for (const Turn& turn : source->conversation(suite, a_case, prompt)) add_turn(dump, turn);
    dump.out();
  }
}

void add_case(Dump& dump, const Suite& suite, const Case& a_case) {
  dump.line(fmt::format("case {} @ {}", a_case.id, a_case.place.text()));
  dump.in();
  dump.item("description", *a_case.description);
  dump.item("tags", join(a_case.settings->tags, ", "));
  if (!a_case.vars.map().empty()) dump.item("vars", to_json(a_case.vars));
  for (const auto& [name, image] : a_case.images) dump.item("image " + name, text_of(image));
  dump.item("models", join(a_case.settings->models, ", "));
  if (!a_case.settings->params->is_null()) dump.item("params", to_json(a_case.settings->params));
  if (a_case.settings->repeat.n > 1)
    dump.line(fmt::format("repeat: {}, pass {}", a_case.settings->repeat.n, a_case.settings->repeat.pass));
  dump.item("timeout", text_of(a_case.settings->timeout));
  dump.item("min_score", text_of(a_case.settings->min_score));
  dump.item("cluster", *a_case.cluster);
  if (a_case.settings->must_pass) dump.line("must_pass");
  if (a_case.is_rotation) dump.line("rotation");
  if (!a_case.control->empty()) dump.line(fmt::format("control: {} of {}", *a_case.control, *a_case.control_of));
  if (a_case.settings->skip) dump.line("skip: " + quoted(*a_case.settings->skip));
  if (a_case.settings->xfail) dump.line("xfail: " + quoted(*a_case.settings->xfail));
  for (const AssertionPtr& assertion : a_case.assertions) dump.item("assert", text_of(*assertion));
  add_conversations(dump, suite, a_case);
  dump.out();
}

void add_group(Dump& dump, const Suite& suite, const Group& group) {
  std::vector<std::string> members;
  for (const std::size_t member : group.members) members.push_back(suite.cases[member].id);
  const std::string rule = group.at_least > 0 ? fmt::format("at least {}", group.at_least) : "all";
  dump.line(fmt::format("group {} @ {}{}, {} of {}", group.id, group.place.text(), group.circular ? ", circular" : "",
                        rule, join(members, ", ")));
  if (group.xfail) dump.line("  xfail: " + quoted(*group.xfail));
}

void add_model(Dump& dump, const ModelSpec& model) {
  dump.line(fmt::format("model {} @ {}", model.name, model.place.text()));
  dump.in();
  dump.item("provider", model.provider);
  dump.item("base_url", model.base_url);
  dump.item("model", model.model);
  dump.item("api_key_env", model.api_key_env);
  for (const HeaderTemplate& header : model.headers) {
    dump.line(fmt::format("header {}: {} @ {}", header.name, header.value, header.place.text()));
  }
  if (!model.params.is_null()) dump.item("params", to_json(model.params));
  if (model.price) {
    dump.line(fmt::format("price: {}, {}", number_text(model.price->input), number_text(model.price->output)));
  }
  dump.line(fmt::format("concurrency: {}", model.concurrency));
  if (model.requests_per_minute) dump.line(fmt::format("requests_per_minute: {}", *model.requests_per_minute));
  if (model.tokens_per_minute) dump.line(fmt::format("tokens_per_minute: {}", *model.tokens_per_minute));
  if (model.hedge_after) dump.line(fmt::format("hedge_after: {}", duration_text(*model.hedge_after)));
  dump.line(fmt::format("timeouts: {}, {}, {}", duration_text(model.timeouts.connect),
                        duration_text(model.timeouts.first_byte), duration_text(model.timeouts.total)));
  dump.line(fmt::format("retry: {}, {}, {}", model.retry.max, duration_text(model.retry.base),
                        duration_text(model.retry.cap)));
  if (!model.coordinates.is_null()) dump.item("coordinates", to_json(model.coordinates));
  dump.line(fmt::format("visual_tokens: {}, {}", model.visual_tokens.family, model.visual_tokens.max_tokens));
  dump.out();
}

std::string below(const std::string& root, const std::string& path) {
  return path.starts_with(root + "/") ? path.substr(root.size() + 1) : path;
}

}  // namespace

std::string dump(const Suite& suite) {
  Dump dump;
  dump.line(fmt::format("suite {} @ {}", suite.name, suite.path));
  dump.in();
  dump.item("description", suite.description);
  dump.item("tags", join(suite.tags, ", "));
  constexpr const char* kAggregates[] = {"mean", "micro", "corpus", "min", "p95"};
  for (const auto& [name, aggregate] : suite.metrics) {
    dump.item("metric " + name, kAggregates[static_cast<std::size_t>(aggregate)]);
  }
  dump.item("gate", text_of(suite.gate));
  dump.item("ignore", join(suite.ignore, ", "));
  for (const Prompt& prompt : suite.prompts) {
    dump.line(fmt::format("prompt {} @ {} in {}", prompt.name, prompt.place.text(), prompt.body_file));
  }
  for (const Case& a_case : suite.cases) add_case(dump, suite, a_case);
  for (const Group& group : suite.groups) add_group(dump, suite, group);
  dump.out();
  return dump.take();
}

std::string dump(const Project& project) {
  Dump dump;
  dump.line("project " + project.path);
  dump.in();
  dump.item("suites", join(project.suites, ", "));
  dump.item("fixtures", below(project.root, project.fixtures));
  dump.item("reports", below(project.root, project.reports));
  if (!project.baseline.empty()) dump.item("baseline", below(project.root, project.baseline));
  dump.item("gate", text_of(project.gate));
  for (const ModelSpec& model : project.models) add_model(dump, model);
  dump.out();
  return dump.take();
}

}  // namespace sightline::tests
