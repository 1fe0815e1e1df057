#include "compare/results_file.h"

#include <fmt/format.h>

#include "report/results_json.h"
#include "runlog/record_reader.h"

namespace sightline {
namespace {

class ResultsFileReader {
 public:
  ResultsFileReader(std::string path, std::string text, const TakeResults& take)
      : source_{std::move(path), std::move(text)}, take_(take) {}

  Expected<RunHeader> read() {
    JsonCursor in(source_.text);
    in.map([&](std::string_view key) { read_member(in, key); });
    if (format_ > kResultsFormat) {
      return refused(fmt::format("the results have format {}, this version reads {}; use a newer sightline", format_,
                                 kResultsFormat));
    }
    if (format_ == 0) return refused("no run: it is neither a run.jsonl nor a results.json");
    if (trouble_.empty() && !in.finished()) note(source_.text, in.offset());
    if (trouble_.empty() && !has_header_) return refused("the results have no \"run\"");
    if (trouble_.empty() && !late_units_.text.empty()) read_late_units();
    if (!trouble_.empty()) return tl::unexpected(std::move(trouble_));
    return std::move(header_);
  }

 private:
  tl::unexpected<Errors> refused(std::string message) const { return failure({source_.path, {}}, std::move(message)); }

  void read_member(JsonCursor& in, std::string_view key) {
    if (key == "sightline_results") return RecordReader::read(in, format_);
    if (key == "run") {
      has_header_ = true;
      return RecordReader::read(in, header_);
    }
    if (key != "units") return in.skip();
    // Where members were sorted otherwise, what the units need may stand behind them.
    if (format_ == 0 || !has_header_) return in.read(late_units_);
    read_units(in, source_.text);
  }
  void read_late_units() {
    JsonCursor in(late_units_.text);
    read_units(in, late_units_.text);
  }

  /// `part` is the text of the cursor, here as below.
  void read_units(JsonCursor& in, std::string_view part) {
    if (format_ > kResultsFormat) return in.skip();
    in.list([&] {
      ++number_;
      read_unit(in, part);
    });
    if (in.failed()) return note(part, in.offset());
    number_ = 0;
  }
  void read_unit(JsonCursor& in, std::string_view part) {
    JsonText results;
    unit_ = {};
    in.map([&](std::string_view key) {
      if (key == "results") return in.read(results);
      RecordReader::read_member(in, key, unit_);
    });
    if (in.failed()) return note(part, in.offset());
    if (results.text.empty()) {
      note(part, in.offset(), "it has no \"results\"");
    } else {
      JsonCursor list(results.text);
      const std::string wrong = take_(header_, unit_, list);
      if (list.failed()) note(results.text, list.offset());
      if (!wrong.empty()) note(results.text, 0, wrong);
    }
    if (!trouble_.empty()) in.fail();
  }

  /// The first trouble is the one that is told.
  void note(std::string_view part, std::size_t offset, std::string_view what = {}) {
    if (!trouble_.empty()) return;
    const std::size_t at = static_cast<std::size_t>(part.data() - source_.text.data()) + offset;
    const bool is_cut = at >= source_.text.size();
    if (what.empty()) what = is_cut ? "the file is cut short" : "no JSON, or not what belongs there";
    const std::string unit =
        number_ == 0 ? "" : fmt::format(" in unit {}{}", number_, unit_.case_id.empty() ? "" : ", " + unit_.text());
    trouble_.push_back(
        source_.error_at(position_in(source_.text, at), fmt::format("broken results{}: {}", unit, what)));
  }

  Source source_;
  const TakeResults& take_;
  std::uint64_t format_ = 0;
  bool has_header_ = false;
  RunHeader header_;
  JsonText late_units_;
  std::uint64_t number_ = 0;  ///< Of the unit that is read, from 1; 0: none is.
  UnitId unit_;
  Errors trouble_;
};

}  // namespace

Expected<RunHeader> read_results_file(const Files& files, const std::string& path, const TakeResults& take) {
  auto text = files.read(path);
  if (!text) return tl::unexpected(std::move(text.error()));
  return ResultsFileReader(path, std::move(*text), take).read();
}

}  // namespace sightline
