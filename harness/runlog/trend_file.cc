#include "runlog/trend_file.h"

#include "runlog/record_reader.h"
#include "runlog/record_writer.h"

namespace sightline {
namespace {

constexpr unsigned kTrendFormat = 1;

struct TrendDocument {
  unsigned format = 0;
  std::vector<RunPoint> runs = {};
};

template <typename Io>
void describe(Io& io, Record<TrendDocument> auto& document) {
  io.always("sightline_trend", document.format);
  io.always("runs", document.runs);
}

}  // namespace

template <typename Io>
void describe(Io& io, Record<RunPoint> auto& run) {
  io.always("id", run.id);
  io.always("started", run.started);
  io("label", run.label);
  io.always("mode", run.mode);
  io("incomplete", run.incomplete);
  io.always("passed", run.passed);
  io.always("counted", run.counted);
  io("pass_rate", run.pass_rate);
  io.always("low", run.low);
  io.always("high", run.high);
  io("cost", run.cost);
  io("latency_p50_ms", run.latency_p50_ms);
}

std::string trend_json(const std::vector<RunPoint>& runs) {
  std::string out = "{\"sightline_trend\":" + std::to_string(kTrendFormat) + ",\"runs\":[";
  std::string_view separator = "\n";
  for (const RunPoint& run : runs) {
    out += separator;
    RecordWriter(out).write(run);
    separator = ",\n";
  }
  return out + "\n]}\n";
}

std::optional<std::vector<RunPoint>> read_trend(std::string_view text) {
  JsonCursor in(text);
  TrendDocument document;
  RecordReader::read(in, document);
  if (!in.finished() || document.format != kTrendFormat) return std::nullopt;
  return std::move(document.runs);
}

std::string to_json(const std::vector<RunPoint>& runs) {
  std::string out;
  RecordWriter(out).write(runs);
  return out;
}

}  // namespace sightline
