#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "fixture/library.h"
#include "mock/key_memo.h"

namespace sightline {

/// What is served at one time: a library, and what was made of it once.
class Stock {
 public:
  /// `ignore` are pointers that are no part of keys, beside those that fixtures were recorded with.
  Stock(std::shared_ptr<const Library> library, const std::vector<std::string>& ignore);
  const Library& library() const { return *library_; }
  KeyMemo& memo() { return memo_; }

 private:
  std::shared_ptr<const Library> library_;
  KeyMemo memo_;
};

/// A fixture's path below the folder that is served: "receipts/cafe-2deb5732ecb5.json".
std::string_view path_below(const Library& library, const Fixture& fixture);
/// The suite and case that a fixture's file is named after: "receipts/cafe".
std::string_view case_of(std::string_view fixture_path);

}  // namespace sightline
