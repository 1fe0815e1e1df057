#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace sightline {

/// The currency that a number must carry: its code, a sign of it or its English name, before or behind the number, a
/// blank between them at most. A sign that several currencies share stands for each of them ($ for USD, CAD, AUD and
/// others; ¥ for JPY and CNY).
class CurrencyDemand {
 public:
  /// Nothing where `code` is no three capitals.
  static std::optional<CurrencyDemand> of(std::string_view code);

  const std::string& code() const { return code_; }
  /// True where the number at `begin` to `end` of `text` carries it.
  bool is_carried(std::string_view text, std::size_t begin, std::size_t end) const;

 private:
  explicit CurrencyDemand(std::string code) : code_(std::move(code)) {}
  std::string code_;
};

}  // namespace sightline
