#include "compare/comparison_marks.h"

#include <fmt/format.h>

namespace sightline {
namespace {

constexpr std::string_view kDisc = "M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z";
constexpr std::string_view kUp = "M8 2L15 14H1z";
constexpr std::string_view kDown = "M1 2H15L8 14z";
constexpr std::string_view kTick = "M5 8.25l2.1 2.1L11.2 6";
constexpr std::string_view kCross = "M5.6 5.6l4.8 4.8M10.4 5.6l-4.8 4.8";
constexpr std::string_view kQuestion = "M6 6.3a2 2 0 1 1 2.6 1.9q-.6.3-.6 1.1M8 11.2v.3";
constexpr std::string_view kEqual = "M5.2 6.6h5.6M5.2 9.4h5.6";

Markup path(std::string_view class_name, std::string_view data) {
  return Markup::element("path", {{"class", std::string(class_name)}, {"d", std::string(data)}}, {});
}

Markup mark(std::string_view shape, std::string_view sign) {
  std::vector<Markup> paths{path("shape", shape)};
  if (!sign.empty()) paths.push_back(path("sign", sign));
  return Markup::element("svg", {{"class", "mark"}, {"viewBox", "0 0 16 16"}, {"aria-hidden", "true"}}, paths);
}

Markup badge(std::string_view class_name, const Markup& mark, std::string_view word) {
  return element("span", fmt::format("badge {}", class_name), {mark, text(word)});
}

}  // namespace

std::string finding_class(Finding finding) {
  switch (finding) {
    case Finding::worse:
      return "of-failed";
    case Finding::better:
      return "of-passed";
    case Finding::no_difference:
      return "of-same";
    case Finding::cannot_tell:
      return "of-inconclusive";
  }
  return "";
}

std::string finding_word(Finding finding) {
  std::string word(finding_name(finding));
  word[0] = static_cast<char>(word[0] - 'a' + 'A');
  return word;
}

Markup finding_mark(Finding finding) {
  switch (finding) {
    case Finding::worse:
      return mark(kDown, "");
    case Finding::better:
      return mark(kUp, "");
    case Finding::no_difference:
      return mark(kDisc, kEqual);
    case Finding::cannot_tell:
      return mark(kDisc, kQuestion);
  }
  return {};
}

Markup finding_badge(Finding finding) {
  return badge(finding_class(finding), finding_mark(finding), finding_word(finding));
}

Markup status_badge(Status status) {
  const bool is_fine = status == Status::passed || status == Status::xfailed || status == Status::skipped;
  return badge(fmt::format("of-{}", status_name(status)), mark(kDisc, is_fine ? kTick : kCross), status_name(status));
}

Markup gate_badge(GateVerdict::Status status) {
  switch (status) {
    case GateVerdict::Status::pass:
      return badge("of-passed", mark(kDisc, kTick), "Held");
    case GateVerdict::Status::fail:
      return badge("of-failed", mark(kDisc, kCross), "Failed");
    case GateVerdict::Status::inconclusive:
      return badge("of-inconclusive", mark(kDisc, kQuestion), "Inconclusive");
  }
  return {};
}

}  // namespace sightline
