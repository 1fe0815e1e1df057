#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "model/result.h"

namespace sightline {

/// What the index of a log needs of a line.
struct LineHead {
  enum class Kind { header, request, result, drop, cut, footer, unknown, broken };
  Kind kind = Kind::unknown;
  std::uint64_t format = 0;  ///< Of a header: the format's version.
  std::string key = {};      ///< Of a request.
  UnitId unit = {};          ///< Of a result or a drop, as are the two that follow.
  std::uint32_t repeat = 0;
  std::uint64_t sequence = 0;
};

/// How the line of a result begins where this program wrote it.
constexpr std::string_view kResultBegins = "{\"suite\":";

/// Reads a line, without its line feed. What is no JSON object, or a result without its unit, is broken; an object of
/// no known kind is unknown: a later version may have put it there.
LineHead read_line_head(std::string_view line);

/// The same of lines that are known to be whole: of a result that this program wrote, what follows the head is not
/// looked at.
LineHead read_line_beginning(std::string_view line);

/// The line that takes a repeat out of the run, and the one that says that the line before it was cut; with line feeds.
std::string drop_line(const UnitId& unit, std::uint32_t repeat);
std::string cut_line();

}  // namespace sightline
