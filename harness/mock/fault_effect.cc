#include "mock/fault_effect.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "fixture/stream_form.h"
#include "json/json.h"
#include "model/http.h"
#include "sse/sse.h"

namespace sightline {
namespace {

using Microseconds = std::chrono::microseconds;

constexpr std::string_view kErrorFrame =
    R"({"error":{"message":"The server had an error while processing your request.","type":"server_error",)"
    R"("param":null,"code":"injected_fault"}})";
constexpr std::string_view kNoJson = R"({"id":"broken","choices":[{"index":0,"delta":{"content":"unfinished)";

/// An answer as faults see it: bytes that come at their times.
class Answer {
 public:
  explicit Answer(ServerResponse& response) : response_(response), is_stream_(!response.pieces.empty()) {
    if (is_stream_) ends_ = frame_ends(response.body);
  }

  /// Of two faults that end an answer, the first does.
  static bool is_ending(Fault::Kind kind) {
    return kind == Fault::Kind::cut || kind == Fault::Kind::truncate || kind == Fault::Kind::reset ||
           kind == Fault::Kind::cut_character || kind == Fault::Kind::error_frame;
  }

  /// Does what the fault says; what kept it from firing, or "".
  std::string apply(const Fault& fault) {
    if (ended_ && is_ending(fault.kind)) return "another fault has ended the answer";
    switch (fault.kind) {
      case Fault::Kind::delay_headers:
        return delay_headers(fault.time);
      case Fault::Kind::delay_first_byte:
        return pause_at(0, fault.time);
      case Fault::Kind::stall:
        return at_offset(fault, [&](std::size_t offset) { return pause_at(offset, fault.time); });
      case Fault::Kind::cut:
        return at_offset(fault, [&](std::size_t offset) { return end_at(offset, Ending::cut); });
      case Fault::Kind::truncate:
        return at_offset(fault, [&](std::size_t offset) { return end_at(offset, Ending::whole); });
      case Fault::Kind::reset:
        return fault.at ? at_offset(fault, [&](std::size_t offset) { return end_at(offset, Ending::reset); })
                        : reset_at_once();
      case Fault::Kind::cut_character:
        return at_offset(fault, [&](std::size_t offset) { return cut_character(offset); });
      case Fault::Kind::malformed_json:
        return malform(fault);
      case Fault::Kind::error_frame:
        return at_offset(fault, [&](std::size_t offset) { return error_frame(offset); });
      case Fault::Kind::content_type:
        return set_content_type(fault.text);
      case Fault::Kind::status:
        break;
    }
    return "it replaces an answer";
  }

 private:
  template <typename Act>
  std::string at_offset(const Fault& fault, Act&& act) {
    const std::size_t at = fault.at.value_or(0);
    const std::size_t most = is_stream_ ? ends_.size() : response_.body.size();
    if (at > most) return fmt::format("the answer has {} {}", most, is_stream_ ? "events" : "bytes");
    return act(!is_stream_ ? at : at == 0 ? 0 : ends_[at - 1]);
  }

  Microseconds time_of(std::size_t offset) const {
    for (const TimedPiece& piece : response_.pieces) {
      if (piece.end > offset) return piece.at;
    }
    return response_.pieces.empty() ? response_.delay : response_.pieces.back().at;
  }

  /// Makes pieces of a plain answer, so that its bytes can have times.
  void make_timed() {
    if (response_.pieces.empty()) response_.pieces.push_back({response_.body.size(), response_.delay});
  }

  void split_at(std::size_t offset) {
    auto piece = std::ranges::find_if(response_.pieces, [&](const TimedPiece& p) { return p.end > offset; });
    if (piece == response_.pieces.end() || offset == 0) return;
    if (piece != response_.pieces.begin() && std::prev(piece)->end == offset) return;
    response_.pieces.insert(piece, TimedPiece{offset, piece->at});
  }

  std::string delay_headers(Microseconds time) {
    response_.delay += time;
    for (TimedPiece& piece : response_.pieces) piece.at += time;
    return "";
  }

  /// Nothing comes for `time` once the bytes before `offset` are out.
  std::string pause_at(std::size_t offset, Microseconds time) {
    make_timed();
    split_at(offset);
    for (TimedPiece& piece : response_.pieces) {
      if (piece.end > offset) piece.at += time;
    }
    // Where all is out, it is the end that waits.
    if (offset >= response_.body.size()) response_.pieces.push_back({offset, time_of(offset) + time});
    return "";
  }

  std::string end_at(std::size_t offset, Ending ending) {
    const std::size_t whole = response_.body.size();
    ended_ = true;
    response_.body.resize(offset);
    response_.ending = ending;
    std::erase_if(ends_, [&](std::size_t end) { return end > offset; });
    if (response_.pieces.empty()) {
      if (ending != Ending::whole) response_.announced_length = std::max(whole, offset + 1);
      return "";
    }
    const Microseconds last = offset == 0 ? response_.delay : time_of(offset - 1);
    std::erase_if(response_.pieces, [&](const TimedPiece& piece) { return piece.end >= offset; });
    response_.pieces.push_back({offset, last});
    return "";
  }

  std::string reset_at_once() {
    ended_ = true;
    response_.no_head = true;
    ends_.clear();
    response_.body.clear();
    response_.pieces.clear();
    response_.ending = Ending::reset;
    return "";
  }

  std::string cut_character(std::size_t offset) {
    const auto leads = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0xC0; };
    const auto from = response_.body.begin() + static_cast<std::ptrdiff_t>(offset);
    const auto found = std::find_if(from, response_.body.end(), leads);
    if (found == response_.body.end()) return "no character of several bytes comes after that";
    const auto at = static_cast<std::size_t>(found - response_.body.begin());
    split_at(at + 1);
    return end_at(at + 1, Ending::cut);
  }

  std::string malform(const Fault& fault) {
    if (!is_stream_) {
      if (ended_) return "another fault has ended the answer";
      if (response_.body.size() < 2) return "the answer is shorter than two bytes";
      response_.body.resize(response_.body.size() / 2);
      if (parse_json(response_.body)) response_.body = kNoJson;
      if (!response_.pieces.empty()) end_at(response_.body.size(), Ending::whole);
      return "";
    }
    const std::size_t index = fault.at.value_or(0);
    if (index >= ends_.size()) return fmt::format("the answer has {} events", ends_.size());
    replace_event(index, sse_frame(kNoJson));
    return "";
  }

  void replace_event(std::size_t index, const std::string& frame) {
    const std::size_t begin = index == 0 ? 0 : ends_[index - 1];
    const std::size_t end = ends_[index];
    response_.body.replace(begin, end - begin, frame);
    const auto moved = [&](std::size_t offset) {
      return offset <= begin ? offset : offset < end ? begin + frame.size() : offset - (end - begin) + frame.size();
    };
    for (TimedPiece& piece : response_.pieces) piece.end = moved(piece.end);
    for (std::size_t& frame_end : ends_) frame_end = moved(frame_end);
  }

  std::string error_frame(std::size_t offset) {
    if (!is_stream_) return "the answer is no stream";
    const Microseconds at = time_of(offset);
    end_at(offset, Ending::whole);
    response_.body += sse_frame(kErrorFrame);
    response_.pieces.push_back({response_.body.size(), at});
    return "";
  }

  std::string set_content_type(const std::string& type) {
    std::erase_if(response_.headers, [](const Header& header) { return header.name == "content-type"; });
    response_.headers.push_back({"content-type", type});
    return "";
  }

  ServerResponse& response_;
  bool is_stream_;
  bool ended_ = false;
  std::vector<std::size_t> ends_;  ///< Of a stream's events, as they stand in the body now.
};

int stage_of(Fault::Kind kind) {
  return Answer::is_ending(kind) ? 0 : only_delays(kind) ? 2 : 1;
}

}  // namespace

FaultEffect apply_faults(const std::vector<const Fault*>& faults, ServerResponse& response) {
  FaultEffect effect;
  Answer answer(response);
  const auto apply = [&](const Fault& fault) {
    const std::string trouble = answer.apply(fault);
    if (!trouble.empty()) {
      effect.skipped.push_back(fmt::format("{}: {}", fault.said, trouble));
      return;
    }
    effect.fired.push_back(fault.said);
    effect.spoiled = effect.spoiled || !only_delays(fault.kind);
  };
  // First where the answer ends, then what its bytes are, then their times: nothing fires in what is cut off, and a
  // pause may stand where an answer ends.
  for (const int stage : {0, 1, 2}) {
    for (const Fault* fault : faults) {
      if (fault->kind != Fault::Kind::status && stage_of(fault->kind) == stage) apply(*fault);
    }
  }
  return effect;
}

}  // namespace sightline
