#include "assertion/similarity.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "assertion/subject.h"
#include "assertion/verdicts.h"
#include "base/text.h"
#include "metric/bit_rows.h"

namespace sightline {
namespace {

class LikenessCheck final : public Check {
 public:
  LikenessCheck(const LikenessKind& kind, TextSubject subject, PassMark mark, std::vector<std::string> written,
                LikenessMetric metric)
      : name_(kind.name),
        unit_(kind.unit),
        subject_(std::move(subject)),
        mark_(std::move(mark)),
        written_(std::move(written)),
        metric_(std::move(metric)) {}

  Verdict judge(const Observation& seen) const override {
    auto look = subject_.look(seen);
    if (!look) return look.error();
    const auto found = metric_(look->text, mark_);
    Verdict verdict = found ? of(*found, *look) : refused(found.error(), *look);
    verdict.evidence = merged(look->evidence, found ? evidence(*found) : Node(Node::Map{}));
    look->contrast_with(verdict, compared_with(found ? found->nearest : std::nullopt));
    return verdict;
  }

  Node tally_of_nothing() const override {
    const auto found = metric_("", mark_);
    const Node* tally = found ? found->evidence.find("tally") : nullptr;
    return tally == nullptr ? Node() : *tally;
  }

 private:
  Verdict of(const Likeness& found, const SeenText& look) const {
    const Measured measured{.name = name_,
                            .value = found.value,
                            .score = found.score,
                            .seen = look.came + ", " + expectation(found.nearest)};
    Verdict verdict = mark_.verdict(measured, look.outcome);
    verdict.unit = unit_;
    return verdict;
  }

  Verdict refused(const std::string& why, const SeenText& look) const {
    return failed(fmt::format("expected {} {}, {}", name_, mark_.text(), why), look.outcome);
  }

  Node evidence(const Likeness& found) const {
    Node evidence = found.evidence.is_map() ? found.evidence : Node(Node::Map{});
    if (found.nearest && written_.size() > 1) evidence.set("nearest", written_[*found.nearest]);
    return evidence;
  }

  /// The nearest text in the form that was compared, or all of them where they count together.
  Node compared_with(std::optional<std::size_t> nearest) const {
    if (nearest || written_.size() == 1) return subject_.form().of(written_[nearest.value_or(0)]);
    Node::List all;
    for (const std::string& text : written_) all.emplace_back(subject_.form().of(text));
    return all;
  }

  /// "expected 'a'", "nearest to 'b' of 3 texts", "expected 'a' and 2 more".
  std::string expectation(std::optional<std::size_t> nearest) const {
    if (written_.size() == 1) return "expected " + quoted(written_.front());
    if (nearest) return fmt::format("nearest to {} of {} texts", quoted(written_[*nearest]), written_.size());
    return fmt::format("expected {} and {} more", quoted(written_.front()), written_.size() - 1);
  }

  std::string name_;
  std::string unit_;
  TextSubject subject_;
  PassMark mark_;
  std::vector<std::string> written_;
  LikenessMetric metric_;
};

}  // namespace

std::unique_ptr<const Check> compile_likeness(Options& options, const LikenessKind& kind) {
  TextSubject subject(options);
  PassMark mark(options, kind.mark);
  std::vector<std::string> written = options.needed_texts("expected", "the text to compare with");
  std::vector<std::string> references;
  for (const std::string& text : written) references.push_back(subject.form().of(text));
  LikenessMetric metric = kind.metric(options, std::move(references));
  if (written.empty() || !metric) return nullptr;
  return std::make_unique<LikenessCheck>(kind, std::move(subject), std::move(mark), std::move(written),
                                         std::move(metric));
}

OptionSchema likeness_schema(const PassMark::Default& mark) {
  OptionSchema schema;
  schema.short_form(kTextsSchema).option("expected", kTextsSchema, OptionSchema::Need::required).text();
  add_pass_mark(schema, mark);
  return schema;
}

Likeness best_likeness(std::size_t references, const std::function<Likeness(std::size_t)>& likeness_of) {
  Likeness best;
  for (std::size_t i = 0; i < references; ++i) {
    Likeness likeness = likeness_of(i);
    likeness.nearest = i;
    const bool is_better = likeness.score != best.score ? likeness.score > best.score : likeness.value < best.value;
    if (i == 0 || is_better) best = std::move(likeness);
  }
  return best;
}

std::string too_long(std::string_view metric, std::string_view units, std::size_t answer,
                     const std::vector<std::size_t>& references) {
  double work = 0;
  double blocks = 0;
  for (const std::size_t reference : references) {
    work += edit_work(answer, reference);
    blocks += edit_work(1, reference) > 0 ? static_cast<double>((reference + BitRows::kRows - 1) / BitRows::kRows) : 0;
  }
  if (work <= kMostEditWork) return {};
  return fmt::format("but the answer has {} {}; beside texts as long as the expected ones, {} compares at most {}",
                     answer, units, metric, static_cast<std::size_t>(kMostEditWork / std::max(blocks, 1.0)));
}

}  // namespace sightline
