#include "metric/number_words.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <utility>

#include "base/text.h"

namespace sightline {
namespace {

struct Language {
  std::string_view locale;
  /// Zero to twenty in order, several forms parted by '|'.
  std::string_view numbers;
  std::string_view larger;    ///< Words of larger numbers.
  std::string_view fraction;  ///< Words of numbers with a fraction.
  std::string_view joint;     ///< "and"
};

constexpr std::array<Language, 7> kLanguages{{
    {"en",
     "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
     "eighteen nineteen twenty",
     "thirty forty fifty sixty seventy eighty ninety hundred thousand million billion", "point half", "and"},
    {"de",
     "null eins|ein|eine|einen|einem|einer|eines zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn "
     "vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn zwanzig",
     "hundert tausend million millionen milliarde milliarden", "komma halb", "und"},
    {"es",
     "cero uno|un|una dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis "
     "diecisiete dieciocho diecinueve veinte",
     "treinta cuarenta cincuenta sesenta setenta ochenta noventa cien ciento mil millón millones", "coma punto medio",
     "y"},
    {"fr",
     "zéro un|une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
     "dix-huit dix-neuf vingt",
     "vingts trente quarante cinquante soixante cent cents mille million millions", "virgule demi", "et"},
    {"it",
     "zero uno|un|una due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici "
     "sedici "
     "diciassette diciotto diciannove venti",
     "trenta quaranta cinquanta sessanta settanta ottanta novanta cento mille mila milione milioni", "virgola mezzo",
     "e"},
    {"nl",
     "nul een|één twee drie vier vijf zes zeven acht negen tien elf twaalf dertien veertien vijftien zestien zeventien "
     "achttien negentien twintig",
     "honderd duizend miljoen miljard", "komma half", "en"},
    {"pt",
     "zero um|uma dois|duas três quatro cinco seis sete oito nove dez onze doze treze catorze|quatorze quinze "
     "dezesseis|dezasseis dezessete|dezassete dezoito dezenove|dezanove vinte",
     "trinta quarenta cinquenta sessenta setenta oitenta noventa cem cento mil milhão milhões", "vírgula ponto meio",
     "e"},
}};

enum class WordRole : std::uint8_t { other, number, larger, fraction, joint };

struct Entry {
  WordRole role = WordRole::other;
  double value = 0;
};
using Lexicon = std::map<std::string, Entry, std::less<>>;

Lexicon lexicon_of(const Language& language) {
  Lexicon lexicon;
  double value = 0;
  for (const std::string_view forms : split(language.numbers, ' ')) {
    for (const std::string_view form : split(forms, '|')) lexicon[std::string(form)] = {WordRole::number, value};
    ++value;
  }
  for (const std::string_view word : split(language.larger, ' ')) lexicon[std::string(word)] = {WordRole::larger};
  for (const std::string_view word : split(language.fraction, ' ')) lexicon[std::string(word)] = {WordRole::fraction};
  lexicon[std::string(language.joint)] = {WordRole::joint};
  return lexicon;
}

const Lexicon& lexicon_of(const NumberLocale& locale) {
  static const std::map<std::string_view, Lexicon> all = [] {
    std::map<std::string_view, Lexicon> lexicons;
    for (const Language& language : kLanguages) lexicons[language.locale] = lexicon_of(language);
    return lexicons;
  }();
  return all.at(locale.name.substr(0, 2));
}

/// A word of the text, or two that a hyphen joins to a number ("dix-sept").
struct Token {
  std::size_t begin = 0;
  std::size_t end = 0;
  Entry entry;
};

class Reader {
 public:
  Reader(std::string_view text, const Lexicon& lexicon) : text_(text), lexicon_(lexicon) { tokenize(); }

  std::vector<FoundNumber> all() const {
    std::vector<FoundNumber> found;
    for (std::size_t i = 0; i < tokens_.size();) {
      const std::size_t end = run_end(i);
      if (end == i) {
        ++i;
        continue;
      }
      if (is_number(i, end)) found.push_back(number_of(i, end));
      i = end;
    }
    return found;
  }

 private:
  /// Bytes of the word that begins at `at`; bytes beyond ASCII are of one where their character is a letter.
  std::size_t word_size(std::size_t at) const {
    std::size_t end = at;
    while (end < text_.size()) {
      std::size_t next = end + 1;
      while (next < text_.size() && (static_cast<unsigned char>(text_[next]) & 0xC0) == 0x80) ++next;
      if (!is_alphanumeric(code_points(text_.substr(end, next - end)).front())) break;
      end = next;
    }
    return end - at;
  }

  Entry entry_of(std::size_t begin, std::size_t end) const {
    constexpr std::size_t kLongest = 32;
    if (end - begin > kLongest) return {};
    const auto found = lexicon_.find(lower(text_.substr(begin, end - begin)));
    return found == lexicon_.end() ? Entry{} : found->second;
  }

  void tokenize() {
    for (std::size_t at = 0; at < text_.size();) {
      const std::size_t size = word_size(at);
      if (size == 0) {
        ++at;
        continue;
      }
      Token token{at, at + size, entry_of(at, at + size)};
      at = token.end;
      const std::size_t more = at < text_.size() && text_[at] == '-' ? word_size(at + 1) : 0;
      const Entry both = more > 0 ? entry_of(token.begin, at + 1 + more) : Entry{};
      if (both.role != WordRole::other) {
        at += 1 + more;
        token = {token.begin, at, both};
      }
      tokens_.push_back(token);
    }
  }

  WordRole role(std::size_t i) const { return i < tokens_.size() ? tokens_[i].entry.role : WordRole::other; }

  /// True where nothing but a blank or a hyphen parts a token from the one before it.
  bool follows(std::size_t i) const {
    if (i >= tokens_.size()) return false;
    const std::string_view gap = text_.substr(tokens_[i - 1].end, tokens_[i].begin - tokens_[i - 1].end);
    return gap == " " || gap == "-" || gap == "\u00A0";
  }

  bool takes_part(std::size_t i) const {
    return role(i) == WordRole::number || role(i) == WordRole::larger || role(i) == WordRole::fraction;
  }

  /// The end of the words that make one number with token `i`; `i` where it begins none.
  std::size_t run_end(std::size_t i) const {
    if (role(i) != WordRole::number && role(i) != WordRole::larger) return i;
    for (++i; follows(i); ++i) {
      if (takes_part(i)) continue;
      if (role(i) != WordRole::joint || !follows(i + 1)) break;
      // "two and a half", "vingt et un", "hundred and five", but not "two and three".
      const bool goes_on = role(i - 1) == WordRole::larger || tokens_[i - 1].entry.value == 20;
      if (role(i + 1) == WordRole::fraction || (goes_on && takes_part(i + 1))) continue;
      if (!follows(i + 2) || role(i + 2) != WordRole::fraction) break;
      ++i;
    }
    return i;
  }

  /// "million" behind digits is a word of theirs.
  bool is_number(std::size_t begin, std::size_t end) const {
    for (std::size_t i = begin; i < end; ++i) {
      if (role(i) == WordRole::number) return true;
    }
    std::string_view before = text_.substr(0, tokens_[begin].begin);
    if (before.ends_with(' ')) before.remove_suffix(1);
    return before.empty() || before.back() < '0' || before.back() > '9';
  }

  FoundNumber number_of(std::size_t begin, std::size_t end) const {
    FoundNumber number;
    number.begin = tokens_[begin].begin;
    number.end = tokens_[end - 1].end;
    number.text = text_.substr(number.begin, number.end - number.begin);
    number.is_word = true;
    number.readable = end == begin + 1 && role(begin) == WordRole::number;
    if (number.readable) number.value = tokens_[begin].entry.value;
    return number;
  }

  std::string_view text_;
  const Lexicon& lexicon_;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<FoundNumber> find_number_words(std::string_view text, const NumberLocale& locale) {
  return Reader(text, lexicon_of(locale)).all();
}

std::optional<double> english_number(std::string_view word) {
  const Lexicon& lexicon = lexicon_of(number_locales().front());
  const auto found = lexicon.find(word);
  const bool is_number = found != lexicon.end() && found->second.role == WordRole::number;
  return is_number ? std::optional(found->second.value) : std::nullopt;
}

}  // namespace sightline
