#include "compare/comparison_units.h"

#include <fmt/format.h>

#include "compare/comparison_marks.h"
#include "compare/comparison_text.h"
#include "compare/text_diff.h"
#include "report/verdict.h"

namespace sightline {
namespace {

/// Of one fate: a page with more is slow to open; compare.json has them all.
constexpr std::size_t kMostUnits = 500;

Markup id_text(const UnitId& id) {
  return element("bdi", "unit-id", id.text());
}

std::string repeats_text(const UnitSide& side) {
  return side.repeats > 1 ? fmt::format("{} of {} repeats passed", side.passed, side.repeats) : "";
}

/// An answer, with what the other side does not have of it marked.
Markup marked_answer(const UnitChange& change, DiffLine::Kind own) {
  std::vector<Markup> parts;
  for (const DiffWords& words : word_edits(change.base.answer, change.candidate.answer)) {
    if (words.kind == DiffLine::Kind::same) parts.push_back(text(words.text));
    if (words.kind == own) parts.push_back(element(own == DiffLine::Kind::removed ? "del" : "ins", "", words.text));
  }
  return element("div", "foreign answer", parts);
}

/// `name` is the unit's own where the other side calls it differently.
Markup side(std::string_view title, const Markup& name, const UnitSide& side, const Markup& answer) {
  std::vector<Markup> parts{
      element("h3", "", title), name,
      element("p", "side-status",
              {status_badge(side.status), element("span", "aside", fmt::format("score {:.3g}", side.score)),
               element("span", "aside", repeats_text(side))})};
  if (!side.reason.empty()) parts.push_back(element("p", "foreign reason", side.reason));
  parts.push_back(answer);
  return element("div", "side", parts);
}

Markup answer_of(const UnitChange& change, const UnitSide& side, DiffLine::Kind own) {
  if (change.base.answer.empty() && change.candidate.answer.empty()) return {};
  return side.answer.empty() ? element("p", "absent", "no answer") : marked_answer(change, own);
}

Markup sides(const UnitChange& change) {
  const bool is_renamed = change.base_id != change.candidate_id;
  const auto name = [&](const UnitId& id) { return is_renamed ? element("p", "aside", {id_text(id)}) : Markup(); };
  return element(
      "div", "sides",
      {side("Base", name(change.base_id), change.base, answer_of(change, change.base, DiffLine::Kind::removed)),
       side("Candidate", name(change.candidate_id), change.candidate,
            answer_of(change, change.candidate, DiffLine::Kind::added))});
}

Markup unit(const UnitChange& change) {
  std::vector<Markup> line{id_text(change.candidate_id)};
  if (change.must_pass) line.push_back(element("span", "tag must-pass", "must pass"));
  const std::string& reason = change.candidate.reason.empty() ? change.base.reason : change.candidate.reason;
  if (!reason.empty()) line.push_back(element("span", "why", reason));
  return element("details", "unit", {element("summary", "", line), sides(change)});
}

Markup more(std::size_t all) {
  if (all <= kMostUnits) return {};
  return element("p", "aside", fmt::format("… and {} more; compare.json has them all.", all - kMostUnits));
}

/// "newly-failing"
std::string anchor_of(UnitFate fate) {
  std::string anchor(fate_name(fate));
  std::ranges::replace(anchor, ' ', '-');
  return anchor;
}

Markup fate_card(const Comparison& comparison, UnitFate fate) {
  std::vector<Markup> units;
  std::size_t all = 0;
  for (const UnitChange& change : comparison.changes) {
    if (change.fate == fate && ++all <= kMostUnits) units.push_back(unit(change));
  }
  if (all == 0) return {};
  std::string title(fate_name(fate));
  title[0] = static_cast<char>(title[0] - 'a' + 'A');
  std::vector<Markup> parts{
      element("summary", "", {element("h2", "", title), element("span", "aside", counted(all, "unit"))})};
  parts.insert(parts.end(), units.begin(), units.end());
  parts.push_back(more(all));
  Markup::Attributes attributes{{"class", "card fate"}, {"id", anchor_of(fate)}};
  if (fate == UnitFate::newly_failing) attributes.push_back({"open", ""});
  return Markup::element("details", attributes, parts);
}

Markup id_card(const std::string& title, const std::vector<UnitId>& ids) {
  if (ids.empty()) return {};
  std::vector<Markup> items;
  for (std::size_t i = 0; i < std::min(ids.size(), kMostUnits); ++i)
    items.push_back(element("li", "", {id_text(ids[i])}));
  return element(
      "details", "card",
      {element("summary", "", {element("h2", "", title), element("span", "aside", counted(ids.size(), "unit"))}),
       element("ul", "ids", items), more(ids.size())});
}

}  // namespace

Markup changed_units(const Comparison& comparison) {
  Markup cards;
  for (const UnitFate fate : {UnitFate::newly_failing, UnitFate::fixed, UnitFate::flaky, UnitFate::still_failing}) {
    cards += fate_card(comparison, fate);
  }
  return cards;
}

Markup units_without_partner(const Comparison& comparison) {
  Markup cards = id_card("Only in the base", comparison.only_in_base);
  cards += id_card("Only in the candidate", comparison.only_in_candidate);
  return cards;
}

}  // namespace sightline
