#pragma once

#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "model/node.h"

namespace sightline {

struct Table;

/// What may stand under a key. The tables made of shapes are the one source of what is accepted and of the JSON
/// Schemas.
struct Shape {
  enum class Kind {
    anything,
    text,
    name,  ///< Text of letters, digits and `. _ -`.
    boolean,
    number,
    integer,
    duration,    ///< "8s", more than nothing.
    date,        ///< "2027-03-01"
    choice,      ///< One of `choices`.
    list,        ///< Of parts[0].
    dictionary,  ///< The author's own keys, each over parts[0].
    table,       ///< A closed list of keys.
    assertions,  ///< A list of maps; what stands in them is the assertion catalogue's business.
    either       ///< The first of `parts` that takes a value of that kind.
  };
  Kind kind = Kind::anything;
  double min = -std::numeric_limits<double>::infinity();
  double max = std::numeric_limits<double>::infinity();
  bool above_min = false;  ///< `min` itself is too little.
  bool named = false;      ///< The keys of a dictionary are names, as Kind::name.
  bool non_empty = false;  ///< An empty list, dictionary or table is an error.
  std::vector<std::string> choices = {};
  std::vector<std::string> later_choices = {};  ///< Of the format, but not of this version.
  std::vector<Shape> parts = {};
  const Table* table = nullptr;
};

enum class Support { now, later };
enum class Presence { optional, required };

/// One key of the format.
struct Key {
  std::string name;
  std::string doc;  ///< One sentence, for editors and messages.
  Shape shape;
  Presence presence = Presence::optional;
  Support support = Support::now;
};

/// A closed list of keys.
struct Table {
  std::string id;    ///< "case": its name in schemas.
  std::string what;  ///< "a case": its name in messages.
  std::vector<Key> keys;
  const Key* find(std::string_view name) const;
};

/// The makers of shapes.
namespace shapes {
Shape anything();
Shape text();
Shape name();
Shape boolean();
Shape number();
Shape number(double min, double max = std::numeric_limits<double>::infinity());
Shape number_above(double min);
Shape integer(double min, double max);
Shape duration();
Shape date();
Shape choice(std::vector<std::string> choices, std::vector<std::string> later = {});
Shape list_of(Shape item);
Shape dictionary_of(Shape value);
/// A dictionary whose keys are names of the author's own.
Shape named(Shape value);
Shape table_of(const Table& table);
Shape assertion_list();
Shape either(std::vector<Shape> parts);
/// The same list or dictionary, of at least one item.
Shape filled(Shape shape);
}  // namespace shapes

/// "a whole number of at least 1 or a map": for messages.
std::string expectation(const Shape& shape);

/// "the string 'abc'", "the number 12", "a list": for messages.
std::string description(const Node& value);

/// Letters, digits, `. _ -`, at least one: what ids, tags and names of prompts and models are made of.
bool is_name(std::string_view text);

}  // namespace sightline
