#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "base/files.h"

namespace sightline {

/// compare.html of two runs, by their folders, as it lies in the candidate's. Errors are told to who asked for it.
using Comparer = std::function<Expected<std::string>(const std::string& base, const std::string& candidate)>;

struct ViewOptions {
  std::string reports = {};        ///< The folder whose runs are shown, and …
  std::string reports_shown = {};  ///< … what people know it as.
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  ///< 0: a free one.
  Comparer compare = {};
  std::chrono::milliseconds look{250};  ///< How often the log of a run that is followed is looked at.
  unsigned followers = 32;              ///< Most who follow runs at a time.
  /// What went wrong within the server itself. Called from many threads; must not throw.
  std::function<void(std::string_view what)> on_defect = {};
};

/// Shows a folder of runs to browsers: `/` lists them, `/runs/NAME/` is the report of one, rendered by this program
/// from its log, `/compare?base=NAME&candidate=NAME` compares two. It is only read from, and writes nothing.
class ViewServer {
 public:
  /// `files` must outlive the server.
  ViewServer(const Files& files, ViewOptions options);
  ~ViewServer();  ///< Stops it.
  /// Errors: the address is taken, or is none of this machine.
  Expected<void> start();
  /// Ends in milliseconds, whoever follows a run; a page that is being rendered is waited for.
  void stop();
  std::uint16_t port() const;
  /// "http://127.0.0.1:8710/"
  std::string url() const;
  /// The address of a run's page, by its folder's name.
  std::string run_url(const std::string& name) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sightline
