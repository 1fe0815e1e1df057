#pragma once

#include <chrono>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace sightline {

/// What SQLite could not do. Thrown within history/ alone; index.cc catches it.
struct DatabaseTrouble {
  bool broken = false;  ///< The file is no database, or not one of ours; else it cannot be written, or is in use.
  std::string message;
};

/// A statement, compiled once. Values are bound, never written into the text.
class Statement {
 public:
  Statement(sqlite3* database, std::string_view sql);
  ~Statement();
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  /// Begins anew with these values; step() then gives the rows.
  template <typename... Values>
  Statement& with(const Values&... values) {
    reset();
    int place = 0;
    (bind(++place, values), ...);
    return *this;
  }
  /// The same, to its end: for what gives no rows.
  template <typename... Values>
  void run(const Values&... values) {
    with(values...);
    while (step()) {
    }
    reset();
  }
  /// Goes to the next row; false where there is none.
  bool step();
  /// Lets go of what a row that was not the last holds.
  void reset();

  std::string text(int column) const;
  std::int64_t integer(int column) const;
  double number(int column) const;
  std::optional<double> optional_number(int column) const;

 private:
  void bind(int place, std::string_view value);
  void bind(int place, const std::string& value) { bind(place, std::string_view(value)); }
  void bind(int place, double value);
  void bind(int place, const std::optional<double>& value);
  template <std::integral T>
  void bind(int place, T value) {
    bind_integer(place, static_cast<std::int64_t>(value));
  }
  void bind_integer(int place, std::int64_t value);
  void check(int code) const;

  sqlite3* database_;
  sqlite3_stmt* statement_ = nullptr;
};

/// A connection to one SQLite file; ":memory:" is one of its own that is gone with the object.
class Database {
 public:
  /// Waits for at most `patience` where another process holds the file.
  Database(const std::string& path, std::chrono::milliseconds patience);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  /// Statements without values, one or more.
  void execute(const std::string& sql);
  Statement prepare(std::string_view sql) { return Statement(database_, sql); }
  std::int64_t last_row_id() const;

 private:
  sqlite3* database_ = nullptr;
};

/// Statements that belong together. What was not committed by the end of the object is undone.
class Transaction {
 public:
  enum class Kind {
    read,  ///< All its statements see one state of the file.
    write  ///< Takes the right to write at once, and waits for it.
  };
  Transaction(Database& database, Kind kind);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

}  // namespace sightline
