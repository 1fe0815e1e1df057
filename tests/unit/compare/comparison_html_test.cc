#include <algorithm>
#include <catch2/catch.hpp>

#include "base/base64.h"
#include "base/sha256.h"
#include "base/text.h"
#include "comparison_files.h"
#include "fakes/full_comparison.h"

namespace sightline {
namespace {

std::string page(const Comparison& comparison = fakes::full_comparison()) {
  return fakes::written("html", comparison);
}

std::size_t occurrences(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

std::string between(const std::string& text, const std::string& begin, const std::string& end) {
  const std::size_t from = text.find(begin);
  REQUIRE(from != std::string::npos);
  const std::size_t to = text.find(end, from + begin.size());
  REQUIRE(to != std::string::npos);
  return text.substr(from + begin.size(), to - from - begin.size());
}

std::string content(const Comparison& comparison = fakes::full_comparison()) {
  return between(page(comparison), "<main class=\"comparison\">\n", "</main>");
}

std::string sha256_base64(std::string_view text) {
  const std::string hex = sha256_hex(text);
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoul(hex.substr(i, 2), nullptr, 16));
  }
  return to_base64(bytes);
}

/// The tags of a page, "tr" and "/tr" without attributes.
std::vector<std::string> tags_of(std::string_view html) {
  std::vector<std::string> tags;
  for (std::size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    const std::string_view tag = html.substr(at + 1, html.find('>', at) - at - 1);
    tags.emplace_back(tag.substr(0, tag.find(' ')));
  }
  return tags;
}

UnitChange answered(std::string base, std::string candidate) {
  UnitChange change = fakes::full_comparison().changes[0];
  change.base.answer = std::move(base);
  change.candidate.answer = std::move(candidate);
  return change;
}

TEST_CASE("what compare.html shows is written as it is approved") {
  fakes::check_golden("compare.main.html", content());
}

TEST_CASE("the policy of compare.html allows its own style, no script, and nothing to be loaded") {
  const std::string text = page();
  CHECK(between(text, "<meta http-equiv=\"Content-Security-Policy\" content=\"", "\">") ==
        "default-src 'none'; script-src 'none'; style-src 'sha256-" +
            sha256_base64(between(text, "<style>", "</style>")) +
            "'; img-src data:; base-uri 'none'; form-action 'none'");
  const std::size_t policy = text.find("Content-Security-Policy");
  for (const std::string_view part : {"<link", "<style", "<svg"}) CHECK(policy < text.find(part));
}

TEST_CASE("compare.html holds no script, and names nothing outside itself") {
  const std::string text = lower(page());
  CHECK(occurrences(text, "<style") == 1);
  CHECK(occurrences(text, "<link") == 1);
  CHECK(occurrences(text, "://") == occurrences(text, "http://www.w3.org/2000/svg"));
  for (const std::string_view part : {"<script", "<base", "<iframe", "<object", "<form", "<img", " src=\"", "@import",
                                      "url(", "@font-face", "style=\"", "href=\"javascript"}) {
    INFO(part);
    CHECK(occurrences(text, part) == 0);
  }
}

TEST_CASE("the content of compare.html is made of the page's own elements alone, each closed in its place") {
  const std::string text = content();
  CHECK(is_utf8(text));
  const std::vector<std::string> own{"section", "details", "summary", "table", "colgroup", "col",  "thead", "tbody",
                                     "tr",      "th",      "td",      "dl",    "dt",       "dd",   "div",   "p",
                                     "h1",      "h2",      "h3",      "ul",    "li",       "span", "b",     "bdi",
                                     "svg",     "path",    "line",    "rect",  "circle",   "text", "del",   "ins"};
  std::vector<std::string> open;
  for (const std::string& tag : tags_of(text)) {
    INFO(tag);
    if (tag == "col") continue;
    if (!tag.starts_with('/')) {
      CHECK(std::ranges::find(own, tag) != own.end());
      open.push_back(tag);
    } else {
      REQUIRE_FALSE(open.empty());
      CHECK("/" + open.back() == tag);
      open.pop_back();
    }
  }
  CHECK(open.empty());
}

TEST_CASE("hostile names, reasons and answers are shown as text in compare.html") {
  const std::string text = content();
  CHECK(text.find("&lt;script&gt;alert(1)&lt;/script&gt;") != std::string::npos);
  CHECK(text.find("&lt;script&gt;alert(4)&lt;/script&gt;|m") != std::string::npos);
  CHECK(text.find("receipts/&lt;script&gt;alert(5)&lt;/script&gt;`|\n@x#terse@qwen3-vl-32b") != std::string::npos);
  CHECK(text.find("onerror=alert(3)&gt;") != std::string::npos);
  for (const char c : {'\x1B', '\x07', '\x01'}) CHECK(text.find(c) == std::string::npos);
  CHECK(text.find("\xE2\x80\xAE") == std::string::npos);
}

TEST_CASE("a mark that stands in a comparison's names is no place of the page") {
  Comparison comparison = fakes::small_comparison();
  comparison.base.path = "@COMPARISON@ @STYLE@";
  const std::string text = page(comparison);
  CHECK(occurrences(text, "@COMPARISON@ @STYLE@") == 2);
  CHECK(occurrences(text, "<main ") == 1);
  CHECK(occurrences(text, "</html>") == 1);
}

TEST_CASE("the verdict stands at the top in one sentence") {
  CHECK(content().find("Worse</h1>\n<p class=\"sentence\">Worse: the pass rate fell by 4.0 points over 500 pairs "
                       "(95 % interval -6.1 to -1.9).</p>") < 600);
}

TEST_CASE("a difference is drawn where it lies on the axis, its interval as whiskers, the margin as a band") {
  Comparison comparison = fakes::small_comparison();
  MeasureDifference& rate = comparison.slices[0].measures[0];
  rate.base = 0.5;
  rate.candidate = 0.6;
  rate.difference = 0.1;
  rate.interval = Interval{-0.1, 0.3};
  rate.margin = 0.05;
  // The axis reaches from -10 to 30 points and 6 % of that beyond to both sides: 44.8 points wide, -12.4 at its left.
  const std::string text = content(comparison);
  CHECK(text.find("<circle class=\"point\" cx=\"50.00%\"") != std::string::npos);
  CHECK(text.find("<line class=\"whisker\" x1=\"5.36%\" x2=\"94.64%\"") != std::string::npos);
  CHECK(text.find("<line class=\"zero\" x1=\"27.68%\" x2=\"27.68%\"") != std::string::npos);
  CHECK(text.find("<rect class=\"band\" x=\"16.52%\" y=\"0%\" width=\"22.32%\"") != std::string::npos);
  CHECK(text.find(">+10</text>") != std::string::npos);
}

TEST_CASE("an interval that is not finite is not drawn") {
  Comparison comparison = fakes::small_comparison();
  MeasureDifference& rate = comparison.slices[0].measures[0];
  rate.base = rate.candidate = 0.5;
  rate.interval = Interval{-std::numeric_limits<double>::infinity(), std::numeric_limits<double>::infinity()};
  const std::string text = content(comparison);
  CHECK(occurrences(text, "class=\"point\"") == 1);
  CHECK(occurrences(text, "class=\"whisker\"") == 0);
}

TEST_CASE("each side's answer is shown whole, with the words marked that the other does not have") {
  Comparison comparison = fakes::small_comparison();
  comparison.changes = {answered("The total is 42.50 EUR.", "The total is 42 EUR.")};
  const std::string text = content(comparison);
  CHECK(text.find("<div class=\"foreign answer\">The total is <del>42.50</del> EUR.</div>") != std::string::npos);
  CHECK(text.find("<div class=\"foreign answer\">The total is <ins>42</ins> EUR.</div>") != std::string::npos);
}

TEST_CASE("a unit tells both sides' statuses, and its names only where they differ") {
  const std::string text = content();
  CHECK(occurrences(text, "qwen2.5-vl-7b</bdi>") == 1);
  CHECK(occurrences(text, "receipts/cafe#terse@qwen3-vl-32b") == 1);
  CHECK(text.find(
            "passed</span><span class=\"aside\">score 1</span><span class=\"aside\">3 of 3 repeats passed</span>") !=
        std::string::npos);
}

TEST_CASE("the units of a fate that are shown are bounded, and the rest is counted") {
  Comparison comparison = fakes::small_comparison();
  comparison.changes.assign(507, answered("a", "b"));
  const std::string text = content(comparison);
  CHECK(occurrences(text, "<details class=\"unit\">") == 500);
  CHECK(text.find("… and 7 more; compare.json has them all.") != std::string::npos);
}

TEST_CASE("a comparison with hardly anything in it gives a page without empty parts") {
  const std::string text = content(fakes::small_comparison());
  CHECK(occurrences(text, "class=\"plot\"") == 0);
  CHECK(occurrences(text, "<h2>Gates</h2>") == 0);
  CHECK(occurrences(text, "Newly failing") == 0);
}

}  // namespace
}  // namespace sightline
