#include "view/rendered_pages.h"

#include <algorithm>

namespace sightline {

Expected<std::shared_ptr<const std::string>> RenderedPages::page(const std::string& name, const std::string& state,
                                                                 const Render& render) {
  if (auto page = kept_page(name, state)) return page;
  const std::lock_guard rendering(rendering_);
  if (auto page = kept_page(name, state)) return page;
  if (is_stopped_) return failure("the server is ending");
  auto html = render();
  if (!html) return tl::unexpected(std::move(html.error()));
  const std::lock_guard lock(mutex_);
  kept_.remove_if([&](const Kept& kept) { return kept.name == name; });
  kept_.push_front({name, state, std::make_shared<const std::string>(std::move(*html))});
  auto page = kept_.front().html;
  drop_until_there_is_room();
  return page;
}

std::shared_ptr<const std::string> RenderedPages::kept_page(const std::string& name, const std::string& state) {
  const std::lock_guard lock(mutex_);
  const auto found = std::ranges::find(kept_, name, &Kept::name);
  if (found == kept_.end() || found->state != state) return nullptr;
  kept_.splice(kept_.begin(), kept_, found);
  return kept_.front().html;
}

void RenderedPages::drop_until_there_is_room() {
  std::size_t bytes = 0;
  for (const Kept& kept : kept_) bytes += kept.html->size();
  while (bytes > most_bytes_ && kept_.size() > 1) {
    bytes -= kept_.back().html->size();
    kept_.pop_back();
  }
}

}  // namespace sightline
