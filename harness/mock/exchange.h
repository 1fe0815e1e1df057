#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "fixture/library.h"
#include "mock/cursors.h"
#include "mock/fault.h"
#include "mock/image_lift.h"
#include "mock/journal.h"
#include "mock/stock.h"
#include "mock/validation.h"
#include "server/server.h"

namespace sightline {

/// One request on its way to its answer.
struct MockExchange {
  Stock& stock;
  ServerRequest& request;
  std::string_view path;  ///< That keys are made with.
  std::string session = {};

  std::string text = {};                       ///< The body, its large images lifted out.
  std::vector<LiftedImage> images = {};        ///< Those that were.
  std::optional<std::string> whole_body = {};  ///< The body as it came, where it may have to go upstream.
  std::uint64_t body_bytes = 0;

  std::shared_ptr<const Fixture> fixture = {};  ///< The recording, where there is one.
  RequestKey key = {};                          ///< The key by which it was found, or the server's own.
  std::optional<unsigned> said_repeat = {};
  std::optional<std::vector<std::string>> said_ignore = {};  ///< All that the request's suite ignores.
  std::vector<FaultRule> said_faults = {};
  bool may_name_digests = false;  ///< Digests are taken for images, by one who has no more of them than that.

  JournalEntry entry = {};
  bool is_told = false;  ///< Somebody else puts the entry into the journal.
};

/// What the turn of a request gets.
struct MockTurn {
  RepeatTurn at;
  const RecordedResponse* response = nullptr;  ///< Null: this repeat is not recorded.
  bool copy = false;                           ///< It is a repetition of another repeat's.
  bool is_attempt = false;                     ///< It was retried while recording; the same repeat comes again.
  std::vector<const Fault*> faults = {};
};

/// True for a status after which clients of these APIs send a request again.
bool is_sent_again(int status);
/// True for a status that is asked again while there is somebody to ask: what passes, and what speaks of the key.
bool is_asked_again(int status);

/// Finds the recording by the first of the keys that has one, which may answer what the request says it ignores.
void find_recording(MockExchange& x, const std::vector<RequestKey>& keys);

/// The request as recordings have it. Its text must have a key. `own_ignore` counts where there is no recording.
KeyedRequest keyed_request(const MockExchange& x, const std::vector<std::string>& own_ignore);
/// What is wrong with the request by the rules, which are those of chat completions alone.
RequestFaults request_faults(const MockExchange& x, ValidationRules rules);

}  // namespace sightline
