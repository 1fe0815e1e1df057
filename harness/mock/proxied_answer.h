#pragma once

#include <condition_variable>
#include <mutex>
#include <string>
#include <vector>

#include "model/http.h"
#include "server/server.h"

namespace sightline {

/// An answer on its way from one thread, which hears it from upstream, to another, which gives it to a client.
class ProxiedAnswer final : public AnswerSink, public BodySource {
 public:
  void head(int status, const std::vector<Header>& headers) override;
  void bytes(std::string_view piece) override;
  /// Nothing more comes. `outcome` tells whether the answer is whole.
  void end(const Outcome& outcome);

  /// What is known of an answer when its client can be answered: the head of a stream, the whole of anything else.
  struct Known {
    int status = 0;  ///< 0: there was no answer, and `trouble` says why.
    std::vector<Header> headers;
    std::string body;
    bool is_stream = false;
    bool is_cut = false;
    bool is_stopped = false;  ///< This server gave it up, since it is being stopped.
    std::string trouble;
  };
  Known wait();
  Next next(std::string& piece) override;

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  Known known_;
  std::string pending_;       ///< Bytes that the client has not got yet.
  bool within_line_ = false;  ///< They begin within a line of the stream.
  bool ended_ = false;
};

}  // namespace sightline
