#pragma once

#include <string>

namespace sightline {

/// Asks the system to show an address in the browser that people use. False where it has no program for that.
bool open_in_browser(const std::string& url);

}  // namespace sightline
