#include "history/database.h"

#include <sqlite3.h>

namespace sightline {
namespace {

/// SQLITE_ERROR comes of statements that do not fit the tables: the file was made by something else.
bool is_broken(int code) {
  const int primary = code & 0xff;
  return primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB || primary == SQLITE_ERROR ||
         primary == SQLITE_CONSTRAINT || primary == SQLITE_MISMATCH;
}

DatabaseTrouble trouble_of(sqlite3* database, int code) {
  const char* words = database ? sqlite3_errmsg(database) : sqlite3_errstr(code);
  return {.broken = is_broken(code), .message = words};
}

}  // namespace

Statement::Statement(sqlite3* database, std::string_view sql) : database_(database) {
  check(sqlite3_prepare_v2(database_, sql.data(), static_cast<int>(sql.size()), &statement_, nullptr));
}

Statement::~Statement() {
  sqlite3_finalize(statement_);
}

void Statement::check(int code) const {
  if (code != SQLITE_OK) throw trouble_of(database_, code);
}

bool Statement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  const DatabaseTrouble trouble = trouble_of(database_, code);
  reset();
  throw trouble;
}

void Statement::reset() {
  // Says once more what step() said already.
  sqlite3_reset(statement_);
}

std::string Statement::text(int column) const {
  const auto* bytes = sqlite3_column_text(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  return bytes ? std::string(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)) : std::string();
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_, column);
}

double Statement::number(int column) const {
  return sqlite3_column_double(statement_, column);
}

std::optional<double> Statement::optional_number(int column) const {
  if (sqlite3_column_type(statement_, column) == SQLITE_NULL) return std::nullopt;
  return number(column);
}

void Statement::bind(int place, std::string_view value) {
  // An empty view may point nowhere, which SQLite would take for NULL.
  const char* bytes = value.empty() ? "" : value.data();
  check(sqlite3_bind_text64(statement_, place, bytes, value.size(), SQLITE_TRANSIENT, SQLITE_UTF8));
}

void Statement::bind(int place, double value) {
  check(sqlite3_bind_double(statement_, place, value));
}

void Statement::bind(int place, const std::optional<double>& value) {
  if (value) return bind(place, *value);
  check(sqlite3_bind_null(statement_, place));
}

void Statement::bind_integer(int place, std::int64_t value) {
  check(sqlite3_bind_int64(statement_, place, value));
}

Database::Database(const std::string& path, std::chrono::milliseconds patience) {
  const int code = sqlite3_open_v2(path.c_str(), &database_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  if (code != SQLITE_OK) {
    const DatabaseTrouble trouble = trouble_of(database_, code);
    sqlite3_close_v2(database_);
    throw trouble;
  }
  sqlite3_busy_timeout(database_, static_cast<int>(patience.count()));
}

Database::~Database() {
  sqlite3_close_v2(database_);
}

void Database::execute(const std::string& sql) {
  const int code = sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throw trouble_of(database_, code);
}

std::int64_t Database::last_row_id() const {
  return sqlite3_last_insert_rowid(database_);
}

Transaction::Transaction(Database& database, Kind kind) : database_(database) {
  database_.execute(kind == Kind::write ? "BEGIN IMMEDIATE" : "BEGIN");
}

Transaction::~Transaction() {
  if (!open_) return;
  try {
    database_.execute("ROLLBACK");
  } catch (const DatabaseTrouble&) {
    // Some errors end the transaction by themselves.
  }
}

void Transaction::commit() {
  database_.execute("COMMIT");
  open_ = false;
}

}  // namespace sightline
