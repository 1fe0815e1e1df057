#pragma once

#include <exception>
#include <functional>
#include <string_view>
#include <utility>

namespace sightline {

/// What `call` gives; where it throws, `tell` is told what (unless it is empty) and `otherwise` takes its place.
template <typename Call, typename Result>
Result guarded(const Call& call, Result otherwise, const std::function<void(std::string_view what)>& tell) {
  try {
    return call();
  } catch (const std::exception& exception) {
    if (tell) tell(exception.what());
  } catch (...) {
    if (tell) tell("something that is no std::exception");
  }
  return otherwise;
}

}  // namespace sightline
