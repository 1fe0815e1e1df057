#include "cli/fixture_load.h"

#include <filesystem>

namespace sightline {

FixtureLoad::FixtureLoad(Files& files, const Project& project)
    : library_(std::in_place, files, std::filesystem::proximate(project.fixtures).string()) {}

void FixtureLoad::begin() {
  suites_are_being_read_ = true;
  loading_ = std::async(std::launch::async, [this] { return library_->load(suites_are_being_read_); });
}

Errors FixtureLoad::finish() {
  suites_are_being_read_ = false;
  return loading_.valid() ? loading_.get() : library_->load();
}

}  // namespace sightline
