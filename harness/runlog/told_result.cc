#include "runlog/told_result.h"

#include <vector>

#include "runlog/record_reader.h"

namespace sightline {
namespace {

/// The value of `status` in an assertion, or nothing.
std::string_view status_of(std::string_view assertion) {
  JsonCursor in(assertion);
  std::string unescaped;
  std::string_view key;
  if (!in.open_map()) return {};
  for (bool first = true; in.next_member(key, unescaped, first); first = false) {
    if (key == "status") return in.raw();
    in.skip();
  }
  return {};
}

/// Reads what reports look at, and passes over the rest.
class ToldCursor : public JsonCursor {
 public:
  using JsonCursor::JsonCursor;
  using JsonCursor::read;
  /// Evidence and log probabilities.
  void read(Node&) { skip(); }
  void read(std::vector<AssertionResult>& out) {
    list([&] {
      const std::string_view assertion = raw();
      AssertionResult& result = out.emplace_back();
      if (status_of(assertion) != "\"pass\"") read_failed(assertion, result);
    });
  }

 private:
  void read_failed(std::string_view text, AssertionResult& out) {
    ToldCursor in(text);
    RecordReaderOf<ToldCursor>::read(in, out);
    if (!in.finished()) fail();
  }
};

}  // namespace

bool read_told_result(std::string_view line, CaseResult& out) {
  ToldCursor in(line);
  RecordReaderOf<ToldCursor>::read(in, out);
  return in.finished();
}

}  // namespace sightline
