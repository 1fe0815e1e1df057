#pragma once

#include <string>

#include "view/run_shelf.h"

namespace sightline {

/// The page that lists the runs of the folder that people know as `reports`; it fetches `runs.json` beside it.
std::string list_page();

/// What it fetches: {"reports", "unread", "runs": […]}.
std::string list_json(const std::string& reports, const RunShelf::List& list);

}  // namespace sightline
