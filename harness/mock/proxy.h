#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "fixture/library.h"
#include "mock/cursors.h"
#include "mock/error_body.h"
#include "model/http.h"
#include "server/server.h"

namespace sightline {

/// Sends requests that have no recording to the real API, passes its answers on while they arrive, and records them.
/// Client headers go upstream, its Authorization among them, and nowhere else: nothing that holds a credential's value
/// is written. A stream is recorded only where its end came.
class RecordingProxy {
 public:
  struct Options {
    std::string upstream;              ///< As a base_url: "https://api.openai.com/v1".
    std::string today;                 ///< "2026-11-20"
    std::string key;                   ///< Goes upstream as a Bearer token in place of the clients' own; "": theirs go.
    std::string own_token;             ///< What clients bear for this server, "" for nothing: it does not go upstream.
    std::vector<std::string> secrets;  ///< Values that are never written, beside those above and of requests' headers.
    ErrorDialect errors = ErrorDialect::hybrid;  ///< Of what is told where no answer came.
    Timeouts timeouts{std::chrono::seconds(10), std::chrono::minutes(5), std::chrono::minutes(30)};
    /// What could not be recorded, and why; called from the proxy's thread.
    std::function<void(const Errors&)> on_trouble = [](const Errors&) {};
    /// A file was written.
    std::function<void(const std::string& path)> on_recorded = [](const std::string&) {};
  };
  /// A request as it is to be recorded.
  struct Asked {
    KeyedRequest request;
    std::optional<unsigned> said_repeat;  ///< Nothing: the session's next, once the answer is whole.
    std::string session;
    Cursors* cursors = nullptr;  ///< Where sessions stand.
  };
  /// What became of it.
  struct Ended {
    int status = 0;                  ///< What the client got, or the beginning of it.
    std::optional<unsigned> repeat;  ///< As which it was recorded; nothing: it was only passed on …
    std::string why_not_recorded;    ///< … for this reason.
  };

  /// Errors: `upstream` is no URL that requests can go to. `library` and `transport` must outlive the proxy, which
  /// alone drives the transport.
  static Expected<std::unique_ptr<RecordingProxy>> make(Library& library, Transport& transport, Options options);
  ~RecordingProxy();  ///< Stops it.
  /// Ends what is under way, and whatever is asked from now on, for good: clients that wait get a 503, or the end of
  /// what they have got of their answer. What is not whole by then is not recorded. When it returns, no callback is
  /// called any more. May be called from any thread but the proxy's, as often as one likes.
  void stop();

  /// Asks upstream; gives the answer once its head is known. `on_end` is called before a client can have the whole
  /// answer. What it and `asked` refer to must stay until the proxy was stopped.
  ServerResponse forward(const ServerRequest& request, std::string body, Asked asked,
                         std::function<void(const Ended&)> on_end);
  /// The same for what is passed on without being recorded: "/models".
  ServerResponse pass_on(const ServerRequest& request, const std::string& endpoint);

 private:
  struct State;
  explicit RecordingProxy(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace sightline
