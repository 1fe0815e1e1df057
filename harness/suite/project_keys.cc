#include "suite/keys.h"
#include "suite/load.h"

namespace sightline {

namespace {

using namespace shapes;

std::vector<std::string> preset_names() {
  std::vector<std::string> names;
  for (const Preset& preset : provider_presets()) names.push_back(preset.name);
  return names;
}

const Table& price_table() {
  static const Table table{"price",
                           "a price",
                           {
                               {"input", "USD per million prompt tokens.", number(0), Presence::required},
                               {"output", "USD per million completion tokens.", number(0), Presence::required},
                           }};
  return table;
}

const Table& limits_table() {
  static const Table table{
      "limits",
      "limits",
      {
          {"concurrency", "Requests under way at once, at most; 16 by default.", integer(1, 10'000)},
          {"requests_per_minute", "Requests sent in any minute, retries among them; no limit by default.",
           integer(1, 1e6)},
          {"tokens_per_minute", "Tokens of prompts and answers in any minute; no limit by default.", integer(1, 1e9)},
          {"hedge_after", "Without a first byte for so long a second request is sent beside it; never by default.",
           duration()},
      }};
  return table;
}

const Table& timeouts_table() {
  static const Table table{"timeouts",
                           "timeouts",
                           {
                               {"connect", "Until connected, TLS included; 10s by default.", duration()},
                               {"first_byte", "Until the answer begins; 60s by default.", duration()},
                               {"total", "Until the answer is whole; 120s by default.", duration()},
                           }};
  return table;
}

const Table& retry_table() {
  static const Table table{"retry",
                           "retry",
                           {
                               {"max", "Sends after the first; 4 by default.", integer(0, 100)},
                               {"base", "The first wait, doubled each time; 1s by default.", duration()},
                               {"cap", "The longest wait; 60s by default.", duration()},
                           }};
  return table;
}

std::vector<std::string> scale_names() {
  return {"relative_1000", "relative_999", "relative_1", "pixels", "resized_pixels"};
}

const Table& coordinates_table() {
  static const Table table{
      "coordinates",
      "coordinates",
      {
          {"scale", "What the full width or height counts as, or the name of a scale.",
           either({number_above(0), choice(scale_names())}), Presence::required},
          {"order", "The order of a box's numbers; xyxy by default.", choice({"xyxy", "yxyx", "xywh"})},
      }};
  return table;
}

const Table& visual_tokens_table() {
  static const Table table{
      "visual_tokens",
      "visual_tokens",
      {
          {"family", "Whose rule for image sizes.", choice({"qwen3-vl", "qwen2.5-vl", "none"}), Presence::required},
          {"max_tokens", "The most tokens one image takes.", integer(1, 1e9)},
      }};
  return table;
}

const Table& metric_bound_table() {
  static const Table table{"metric_bound",
                           "a gate on a metric",
                           {
                               {"min", "The least value that passes.", number()},
                               {"max", "The greatest value that passes.", number()},
                           }};
  return table;
}

Shape margin() {
  Shape shape = number(0, 1);
  shape.above_min = true;
  return shape;
}

const Table& non_inferior_table() {
  static const Table table{
      "non_inferior",
      "a gate on the loss against the baseline",
      {
          {"margin", "The loss of the pass rate that is borne, 0 to 1; 0.02 by default.", margin()},
          {"confidence", "Of the interval of the difference; 0.95 by default.", number(0.5, 0.9999)},
      }};
  return table;
}

Shape coordinates() {
  return either({choice(scale_names()), table_of(coordinates_table())});
}

}  // namespace

const Table& model_table() {
  static const Table table{
      "model",
      "a model",
      {
          {"provider", "A preset that fills base_url and api_key_env.", choice(preset_names())},
          {"base_url", "Where the API is; /chat/completions is appended to its path.", text()},
          {"model", "The model's name as the API knows it.", text(), Presence::required},
          {"api_key_env", "The name of the environment variable that holds the key.", text()},
          {"headers", "More request headers; ${NAME} in a value is that environment variable.", dictionary_of(text())},
          {"params", "Request parameters of every request, passed through as they are.", dictionary_of(anything())},
          {"price", "What the model costs.", table_of(price_table())},
          {"limits", "How hard the API may be pushed.", table_of(limits_table())},
          {"timeouts", "How long to wait.", table_of(timeouts_table())},
          {"retry", "How often and after what waits a request is sent again.", table_of(retry_table())},
          {"coordinates", "How the model writes places in an image.", coordinates()},
          {"visual_tokens", "How image tokens are estimated.",
           either({choice({"qwen3-vl", "qwen2.5-vl", "none"}), table_of(visual_tokens_table())})},
      }};
  return table;
}

const Table& gate_table() {
  static const Table table{
      "gate",
      "a gate",
      {
          {"pass_rate", "The least share of units that pass.", number(0, 1)},
          {"errors", "The most units that may end in error.", integer(0, 1e9)},
          {"lower_bound", "The least lower end of the pass rate's 95 % interval.", number(0, 1)},
          {"regressions", "The most units that passed in the baseline and fail now.", integer(0, 1e9)},
          {"non_inferior", "How much lower than the baseline's the pass rate may be: the margin, or more.",
           either({margin(), table_of(non_inferior_table())})},
          {"metrics", "Bounds on metrics, by name.", named(filled(table_of(metric_bound_table())))},
          {"unparsed_rate", "The greatest share of answers that could not be read.", number(0, 1)},
          {"cost", "The most that the answers may cost, in USD.", number(0)},
          {"latency_p95", "The greatest 95th percentile of latency.", duration()},
          {"inconclusive", "What a gate that cannot be decided counts as; exit code 4 by default.",
           choice({"fail", "pass"})},
      }};
  return table;
}

const Table& project_table() {
  const auto later = [](std::string name, std::string doc) {
    return Key{std::move(name), std::move(doc), anything(), Presence::optional, Support::later};
  };
  static const Table table{
      "project",
      "a project",
      {
          {"version", "Version of the format: 1.", integer(1, 1e6), Presence::required},
          {"models", "The models, by a name of one's own.", filled(named(table_of(model_table()))), Presence::required},
          later("judge", "The model that grades answers."),
          {"fixtures", "The folder of recorded answers; fixtures by default.", text()},
          {"reports", "The folder that runs are written to; reports by default.", text()},
          {"suites", "Patterns of the suites that are run by default; suites/*.yaml by default.",
           either({text(), filled(list_of(text()))})},
          {"baseline", "The results.json that runs are compared with; `sightline baseline` writes it.", text()},
          {"gate", "What must hold for the whole run.", table_of(gate_table())},
          later("metrics", "How metrics are aggregated in every suite."),
          {"allow_exec", "Whether assertions may run programs; false by default.", boolean()},
          {"allow_webhook", "The hosts that assertions may call, each as https://host.", list_of(text())},
          {"private", "Whether what is written can be read by its owner alone, whatever the umask; false by default.",
           boolean()},
          later("redact", "What is struck out of recordings."),
      }};
  return table;
}

}  // namespace sightline
