#include "assertion/jq_tokens.h"

#include <algorithm>
#include <array>

#include "metric/ascii.h"

namespace sightline {
namespace {

using Kind = JqToken::Kind;

bool starts_name(char c) {
  return is_ascii_letter(c) || c == '_';
}
bool goes_on_name(char c) {
  return starts_name(c) || is_ascii_digit(c);
}
bool is_jq_blank(char c) {
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/// Longest first.
constexpr std::array<std::string_view, 14> kOperators{"?//", "//=", "==", "!=", "<=", ">=", "//",
                                                      "|=",  "+=",  "-=", "*=", "/=", "%=", ".."};

class Scanner {
 public:
  explicit Scanner(std::string_view filter) : filter_(filter) {}

  JqTokens scan() {
    while (skip_blanks(), at_ < filter_.size()) token();
    if (!open_.empty()) out_.balanced = false;
    return std::move(out_);
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < filter_.size() ? filter_[at_ + ahead] : '\0'; }
  bool in_braces() const { return !open_.empty() && open_.back() == '{'; }

  void skip_blanks() {
    while (is_jq_blank(peek()) || peek() == '#') {
      if (peek() == '#') at_ = std::min(filter_.find('\n', at_), filter_.size());
      if (is_jq_blank(peek())) ++at_;
    }
  }
  void add(Kind kind, std::size_t begin, std::string_view text) {
    out_.tokens.push_back({kind, std::string(text), begin, at_, in_braces()});
  }
  /// A name from here on, with its `module::` parts.
  std::string_view take_name() {
    const std::size_t begin = at_;
    while (goes_on_name(peek()) || (peek() == ':' && peek(1) == ':' && starts_name(peek(2)))) {
      at_ += peek() == ':' ? 2 : 1;
    }
    return filter_.substr(begin, at_ - begin);
  }

  void token();
  void variable();
  void number();
  void string(std::size_t begin, bool resumed);
  void sign();
  void close_bracket(char bracket);

  std::string_view filter_;
  std::size_t at_ = 0;
  std::string open_;  ///< Brackets without their partner yet; 's' for the `\(` of a string.
  JqTokens out_;
};

void Scanner::token() {
  const std::size_t begin = at_;
  const char c = peek();
  if (c == '.' && starts_name(peek(1))) {
    ++at_;
    // A field has no module.
    while (goes_on_name(peek())) ++at_;
    add(Kind::field, begin, filter_.substr(begin + 1, at_ - begin - 1));
  } else if (starts_name(c)) {
    add(Kind::name, begin, take_name());
  } else if (c == '$') {
    variable();
  } else if (is_ascii_digit(c) || (c == '.' && is_ascii_digit(peek(1)))) {
    number();
  } else if (c == '"') {
    ++at_;
    string(begin, false);
  } else if (c == '@' && goes_on_name(peek(1))) {
    ++at_;
    while (goes_on_name(peek())) ++at_;
    add(Kind::format, begin, filter_.substr(begin, at_ - begin));
  } else {
    sign();
  }
}

/// jq takes blanks and comments between `$` and the name.
void Scanner::variable() {
  const std::size_t begin = at_++;
  skip_blanks();
  if (!starts_name(peek())) return add(Kind::sign, begin, "$");
  const std::string_view name = take_name();
  add(Kind::variable, begin, name);
}

void Scanner::number() {
  const std::size_t begin = at_;
  while (is_ascii_digit(peek()) || peek() == '.') ++at_;
  if (peek() == 'e' || peek() == 'E') {
    const std::size_t sign_size = peek(1) == '+' || peek(1) == '-' ? 1 : 0;
    if (is_ascii_digit(peek(1 + sign_size))) {
      at_ += 1 + sign_size;
      while (is_ascii_digit(peek())) ++at_;
    }
  }
  add(Kind::number, begin, filter_.substr(begin, at_ - begin));
}

/// From within a string to its end or to the next `\(`; `resumed` after the `)` of one.
void Scanner::string(std::size_t begin, bool resumed) {
  while (at_ < filter_.size()) {
    if (peek() == '"') {
      ++at_;
      if (!resumed) add(Kind::string, begin, filter_.substr(begin, at_ - begin));
      return;
    }
    if (peek() == '\\' && peek(1) == '(') {
      at_ += 2;
      if (!resumed) add(Kind::split_string, begin, "");
      open_ += 's';
      return;
    }
    at_ += peek() == '\\' ? 2 : 1;
  }
  at_ = filter_.size();
  out_.balanced = false;
  add(Kind::broken, begin, "");
}

void Scanner::sign() {
  const std::size_t begin = at_;
  const char c = peek();
  if (c == ')' && !open_.empty() && open_.back() == 's') {
    open_.pop_back();
    ++at_;
    return string(begin, true);
  }
  for (const std::string_view text : kOperators) {
    if (filter_.substr(at_, text.size()) == text) {
      at_ += text.size();
      return add(Kind::sign, begin, text);
    }
  }
  if (c == ')' || c == ']' || c == '}') close_bracket(c);
  ++at_;
  add(Kind::sign, begin, filter_.substr(begin, 1));
  if (c == '(' || c == '[' || c == '{') open_ += c;
}

void Scanner::close_bracket(char bracket) {
  const char partner = bracket == ')' ? '(' : bracket == ']' ? '[' : '{';
  if (open_.empty() || open_.back() != partner) {
    out_.balanced = false;
  } else {
    open_.pop_back();
  }
}

/// `{input: 1}` and `{input}` name a key, not a function.
bool is_key(const std::vector<JqToken>& tokens, std::size_t i) {
  if (!tokens[i].in_braces || i == 0 || i + 1 == tokens.size()) return false;
  const JqToken& before = tokens[i - 1];
  const JqToken& after = tokens[i + 1];
  return (before.is_sign("{") || before.is_sign(",")) &&
         (after.is_sign(":") || after.is_sign(",") || after.is_sign("}"));
}

struct Reach {
  std::string_view name;
  std::string_view reason;
};
constexpr std::string_view kModules = "it reads other files";
constexpr std::string_view kInputs = "there is one input, '.'";
constexpr std::string_view kOutput = "it writes to the terminal";
constexpr std::string_view kHalt = "it ends the program";
constexpr std::string_view kEnvironment = "the environment holds secrets; use $vars";
constexpr std::string_view kClock = "a verdict may not depend on the clock or the time zone";
constexpr std::array<Reach, 18> kFunctions{{{"import", kModules},
                                            {"include", kModules},
                                            {"modulemeta", kModules},
                                            {"get_search_list", kModules},
                                            {"input", kInputs},
                                            {"inputs", kInputs},
                                            {"input_filename", kInputs},
                                            {"input_line_number", kInputs},
                                            {"debug", kOutput},
                                            {"stderr", kOutput},
                                            {"halt", kHalt},
                                            {"halt_error", kHalt},
                                            {"env", kEnvironment},
                                            {"now", kClock},
                                            {"localtime", kClock},
                                            {"strflocaltime", kClock},
                                            {"get_jq_origin", kModules},
                                            {"get_prog_origin", kModules}}};
constexpr std::array<Reach, 3> kVariables{
    {{"ENV", kEnvironment}, {"__loc__", "it tells nothing about the value"}, {"__prog_args", "use $vars"}}};

template <std::size_t kCount>
const Reach* find(const std::array<Reach, kCount>& reaches, std::string_view name) {
  for (const Reach& reach : reaches) {
    if (reach.name == name) return &reach;
  }
  return nullptr;
}

}  // namespace

JqTokens jq_tokens(std::string_view filter) {
  return Scanner(filter).scan();
}

std::vector<JqForbidden> jq_forbidden(const std::vector<JqToken>& tokens) {
  std::vector<JqForbidden> out;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const JqToken& token = tokens[i];
    const Reach* reach = nullptr;
    if (token.kind == Kind::name && !is_key(tokens, i)) reach = find(kFunctions, token.text);
    if (token.kind == Kind::variable) reach = find(kVariables, token.text);
    if (reach == nullptr) continue;
    const std::string_view mark = token.kind == Kind::variable ? "$" : "";
    out.push_back(
        {token.begin,
         std::string("a jq filter may not use '").append(mark).append(token.text).append("': ").append(reach->reason)});
  }
  return out;
}

}  // namespace sightline
