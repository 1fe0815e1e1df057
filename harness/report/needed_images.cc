#include "report/needed_images.h"

#include <algorithm>

#include "report/page_pictures.h"
#include "report/unit_requests.h"
#include "report/units.h"

namespace sightline {
namespace {

bool is_in_order(const CaseResult& result) {
  return result.status == Status::passed || result.status == Status::skipped || result.status == Status::xfailed;
}

}  // namespace

void NeededImages::take(const std::vector<CaseResult>& repeats, std::string_view requests) {
  const bool calm = std::ranges::all_of(repeats, is_in_order);
  for (std::string& digest : digests_named(requests)) {
    if ((calm ? seen_later_ : seen_first_).insert(digest).second) {
      (calm ? later_ : first_).push_back(std::move(digest));
    }
  }
}

std::vector<std::string> NeededImages::in_order() const {
  std::vector<std::string> all = first_;
  for (const std::string& digest : later_) {
    if (!seen_first_.contains(digest)) all.push_back(digest);
  }
  return all;
}

std::vector<std::string> needed_images(const RunReader& run) {
  NeededImages images;
  for_each_unit(run, [&](const std::vector<CaseResult>& repeats) { images.take(repeats, requests_of(repeats, run)); });
  return images.in_order();
}

}  // namespace sightline
