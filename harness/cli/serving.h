#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace sightline {

/// What `sightline serve` was told.
struct ServeArguments {
  std::string folder;
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;
  std::string port_file;
  unsigned connections = 1024;
  std::string errors = "hybrid";
  std::string validate = "openai";
  double speed = 0;
  std::string ttft;
  std::optional<double> tokens_per_second;
  std::string jitter = "0s";
  std::uint64_t seed = 0;
  std::vector<std::string> faults;
  std::string faults_file;
  bool replay_attempts = false;
  bool watch = false;
  bool record = false;
  std::string upstream;
  std::string ca_file;
  std::string upstream_key;  ///< The NAME of an environment variable, as …
  std::string require_key;   ///< … is this.
  std::string tls_cert;
  std::string tls_key;
};

/// Serves until it is told to end; the process's exit code.
int serve(const ServeArguments& arguments);

}  // namespace sightline
