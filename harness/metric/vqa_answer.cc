#include "metric/vqa_answer.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"
#include "metric/python_text.h"

namespace sightline {
namespace {

constexpr std::u32string_view kMarks = U";/[]\"{}()=+\\_-><@`,?!";
/// The programs pass re.UNICODE, which is 32, where the number of replacements goes.
constexpr int kMostPeriods = 32;

using Replacement = std::pair<std::string_view, std::string_view>;

constexpr auto kNumbers = std::to_array<Replacement>({{"eight", "8"},
                                                      {"five", "5"},
                                                      {"four", "4"},
                                                      {"nine", "9"},
                                                      {"none", "0"},
                                                      {"one", "1"},
                                                      {"seven", "7"},
                                                      {"six", "6"},
                                                      {"ten", "10"},
                                                      {"three", "3"},
                                                      {"two", "2"},
                                                      {"zero", "0"}});

/// Contractions without their apostrophes, in the order of their bytes. Entries of the programs that begin with a
/// capital are left out, because texts are in lower case when they are looked up.
constexpr auto kContractions = std::to_array<Replacement>({{"'ow'sat", "'ow's'at"},
                                                           {"'ows'at", "'ow's'at"},
                                                           {"aint", "ain't"},
                                                           {"arent", "aren't"},
                                                           {"cant", "can't"},
                                                           {"couldn'tve", "couldn't've"},
                                                           {"couldnt", "couldn't"},
                                                           {"couldnt've", "couldn't've"},
                                                           {"couldve", "could've"},
                                                           {"didnt", "didn't"},
                                                           {"doesnt", "doesn't"},
                                                           {"dont", "don't"},
                                                           {"hadn'tve", "hadn't've"},
                                                           {"hadnt", "hadn't"},
                                                           {"hadnt've", "hadn't've"},
                                                           {"hasnt", "hasn't"},
                                                           {"havent", "haven't"},
                                                           {"he'dve", "he'd've"},
                                                           {"hed", "he'd"},
                                                           {"hed've", "he'd've"},
                                                           {"hes", "he's"},
                                                           {"howd", "how'd"},
                                                           {"howll", "how'll"},
                                                           {"hows", "how's"},
                                                           {"isnt", "isn't"},
                                                           {"it'dve", "it'd've"},
                                                           {"itd", "it'd"},
                                                           {"itd've", "it'd've"},
                                                           {"itll", "it'll"},
                                                           {"maam", "ma'am"},
                                                           {"mightn'tve", "mightn't've"},
                                                           {"mightnt", "mightn't"},
                                                           {"mightnt've", "mightn't've"},
                                                           {"mightve", "might've"},
                                                           {"mustnt", "mustn't"},
                                                           {"mustve", "must've"},
                                                           {"neednt", "needn't"},
                                                           {"notve", "not've"},
                                                           {"oclock", "o'clock"},
                                                           {"oughtnt", "oughtn't"},
                                                           {"ow's'at", "'ow's'at"},
                                                           {"shant", "shan't"},
                                                           {"she'dve", "she'd've"},
                                                           {"shed've", "she'd've"},
                                                           {"shouldn'tve", "shouldn't've"},
                                                           {"shouldnt", "shouldn't"},
                                                           {"shouldnt've", "shouldn't've"},
                                                           {"shouldve", "should've"},
                                                           {"somebody'd", "somebodyd"},
                                                           {"somebody'dve", "somebody'd've"},
                                                           {"somebodyd've", "somebody'd've"},
                                                           {"somebodyll", "somebody'll"},
                                                           {"somebodys", "somebody's"},
                                                           {"someone'dve", "someone'd've"},
                                                           {"someoned", "someone'd"},
                                                           {"someoned've", "someone'd've"},
                                                           {"someonell", "someone'll"},
                                                           {"someones", "someone's"},
                                                           {"something'dve", "something'd've"},
                                                           {"somethingd", "something'd"},
                                                           {"somethingd've", "something'd've"},
                                                           {"somethingll", "something'll"},
                                                           {"thats", "that's"},
                                                           {"there'dve", "there'd've"},
                                                           {"thered", "there'd"},
                                                           {"thered've", "there'd've"},
                                                           {"therere", "there're"},
                                                           {"theres", "there's"},
                                                           {"they'dve", "they'd've"},
                                                           {"theyd", "they'd"},
                                                           {"theyd've", "they'd've"},
                                                           {"theyll", "they'll"},
                                                           {"theyre", "they're"},
                                                           {"theyve", "they've"},
                                                           {"twas", "'twas"},
                                                           {"wasnt", "wasn't"},
                                                           {"we'dve", "we'd've"},
                                                           {"wed've", "we'd've"},
                                                           {"werent", "weren't"},
                                                           {"weve", "we've"},
                                                           {"whatll", "what'll"},
                                                           {"whatre", "what're"},
                                                           {"whats", "what's"},
                                                           {"whatve", "what've"},
                                                           {"whens", "when's"},
                                                           {"whered", "where'd"},
                                                           {"wheres", "where's"},
                                                           {"whereve", "where've"},
                                                           {"who'dve", "who'd've"},
                                                           {"whod", "who'd"},
                                                           {"whod've", "who'd've"},
                                                           {"wholl", "who'll"},
                                                           {"whos", "who's"},
                                                           {"whove", "who've"},
                                                           {"whyll", "why'll"},
                                                           {"whyre", "why're"},
                                                           {"whys", "why's"},
                                                           {"wont", "won't"},
                                                           {"wouldn'tve", "wouldn't've"},
                                                           {"wouldnt", "wouldn't"},
                                                           {"wouldnt've", "wouldn't've"},
                                                           {"wouldve", "would've"},
                                                           {"y'all'dve", "y'all'd've"},
                                                           {"y'alld've", "y'all'd've"},
                                                           {"y'allll", "y'all'll"},
                                                           {"yall", "y'all"},
                                                           {"yall'd've", "y'all'd've"},
                                                           {"yall'll", "y'all'll"},
                                                           {"you'dve", "you'd've"},
                                                           {"youd", "you'd"},
                                                           {"youd've", "you'd've"},
                                                           {"youll", "you'll"},
                                                           {"youre", "you're"},
                                                           {"youve", "you've"}});

/// The word that stands for `word` in a table, or itself.
template <typename Table>
std::string_view looked_up(const Table& table, std::string_view word) {
  const auto found = std::ranges::lower_bound(table, word, {}, &Replacement::first);
  return found != table.end() && found->first == word ? found->second : word;
}

bool has_comma_between_digits(std::u32string_view text) {
  for (std::size_t i = 1; i + 1 < text.size(); ++i) {
    if (text[i] == ',' && decimal_value(text[i - 1]) >= 0 && decimal_value(text[i + 1]) >= 0) return true;
  }
  return false;
}

/// What becomes of each mark: kept are those that are no marks.
enum class Fate : std::uint8_t { kept, blank, gone };

std::array<Fate, 128> fates_in(std::u32string_view text) {
  std::array<Fate, 128> fates{};
  const Fate usual = has_comma_between_digits(text) ? Fate::gone : Fate::blank;
  for (const char32_t mark : kMarks) fates[mark] = usual;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool is_mark = text[i] < fates.size() && fates[text[i]] != Fate::kept;
    const bool beside_blank = (i > 0 && text[i - 1] == ' ') || (i + 1 < text.size() && text[i + 1] == ' ');
    if (is_mark && beside_blank) fates[text[i]] = Fate::gone;
  }
  return fates;
}

std::u32string without_marks(std::u32string_view text) {
  const std::array<Fate, 128> fates = fates_in(text);
  std::u32string out;
  for (const char32_t c : text) {
    const Fate fate = c < fates.size() ? fates[c] : Fate::kept;
    if (fate == Fate::kept) out += c;
    if (fate == Fate::blank) out += U' ';
  }
  return out;
}

std::string without_periods(std::u32string_view text, bool may_follow_digit) {
  std::string out;
  int gone = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool before_digit = i + 1 < text.size() && decimal_value(text[i + 1]) >= 0;
    const bool after_digit = i > 0 && decimal_value(text[i - 1]) >= 0;
    const bool goes = text[i] == '.' && !before_digit && (may_follow_digit || !after_digit);
    if (goes && gone < kMostPeriods) {
      ++gone;
    } else {
      append_utf8(out, text[i]);
    }
  }
  return out;
}

/// Numbers as digits, no articles, contractions with their apostrophes.
std::string plain_words(std::string_view text) {
  std::string out;
  const std::string in_lower_case = lower(text);
  for (std::string_view word : python_split(in_lower_case)) {
    word = looked_up(kNumbers, word);
    if (word == "a" || word == "an" || word == "the") continue;
    if (!out.empty()) out += ' ';
    out += looked_up(kContractions, word);
  }
  return out;
}

/// lmms-eval's step before the others: lower case, no commas and question marks, "'s" a word of its own.
std::string tokenized(std::string_view text) {
  std::string kept = lower(text);
  std::erase_if(kept, [](char c) { return c == ',' || c == '?'; });
  std::string out;
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (kept.compare(i, 2, "'s") == 0) out += ' ';
    out += kept[i];
  }
  return std::string(python_strip(out));
}

}  // namespace

std::string vqa_punctuation(std::string_view text, VqaForm form) {
  return without_periods(without_marks(code_points(text)), form != VqaForm::vlmevalkit);
}

std::string vqa_answer(std::string_view text, VqaForm form) {
  std::string out = form == VqaForm::lmms_eval ? tokenized(text) : std::string(text);
  std::ranges::replace_if(
      out, [](char c) { return c == '\n' || c == '\t'; }, ' ');
  return plain_words(vqa_punctuation(python_strip(out), form));
}

}  // namespace sightline
