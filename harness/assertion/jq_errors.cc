#include "assertion/jq_errors.h"

#include <fmt/format.h>

#include "assertion/scalar_place.h"
#include "base/text.h"

namespace sightline {
namespace {

void cut(std::string& text, std::string_view part) {
  if (const std::size_t at = text.find(part); at != std::string::npos) text.erase(at, part.size());
}

/// One complaint taken apart: "jq: error: MESSAGE at <top-level>, line N:" and the text from there.
struct Complaint {
  std::string message;
  std::size_t line = 0;
};

Complaint taken_apart(std::string text) {
  Complaint out;
  for (const std::string_view prefix : {"jq: ", "error: "}) {
    if (text.rfind(prefix, 0) == 0) text.erase(0, prefix.size());
  }
  constexpr std::string_view kPlace = " at <top-level>, line ";
  if (const std::size_t place = text.find(kPlace); place != std::string::npos) {
    std::size_t number = 0;
    for (std::size_t i = place + kPlace.size(); i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
      number = number * 10 + static_cast<std::size_t>(text[i] - '0');
    }
    out.line = number > 0 ? number - 1 : 0;
    text.resize(place);
  }
  cut(text, " (Unix shell quoting issues?)");
  if (const std::size_t end = text.find("$end"); end != std::string::npos) text.replace(end, 4, "end");
  out.message = std::string(trimmed(text));
  return out;
}

}  // namespace

Errors jq_compile_errors(const Node& node, const std::vector<std::string>& complaints, const Source& source) {
  Errors out;
  for (const std::string& text : complaints) {
    const Complaint complaint = taken_apart(text);
    if (complaint.message.find(" compile error") != std::string::npos) continue;
    std::size_t offset = 0;
    for (std::size_t line = 0; line < complaint.line; ++line) offset = node.string().find('\n', offset) + 1;
    out.push_back(source.error_at(place_in_scalar(node, offset, source),
                                  fmt::format("jq cannot compile {}: {}", quoted(node.string()), complaint.message)));
  }
  if (out.empty()) out.push_back(source.error_at(node.at, fmt::format("jq cannot compile {}", quoted(node.string()))));
  return out;
}

}  // namespace sightline
