#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

#include "assertion/catalogue.h"
#include "assertion/option_schema.h"
#include "assertion/outside.h"
#include "assertion/outside_judge.h"
#include "assertion/verdicts.h"
#include "assertion/wording.h"
#include "base/duration.h"
#include "base/text.h"

namespace sightline {
namespace {

constexpr std::uint64_t kDefaultMemory = 2ull << 30;
constexpr std::uint64_t kDefaultOutput = 1ull << 20;
constexpr std::uint64_t kMostOutput = 64ull << 20;

/// What a program complains of: the first line that it wrote to standard error, or, where that begins a traceback of
/// Python's, the last one, which names the exception.
std::string complaint(std::string_view errors) {
  std::vector<std::string_view> lines;
  for (const std::string_view line : split(errors, '\n')) {
    if (!is_blank(line)) lines.push_back(line);
  }
  if (lines.empty()) return "";
  const bool is_traceback = lines.front().starts_with("Traceback (most recent call last)");
  return ": " + unquoted(trimmed(is_traceback ? lines.back() : lines.front()), 200);
}

class Exec final : public Check {
 public:
  Exec(ProgramCall call, OutsideJudge judge)
      : call_(std::move(call)), judge_(std::move(judge)), who_(quoted(join(call_.command, " "), 60)) {}

  Verdict judge(const Observation& seen) const override {
    if (seen.outside == nullptr) return trouble(who_ + " cannot be run here");
    auto question = judge_.question(seen, true);
    if (!question) return question.error();
    ProgramCall call = call_;
    call.input = std::move(question->json);
    const auto end = seen.outside->run_program(call);
    if (!end) return trouble(messages(end.error()));
    const std::string why = trouble_of(*end);
    if (!why.empty()) return trouble(fmt::format("{} {}{}", who_, why, complaint(end->errors)));
    return judge_.verdict(end->output, who_, seen, question->evidence);
  }

 private:
  std::string trouble_of(const ProgramEnd& end) const {
    switch (end.ending) {
      case ProgramEnd::Ending::out_of_time:
        return "did not end within " + duration_text(call_.timeout);
      case ProgramEnd::Ending::too_much_output:
        return fmt::format("wrote more than {} bytes", call_.max_output_bytes);
      case ProgramEnd::Ending::killed:
        return "ended with " + end.how;
      case ProgramEnd::Ending::exited:
        break;
    }
    return end.exit_code == 0 ? "" : "ended with " + end.how;
  }

  ProgramCall call_;
  OutsideJudge judge_;
  std::string who_;  ///< "'python3 check.py'"
};

/// A path is of the project; a bare name is looked for on PATH when the program is run.
void locate(const Node& first, Options& options, std::vector<std::string>& command) {
  const std::string& written = first.string();
  if (written.find('/') == std::string::npos) return;
  if (written.starts_with('/')) return;
  auto path = options.compilation().parts.program(first, options.compilation().source);
  if (path) {
    command.front() = std::move(*path);
  } else {
    options.tell(&first, path.error().front().message);
  }
}

std::vector<std::string> read_command(Options& options) {
  std::vector<std::string> command = options.needed_texts("command", "the program and its arguments");
  const Node* written = options.find("command");
  if (command.empty() || written == nullptr) return command;
  const Node& first = written->is_list() ? written->list().front() : *written;
  if (trimmed(command.front()).empty()) {
    options.tell(&first, "'exec' wants a program, got an empty text");
  } else if (!first.is_string()) {
    options.tell(&first, fmt::format("'exec' wants a program, got {}", named(first)));
  } else if (!written->is_list() && command.front().find(' ') != std::string::npos) {
    options.tell(&first, fmt::format("no shell takes {} apart; write a program and its arguments as a list: "
                                     "[python3, check.py]",
                                     quoted(command.front())));
  } else {
    locate(first, options, command);
  }
  const bool cut =
      std::ranges::any_of(command, [](const std::string& text) { return text.find('\0') != std::string::npos; });
  if (cut) options.refuse("command", "texts without a zero byte");
  return command;
}

/// "64KB", "512MB", "2GB", each 1,024 of the one before.
std::optional<std::uint64_t> parse_bytes(std::string_view text) {
  std::uint64_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  const int shift = unit == "KB" ? 10 : unit == "MB" ? 20 : unit == "GB" ? 30 : 0;
  constexpr std::uint64_t kMost = 1ull << 20;
  if (error != std::errc{} || shift == 0 || count == 0 || count > kMost) return std::nullopt;
  return count << shift;
}

std::uint64_t read_bytes(Options& options, std::string_view option, std::uint64_t otherwise, std::uint64_t most) {
  const Node* value = options.find(option);
  if (value == nullptr) return otherwise;
  const auto bytes = value->is_string() ? parse_bytes(value->string()) : std::nullopt;
  if (!bytes || *bytes > most) options.refuse(option, "a size such as 64KB, 512MB or 2GB");
  return bytes.value_or(otherwise);
}

std::vector<std::string> read_environment(Options& options) {
  if (options.find("env") == nullptr) return {};
  std::vector<std::string> names = options.needed_texts("env", "names of environment variables");
  const auto& secrets = options.compilation().parts.permissions().secret_variables;
  for (const std::string& name : names) {
    if (name.empty() || name.find('=') != std::string::npos) {
      options.refuse("env", "names of environment variables; their values come from the environment");
    } else if (std::ranges::find(secrets, name) != secrets.end()) {
      options.tell(options.find("env"), fmt::format("{} holds a model's key, which no program is given", name));
    }
  }
  return names;
}

std::unique_ptr<const Check> compile_exec(Options& options) {
  if (!options.compilation().parts.permissions().exec) {
    options.tell(nullptr,
                 "'exec' runs a program; say `allow_exec: true` in sightline.yaml, or give --allow-exec, if you trust "
                 "this suite");
  }
  ProgramCall call;
  call.command = read_command(options);
  call.folder = options.compilation().parts.folder();
  call.environment = read_environment(options);
  call.max_memory_bytes = read_bytes(options, "memory", kDefaultMemory, UINT64_MAX);
  call.max_output_bytes = read_bytes(options, "max_output", kDefaultOutput, kMostOutput);
  OutsideJudge judge(options);
  call.timeout = judge.timeout();
  return std::make_unique<Exec>(std::move(call), std::move(judge));
}

Node exec_schema() {
  constexpr std::string_view kCommand = R"({"anyOf": [{"type": "string", "minLength": 1},
    {"type": "array", "items": {"type": ["string", "number"]}, "minItems": 1}]})";
  constexpr std::string_view kSize =
      R"({"type": "string", "pattern": "^[0-9]+[KMG]B$", "examples": ["64KB", "512MB"]})";
  OptionSchema schema;
  schema.short_form(kCommand)
      .option("command", kCommand, OptionSchema::Need::required)
      .option("env", R"({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}, "minItems": 1}],
        "description": "Names of environment variables that the program is given, beside PATH and LANG"})")
      .option("memory", kSize)
      .option("max_output", kSize);
  return add_outside_judge(schema).node();
}

}  // namespace

AssertionKind kind_of_exec() {
  return {.name = "exec",
          .family = "own code",
          .summary =
              "A program of your own judges the answer: JSON on its standard input, a verdict on its standard output. "
              "Needs `allow_exec: true` in sightline.yaml, or --allow-exec, which alone counts in the build of a "
              "fork's pull "
              "request.",
          .example = "exec: {command: [python3, check.py], timeout: 5s}",
          .example_pass = R"({reply: "42", outside: {stdout: '{"pass": true, "reason": "the total is right"}'}})",
          .example_fail = R"({reply: "41", outside: {stdout: '{"pass": false, "reason": "the total is 42"}'}})",
          .short_option = "command",
          .verbatim = {"command", "env"},
          .schema = exec_schema,
          .compile = compile_exec};
}

}  // namespace sightline
