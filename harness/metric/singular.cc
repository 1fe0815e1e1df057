#include "metric/singular.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sightline {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;
constexpr std::array<Pair, 35> kIrregular{{
    {"people", "person"},
    {"children", "child"},
    {"grandchildren", "grandchild"},
    {"feet", "foot"},
    {"teeth", "tooth"},
    {"geese", "goose"},
    {"mice", "mouse"},
    {"oxen", "ox"},
    {"dice", "die"},
    {"knives", "knife"},
    {"wives", "wife"},
    {"housewives", "housewife"},
    {"lives", "life"},
    {"wolves", "wolf"},
    {"leaves", "leaf"},
    {"calves", "calf"},
    {"halves", "half"},
    {"shelves", "shelf"},
    {"bookshelves", "bookshelf"},
    {"loaves", "loaf"},
    {"thieves", "thief"},
    {"scarves", "scarf"},
    {"hooves", "hoof"},
    {"pocketknives", "pocketknife"},
    {"buses", "bus"},
    {"minibuses", "minibus"},
    {"gases", "gas"},
    {"lenses", "lens"},
    {"quizzes", "quiz"},
    {"canvases", "canvas"},
    {"cacti", "cactus"},
    {"skis", "ski"},
    {"taxis", "taxi"},
    {"kiwis", "kiwi"},
    {"menus", "menu"},
}};

/// Words that end as plurals do and are none, or have no other form.
constexpr std::array<std::string_view, 14> kUnchanged{"gas",       "lens",  "canvas", "series", "species",
                                                      "christmas", "atlas", "always", "pyjama", "his",
                                                      "was",       "has",   "as",     "yes"};
/// Words in "men" that are no plural.
constexpr std::array<std::string_view, 8> kEndInMen{"specimen", "regimen", "omen",   "semen",
                                                    "abdomen",  "acumen",  "stamen", "ramen"};
/// Singulars in "ie".
constexpr std::array<std::string_view, 14> kEndInIe{"cookie",  "movie", "selfie", "zombie", "pie",
                                                    "tie",     "lie",   "die",    "doggie", "hoodie",
                                                    "brownie", "genie", "magpie", "bowtie"};
/// Singulars in "o" whose plural adds "es".
constexpr std::array<std::string_view, 8> kTakeEs{"potato", "tomato",  "hero",    "buffalo",
                                                  "mango",  "volcano", "tornado", "echo"};

template <std::size_t n>
bool is_word_of(const std::array<std::string_view, n>& words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

bool stays(std::string_view noun) {
  if (noun.size() < 3 || !noun.ends_with('s')) return true;
  return noun.ends_with("ss") || noun.ends_with("us") || noun.ends_with("is") || is_word_of(kUnchanged, noun);
}

/// Of a noun that ends in "es".
std::string without_es(std::string_view noun) {
  const std::string_view without_s = noun.substr(0, noun.size() - 1);
  const std::string_view stem = noun.substr(0, noun.size() - 2);
  if (noun.ends_with("ies")) {
    if (noun.size() < 5 || is_word_of(kEndInIe, without_s)) return std::string(without_s);
    return std::string(stem.substr(0, stem.size() - 1)) + "y";
  }
  for (const std::string_view hiss : {"ch", "sh", "x", "ss", "zz"}) {
    if (stem.ends_with(hiss) && noun != "axes") return std::string(stem);
  }
  return std::string(is_word_of(kTakeEs, stem) ? stem : without_s);
}

}  // namespace

std::string singular(std::string_view noun) {
  const auto* irregular = std::ranges::find(kIrregular, noun, &Pair::first);
  if (irregular != kIrregular.end()) return std::string(irregular->second);
  if (noun.size() >= 3 && noun.ends_with("men") && !is_word_of(kEndInMen, noun)) {
    return std::string(noun.substr(0, noun.size() - 3)) + "man";
  }
  if (stays(noun)) return std::string(noun);
  return noun.ends_with("es") ? without_es(noun) : std::string(noun.substr(0, noun.size() - 1));
}

}  // namespace sightline
