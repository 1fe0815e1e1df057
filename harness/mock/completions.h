#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "fixture/library.h"
#include "mock/image_lift.h"
#include "mock/key_memo.h"
#include "mock/mock_server.h"
#include "server/server.h"

namespace sightline {

/// POST …/chat/completions: finds the recording of a request, or says why there is none.
class Completions {
 public:
  Completions(const Library& library, const MockOptions& options);
  ServerResponse answer(ServerRequest& request);

 private:
  struct Found;
  /// The request's recording by the first of its keys that has one.
  Found find(const std::vector<RequestKey>& keys) const;
  /// Which repeat is asked for: the one that the request says, or the next of its key.
  Expected<unsigned> repeat_of(const ServerRequest& request, const Found& found);
  ServerResponse answer_text(const ServerRequest& request, const std::string& text,
                             const std::vector<LiftedImage>& lifted);
  /// What is wrong with a request; nothing where it is right, or where nobody asks.
  RequestFaults faults_of(const std::string& text, const std::vector<LiftedImage>& lifted) const;
  ServerResponse invalid(const ServerRequest& request, std::string_view text, int status, std::string message,
                         std::string param = "") const;
  ServerResponse miss(const ServerRequest& request, const Miss& why, std::string_view key, unsigned repeat) const;
  ServerResponse hit(const Found& found, unsigned repeat, const Library::Served& served) const;

  const Library& library_;
  const MockOptions& options_;
  KeyMemo memo_;
  std::mutex mutex_;
  std::map<std::string, unsigned> next_repeat_;  ///< By key, for clients that do not say a repeat.
};

}  // namespace sightline
