#pragma once

#include <atomic>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>

#include "base/error.h"

namespace sightline {

/// Pages that were rendered, for as long as what they are rendered from is as it was, and there is room. One is
/// rendered at a time: it takes a core, and memory; those that are kept wait for none.
class RenderedPages {
 public:
  explicit RenderedPages(std::size_t most_bytes = std::size_t{256} << 20) : most_bytes_(most_bytes) {}
  using Render = std::function<Expected<std::string>()>;
  /// The page `name` as of `state`: the one that is kept, or what `render` gives.
  Expected<std::shared_ptr<const std::string>> page(const std::string& name, const std::string& state,
                                                    const Render& render);
  /// Renders no more: what waits for its turn gets an error.
  void stop() { is_stopped_ = true; }

 private:
  struct Kept {
    std::string name;
    std::string state;
    std::shared_ptr<const std::string> html;
  };
  std::shared_ptr<const std::string> kept_page(const std::string& name, const std::string& state);
  void drop_until_there_is_room();

  std::size_t most_bytes_;
  std::atomic<bool> is_stopped_ = false;
  std::mutex rendering_;  ///< Held while a page is rendered; taken before the other.
  std::mutex mutex_;
  std::list<Kept> kept_;  ///< The one that was asked for last first.
};

}  // namespace sightline
