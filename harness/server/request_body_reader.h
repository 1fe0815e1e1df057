#pragma once

#include <cstdint>
#include <string>

#include "server/connection.h"
#include "server/live_connections.h"
#include "server/request_head.h"
#include "server/server.h"

namespace sightline {

/// Reads the body of one request from its connection, strictly: what is no chunk is the body's end.
class RequestBodyReader {
 public:
  /// All that is referred to must outlive the object.
  RequestBodyReader(const RequestHead& head, const ServerOptions& options, Connection& connection,
                    LiveConnections::Entry& entry);
  ServerRequest::BodyEnd read(const ServerRequest::TakePiece& take);

 private:
  using BodyEnd = ServerRequest::BodyEnd;
  BodyEnd read_bytes(std::uint64_t length, const ServerRequest::TakePiece& take);
  BodyEnd read_chunks(const ServerRequest::TakePiece& take);
  bool read_line(std::string& line);
  bool read_trailer();
  std::string_view more();

  const RequestHead& head_;
  const ServerOptions& options_;
  Connection& connection_;
  LiveConnections::Entry& entry_;
  std::chrono::nanoseconds waited_before_;
  std::uint64_t count_ = 0;  ///< Bytes that were given.
};

}  // namespace sightline
