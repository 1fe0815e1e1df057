#include "runlog/exact_line.h"

#include <cmath>
#include <optional>
#include <string_view>
#include <type_traits>
#include <vector>

#include "runlog/record_fields.h"

namespace sightline {
namespace {

/// Goes through a record's members.
class NumberSearch {
 public:
  bool all_finite = true;

  template <typename T>
  void operator()(std::string_view, const T& value, const std::type_identity_t<T>& = {}) {
    look_at(value);
  }
  template <typename T>
  void always(std::string_view, const T& value) {
    look_at(value);
  }

 private:
  template <typename T>
  void look_at(const T& value) {
    if constexpr (std::is_floating_point_v<T>) {
      all_finite = all_finite && std::isfinite(value);
    } else if constexpr (requires { describe(*this, value); }) {
      describe(*this, value);
    }
  }
  template <typename T>
  void look_at(const std::optional<T>& value) {
    if (value) look_at(*value);
  }
  template <typename T>
  void look_at(const std::vector<T>& items) {
    for (const T& item : items) look_at(item);
  }
};

}  // namespace

bool has_finite_numbers(const CaseResult& result) {
  NumberSearch search;
  describe(search, result);
  return search.all_finite;
}

bool is_exact(const CaseResult& result, std::string_view line) {
  constexpr std::string_view kRepaired = "\uFFFD";
  return line.find(kRepaired) == std::string_view::npos && has_finite_numbers(result);
}

}  // namespace sightline
