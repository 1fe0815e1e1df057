#include "report/html.h"

#include "base/base64.h"
#include "base/sha256.h"
#include "report/embedded.h"
#include "report/needed_images.h"
#include "report/packed_text.h"
#include "report/page_pictures.h"
#include "report/page_rows.h"
#include "report/units.h"

namespace sightline {
namespace {

/// Nothing is loaded but images beside the page, nothing runs but the page's own script, and no text becomes markup.
/// Where a server gives the page out, its second script may ask that server.
std::string content_security_policy(bool served) {
  const std::string scripts = hash_source(kPageScript) + (served ? " " + hash_source(kLiveScript) : "");
  return "default-src 'none'; script-src " + scripts + (served ? "; connect-src 'self'" : "") + "; style-src " +
         hash_source(kPageStyle) +
         "; img-src 'self' file: data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; "
         "trusted-types 'none'";
}

/// Gives the images that its requests name, in the order of need.
std::vector<std::string> write_run(const RunReader& run, const RunSummary& summary, std::ostream& out) {
  const RunCompanions companions = RunCompanions::read(run);
  PackedText data(out);
  NeededImages images;
  data.add(page_head(run, summary, companions));
  for_each_unit(run, [&](const std::vector<CaseResult>& repeats) {
    data.add("\n" + page_row(repeats, companions));
    const std::string detail = page_detail(repeats, run);
    data.add("\n" + detail);
    images.take(repeats, detail);
  });
  data.finish();
  return images.in_order();
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

namespace {

void write_live_script(const RunReader& run, std::string_view& rest, std::ostream& out) {
  write_up_to("</script>", rest, out);
  out << "</script>\n<script type=\"module\" id=\"live-script\" data-ended=\"" << (run.footer() ? "yes" : "no") << "\">"
      << kLiveScript << "</script>";
}

void write_page(const RunReader& run, const RunSummary& summary, bool served, std::ostream& out) {
  std::string_view rest = kPageHtml;
  write_up_to("@POLICY@", rest, out);
  out << content_security_policy(served);
  write_up_to("@STYLE@", rest, out);
  out << kPageStyle;
  write_up_to("@RUN@", rest, out);
  const std::vector<std::string> images = write_run(run, summary, out);
  write_up_to("@PICTURES@", rest, out);
  PagePictures(out).add(run, images);
  write_up_to("@SCRIPT@", rest, out);
  out << kPageScript;
  if (served) write_live_script(run, rest, out);
  out << rest;
}

}  // namespace

void write_html(const RunReader& run, const RunSummary& summary, std::ostream& out) {
  write_page(run, summary, false, out);
}

void write_served_html(const RunReader& run, const RunSummary& summary, std::ostream& out) {
  write_page(run, summary, true, out);
}

}  // namespace sightline
