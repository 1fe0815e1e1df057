#include "metric/number_currency.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "metric/number_edges.h"

namespace sightline {
namespace {

struct KnownCurrency {
  std::string_view code;
  std::string_view signs;
  std::string_view names;
};
constexpr auto kCurrencies = std::to_array<KnownCurrency>({
    {"EUR", "€", "euro|euros"},
    {"USD", "$|US$", "dollar|dollars|us dollars"},
    {"GBP", "£", "pound|pounds"},
    {"JPY", "¥|JP¥|円", "yen"},
    {"CNY", "¥|CN¥|元", "yuan|renminbi"},
    {"INR", "₹|Rs|Rs.", "rupee|rupees"},
    {"KRW", "₩", "won"},
    {"RUB", "₽", "rouble|roubles|ruble|rubles"},
    {"CHF", "Fr.|Fr|SFr.", "franc|francs|franken"},
    {"CAD", "$|C$|CA$", "dollar|dollars|canadian dollars"},
    {"AUD", "$|A$|AU$", "dollar|dollars|australian dollars"},
    {"NZD", "$|NZ$", "dollar|dollars"},
    {"SGD", "$|S$|SG$", "dollar|dollars"},
    {"HKD", "$|HK$", "dollar|dollars"},
    {"MXN", "$|MX$|Mex$", "peso|pesos"},
    {"BRL", "R$", "real|reais"},
    {"PLN", "zł", "zloty|zlotys"},
    {"CZK", "Kč", "koruna|korun"},
    {"SEK", "kr|kr.", "krona|kronor"},
    {"NOK", "kr|kr.", "krone|kroner"},
    {"DKK", "kr|kr.", "krone|kroner"},
    {"TRY", "₺", "lira"},
    {"UAH", "₴", "hryvnia"},
    {"ILS", "₪", "shekel|shekels"},
    {"THB", "฿", "baht"},
    {"VND", "₫", "dong"},
});

/// True where `spelling` ends `before` or begins `behind`, no letter or digit beside it.
bool is_spelled(std::string_view before, std::string_view behind, std::string_view spelling) {
  if (before.ends_with(spelling)) {
    before.remove_suffix(spelling.size());
    if (before.empty() || !is_alphanumeric(last_code_point(before))) return true;
  }
  if (!behind.starts_with(spelling)) return false;
  const std::string_view rest = behind.substr(spelling.size());
  return rest.empty() || !is_alphanumeric(last_code_point(spelling)) || !is_alphanumeric(first_code_point(rest));
}

/// The signs between the beginning of a number and its digits: "-$".
std::string_view signs_within(std::string_view number) {
  return number.substr(0, std::min(number.find_first_of("0123456789"), number.size()));
}

}  // namespace

std::optional<CurrencyDemand> CurrencyDemand::of(std::string_view code) {
  const bool is_code = code.size() == 3 && std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; });
  return is_code ? std::optional(CurrencyDemand(std::string(code))) : std::nullopt;
}

bool CurrencyDemand::is_carried(std::string_view text, std::size_t begin, std::size_t end) const {
  constexpr std::size_t kLongestName = 32;
  const std::string_view within = signs_within(text.substr(begin, end - begin));
  std::string_view before = text.substr(0, begin);
  before.remove_suffix(trailing_blank(before));
  const std::string_view behind = text.substr(end + leading_blank(text.substr(end)));
  const std::string words = lower(behind.substr(0, utf8_prefix(behind.substr(0, kLongestName))));
  const auto is_sign = [&](std::string_view sign) {
    return is_spelled(before, behind, sign) || within.ends_with(sign);
  };
  const auto is_name = [&](std::string_view name) { return is_spelled("", words, name); };
  if (is_sign(code_)) return true;
  const auto known = std::ranges::find(kCurrencies, code_, &KnownCurrency::code);
  if (known == kCurrencies.end()) return false;
  return std::ranges::any_of(split(known->signs, '|'), is_sign) ||
         std::ranges::any_of(split(known->names, '|'), is_name);
}

}  // namespace sightline
