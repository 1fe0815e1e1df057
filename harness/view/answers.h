#pragma once

#include <string>

#include "server/server.h"

namespace sightline {

/// Answers of a server of runs. All of them say that other origins may not have them, that their type is what they say
/// it is, and what a browser may do with them.

ServerResponse text_answer(int status, std::string text);
ServerResponse json_answer(std::string json);
/// A page: the policy that stands in it stands over it as well. `state` tells one version of it from another; where the
/// request has that version already, it is told so.
ServerResponse page_answer(const ServerRequest& request, std::string html, const std::string& state);
ServerResponse redirect(std::string to);
/// For a body that is none of the above.
ServerResponse streamed_answer(std::string content_type, std::shared_ptr<BodySource> source, std::string cache_control);

/// The text as a segment of a URL's path.
std::string path_segment(std::string_view text);
/// The value of a parameter of the request's query, decoded; "" where there is none.
std::string query_value(std::string_view target, std::string_view name);

}  // namespace sightline
