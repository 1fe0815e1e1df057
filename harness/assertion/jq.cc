#include "assertion/jq.h"

#include <fmt/format.h>

#include "assertion/jq_errors.h"
#include "assertion/jq_plain.h"
#include "assertion/jq_pool.h"
#include "assertion/jq_tokens.h"
#include "assertion/scalar_place.h"
#include "base/text.h"

namespace sightline {
namespace {

class WorkerFilter : public JqFilter {
 public:
  WorkerFilter(std::string filter, const JqLimits& limits) : filter_(std::move(filter)), limits_(limits) {}

  Expected<Outputs> run(const Node& input, const Node& vars) const override {
    return JqPool::shared().run(filter_, input, vars, limits_);
  }

 private:
  std::string filter_;
  JqLimits limits_;
};

class PlainFilter final : public WorkerFilter {
 public:
  PlainFilter(JqPlain plain, std::string filter, const JqLimits& limits)
      : WorkerFilter(std::move(filter), limits), plain_(std::move(plain)) {}

  Expected<Outputs> run(const Node& input, const Node& vars) const override {
    if (auto outputs = plain_.run(input, vars)) return std::move(*outputs);
    return WorkerFilter::run(input, vars);
  }

 private:
  JqPlain plain_;
};

Errors forbidden_names(const Node& filter, const JqTokens& tokens, const Source& source) {
  Errors out;
  for (const JqForbidden& name : jq_forbidden(tokens.tokens)) {
    out.push_back(source.error_at(place_in_scalar(filter, name.offset, source), name.message));
  }
  return out;
}

}  // namespace

Expected<std::shared_ptr<const JqFilter>> JqFilter::compile(const Node& filter, const Source& source,
                                                            const JqLimits& limits) {
  const auto refused = [&](std::string message) {
    return tl::unexpected(Errors{source.error_at(filter.at, std::move(message))});
  };
  if (!filter.is_string())
    return refused(fmt::format("a jq filter is a text, not {}; quote it", kind_name(filter.kind())));
  const std::string& text = filter.string();
  if (text.find('\0') != std::string::npos) return refused("a jq filter may not hold a NUL character");
  const JqTokens tokens = jq_tokens(text);
  if (tokens.tokens.empty()) return refused("the jq filter is empty; write '.' for the whole value");
  if (Errors errors = forbidden_names(filter, tokens, source); !errors.empty())
    return tl::unexpected(std::move(errors));
  if (auto plain = JqPlain::parse(text, tokens.tokens)) {
    return std::make_shared<PlainFilter>(std::move(*plain), text, limits);
  }
  const auto complaints = JqPool::shared().complaints(text, limits);
  if (!complaints) return refused(complaints.error().front().message);
  if (!complaints->empty()) return tl::unexpected(jq_compile_errors(filter, *complaints, source));
  return std::make_shared<WorkerFilter>(text, limits);
}

void set_jq_worker_program(std::string path) {
  JqPool::shared().set_program(std::move(path));
}

}  // namespace sightline
