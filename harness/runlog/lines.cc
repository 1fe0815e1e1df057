#include "runlog/record_writer.h"
#include "runlog/runlog.h"

namespace sightline {
namespace {

template <typename Record>
std::string json_of(const Record& record) {
  std::string out;
  RecordWriter(out).write(record);
  return out;
}

}  // namespace

std::string to_json(const RunHeader& header) {
  return json_of(header);
}

std::string to_json(const RunFooter& footer) {
  return json_of(footer);
}

std::string to_json(const CaseResult& result) {
  return json_of(result);
}

std::string header_line(const RunHeader& header) {
  std::string out;
  RecordWriter writer(out);
  writer.json().begin_map().member("sightline_run", kRunFormat);
  describe(writer, header);
  writer.json().end_map();
  return out + '\n';
}

std::string request_line(const std::string& key, std::string_view body) {
  std::string out;
  JsonWriter(out).begin_map().member("request", key).key("body").raw(body).end_map();
  return out + '\n';
}

std::string result_line(const CaseResult& result) {
  return json_of(result) + '\n';
}

std::string footer_line(const RunFooter& footer) {
  return json_of(footer) + '\n';
}

}  // namespace sightline
