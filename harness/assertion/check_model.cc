#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "assertion/catalogue.h"
#include "assertion/option_schema.h"
#include "assertion/verdicts.h"
#include "assertion/wording.h"
#include "base/text.h"

namespace sightline {
namespace {

/// "qwen3-vl" of "alibaba/qwen3-vl".
std::string_view without_vendor(std::string_view name) {
  return name.substr(name.rfind('/') + 1);
}

/// Where one of them has no vendor's prefix, the names alone decide.
bool is_same_model(std::string_view a, std::string_view b) {
  const bool both_have_vendor = without_vendor(a) != a && without_vendor(b) != b;
  return both_have_vendor ? a == b : without_vendor(a) == without_vendor(b);
}

class Model final : public Check {
 public:
  explicit Model(std::vector<std::string> expected) : expected_(std::move(expected)) {}

  Verdict judge(const Observation& seen) const override {
    const std::string& model = seen.reply.model;
    const bool as_expected =
        std::ranges::any_of(expected_, [&](const std::string& name) { return is_same_model(name, model); });
    if (as_expected) return passed("the answer is from " + quoted(model));
    return failed(fmt::format("expected an answer from {}, {}", one_of(expected_),
                              model.empty() ? "it names no model" : "got one from " + quoted(model)));
  }

 private:
  std::vector<std::string> expected_;
};

std::unique_ptr<const Check> compile_model(Options& options) {
  auto names = options.needed_texts("expected", "the model that answers");
  if (std::ranges::any_of(names, [](const std::string& name) { return without_vendor(name).empty(); })) {
    options.refuse("expected", "a model's name");
  }
  return std::make_unique<Model>(std::move(names));
}

Node model_schema() {
  constexpr std::string_view kNames =
      R"({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}]})";
  return OptionSchema().short_form(kNames).option("expected", kNames, OptionSchema::Need::required).node();
}

}  // namespace

AssertionKind kind_of_model() {
  return {.name = "model",
          .family = "response",
          .summary = "The answer names this model, or one of these, with or without the vendor's prefix.",
          .example = "model: alibaba/qwen3-vl-32b-instruct",
          .example_pass = "{text: A cat., model: qwen3-vl-32b-instruct}",
          .example_fail = "{text: A cat., model: qwen3-vl-8b-instruct}",
          .short_option = "expected",
          .schema = model_schema,
          .compile = compile_model};
}

}  // namespace sightline
