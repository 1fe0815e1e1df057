#include <catch2/catch.hpp>
#include <sstream>

#include "made_up_run.h"
#include "report/csv.h"
#include "report/harmless.h"
#include "report/markdown.h"
#include "report/xml_writer.h"

namespace sightline {
namespace {

TEST_CASE("foreign text is made harmless") {
  CHECK(harmless("plain\n\ttext") == "plain\n\ttext");
  CHECK(harmless("Z\xC3\xBCrich \xF0\x9F\x98\x80") == "Z\xC3\xBCrich \xF0\x9F\x98\x80");
  CHECK(harmless("a\r\nb\rc") ==
        "a\nb\xEF\xBF\xBD"
        "c");
  CHECK(harmless("\x1B[31m\x07\x7F") == "\xEF\xBF\xBD[31m\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(harmless(std::string_view("\0", 1)) == "\xEF\xBF\xBD");
  CHECK(harmless("\xE2\x80\xAEtxt\xE2\x81\xA6") == "\xEF\xBF\xBDtxt\xEF\xBF\xBD");
  CHECK(harmless("\xC2\x85\xEF\xBF\xBE\xEF\xBF\xBF") == "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD");
  CHECK(harmless("\xFF\xC3(") == "\xEF\xBF\xBD\xEF\xBF\xBD(");
  CHECK(harmless_line("a\nb\tc", 10) == "a b c");
  CHECK(harmless_line("\xC3\xBC\xC3\xBC\xC3\xBC\xC3\xBC", 3) == "\xC3\xBC\xC3\xBC\xE2\x80\xA6");
}

TEST_CASE("no line of a log is a command to the CI system that reads it") {
  CHECK(without_commands("::error::x") == ": :error::x");
  CHECK(without_commands("a\n  ::set-output name=b::c\r::x") == "a\n  : :set-output name=b::c\r: :x");
  CHECK(without_commands("a ##vso[x] ##[b] ##teamcity[c]") == "a # #vso[x] # #[b] # #teamcity[c]");
  CHECK(without_commands("###[x]") == "## #[x]");
  CHECK(without_commands("std::string a::b # ## [x] #x[") == "std::string a::b # ## [x] #x[");
  // Runners strip every blank of Unicode before they look for a command.
  for (const std::string blank : {"\u00A0", "\u2003", "\u3000", "\u2028", "\uFEFF", "\u0085", " \u1680\u202F "}) {
    CHECK(without_commands("a\n" + blank + "::error::x") == "a\n" + blank + ": :error::x");
    CHECK(without_commands("a" + blank + "::b") == "a" + blank + "::b");
  }
  CHECK(without_commands("\xE2\x80::x") == "\xE2\x80::x");
  CHECK(without_commands("") == "");
}

TEST_CASE("a spreadsheet takes no cell for a formula") {
  CHECK(csv_cell("plain") == "plain");
  CHECK(csv_cell("") == "");
  CHECK(csv_cell("=1+1") == "'=1+1");
  CHECK(csv_cell("+49 30") == "'+49 30");
  CHECK(csv_cell("-see below") == "'-see below");
  CHECK(csv_cell("@SUM(A1)") == "'@SUM(A1)");
  CHECK(csv_cell("\t=1") == "'\t=1");
  CHECK(csv_cell("\r=1") == "\"'\r=1\"");
  CHECK(csv_cell("\n=1") == "\"'\n=1\"");
  CHECK(csv_cell("-12.5") == "-12.5");
  CHECK(csv_cell("-1e-7") == "-1e-7");
}

TEST_CASE("cells with commas, quotes and line ends stand in quotes") {
  CHECK(csv_cell("a,b") == "\"a,b\"");
  CHECK(csv_cell("say \"no\"") == "\"say \"\"no\"\"\"");
  CHECK(csv_cell("a\nb") == "\"a\nb\"");
  CHECK(csv_cell("=A1,\"x\"") == "\"'=A1,\"\"x\"\"\"");
  CHECK(csv_cell("\xFF") == "\xEF\xBF\xBD");
}

TEST_CASE("Markdown takes no text for a mark") {
  CHECK(markdown_text("a <b> & c") == "a &lt;b&gt; &amp; c");
  CHECK(markdown_text("*a* _b_ `c` ~d~ [e](f) # | ! $x$ \\") ==
        "\\*a\\* \\_b\\_ \\`c\\` \\~d\\~ \\[e\\](f) \\# \\| \\! \\$x\\$ \\\\");
  CHECK(markdown_text("hello @team") == "hello @<!-- -->team");
  CHECK(markdown_text("two\nlines\r\nthree") == "two lines three");
  CHECK(markdown_text(std::string(500, 'a')) == std::string(399, 'a') + "\xE2\x80\xA6");
}

TEST_CASE("XML is closed and escaped whatever is in it") {
  std::ostringstream out;
  {
    XmlElement root(out, "a", {{"b", "\"<&>\"\n\t]]>"}});
    XmlElement(root, "empty");
    XmlElement(root, "text").text("]]> <x> \"q\" \x01\n2");
  }
  CHECK(out.str() ==
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        "<a b=\"&quot;&lt;&amp;&gt;&quot;&#10;&#9;]]&gt;\">\n"
        "  <empty/>\n"
        "  <text>]]&gt; &lt;x&gt; &quot;q&quot; \xEF\xBF\xBD\n2</text>\n"
        "</a>\n");
}

TEST_CASE("a long XML document goes to its stream piece by piece, and is the same") {
  constexpr unsigned kMany = 2'000;
  const std::string text(100, 'x');
  std::string expected = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a>\n";
  std::ostringstream out;
  {
    XmlElement root(out, "a", {});
    for (unsigned i = 0; i < kMany; ++i) {
      XmlElement(root, "b", {{"name", text}}).text(text);
      expected += "  <b name=\"" + text + "\">" + text + "</b>\n";
    }
    CHECK(out.str().size() > expected.size() / 2);
    CHECK(expected.starts_with(out.str()));
  }
  CHECK(out.str() == expected + "</a>\n");
}

TEST_CASE("every annotation is one line, and only our own lines are commands") {
  std::istringstream lines(fakes::MadeUpRun().rendered("github"));
  std::size_t count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    INFO(line);
    CHECK((line.starts_with("::error file=suites/receipts.yaml,line=") ||
           line.starts_with("::error title=gate errors::")));
  }
  CHECK(count == 5);
}

}  // namespace
}  // namespace sightline
