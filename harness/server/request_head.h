#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sightline {

/// Compares as header names are compared.
bool same_name(std::string_view a, std::string_view b);

/// Why a request is answered by the server itself, and its connection ended.
struct HeadFault {
  int status = 400;
  std::string_view why;
};

/// Request line and headers, read strictly: what two readers might understand in two ways is refused.
class RequestHead {
 public:
  struct Field {
    std::string_view name;
    std::string_view value;
  };
  RequestHead() = default;
  RequestHead(const RequestHead&) = delete;
  RequestHead& operator=(const RequestHead&) = delete;

  /// Takes a head that ends with an empty line, in place of the last one. Nothing where it is well.
  std::optional<HeadFault> read(std::string_view bytes);
  std::string_view method() const { return method_; }
  /// As it was sent.
  std::string_view target() const { return target_; }
  /// Percent-decoded, without query and fragment.
  std::string_view path() const { return path_; }
  const std::vector<Field>& fields() const { return fields_; }
  /// The first value of a header, or "".
  std::string_view field(std::string_view name) const;
  bool is_chunked() const { return is_chunked_; }
  /// The body's length where it is announced; one that no number holds is UINT64_MAX.
  std::uint64_t content_length() const { return content_length_; }
  bool has_body() const { return is_chunked_ || content_length_ > 0; }
  /// The client wants no more than this answer.
  bool is_last() const { return is_last_; }

 private:
  std::optional<HeadFault> read_request_line(std::string_view line);
  std::optional<HeadFault> read_field(std::string_view line);
  std::optional<HeadFault> judge();
  std::optional<HeadFault> judge_length();
  std::size_t count(std::string_view name) const;

  std::string text_;  ///< What the views look into.
  std::string_view method_;
  std::string_view target_;
  std::string path_;
  std::vector<Field> fields_;
  std::uint64_t content_length_ = 0;
  bool is_old_ = false;  ///< HTTP/1.0
  bool is_chunked_ = false;
  bool is_last_ = false;
};

/// The size of the head that `bytes` begin with, with its empty line; 0 where its end is not there yet.
std::size_t head_size(std::string_view bytes);
/// True where no further bytes make these the begin of a head.
bool is_no_head(std::string_view bytes);

}  // namespace sightline
