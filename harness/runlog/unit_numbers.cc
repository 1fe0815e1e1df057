#include "runlog/unit_numbers.h"

#include <functional>

namespace sightline {
namespace {

std::uint64_t hash_of_text(std::string_view text) {
  return std::hash<std::string_view>{}(text);
}

}  // namespace

std::uint32_t TextNumbers::number_of(std::string_view text) {
  if (const auto known = find(text)) return *known;
  const auto number = static_cast<std::uint32_t>(ends_.size());
  texts_ += text;
  ends_.push_back(texts_.size());
  table_.add(number, [this](std::uint32_t any) { return hash_of_text(this->text(any)); });
  return number;
}

std::optional<std::uint32_t> TextNumbers::find(std::string_view text) const {
  return table_.find(hash_of_text(text), [&](std::uint32_t number) { return this->text(number) == text; });
}

std::string_view TextNumbers::text(std::uint32_t number) const {
  const std::uint64_t begin = number == 0 ? 0 : ends_[number - 1];
  return std::string_view(texts_).substr(begin, ends_[number] - begin);
}

std::uint64_t UnitNumbers::hash_of(const Parts& parts) {
  std::uint64_t sum = 0;
  for (const std::uint32_t part : parts) sum = sum * 1'000'003 + part;
  return sum;
}

std::uint32_t UnitNumbers::number_of(const UnitId& unit) {
  const Parts parts{texts_.number_of(unit.suite), texts_.number_of(unit.case_id), texts_.number_of(unit.prompt),
                    texts_.number_of(unit.model)};
  if (const auto known = find(parts)) return *known;
  const auto number = static_cast<std::uint32_t>(units_.size());
  units_.push_back(parts);
  table_.add(number, [this](std::uint32_t any) { return hash_of(units_[any]); });
  return number;
}

std::optional<std::uint32_t> UnitNumbers::find(const Parts& parts) const {
  return table_.find(hash_of(parts), [&](std::uint32_t number) { return units_[number] == parts; });
}

std::optional<std::uint32_t> UnitNumbers::find(const UnitId& unit) const {
  Parts parts{};
  auto part = parts.begin();
  for (const std::string* text : {&unit.suite, &unit.case_id, &unit.prompt, &unit.model}) {
    const auto number = texts_.find(*text);
    if (!number) return std::nullopt;
    *part++ = *number;
  }
  return find(parts);
}

UnitId UnitNumbers::unit(std::uint32_t number) const {
  const auto text = [&](std::size_t part) { return std::string(texts_.text(units_[number][part])); };
  return {.suite = text(0), .case_id = text(1), .prompt = text(2), .model = text(3)};
}

bool UnitNumbers::is_less(std::uint32_t a, std::uint32_t b) const {
  return a != b && unit(a) < unit(b);
}

}  // namespace sightline
