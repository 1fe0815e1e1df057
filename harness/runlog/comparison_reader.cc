#include "runlog/comparison_reader.h"

#include "runlog/comparison_fields.h"
#include "runlog/record_reader.h"

namespace sightline {
namespace {

template <typename Record>
void read_records(JsonCursor& in, std::vector<Record>& out) {
  in.list([&] { RecordReader::read(in, out.emplace_back()); });
}

void read_fates(JsonCursor& in, std::map<UnitFate, std::uint64_t>& out) {
  in.map([&](std::string_view name) {
    const auto fate = from_name<UnitFate>(name);
    if (fate) {
      in.read_number(out[*fate]);
    } else {
      in.skip();
    }
  });
}

void read_slice(JsonCursor& in, ComparedSlice& out) {
  in.map([&](std::string_view name) {
    if (name == "fates") return read_fates(in, out.fates);
    if (name == "measures") return read_records(in, out.measures);
    RecordReader::read_member(in, name, out);
  });
}

/// A comparison up to its slices, which are read by hand.
struct Document {
  unsigned format = 0;
  Comparison comparison = {};
  CompareMethod method = {};
};

template <typename Io>
void describe(Io& io, Record<Document> auto& document) {
  auto& comparison = document.comparison;
  io.always("sightline_compare", document.format);
  io.always("axis", comparison.axis);
  io.always("finding", comparison.finding);
  io.always("sentence", comparison.sentence);
  io.always("base", comparison.base);
  io.always("candidate", comparison.candidate);
  io.always("method", document.method);
  io.always("notes", comparison.notes);
  io.always("gates", comparison.gates);
  io.always("changes", comparison.changes);
  io.always("only_in_base", comparison.only_in_base);
  io.always("only_in_candidate", comparison.only_in_candidate);
}

}  // namespace

std::optional<Comparison> read_comparison(std::string_view text) {
  JsonCursor in(text);
  Document document;
  in.map([&](std::string_view name) {
    if (name == "slices") return in.list([&] { read_slice(in, document.comparison.slices.emplace_back()); });
    RecordReader::read_member(in, name, document);
  });
  if (!in.finished() || document.format != kCompareFormat) return std::nullopt;
  document.comparison.confidence = document.method.confidence;
  document.comparison.margin = document.method.margin;
  document.comparison.seed = document.method.seed;
  return std::move(document.comparison);
}

}  // namespace sightline
