#pragma once

#include <string>
#include <vector>

#include "suite/image_shelf.h"
#include "suite/load.h"
#include "suite/params.h"

namespace sightline {

/// What the readers of one load share.
struct Loading {
  Loading(const LoadContext& a_context, const Project& a_project)
      : context(a_context), project(a_project), files(a_context.files, a_project.root, diagnostics), images(files) {}

  const LoadContext& context;
  const Project& project;
  Diagnostics diagnostics;
  ProjectFiles files;
  ImageShelf images;
  std::vector<std::string> only_models = {};  ///< What --model names; empty: what the suites say.
};

/// Variables as templates see them, and the file whose templates they are.
struct TemplateScope {
  const Source& source;
  const Node& vars;
  const std::map<std::string, ImagePart>& images;
};

}  // namespace sightline
