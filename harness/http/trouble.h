#pragma once

#include <curl/curl.h>

#include <string>

#include "model/http.h"

namespace sightline {

/// What is known of a transfer that libcurl ended with an error.
struct CurlError {
  CURLcode code = CURLE_OK;
  std::string detail;      ///< Of the error buffer; may be empty.
  int os_error = 0;        ///< errno of the last connect, or 0.
  bool connected = false;  ///< The request could have been sent.
  std::string url;         ///< Only its host and port are told.
  Timeouts timeouts;
};

struct ToldTrouble {
  Outcome::Trouble trouble = Outcome::Trouble::other;
  std::string text;  ///< One line.
};

/// The trouble an error of libcurl is, told to a person.
ToldTrouble told_trouble(const CurlError& error);

/// "api.example.com:443": whom a URL reaches, without user name, password, path and query.
std::string host_and_port(const std::string& url);

}  // namespace sightline
