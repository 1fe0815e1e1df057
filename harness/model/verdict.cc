#include "model/verdict.h"

namespace sightline {

std::string_view status_name(Verdict::Status status) {
  switch (status) {
    case Verdict::Status::pass:
      return "pass";
    case Verdict::Status::fail:
      return "fail";
    case Verdict::Status::error:
      return "error";
  }
  return "";
}

std::string_view outcome_name(Verdict::Outcome outcome) {
  switch (outcome) {
    case Verdict::Outcome::judged:
      return "judged";
    case Verdict::Outcome::unparsed:
      return "unparsed";
    case Verdict::Outcome::refused:
      return "refused";
    case Verdict::Outcome::truncated:
      return "truncated";
    case Verdict::Outcome::empty:
      return "empty";
  }
  return "";
}

}  // namespace sightline
