#include "runlog/line_head.h"

#include "runlog/record_reader.h"
#include "runlog/record_writer.h"

namespace sightline {
namespace {

using Kind = LineHead::Kind;

/// The member that tells what a line is.
Kind kind_told_by(std::string_view key) {
  if (key == "suite") return Kind::result;
  if (key == "request") return Kind::request;
  if (key == "sightline_run") return Kind::header;
  if (key == "finished") return Kind::footer;
  if (key == "dropped") return Kind::drop;
  if (key == "cut") return Kind::cut;
  return Kind::unknown;
}

void read_repeat_member(JsonCursor& in, std::string_view key, LineHead& head) {
  if (key == "repeat") return RecordReader::read(in, head.repeat);
  if (key == "sequence") return RecordReader::read(in, head.sequence);
  RecordReader::read_member(in, key, head.unit);
}

void read_member(JsonCursor& in, std::string_view key, LineHead& head) {
  if (head.kind == Kind::unknown) head.kind = kind_told_by(key);
  if (key == "sightline_run") return RecordReader::read(in, head.format);
  if (key == "request") return RecordReader::read(in, head.key);
  if (key == "dropped") return in.map([&](std::string_view inner) { read_repeat_member(in, inner, head); });
  if (head.kind == Kind::result) return read_repeat_member(in, key, head);
  in.skip();
}

}  // namespace

LineHead read_line_head(std::string_view line) {
  LineHead head;
  JsonCursor in(line);
  in.map([&](std::string_view key) { read_member(in, key, head); });
  const bool names_a_unit = head.kind == Kind::result || head.kind == Kind::drop;
  if (!in.finished() || (names_a_unit && head.unit.case_id.empty())) head.kind = Kind::broken;
  return head;
}

LineHead read_line_beginning(std::string_view line) {
  constexpr unsigned kMembers = 6;  // The unit's four, the repeat and the sequence.
  if (!line.starts_with(kResultBegins)) return read_line_head(line);
  LineHead head;
  head.kind = Kind::result;
  bool is_whole = false;
  unsigned members = 0;
  JsonCursor in(line);
  in.map([&](std::string_view key) {
    read_repeat_member(in, key, head);
    if (++members < kMembers) return;
    is_whole = !in.failed() && !head.unit.case_id.empty();
    in.fail();
  });
  return is_whole ? head : read_line_head(line);
}

std::string drop_line(const UnitId& unit, std::uint32_t repeat) {
  std::string out;
  RecordWriter writer(out);
  writer.json().begin_map().key("dropped").begin_map();
  describe(writer, unit);
  writer.json().member("repeat", repeat).end_map().end_map();
  return out + '\n';
}

std::string cut_line() {
  return "{\"cut\":true}\n";
}

}  // namespace sightline
