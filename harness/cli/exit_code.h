#pragma once

namespace sightline {

/// What the process ends with; the first that holds, in this order.
namespace exit_code {
inline constexpr int kInterrupted = 130;
inline constexpr int kDefect = 70;       ///< A defect of this program.
inline constexpr int kUsage = 2;         ///< Usage or suite error; nothing was sent.
inline constexpr int kIncomplete = 3;    ///< Something planned was not run, or could not be judged.
inline constexpr int kFailed = 1;        ///< A gate or a must_pass case failed.
inline constexpr int kInconclusive = 4;  ///< A gate could not be decided.
inline constexpr int kSuccess = 0;
}  // namespace exit_code

}  // namespace sightline
