#include "assertion/regex.h"

#include <catch2/catch.hpp>
#include <thread>

using namespace sightline;

namespace {

std::shared_ptr<const Regex> compiled_regex(std::string_view pattern, const Regex::Options& options = {}) {
  auto regex = Regex::compile(pattern, options);
  INFO(pattern);
  INFO((regex ? std::string() : regex.error().message));
  REQUIRE(regex.has_value());
  return *regex;
}

Regex::Match found(std::string_view pattern, std::string_view text, const Regex::Options& options = {}) {
  const auto match = compiled_regex(pattern, options)->search(text);
  INFO((match ? std::string() : match.error().front().message));
  REQUIRE(match.has_value());
  return *match;
}

bool matches(std::string_view pattern, std::string_view text) {
  return found(pattern, text).matched;
}

bool ecma_matches(std::string_view pattern, std::string_view text) {
  Regex::Options options;
  options.ecma = true;
  return found(pattern, text, options).matched;
}

std::string regex_refusal(std::string_view pattern, bool ecma) {
  Regex::Options options;
  options.ecma = ecma;
  const auto regex = Regex::compile(pattern, options);
  INFO(pattern);
  REQUIRE_FALSE(regex.has_value());
  return std::to_string(regex.error().offset) + ": " + regex.error().message;
}

}  // namespace

TEST_CASE("regex: a search finds the first match and its groups") {
  const auto match = found("(\\d+)([a-z])?(x)?", "total 42 or 17b");
  CHECK(match.matched);
  CHECK(match.begin == 6);
  CHECK(match.end == 8);
  CHECK(match.groups == std::vector<std::string>{"42", "", ""});
  CHECK_FALSE(found("b", "aaa").matched);
  CHECK(found("", "").matched);
  CHECK(found("^$", std::string_view()).matched);
}

TEST_CASE("regex: options") {
  Regex::Options options;
  options.ignore_case = true;
  CHECK(found("ÄRGER", "ärger", options).matched);
  options = {};
  options.multiline = true;
  CHECK(found("^b$", "a\nb\nc", options).matched);
  CHECK_FALSE(matches("^b$", "a\nb\nc"));
  options = {};
  options.dot_all = true;
  CHECK(found("a.b", "a\nb", options).matched);
  CHECK_FALSE(matches("a.b", "a\nb"));
}

TEST_CASE("regex: classes are Unicode's, and a dot is one code point") {
  CHECK(matches("^\\w+$", "grün"));
  CHECK(matches("^\\d$", "٣"));
  CHECK(matches("^.$", "💳"));
  CHECK(matches("^\\p{Lu}$", "Ä"));
}

TEST_CASE("regex: a bad pattern says where and what") {
  CHECK(regex_refusal("(a", false) == "2: missing closing parenthesis");
  CHECK(regex_refusal("ab[", false) == "3: missing terminating ] for character class");
  CHECK(regex_refusal("ab*+?", false) == "4: quantifier does not follow a repeatable item");
  CHECK(regex_refusal("(*LIMIT_MATCH=9)a", false) ==
        "0: a pattern may not begin with '(*': PCRE2's settings are not taken here");
  CHECK(regex_refusal("(*UTF)a", true) == "0: a pattern may not begin with '(*': PCRE2's settings are not taken here");
  CHECK(regex_refusal("a\\Cb", false) == "3: using \\C is disabled by the application");
  CHECK(regex_refusal(std::string("\xff", 1), false) == "0: UTF-8 error: illegal byte (0xfe or 0xff)");
}

TEST_CASE("regex: a limit that is hit is an error, never a miss") {
  const auto match = compiled_regex("(a+)+$")->search(std::string(40, 'a') + "b");
  REQUIRE_FALSE(match.has_value());
  CHECK(match.error().front().message == "the pattern gave up after 1000000 steps; write it with less backtracking");
}

TEST_CASE("regex: a JIT stack that is too small leaves the work to the interpreter") {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "ab";
  CHECK(matches("^(a|b)*$", text));
  CHECK_FALSE(matches("^(a|b)*$", text + "c"));
}

TEST_CASE("regex: the interpreter's memory is bounded") {
  const auto match = compiled_regex("^(a|b)*$")->search(std::string(20'000'000, 'a'));
  REQUIRE_FALSE(match.has_value());
  const std::string message = match.error().front().message;
  CHECK((message == "the pattern needs more than 64 MB of memory; write it with less backtracking" ||
         message == "the pattern gave up after 1000000 steps; write it with less backtracking"));
}

TEST_CASE("regex: text that is not UTF-8 is an error") {
  const auto match = compiled_regex("a")->search("b\xff");
  REQUIRE_FALSE(match.has_value());
  CHECK(match.error().front().message == "the pattern cannot be searched for: the text is not UTF-8");
}

TEST_CASE("regex: one pattern serves several threads") {
  const auto regex = compiled_regex("(\\w+)@(\\w+)");
  std::vector<std::thread> threads;
  std::vector<int> right(4, 0);
  for (std::size_t t = 0; t < right.size(); ++t) {
    threads.emplace_back([t, &right, &regex] {
      const std::string name = "user" + std::to_string(t);
      for (int i = 0; i < 500; ++i) {
        const auto match = regex->search("mail " + name + "@host now");
        if (match && match->groups == std::vector<std::string>{name, "host"}) ++right[t];
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(right == std::vector<int>(4, 500));
}

TEST_CASE("regex: ECMA-262's ends, classes and escapes") {
  struct Row {
    std::string_view pattern, text;
    bool matched;
  };
  const auto row = GENERATE(
      Row{"^a$", "a", true}, Row{"^a$", "a\n", false}, Row{"a", "bab", true},       // searches; $ is the end alone
      Row{"^\\d$", "٣", false}, Row{"^\\D$", "٣", true}, Row{"^\\w$", "é", false},  // ASCII
      Row{"^\\W$", "é", true}, Row{"\\bé", "é", false}, Row{"^[\\d]$", "٣", false}, Row{"^\\s$", "\xc2\xa0", true},
      Row{"^\\s$", "\xef\xbb\xbf", true},                                      // no-break space, BOM
      Row{"^\\s$", "\xc2\x85", false}, Row{"^[^\\S]$", "\xe2\x80\xa9", true},  // NEL is none; U+2029 is one
      Row{"^[\\S]$", "\xe2\x80\xa9", false}, Row{"^\\S$", "x", true}, Row{"^[\\s\\d]+$", "1 2", true},
      Row{"^.$", "\r", false}, Row{"^.$", "\xe2\x80\xa8", false}, Row{"^.$", "💳", true}, Row{"^\\u00e9$", "é", true},
      Row{"^\\uD83D\\uDCB3$", "💳", true}, Row{"^\\u{1F4B3}$", "💳", true}, Row{"^[\\u00e0-\\u00ff]$", "é", true},
      Row{"^\\x41\\cJ$", "A\n", true}, Row{"^\\0$", std::string_view("\0", 1), true}, Row{"^\\v\\f$", "\v\f", true},
      Row{"^[\\b]$", "\b", true}, Row{"^\\n$", "\n", true}, Row{"[]", "a", false}, Row{"^[^]$", "\n", true},
      Row{"^[[:alpha:]$", ":", true}, Row{"^[[]$", "[", true}, Row{"^a{,2}$", "a{,2}", true}, Row{"^x{$", "x{", true},
      Row{"^]}$", "]}", true}, Row{"^a{2}$", "aa", true}, Row{"^(a)?\\1$", "", true},
      Row{"^(?<n>a)\\k<n>$", "aa", true}, Row{"^(a)(b)\\2$", "abb", true}, Row{"^(?=a)(?!b)a(?<=a)(?<!b)$", "a", true},
      Row{"^(?:ab)+?$", "abab", true}, Row{"^\\p{Letter}+$", "Äb", true}, Row{"^\\p{gc=Lu}$", "Ä", true},
      Row{"^\\p{Script=Greek}$", "λ", true}, Row{"^\\P{L}$", "1", true}, Row{"^[\\p{Nd}\\p{L}]+$", "٣x", true},
      Row{"^\\p{General_Category=Decimal_Number}$", "٣", true}, Row{"^\\-\\@\\/\\_$", "-@/_", true},
      Row{"^[\\w-]+$", "a-b", true}, Row{"^[^-\\s]$", "a", true}, Row{"^[^-\\s]$", "-", false},
      Row{"^[+--]$", ",", true}, Row{"^[a-c-\\d]+$", "b-7", true}, Row{"^[à-ü]$", "é", true});
  INFO(row.pattern);
  CHECK(ecma_matches(row.pattern, row.text) == row.matched);
}

TEST_CASE("regex: what ECMA-262 does not have is refused with its place") {
  struct Row {
    std::string_view pattern, refusal;
  };
  const auto row = GENERATE(
      Row{"a\\Ab", "1: ECMA-262 has no escape '\\A'"}, Row{"\\Z", "0: ECMA-262 has no escape '\\Z'"},
      Row{"\\h", "0: ECMA-262 has no escape '\\h'"}, Row{"\\Qa\\E", "0: ECMA-262 has no escape '\\Q'"},
      Row{"\\x4", "0: ECMA-262 has no escape '\\x'"}, Row{"\\01", "0: ECMA-262 has no escape '\\0'"},
      Row{"[\\B]", "1: ECMA-262 has no escape '\\B'"}, Row{"[\\1]", "1: ECMA-262 has no escape '\\1'"},
      Row{"\\ü", "0: ECMA-262 has no escape '\\ü'"}, Row{"ab\\", "2: a pattern cannot end with '\\'"},
      Row{"\\u12", "0: '\\u' needs four hex digits, or some in braces"},
      Row{"\\u{110000}", "0: '\\u' needs four hex digits, or some in braces"},
      Row{"x\\uD83Dy", "1: '\\uD83D' is half a surrogate pair: it stands for no character"},
      Row{"\\pL", "0: '\\p' needs a name in braces"}, Row{"\\p{Foo}", "7: unknown property after \\P or \\p"},
      Row{"a++", "2: there is nothing that '+' could repeat"},
      Row{"a{2}{3}", "4: there is nothing that '{3}' could repeat"},
      Row{"*a", "0: there is nothing that '*' could repeat"},
      Row{"(?i)a", "0: ECMA-262 has no group that begins with '(?i'"},
      Row{"a(*SKIP)", "2: there is nothing that '*' could repeat"},
      Row{"(?>a)", "0: ECMA-262 has no group that begins with '(?>'"}, Row{"^(abc]", "6: missing closing parenthesis"},
      Row{"[a", "0: the ']' of this '[' is missing"},
      Row{"[\\w-.]", "3: a set like \\d cannot begin a range; write the '-' as '\\-'"},
      Row{"[a-\\d]", "3: a set like \\d cannot end a range; write the '-' as '\\-'"},
      Row{"[z-a]", "3: range out of order in character class"},
      Row{"\\2(a)", "0: reference to non-existent subpattern"}, Row{".\\s(", "4: missing closing parenthesis"});
  INFO(row.pattern);
  CHECK(regex_refusal(row.pattern, true) == row.refusal);
}
