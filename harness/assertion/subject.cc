#include "assertion/subject.h"

#include <fmt/format.h>

#include <utility>

#include "assertion/answer_json.h"
#include "assertion/contrast.h"
#include "assertion/verdicts.h"
#include "assertion/wording.h"
#include "base/text.h"

namespace sightline {
namespace {

std::string as_utf8(const std::string& text) {
  return is_utf8(text) ? text : repaired_utf8(text);
}

}  // namespace

Verdict unreadable_json(const Observation& seen, std::string_view purpose) {
  const std::string& trouble = answer_json(seen).trouble;
  const std::string because = trouble.empty() ? "" : " (" + trouble + ")";
  const Verdict::Outcome outcome = outcome_of(seen.reply);
  return failed(fmt::format("expected JSON{}, {}{}", purpose, what_came(seen.reply), because),
                outcome == Verdict::Outcome::judged ? Verdict::Outcome::unparsed : outcome);
}

Subject::Subject(Options& options) {
  const Node* at = options.find("at");
  if (at == nullptr) return;
  if (!at->is_string() || trimmed(at->string()).empty()) {
    options.refuse("at", "a jq path such as .total");
    return;
  }
  path_ = collapsed_spaces(at->string());
  filter_ = options.compilation().taken(options.compilation().parts.filter(*at, options.compilation().source));
}

std::string_view Subject::name() const {
  return is_whole_answer() ? "the answer" : std::string_view(path_);
}

tl::expected<Picked, Verdict> Subject::pick(const Observation& seen) const {
  const AnswerJson& answer = answer_json(seen);
  if (answer.path == AnswerJson::Path::unreadable) {
    return tl::unexpected(unreadable_json(seen, is_whole_answer() ? "" : fmt::format(" to pick {} from", path_)));
  }
  Picked picked;
  picked.evidence.set("parse_path", Node(parse_path_name(answer.path)));
  if (is_whole_answer()) {
    picked.value = answer.value;
    return picked;
  }
  auto outputs = filter_->run(answer.value, seen.vars);
  if (!outputs) return tl::unexpected(trouble(fmt::format("cannot run {}: {}", path_, messages(outputs.error()))));
  const std::size_t count = outputs->values.size();
  if (outputs->model_error.empty() && count == 1) {
    picked.value = std::move(outputs->values.front());
    picked.evidence.set("value", picked.value);
    return picked;
  }
  const std::string why = !outputs->model_error.empty() ? outputs->model_error
                          : count == 0                  ? "it picks nothing"
                                       : fmt::format("it picks {} values; [{}] looks at them as a list", count, path_);
  return tl::unexpected(
      failed(fmt::format("cannot pick {} from the answer: {}", path_, why), Verdict::Outcome::unparsed));
}

Verdict SeenText::pass(std::string_view finding) const {
  Verdict verdict = passed(fmt::format("{} {}", subject, finding));
  verdict.evidence = evidence;
  return verdict;
}

Verdict SeenText::fail(std::string_view expectation, Cut cut) const {
  const bool stands = cut == Cut::does_not_matter && outcome == Verdict::Outcome::truncated && !text.empty();
  Verdict verdict = failed(fmt::format("expected {} {}, {}", subject, expectation, came),
                           stands ? Verdict::Outcome::judged : outcome);
  verdict.evidence = evidence;
  return verdict;
}

Verdict SeenText::unread(std::string_view expectation) const {
  Verdict verdict = fail(expectation);
  if (verdict.outcome == Verdict::Outcome::judged) verdict.outcome = Verdict::Outcome::unparsed;
  return verdict;
}

void SeenText::contrast_with(Verdict& verdict, const Node& expected) const {
  const Node got(is_as_written ? "" : text);
  contrast(verdict, expected, is_as_written ? nullptr : &got);
}

TextSubject::TextSubject(Options& options) : subject_(options), form_(options) {}

tl::expected<SeenText, Verdict> TextSubject::look(const Observation& seen) const {
  SeenText look{.text = {}, .subject = std::string(subject_.name()), .came = {}, .evidence = {}};
  if (subject_.is_whole_answer()) {
    const std::string raw = as_utf8(seen.reply.text);
    look.text = form_.of(raw);
    look.is_as_written = look.text == raw;
    look.came = what_came(seen.reply);
    look.outcome = outcome_of(seen.reply);
    return look;
  }
  auto picked = subject_.pick(seen);
  if (!picked) return tl::unexpected(std::move(picked.error()));
  const Node& value = picked->value;
  if (value.is_null() || value.is_list() || value.is_map()) {
    Verdict verdict =
        failed(fmt::format("expected text at {}, got {}", subject_.name(), shown(value)), Verdict::Outcome::unparsed);
    verdict.evidence = std::move(picked->evidence);
    return tl::unexpected(std::move(verdict));
  }
  const std::string raw = value.is_string() ? as_utf8(value.string()) : shown(value);
  look.text = form_.of(raw);
  look.is_as_written = look.text == raw;
  look.came = "got " + shown(value);
  look.evidence = std::move(picked->evidence);
  return look;
}

}  // namespace sightline
