#include "view/list_page.h"

#include <sstream>

#include "json/json.h"
#include "report/embedded.h"
#include "report/html.h"

namespace sightline {
namespace {

std::string content_security_policy() {
  return "default-src 'none'; script-src " + hash_source(kViewPageScript) + "; connect-src 'self'; style-src " +
         hash_source(kViewPageStyle) +
         "; img-src data:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; "
         "trusted-types 'none'";
}

}  // namespace

std::string list_page() {
  std::ostringstream out;
  std::string_view rest = kViewPageHtml;
  write_up_to("@POLICY@", rest, out);
  out << content_security_policy();
  write_up_to("@STYLE@", rest, out);
  out << kViewPageStyle;
  write_up_to("@SCRIPT@", rest, out);
  out << kViewPageScript << rest;
  return out.str();
}

std::string list_json(const std::string& reports, const RunShelf::List& list) {
  std::string out;
  JsonWriter json(out);
  json.begin_map().member("reports", reports).member("unread", static_cast<std::uint64_t>(list.unread));
  json.key("runs").begin_list();
  for (const ListedRun& run : list.runs) json.raw(to_json(run));
  json.end_list().end_map();
  return out;
}

}  // namespace sightline
