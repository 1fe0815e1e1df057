#include "metric/anls.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"
#include "metric/edit_distance.h"
#include "metric/python_text.h"

namespace sightline {
namespace {

/// " ".join(text.strip().lower().split())
std::u32string official_form(std::string_view text) {
  const std::string lowered = lower(python_strip(text));
  std::string joined;
  for (const std::string_view word : python_split(lowered)) {
    if (!joined.empty()) joined += ' ';
    joined += word;
  }
  return code_points(joined);
}

double similarity(std::u32string_view a, std::u32string_view b, std::size_t length) {
  if (length == 0) return 1;
  return 1 - static_cast<double>(edit_distance(a, b)) / static_cast<double>(length);
}

}  // namespace

double anls_similarity(std::string_view expected, std::string_view answer, AnlsVariant variant) {
  if (variant == AnlsVariant::official) {
    const std::size_t length = std::max(code_points(upper(expected)).size(), code_points(upper(answer)).size());
    return similarity(official_form(expected), official_form(answer), length);
  }
  const std::u32string a = code_points(lower(expected));
  const std::u32string b = code_points(lower(answer));
  return similarity(a, b, std::max(a.size(), b.size()));
}

double anls_cut(double similarity, AnlsVariant variant) {
  const bool is_kept = variant == AnlsVariant::official ? similarity >= kAnlsCut : similarity > kAnlsCut;
  return is_kept ? similarity : 0;
}

double anls(std::string_view expected, std::string_view answer, AnlsVariant variant) {
  return anls_cut(anls_similarity(expected, answer, variant), variant);
}

}  // namespace sightline
