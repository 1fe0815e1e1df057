#include "report/html.h"

#include "base/base64.h"
#include "base/sha256.h"
#include "report/embedded.h"
#include "report/packed_text.h"
#include "report/page_rows.h"
#include "report/units.h"

namespace sightline {
namespace {

/// Nothing is loaded but images beside the page, nothing runs but the page's own script, and no text becomes markup.
std::string content_security_policy() {
  return "default-src 'none'; script-src " + hash_source(kPageScript) + "; style-src " + hash_source(kPageStyle) +
         "; img-src 'self' file: data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; "
         "trusted-types 'none'";
}

void write_run(const RunReader& run, const RunSummary& summary, std::ostream& out) {
  const RunCompanions companions = RunCompanions::read(run);
  PackedText data(out);
  data.add(page_head(run, summary, companions));
  for_each_unit(run, [&](const std::vector<CaseResult>& repeats) {
    data.add("\n" + page_row(repeats, companions));
    data.add("\n" + page_detail(repeats, run));
  });
  data.finish();
}

}  // namespace

std::string hash_source(std::string_view text) {
  const std::string hex = sha256_hex(text);
  std::string bytes;
  for (std::size_t at = 0; at < hex.size(); at += 2) {
    bytes += static_cast<char>(std::stoi(hex.substr(at, 2), nullptr, 16));
  }
  return "'sha256-" + to_base64(bytes) + "'";
}

void write_up_to(std::string_view mark, std::string_view& rest, std::ostream& out) {
  const std::size_t at = rest.find(mark);
  out << rest.substr(0, at);
  rest.remove_prefix(at + mark.size());
}

void write_html(const RunReader& run, const RunSummary& summary, std::ostream& out) {
  std::string_view rest = kPageHtml;
  write_up_to("@POLICY@", rest, out);
  out << content_security_policy();
  write_up_to("@STYLE@", rest, out);
  out << kPageStyle;
  write_up_to("@RUN@", rest, out);
  write_run(run, summary, out);
  write_up_to("@SCRIPT@", rest, out);
  out << kPageScript << rest;
}

}  // namespace sightline
