#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/chat.h"
#include "model/suite.h"

namespace sightline {

/// Another case's last answer to the same prompt, model and repeat.
struct OtherAnswer {
  const Reply* reply = nullptr;  ///< Null where there is none.
  std::string trouble = {};      ///< Why there is none: "timeout: no answer within 60 s".
  const Node* vars = nullptr;    ///< The case's variables; set where `reply` is.
};

/// Where assertions find the answers of the cases that they name (CaseReference).
class OtherAnswers {
 public:
  virtual ~OtherAnswers() = default;
  /// Null for a case that is no part of the run.
  virtual const OtherAnswer* find(std::string_view case_id) const = 0;
};

}  // namespace sightline
