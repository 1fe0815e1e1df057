#include "run/send_order.h"

#include <algorithm>
#include <numeric>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>

namespace sightline {

namespace {

const std::string& identity(const Image& image) {
  return image.sha256.empty() ? image.url : image.sha256;
}

/// The strings of a prompt's body, in the order in which they are sent.
void add_texts(const Node& body, std::vector<std::string_view>& texts) {
  if (body.is_string()) texts.push_back(body.string());
  if (body.is_list()) {
    for (const Node& item : body.list()) add_texts(item, texts);
  }
  if (body.is_map()) {
    for (const Node::Member& member : body.map()) add_texts(member.value, texts);
  }
}

/// The names of the {{tags}} of a text, in their order.
void add_tags(std::string_view text, std::vector<std::string_view>& names) {
  constexpr std::string_view kBefore = "{&#^/ \t";
  constexpr std::string_view kBehind = "} \t";
  for (std::size_t at = text.find("{{"); at != text.npos; at = text.find("{{", at)) {
    const std::size_t begin = std::min(text.find_first_not_of(kBefore, at), text.size());
    const std::size_t end = std::min(text.find_first_of(kBehind, begin), text.size());
    names.push_back(text.substr(begin, end - begin));
    at = std::max(end, at + 2);
  }
}

/// Where the images of a prompt's requests are named: variables, and paths or URLs as the prompt writes them.
struct Mentions {
  explicit Mentions(const Prompt& prompt) {
    if (prompt.body) add_texts(*prompt.body, texts);
    for (const std::string_view text : texts) add_tags(text, variables);
  }
  std::vector<std::string_view> texts;
  std::vector<std::string_view> variables;
};

/// What the unit's requests send, the leading image first; empty where it sends none.
std::vector<std::string_view> images_of(const PlannedUnit& unit, const Mentions& mentions) {
  std::vector<std::string_view> images;
  for (const std::string_view text : mentions.texts) {
    const auto own = unit.prompt->images.find(std::string(text));
    if (own != unit.prompt->images.end()) images.push_back(identity(*own->second));
  }
  for (const std::string_view name : mentions.variables) {
    const auto variable = unit.a_case->images.find(std::string(name));
    if (variable != unit.a_case->images.end()) images.push_back(identity(*variable->second.image));
  }
  return images;
}

bool has_images(const PlannedUnit& unit) {
  return !unit.a_case->images.empty() || !unit.prompt->images.empty();
}

/// Ranks the units: by the first that sends the same leading image, then by the first that sends all the same images
/// with the same prompt.
class Grouping {
 public:
  explicit Grouping(const Plan& plan) : ranks_(plan.units.size()) {
    for (std::size_t i = 0; i < ranks_.size(); ++i) rank(plan.units[i], i);
  }
  std::tuple<std::size_t, std::size_t, std::size_t> of(std::size_t unit) const {
    return {ranks_[unit].first, ranks_[unit].second, unit};
  }

 private:
  void rank(const PlannedUnit& unit, std::size_t index) {
    ranks_[index] = {index, index};
    if (!has_images(unit)) return;
    const Mentions& mentions = mentions_.try_emplace(unit.prompt, *unit.prompt).first->second;
    const auto images = images_of(unit, mentions);
    if (images.empty()) return;
    std::string all(images.front());
    ranks_[index].first = leading_.try_emplace(all, index).first->second;
    for (const std::string_view image : images) all.append("\n").append(image);
    all.append("\n").append(unit.suite->name).append("\n").append(unit.prompt->name);
    ranks_[index].second = same_.try_emplace(all, index).first->second;
  }

  std::vector<std::pair<std::size_t, std::size_t>> ranks_;
  std::unordered_map<const Prompt*, Mentions> mentions_;
  std::unordered_map<std::string, std::size_t> leading_;
  std::unordered_map<std::string, std::size_t> same_;
};

}  // namespace

std::vector<std::size_t> order_by_image(const Plan& plan) {
  std::vector<std::size_t> order(plan.units.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  if (std::ranges::none_of(plan.units, has_images)) return order;
  const Grouping grouping(plan);
  std::ranges::sort(order, {}, [&](std::size_t unit) { return grouping.of(unit); });
  return order;
}

}  // namespace sightline
