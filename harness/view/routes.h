#pragma once

#include <atomic>
#include <memory>
#include <string>

#include "server/server.h"
#include "view/rendered_pages.h"
#include "view/run_shelf.h"
#include "view/stop_flag.h"
#include "view/view_server.h"

namespace sightline {

/// What stands at which path. Requests have been judged before.
class ViewRoutes {
 public:
  /// All that is referred to must outlive it.
  ViewRoutes(const Files& files, const ViewOptions& options);
  ServerResponse answer(const ServerRequest& request);
  /// Ends all that is followed, and what is read for the list.
  void stop();

 private:
  ServerResponse list();
  ServerResponse of_run(const ServerRequest& request, std::string_view path);
  ServerResponse report(const ServerRequest& request, const std::string& folder);
  ServerResponse events(const std::string& folder);
  ServerResponse file(const std::string& folder, const std::string& name);
  /// The page that lies beside the run's log leads to the comparison with the same baseline, made anew: what a file
  /// says of what may run in it is not believed.
  ServerResponse to_own_comparison(std::string_view name, const std::string& folder);
  /// Beside the candidate's images, since the page names them so.
  ServerResponse to_comparison(const ServerRequest& request);
  ServerResponse comparison(const ServerRequest& request, const std::string& candidate);

  const Files& files_;
  const ViewOptions& options_;
  RunShelf shelf_;
  RenderedPages pages_;
  std::shared_ptr<StopFlag> stop_ = std::make_shared<StopFlag>();
  std::shared_ptr<std::atomic<unsigned>> followers_ = std::make_shared<std::atomic<unsigned>>(0);
};

}  // namespace sightline
