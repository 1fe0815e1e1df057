#include "report/html.h"

#include "base/base64.h"
#include "base/sha256.h"
#include "report/embedded.h"
#include "report/needed_images.h"
#include "report/packed_text.h"
#include "report/page_pictures.h"
#include "report/page_rows.h"

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

class PageWriter : public ReportWriter {
 public:
  PageWriter(const RunReader& run, const RunSummary& summary, bool served, std::ostream& out)
      : run_(run), served_(served), out_(out), companions_(RunCompanions::read(run)), data_(out) {
    write_up_to("@POLICY@", rest_, out);
    out << content_security_policy(served);
    write_up_to("@STYLE@", rest_, out);
    out << kPageStyle;
    write_up_to("@RUN@", rest_, out);
    data_.add(page_head(run, summary, companions_));
  }

  void unit(const ReportUnit& unit) override {
    lines_.assign(1, '\n');
    lines_ += page_row(unit.summary, unit.repeats, companions_);
    lines_ += '\n';
    lines_ += page_detail(unit, run_.header());
    data_.add(lines_);
    images_.take(unit.repeats, unit.requests);
  }

  void end() override {
    data_.finish();
    write_up_to("@PICTURES@", rest_, out_);
    PagePictures(out_).add(run_, images_.in_order());
    write_up_to("@SCRIPT@", rest_, out_);
    out_ << kPageScript;
    if (served_) write_live_script(run_, rest_, out_);
    out_ << rest_;
  }

 private:
  const RunReader& run_;
  bool served_;
  std::ostream& out_;
  std::string_view rest_ = kPageHtml;  ///< Of the page, what is not written yet.
  RunCompanions companions_;
  PackedText data_;
  std::string lines_;  ///< Of a unit.
  NeededImages images_;
};

}  // namespace

std::unique_ptr<ReportWriter> html_writer(const RunReader& run, const RunSummary& summary, std::ostream& out) {
  return std::make_unique<PageWriter>(run, summary, false, out);
}

void write_served_html(const RunReader& run, const RunSummary& summary, std::ostream& out) {
  PageWriter page(run, summary, true, out);
  tell_units(run, {&page});
}

}  // namespace sightline
