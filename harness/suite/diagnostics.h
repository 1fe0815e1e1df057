#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "base/error.h"

namespace sightline {

/// Gathers what there is to say of all files of a load, and tells it in order: by file as they were opened, then by
/// place; nothing twice, and no more of one kind than a person reads.
class Diagnostics {
 public:
  static constexpr std::size_t kMostTold = 50;

  /// Files are told in the order of their first opening.
  void opened(const std::string& path);
  void add(const Source& source, Position at, std::string message, Severity severity = Severity::error);
  void add(Error error);
  void add(Errors errors);
  /// The same; those that have no place get this one.
  void add_at(const Source& source, Position at, Errors errors);
  /// Trouble that one text may make for many cases alike: told once, with the first case's id and the number of the
  /// rest. Alike is what stands before the message's first ';': the cure behind it may name what the case at hand has.
  void add_for_case(Error error, const std::string& case_id);
  void add_for_case(Errors errors, const std::string& case_id);

  /// True where an error (no mere warning) was added.
  bool has_errors() const { return has_errors_; }
  Errors take() &&;

 private:
  struct Entry {
    Error error;
    std::string case_id;
    std::string last_case_id;
    std::size_t other_cases = 0;
  };
  using Key = std::tuple<std::string, std::uint32_t, std::uint32_t, std::string>;
  static Key key_of(const Error& error, bool of_case);
  std::size_t rank_of(const std::string& path) const;
  void put_in_order();

  std::map<std::string, std::size_t> ranks_;
  std::map<Key, std::size_t> known_;
  std::vector<Entry> entries_;
  bool has_errors_ = false;
};

}  // namespace sightline
