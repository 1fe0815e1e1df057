#pragma once

namespace sightline {

/// Keeps the memory of this process, and the environment that it was started with, from everybody else: it leaves no
/// core where it crashes, whoever would collect it, and other processes of the same user may not look into it. For
/// processes that hold keys. Programs that it starts are not held to it; they hold none.
void forbid_core_dumps();

}  // namespace sightline
