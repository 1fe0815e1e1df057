#pragma once

#include <chrono>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/chat.h"
#include "model/http.h"

namespace sightline {

/// A compiled assertion; assertion/assertion.h defines it. A suite only carries it.
struct Assertion;
using AssertionPtr = std::shared_ptr<const Assertion>;

struct Price {
  double input = 0;  ///< USD per million tokens.
  double output = 0;
};

struct RetryPolicy {
  unsigned max = 4;  ///< Sends after the first.
  std::chrono::milliseconds base{1'000};
  std::chrono::milliseconds cap{60'000};
};

/// A header whose value may hold ${NAME}s, resolved only when a request leaves for the network.
struct HeaderTemplate {
  std::string name;
  std::string value;
  Place place;
};

/// How a model's server resizes images, which tells their tokens: image/smart_resize.h has the rules.
struct VisualTokens {
  std::string family;  ///< "qwen3-vl", "qwen2.5-vl" or "none".
  std::uint32_t max_tokens = 16384;
};

/// One way to reach a model, under a name of the user's own.
struct ModelSpec {
  std::string name;
  std::string provider;  ///< A preset's name, or empty.
  std::string base_url;
  std::string model;
  std::string api_key_env;  ///< The variable's name; empty: no key is sent.
  std::vector<HeaderTemplate> headers;
  Node params;
  std::optional<Price> price;
  unsigned concurrency = 16;                         ///< Requests under way at once, at most.
  std::optional<std::uint64_t> requests_per_minute;  ///< Sent, retries among them; not set: no limit.
  std::optional<std::uint64_t> tokens_per_minute;    ///< Of prompts and answers; not set: no limit.
  /// How long a request may be without a first byte until a second one is sent beside it; not set: none is.
  std::optional<std::chrono::milliseconds> hedge_after;
  Timeouts timeouts;
  RetryPolicy retry;
  Node coordinates;  ///< How it writes places in an image; null: not declared. assertion/coordinates.h reads it.
  VisualTokens visual_tokens{"none", 16384};
  Place place;
};

struct MetricBound {
  std::optional<double> min;
  std::optional<double> max;
};

/// How much worse than the baseline is still good enough.
struct NonInferior {
  std::optional<double> margin;      ///< Of the pass rate, 0 to 1; kNonInferiorMargin where not set.
  std::optional<double> confidence;  ///< Of the interval; kNonInferiorConfidence where not set.
};
constexpr double kNonInferiorMargin = 0.02;
constexpr double kNonInferiorConfidence = 0.95;

/// What a gate counts as that cannot be decided.
enum class Undecided { fail, pass };

/// What must hold for exit code 0; what is not set is not judged.
struct Gate {
  std::optional<double> pass_rate;
  std::optional<std::int64_t> errors;
  std::map<std::string, MetricBound> metrics;
  std::optional<double> unparsed_rate;
  std::optional<double> cost;  ///< USD
  std::optional<std::chrono::milliseconds> latency_p95;
  std::optional<double> lower_bound;        ///< Of the pass rate's 95 % interval.
  std::optional<std::int64_t> regressions;  ///< Units that passed in the baseline and fail now.
  std::optional<NonInferior> non_inferior;  ///< To the baseline.
  std::optional<Undecided> inconclusive;    ///< Not set: exit code 4.
  /// True where something is judged: `inconclusive` alone judges nothing.
  bool any() const;
  /// The names of the settings that compare with a baseline.
  std::vector<std::string> needs_baseline() const;
};
/// `over`'s settings where it has them, `base`'s elsewhere, key by key.
Gate merged(const Gate& base, const Gate& over);

struct Project {
  std::string root;  ///< Absolute, links resolved.
  std::string path;  ///< Of sightline.yaml as shown to people; empty without one.
  std::vector<ModelSpec> models;
  std::vector<std::string> suites;  ///< Glob patterns relative to the root.
  std::string fixtures;             ///< Absolute folder.
  std::string reports;              ///< Absolute folder.
  std::string baseline = {};        ///< Absolute path of what gates compare with; empty where the project names none.
  Gate gate;
  bool allow_exec = false;                 ///< Assertions may run programs.
  std::vector<std::string> allow_webhook;  ///< Origins that assertions may call: "https://host".
  bool is_private = false;                 ///< What is written is for its owner alone.
};

/// One step of a conversation, all templates filled in.
struct Turn {
  enum class Kind {
    message,     ///< Sent as it is.
    model,       ///< The model fills it; `assertions` look at it.
    tool_answer  ///< The answer to the model's call of `tool_name`: the n-th for the n-th.
  };
  Kind kind = Kind::message;
  Message message = {};
  std::string tool_name = {};
  std::vector<AssertionPtr> assertions = {};
  Place place = {};
};
using Conversation = std::vector<Turn>;

/// A value that many cases have in common, or go without: copies share it, and null stands for the empty one.
template <typename Value>
class Shared {
 public:
  Shared() = default;
  Shared(Value value) : value_(std::make_shared<const Value>(std::move(value))) {}
  operator const Value&() const { return **this; }
  const Value& operator*() const { return value_ ? *value_ : none(); }
  const Value* operator->() const { return &**this; }
  /// Equal pointers where two share their value.
  const void* identity() const { return value_.get(); }
  /// A copy that no other object shares, to be changed until this one is copied.
  Value& own() {
    auto copy = std::make_shared<Value>(**this);
    Value& value = *copy;
    value_ = std::move(copy);
    return value;
  }

 private:
  static const Value& none() {
    static const Value value{};
    return value;
  }
  std::shared_ptr<const Value> value_;
};
using SharedNode = Shared<Node>;

struct Prompt {
  std::string name;
  Place place;
  std::shared_ptr<const Node> body;  ///< As written: a string, or a list of turns. Its loader renders it.
  std::string body_file = {};        ///< The file that holds the body, as shown to people.
  /// What the `assert:` beside the n-th `assistant: $model` of a conversation came to.
  std::vector<std::vector<AssertionPtr>> turn_assertions = {};
  /// Images that the conversation itself names, by their path or URL with its templates filled in.
  std::map<std::string, ImagePtr> images = {};
};

struct Repeat {
  unsigned n = 1;
  unsigned pass = 1;  ///< Repeats that must pass for the unit to pass.
};

/// What the cases of one text have in common: a data file has one for all its rows.
struct CaseSettings {
  std::vector<std::string> tags;     ///< The suite's, then the defaults', then its own; each once.
  std::vector<std::size_t> prompts;  ///< Indices into Suite::prompts.
  std::vector<std::string> models;   ///< Names of the project's models.
  SharedNode params;                 ///< A map or null, over the model's.
  Repeat repeat;
  std::optional<std::chrono::milliseconds> timeout;
  std::optional<double> min_score;
  bool must_pass = false;
  std::optional<std::string> skip;  ///< The reason; expired ones are gone by now.
  std::optional<std::string> xfail;
};

/// One case, after datasets, matrix and defaults were applied.
struct Case {
  std::string id;
  Shared<std::string> description;
  Shared<CaseSettings> settings;
  Node vars;                                ///< A map; an image variable is the map its author wrote.
  std::map<std::string, ImagePart> images;  ///< The image variables, by name.
  Shared<std::string> cluster;              ///< As written; empty: the case's images, or the case.
  /// One order of the options of a case that is asked in all of them: xfail then speaks of all orders together, and one
  /// that passes is in order.
  bool is_rotation = false;
  /// "blank_image": it tells what is known without the image, and decides nothing. Empty: a case like any other.
  Shared<std::string> control = {};
  Shared<std::string> control_of = {};  ///< The id of the case that it is the control of.
  std::vector<AssertionPtr> assertions;
  Place place;
};

/// Cases that are judged together: one more unit for each prompt and model.
struct Group {
  std::string id;  ///< Unique among the suite's groups and cases.
  std::string description = {};
  unsigned at_least = 0;                  ///< So many members must pass; 0: all.
  bool circular = false;                  ///< Its members are one case with its options in every order.
  std::optional<std::string> xfail = {};  ///< Of the case that the members are orders of.
  std::vector<std::size_t> members = {};  ///< Indices into Suite::cases, ascending; never empty.
  Place place = {};
};

enum class Aggregate { mean, micro, corpus, min, p95 };

struct Suite {
  std::string name;
  std::string path;    ///< As shown to people, relative to the project's root.
  std::string sha256;  ///< Of the suite's text.
  std::string description;
  std::vector<std::string> tags;
  std::vector<Prompt> prompts;
  std::vector<Case> cases;
  std::vector<Group> groups;
  std::map<std::string, Aggregate> metrics;
  Gate gate;
  std::vector<std::string> own_models;  ///< All that it names, or the project's; whatever --model chooses.
  std::vector<std::string> ignore;      ///< JSON pointers into the request body that are no part of a fixture's key.
};

/// Fills prompts with a case's variables. Implementations are pure and may be called from several threads.
class ConversationSource {
 public:
  virtual ~ConversationSource() = default;
  /// Ends with a turn of kind `model`. `suite` and `prompt` must come from the same load.
  virtual Conversation conversation(const Suite& suite, const Case& a_case, const Prompt& prompt) const = 0;
};

}  // namespace sightline
