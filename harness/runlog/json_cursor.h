#pragma once

#include <charconv>
#include <cstddef>
#include <string>
#include <string_view>

#include "model/node.h"

namespace sightline {

/// A value's own text, unread: good as long as the text that it stands in. Empty: there was none.
struct JsonText {
  std::string_view text;
};

/// Pulls values out of one JSON text straight to where they belong: no tree and no places, and so several times as fast
/// as parse_json. For lines that this program wrote: of a fault it tells only where it is, and it does not look for
/// equal keys. The first thing that does not fit fails the cursor for good: from then on nothing is read.
class JsonCursor {
 public:
  explicit JsonCursor(std::string_view text) : text_(text) {}

  bool failed() const { return failed_; }
  void fail() { failed_ = true; }
  /// The byte that is read next, or that did not fit: past the last where the text ends too soon.
  std::size_t offset() const { return at_; }
  /// True where nothing failed and only blanks are left.
  bool finished();

  /// Calls `visit(key)` for each member; it must take the value, with skip() where it has no use for it. The key is
  /// good until then.
  template <typename Visit>
  void map(Visit&& visit) {
    if (!open_map()) return;
    std::string unescaped;
    std::string_view key;
    for (bool first = true; next_member(key, unescaped, first); first = false) visit(key);
  }
  /// The same step by step: opens an object, and where that gives true, goes to its members one after the other until
  /// next_member() gives false. `unescaped` holds the key where it had to be unescaped.
  bool open_map() { return open('{'); }
  bool next_member(std::string_view& key, std::string& unescaped, bool first) {
    if (!next('}', first)) return --depth_, false;
    key = key_text(unescaped);
    return !failed_ && expect(':');
  }
  /// Calls `visit()` for each item; it must take the item.
  template <typename Visit>
  void list(Visit&& visit) {
    if (!open('[')) return;
    for (bool first = true; next(']', first); first = false) visit();
    --depth_;
  }
  /// True where a null stood there; it is taken then.
  bool null();
  void read(bool& out);
  void read(std::string& out);
  void read(Node& out);
  void read(JsonText& out) { out.text = raw(); }
  /// Any arithmetic type; a number that it cannot hold does not fit.
  template <typename Number>
  void read_number(Number& out) {
    const std::string_view digits = number_text();
    const auto end = digits.data() + digits.size();
    const auto [stop, trouble] = std::from_chars(digits.data(), end, out);
    if (stop != end || trouble != std::errc()) fail();
  }
  /// The next value's own text, unread.
  std::string_view raw();
  void skip();

 private:
  void pass_blanks() {
    while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
  }
  static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
  void fail_at_end() {
    at_ = text_.size();
    fail();
  }
  bool expect(char c);
  bool expect_word(std::string_view word);
  bool open(char bracket);
  /// True before a further item; false after the closing bracket, which is taken.
  bool next(char close, bool first);
  std::string_view key_text(std::string& unescaped);
  std::string_view number_text();
  void skip_string();
  void read_escape(std::string& out);
  bool read_hex(std::uint32_t& unit);
  void read_container(Node& out);

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t depth_ = 0;
  bool failed_ = false;
};

}  // namespace sightline
