#include "report/html.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <sstream>

#include "base/base64.h"
#include "base/sha256.h"
#include "base/text.h"
#include "made_up_run.h"
#include "report/embedded.h"

namespace sightline {
namespace {

std::string page() {
  return fakes::MadeUpRun().rendered("html");
}

std::size_t occurrences(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) ++found;
  return found;
}

/// What stands between the first `begin` and the `end` that follows it.
std::string text_between(std::string_view text, std::string_view begin, std::string_view end) {
  const std::size_t from = text.find(begin);
  REQUIRE(from != std::string_view::npos);
  const std::size_t to = text.find(end, from + begin.size());
  REQUIRE(to != std::string_view::npos);
  return std::string(text.substr(from + begin.size(), to - from - begin.size()));
}

/// The page without the run that it carries.
std::string page_alone() {
  const std::string whole = page();
  const std::string run = text_between(whole, "<template id=\"run\">", "</template>");
  return std::string(whole).erase(whole.find(run), run.size());
}

/// SHA-256 in base64, as a Content-Security-Policy writes it.
std::string sha256_base64(std::string_view text) {
  const std::string hex = sha256_hex(text);
  std::string bytes;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    bytes += static_cast<char>(std::stoul(hex.substr(i, 2), nullptr, 16));
  }
  return to_base64(bytes);
}

TEST_CASE("the page's policy allows its own script and style, and nothing to be loaded but images beside it") {
  const std::string text = page();
  const std::string script = text_between(text, "<script type=\"module\">", "</script>");
  const std::string style = text_between(text, "<style>", "</style>");
  CHECK(text_between(text, "<meta http-equiv=\"Content-Security-Policy\" content=\"", "\">") ==
        "default-src 'none'; script-src 'sha256-" + sha256_base64(script) + "'; style-src 'sha256-" +
            sha256_base64(style) +
            "'; img-src 'self' file: data:; base-uri 'none'; form-action 'none'; "
            "require-trusted-types-for 'script'; trusted-types 'none'");
}

TEST_CASE("a page that a server gives out is the same with a second script, which may ask that server") {
  const fakes::MadeUpRun run;
  std::ostringstream out;
  write_served_html(run.reader(), run.summary(), out);
  std::string text = out.str();
  const std::string live =
      text_between(text, "<script type=\"module\" id=\"live-script\" data-ended=\"yes\">", "</script>");
  CHECK(live == kLiveScript);
  const std::string grants = " 'sha256-" + sha256_base64(live) + "'; connect-src 'self'";
  REQUIRE(occurrences(text, grants) == 1);
  text.erase(text.find(grants), grants.size());
  const std::string element = "\n<script type=\"module\" id=\"live-script\" data-ended=\"yes\">" + live + "</script>";
  text.erase(text.find(element), element.size());
  CHECK(text == page());
}

TEST_CASE("the policy stands before all that it judges") {
  const std::string text = page();
  const std::size_t policy = text.find("Content-Security-Policy");
  for (const std::string_view part : {"<link", "<style", "<script", "<img", "<template"}) {
    INFO(part);
    CHECK(policy < text.find(part));
  }
}

TEST_CASE("the page names nothing outside itself") {
  const std::string text = lower(page_alone());
  CHECK(occurrences(text, "<script") == 1);
  CHECK(occurrences(text, "<style") == 1);
  CHECK(occurrences(text, "<link") == 1);
  CHECK(text_between(text, "<link ", ">").starts_with("rel=\"icon\" href=\"data:image/svg+xml,"));
  // The name of SVG is the one address that is written; nobody goes there.
  CHECK(occurrences(text, "://") == occurrences(text, "http://www.w3.org/2000/svg"));
  // What is filled with a pattern names it, in the page itself.
  CHECK(occurrences(text, "url(") == occurrences(text, "url(#"));
  for (const std::string_view part : {"<base", "<iframe", "<object", "<form", " src=", "@import", "srcset", "fetch(",
                                      "xmlhttprequest", "websocket", "sendbeacon", "@font-face"}) {
    INFO(part);
    CHECK(occurrences(text, part) == 0);
  }
}

TEST_CASE("no text becomes markup or code in the page") {
  for (const std::string_view part : {"innerHTML", "outerHTML", "insertAdjacent", "document.write", "DOMParser",
                                      "eval(", "Function(", "setHTML", "createContextualFragment", "srcdoc"}) {
    INFO(part);
    CHECK(occurrences(kPageScript, part) == 0);
  }
}

TEST_CASE("what a run says stands nowhere in the page but in its packed data") {
  const std::string text = page();
  for (const std::string_view part : {"alert(1)", "]]>", "**bold**", "@team", "desrever", "Creased paper",
                                      "Too many requests", "113.00", "chat's own", "nightly", "\xE2\x80\xAE"}) {
    INFO(part);
    CHECK(fakes::kHostileText.find("alert(1)") != std::string::npos);
    CHECK(occurrences(text, part) == 0);
  }
  const std::string run = text_between(text, "<template id=\"run\">", "</template>");
  CHECK(run.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=") ==
        std::string::npos);
}

TEST_CASE("the page's script is its modules in one scope, each after those that it imports") {
  CHECK(occurrences(kPageScript, "\nimport ") == 0);
  CHECK(occurrences(kPageScript, "\nexport ") == 0);
  const std::size_t element = kPageScript.find("function element(");
  const std::size_t table = kPageScript.find("class CaseTable ");
  const std::size_t start = kPageScript.find("async function start()");
  REQUIRE(start != std::string_view::npos);
  CHECK(element < table);
  CHECK(table < start);
}

TEST_CASE("each part of the page is in its place, once") {
  const std::string text = page();
  for (const std::string_view mark : {"@POLICY@", "@STYLE@", "@RUN@", "@PICTURES@", "@SCRIPT@"}) {
    INFO(mark);
    CHECK(occurrences(kPageHtml, mark) == 1);
    CHECK(occurrences(text, mark) == 0);
  }
  CHECK(text.starts_with("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"));
  CHECK(text.ends_with("</script>\n</body>\n</html>\n"));
  CHECK(is_utf8(text));
}

}  // namespace
}  // namespace sightline
