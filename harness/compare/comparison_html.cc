#include "compare/comparison_html.h"

#include <fmt/format.h>

#include <array>
#include <future>

#include "compare/comparison_page_head.h"
#include "compare/comparison_page_rows.h"
#include "compare/unit_details.h"
#include "report/embedded.h"
#include "report/html.h"
#include "report/packed_text.h"
#include "report/page_pictures.h"

namespace sightline {
namespace {

/// As that of report.html: nothing runs but the page's own script, and no text becomes markup.
std::string content_security_policy() {
  return "default-src 'none'; script-src " + hash_source(kComparePageScript) + "; style-src " +
         hash_source(kComparePageStyle) +
         "; img-src 'self' file: data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; "
         "trusted-types 'none'";
}

ComparedUnits page_side_of(const ComparedRun& told, const ComparedRunFiles& run) {
  return {.run = run.figures, .model = told.model, .prompt = told.prompt};
}

/// All that the page tells of the units.
struct ComparedTexts {
  JoinedUnits joined;
  UnitDetails base;
  UnitDetails candidate;
  std::vector<AnswersOfPair> answers;
  std::set<std::size_t> detailed;
};

Expected<void> keep_details(ComparedTexts& texts, std::size_t most) {
  for (const UnitPair& pair : texts.joined.pairs) {
    texts.answers.push_back(answers_of_pair(pair));
  }
  texts.detailed = pairs_with_details(texts.joined, texts.answers, most);
  std::set<UnitId> base;
  std::set<UnitId> candidate;
  for (const std::size_t i : texts.detailed) {
    base.insert(texts.joined.pairs[i].base->id);
    candidate.insert(texts.joined.pairs[i].candidate->id);
  }
  if (auto kept = texts.base.keep(std::move(base)); !kept) return kept;
  return texts.candidate.keep(std::move(candidate));
}

Expected<ComparedTexts> read_texts(const Comparison& comparison, const ComparedRuns& runs, std::size_t most) {
  auto reading = std::async(std::launch::async, [&] { return UnitDetails::open(*runs.files, runs.base); });
  auto candidate = UnitDetails::open(*runs.files, runs.candidate);
  auto base = reading.get();
  if (!base) return tl::unexpected(base.error());
  if (!candidate) return tl::unexpected(candidate.error());
  ComparedTexts texts{.joined = join_units(page_side_of(comparison.base, runs.base),
                                           page_side_of(comparison.candidate, runs.candidate)),
                      .base = std::move(*base),
                      .candidate = std::move(*candidate),
                      .answers = {},
                      .detailed = {}};
  if (auto kept = keep_details(texts, most); !kept) return tl::unexpected(kept.error());
  return texts;
}

std::string detail_of(const UnitPair& pair, const ComparedTexts& texts) {
  return fmt::format("{{\"base\":{},\"candidate\":{}}}", texts.base.detail(*pair.base),
                     texts.candidate.detail(*pair.candidate));
}

/// The images that the units name, each once: first those of units that changed or fail.
class PairImages {
 public:
  void take(const UnitPair& pair, std::string_view detail) {
    const bool calm = pair.fate == UnitFate::still_passing || pair.fate == UnitFate::not_judged;
    for (std::string& digest : digests_named(detail)) {
      if (known_[calm].insert(digest).second) (calm ? later_ : first_).push_back(std::move(digest));
    }
  }
  void write(const ComparedTexts& texts, std::ostream& out) const {
    PagePictures pictures(out);
    for (const RunReader* run : {texts.candidate.log(), texts.base.log()}) {
      if (run == nullptr) continue;
      pictures.add(*run, first_);
      pictures.add(*run, later_);
    }
  }

 private:
  std::array<std::set<std::string>, 2> known_;
  std::vector<std::string> first_, later_;
};

PairImages write_data(std::string_view head, const ComparedTexts& texts, std::size_t most_bytes, std::ostream& out) {
  PackedText data(out);
  PairImages images;
  data.add(head);
  std::size_t bytes = 0;
  for (std::size_t i = 0; i < texts.joined.pairs.size(); ++i) {
    const UnitPair& pair = texts.joined.pairs[i];
    data.add("\n" + comparison_page_row(pair, texts.answers[i]) + "\n");
    if (bytes >= most_bytes || !texts.detailed.contains(i)) continue;
    const std::string detail = detail_of(pair, texts);
    bytes += detail.size();
    data.add(detail);
    images.take(pair, detail);
  }
  data.finish();
  return images;
}

}  // namespace

Expected<void> write_comparison_html(const Comparison& comparison, const ComparedRuns& runs, std::ostream& out,
                                     const ComparisonPageLimits& limits) {
  const auto texts = read_texts(comparison, runs, limits.units);
  if (!texts) return tl::unexpected(texts.error());
  const bool has_originals = runs.beside_candidate && texts->candidate.log() != nullptr;
  const auto originals = has_originals ? texts->candidate.log()->image_files() : std::vector<std::string>{};
  std::string_view rest = kComparePageHtml;
  write_up_to("@POLICY@", rest, out);
  out << content_security_policy();
  write_up_to("@STYLE@", rest, out);
  out << kComparePageStyle;
  write_up_to("@RUN@", rest, out);
  const PairImages images = write_data(comparison_page_head(comparison, runs, originals), *texts, limits.bytes, out);
  write_up_to("@PICTURES@", rest, out);
  images.write(*texts, out);
  write_up_to("@SCRIPT@", rest, out);
  out << kComparePageScript << rest;
  return {};
}

}  // namespace sightline
