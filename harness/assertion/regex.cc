#define PCRE2_CODE_UNIT_WIDTH 8
#include "assertion/regex.h"

#include <fmt/format.h>
#include <pcre2.h>

#include <algorithm>
#include <array>
#include <cstdint>

#include "assertion/regex_ecma.h"

namespace sightline {
namespace {

constexpr std::uint32_t kMatchLimit = 1'000'000;
constexpr std::uint32_t kHeapLimitKilobytes = 64 * 1024;
constexpr std::size_t kSmallestJitStack = 32 << 10;
constexpr std::size_t kLargestJitStack = 1 << 20;

template <auto kFree>
struct Freed {
  template <typename T>
  void operator()(T* object) const {
    kFree(object);
  }
};
using Code = std::unique_ptr<pcre2_code, Freed<pcre2_code_free>>;
using CompileContext = std::unique_ptr<pcre2_compile_context, Freed<pcre2_compile_context_free>>;
using MatchContext = std::unique_ptr<pcre2_match_context, Freed<pcre2_match_context_free>>;
using MatchData = std::unique_ptr<pcre2_match_data, Freed<pcre2_match_data_free>>;
using JitStack = std::unique_ptr<pcre2_jit_stack, Freed<pcre2_jit_stack_free>>;

PCRE2_SPTR bytes(std::string_view text) {
  // An empty view may hold a null pointer, which PCRE2 refuses.
  return reinterpret_cast<PCRE2_SPTR>(text.data() == nullptr ? "" : text.data());
}

/// What a search needs beside the pattern, one for each thread.
struct Workspace {
  JitStack stack{pcre2_jit_stack_create(kSmallestJitStack, kLargestJitStack, nullptr)};
  MatchContext context{pcre2_match_context_create(nullptr)};
  Workspace() {
    pcre2_set_match_limit(context.get(), kMatchLimit);
    pcre2_set_heap_limit(context.get(), kHeapLimitKilobytes);
    if (stack) pcre2_jit_stack_assign(context.get(), nullptr, stack.get());
  }
};

std::string message_of(int code) {
  std::array<PCRE2_UCHAR, 256> text{};
  pcre2_get_error_message(code, text.data(), text.size());
  return reinterpret_cast<const char*>(text.data());
}

std::string search_trouble(int code) {
  switch (code) {
    case PCRE2_ERROR_MATCHLIMIT:
      return fmt::format("the pattern gave up after {} steps; write it with less backtracking", kMatchLimit);
    case PCRE2_ERROR_HEAPLIMIT:
    case PCRE2_ERROR_NOMEMORY:
      return fmt::format("the pattern needs more than {} MB of memory; write it with less backtracking",
                         kHeapLimitKilobytes / 1024);
    default:
      return "the pattern cannot be searched for: " + message_of(code);
  }
}

class Pcre final : public Regex {
 public:
  explicit Pcre(Code code) : code_(std::move(code)) {}

  Expected<Match> search(std::string_view text) const override {
    thread_local const Workspace workspace;
    const MatchData data(pcre2_match_data_create_from_pattern(code_.get(), nullptr));
    const auto attempt = [&](std::uint32_t options) {
      return pcre2_match(code_.get(), bytes(text), text.size(), 0, options, data.get(), workspace.context.get());
    };
    int code = attempt(0);
    if (code == PCRE2_ERROR_JIT_STACKLIMIT) code = attempt(PCRE2_NO_JIT);
    if (code == PCRE2_ERROR_NOMATCH) return Match{};
    if (code <= PCRE2_ERROR_UTF8_ERR1 && code >= PCRE2_ERROR_UTF8_ERR21) {
      return failure("the pattern cannot be searched for: the text is not UTF-8");
    }
    if (code < 0) return failure(search_trouble(code));
    return match_of(text, *data);
  }

 private:
  static Match match_of(std::string_view text, pcre2_match_data& data) {
    const PCRE2_SIZE* offsets = pcre2_get_ovector_pointer(&data);
    // `\K` in a lookaround can set the begin behind the end.
    Match match{true, std::min(offsets[0], offsets[1]), offsets[1], {}};
    const std::uint32_t count = pcre2_get_ovector_count(&data);
    for (std::uint32_t group = 1; group < count; ++group) {
      const PCRE2_SIZE begin = offsets[2 * group];
      match.groups.emplace_back(begin == PCRE2_UNSET ? "" : text.substr(begin, offsets[2 * group + 1] - begin));
    }
    return match;
  }

  Code code_;
};

std::uint32_t pcre_flags_of(const Regex::Options& options) {
  std::uint32_t flags = PCRE2_UTF | PCRE2_NEVER_BACKSLASH_C;
  flags |= options.ecma ? PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF | PCRE2_ALLOW_EMPTY_CLASS : PCRE2_UCP;
  if (options.ignore_case) flags |= PCRE2_CASELESS;
  if (options.multiline) flags |= PCRE2_MULTILINE;
  if (options.dot_all) flags |= PCRE2_DOTALL;
  return flags;
}

}  // namespace

tl::expected<std::shared_ptr<const Regex>, Regex::BadPattern> Regex::compile(std::string_view pattern,
                                                                             const Options& options) {
  if (pattern.substr(0, 2) == "(*") {
    return tl::unexpected(BadPattern{0, "a pattern may not begin with '(*': PCRE2's settings are not taken here"});
  }
  TranslatedPattern translated;
  if (options.ecma) {
    auto result = translate_ecma(pattern, options.dot_all);
    if (!result) return tl::unexpected(std::move(result.error()));
    translated = std::move(*result);
    pattern = translated.text;
  }
  int code = 0;
  PCRE2_SIZE offset = 0;
  Code compiled(pcre2_compile(bytes(pattern), pattern.size(), pcre_flags_of(options), &code, &offset, nullptr));
  if (!compiled) {
    if (options.ecma) offset = translated.origins[std::min(offset, pattern.size())];
    return tl::unexpected(BadPattern{offset, message_of(code)});
  }
  // Where memory may not be made executable, the interpreter does it.
  pcre2_jit_compile(compiled.get(), PCRE2_JIT_COMPLETE);
  return std::make_shared<Pcre>(std::move(compiled));
}

}  // namespace sightline
