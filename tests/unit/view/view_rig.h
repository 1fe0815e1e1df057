#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "fakes/raw_client.h"
#include "view/view_server.h"

namespace sightline::fakes {

/// A reports folder in a temporary place with a server that shows it; both are gone with it.
class ViewRig {
 public:
  ViewRig();
  ~ViewRig();
  ViewRig(const ViewRig&) = delete;
  ViewRig& operator=(const ViewRig&) = delete;

  /// Writes a run's log: `results` units of suite "receipts", all passed but the first `failed`.
  void add_run(const std::string& name, const std::string& started, unsigned results, unsigned failed = 0,
               bool ended = true);
  void write(const std::string& path, const std::string& text) const;
  void append(const std::string& path, const std::string& text) const;
  std::string path(const std::string& name) const { return (root_ / "reports" / name).string(); }
  std::filesystem::path root() const { return root_; }

  ViewServer& start(ViewOptions options = {});
  std::uint16_t port() const { return server_->port(); }
  /// The whole answer to a GET, with a Host header that is right.
  std::string get(const std::string& target, const std::string& headers = "") const;
  std::string head_of_get(const std::string& target) const { return request("HEAD " + target, host(), ""); }
  std::string request(const std::string& line, const std::string& host, const std::string& headers) const;
  std::string host() const { return "127.0.0.1:" + std::to_string(port()); }

 private:
  std::filesystem::path root_;
  DiskFiles files_;
  std::unique_ptr<ViewServer> server_;
};

/// Lines of a log, each with its line feed.
std::string log_header(const std::string& id, const std::string& started, unsigned planned);
std::string log_result(unsigned number, bool passed);
std::string log_footer(int exit_code);

int status_of(const std::string& answer);

}  // namespace sightline::fakes
