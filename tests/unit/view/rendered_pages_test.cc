#include "view/rendered_pages.h"

#include <catch2/catch.hpp>
#include <future>

namespace sightline {
namespace {

TEST_CASE("a page that is kept waits for none that is rendered") {
  RenderedPages pages;
  REQUIRE(pages.page("kept", "1", [] { return Expected<std::string>("as it was"); }));
  std::promise<void> begun;
  std::promise<void> go_on;
  auto slow = std::async(std::launch::async, [&] {
    return pages.page("slow", "1", [&] {
      begun.set_value();
      go_on.get_future().wait();
      return Expected<std::string>("at last");
    });
  });
  begun.get_future().wait();
  auto kept = std::async(std::launch::async,
                         [&] { return pages.page("kept", "1", [] { return Expected<std::string>("anew"); }); });
  const bool came = kept.wait_for(std::chrono::seconds(20)) == std::future_status::ready;
  go_on.set_value();
  CHECK(came);
  CHECK(*kept.get().value() == "as it was");
  CHECK(*slow.get().value() == "at last");
}

TEST_CASE("once stopped, no page is rendered any more, and those that are kept are given") {
  RenderedPages pages;
  REQUIRE(pages.page("kept", "1", [] { return Expected<std::string>("page"); }));
  pages.stop();
  CHECK(pages.page("kept", "1", [] { return Expected<std::string>("anew"); }));
  CHECK_FALSE(pages.page("kept", "2", [] { return Expected<std::string>("anew"); }));
}

TEST_CASE("what was rendered first goes where there is no room, and a newer state takes an older one's place") {
  RenderedPages pages(10);
  unsigned rendered = 0;
  const auto render = [&] { return ++rendered, Expected<std::string>("sixsix"); };
  for (const char* name : {"a", "a", "b", "b", "a"}) REQUIRE(pages.page(name, "1", render));
  CHECK(rendered == 3);
  REQUIRE(pages.page("a", "2", render));
  REQUIRE(pages.page("a", "2", render));
  CHECK(rendered == 4);
}

}  // namespace
}  // namespace sightline
