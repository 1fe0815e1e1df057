#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sightline::bench {

/// Reads one HTTP answer, by its length or in chunks, as its bytes arrive. Throws where they are no such answer.
class AnswerReader {
 public:
  /// Takes bytes up to the answer's end; gives how many it took.
  std::size_t take(std::string_view bytes);
  bool is_whole() const { return state_ == State::whole; }
  int status() const { return status_; }
  /// The body so far, without the chunks' frames.
  const std::string& body() const { return body_; }
  /// Makes it ready for the next answer.
  void reset();

 private:
  enum class State { head, body, chunk_size, chunk_end, whole };
  std::size_t take_line(std::string_view bytes, std::string_view ending);
  std::size_t take_body(std::string_view bytes);
  void read_head();
  void read_chunk_size();

  State state_ = State::head;
  std::string line_;
  std::string body_;
  int status_ = 0;
  bool chunked_ = false;
  bool is_last_chunk_ = false;
  std::size_t left_ = 0;  ///< Bytes of the body, or of its chunk, that have not come yet.
};

}  // namespace sightline::bench
