#include "mock/image_lift.h"

#include <algorithm>
#include <charconv>

#include "fixture/request_images.h"

namespace sightline {
namespace {

/// Images below this many characters stay in the text: reading them there costs less than a millisecond.
constexpr std::size_t kSmall = 16u << 10;
/// The beginning of a data: URL is looked for in so many characters.
constexpr std::size_t kLongestHead = 256;
/// Deeper requests are refused by the JSON reader.
constexpr std::size_t kDeepest = 512;

/// What an escape stands for; 0 where it is none that base64 text can have.
char unescaped(std::string_view escape) {
  switch (escape[1]) {
    case '/':
      return '/';
    case 'n':
      return '\n';
    case 'r':
      return '\r';
    case 't':
      return '\t';
    default:
      break;
  }
  unsigned code = 0;
  if (escape[1] == 'u') std::from_chars(escape.data() + 2, escape.data() + escape.size(), code, 16);
  return code < 0x80 ? static_cast<char>(code) : '\0';
}

bool is_whole(std::string_view escape) {
  return escape.size() == 6 || (escape.size() == 2 && escape[1] != 'u');
}

}  // namespace

void ImageLift::take(std::string_view piece) {
  while (!piece.empty()) {
    piece.remove_prefix(string_ == String::none ? take_structure(piece) : take_string(piece));
  }
}

std::size_t ImageLift::take_structure(std::string_view text) {
  std::size_t count = 0;
  while (count < text.size() && string_ == String::none) take_token(text[count++]);
  out_ += text.substr(0, count);
  return count;
}

void ImageLift::take_token(char c) {
  switch (c) {
    case '"':
      return begin_string();
    case '{':
      if (open_.size() < kDeepest) open_.push_back(in_value_ && last_key_ == "image_url");
      in_value_ = false;
      return;
    case '[':
      if (open_.size() < kDeepest) open_.push_back(false);
      in_value_ = false;
      return;
    case '}':
    case ']':
      if (!open_.empty()) open_.pop_back();
      in_value_ = false;
      return;
    case ':':
      in_value_ = true;
      return;
    case ',':
      in_value_ = false;
      return;
    default:
      return;
  }
}

void ImageLift::begin_string() {
  if (!in_value_) {
    string_ = String::key;
    last_key_.clear();
  } else if (!open_.empty() && open_.back() && last_key_ == "url") {
    string_ = String::url;
  } else {
    string_ = String::text;
  }
}

std::size_t ImageLift::take_string(std::string_view text) {
  if (!escape_.empty()) {
    escape_ += text.front();
    if (is_whole(escape_)) string_escape(std::exchange(escape_, ""));
    return 1;
  }
  const std::size_t quote = std::min(text.find('"'), text.size());
  const std::size_t end = std::min(text.substr(0, quote).find('\\'), quote);
  string_bytes(text.substr(0, end));
  if (end == text.size()) return end;
  if (text[end] == '\\') {
    escape_ = "\\";
  } else {
    end_string();
    out_ += '"';
  }
  return end + 1;
}

void ImageLift::string_bytes(std::string_view raw) {
  switch (string_) {
    case String::image:
      return image_->add(raw);
    case String::url:
      candidate_ += raw;
      if (candidate_.size() > kSmall) look_for_image();
      return;
    case String::key:
      if (last_key_.size() < kLongestHead) last_key_ += raw;
      break;
    default:
      break;
  }
  out_ += raw;
}

void ImageLift::string_escape(std::string_view escape) {
  if (string_ != String::image) return string_bytes(escape);
  const char c = unescaped(escape);
  image_->add({&c, 1});
}

void ImageLift::look_for_image() {
  constexpr std::string_view kScheme = "data:";
  constexpr std::string_view kMark = ";base64,";
  const std::string raw = std::exchange(candidate_, "");
  const std::size_t mark = std::string_view(raw).substr(0, kLongestHead).find(kMark);
  if (!raw.starts_with(kScheme) || mark == std::string::npos || raw.find(',') != mark + kMark.size() - 1) {
    string_ = String::text;
    out_ += raw;
    return;
  }
  mime_ = raw.substr(kScheme.size(), raw.find(';') - kScheme.size());
  std::erase(mime_, '\\');
  string_ = String::image;
  image_.emplace();
  image_text(std::string_view(raw).substr(mark + kMark.size()));
}

/// Takes the part of a string that was kept raw.
void ImageLift::image_text(std::string_view raw) {
  while (!raw.empty()) {
    const std::size_t plain = std::min(raw.find('\\'), raw.size());
    string_bytes(raw.substr(0, plain));
    raw.remove_prefix(plain);
    if (raw.empty()) return;
    const std::size_t size = std::min<std::size_t>(raw.size() > 1 && raw[1] == 'u' ? 6 : 2, raw.size());
    string_escape(raw.substr(0, size));
    raw.remove_prefix(size);
  }
}

void ImageLift::end_string() {
  if (string_ == String::image) {
    end_image();
  } else {
    out_ += candidate_;
    candidate_.clear();
  }
  string_ = String::none;
}

void ImageLift::end_image() {
  const auto digest = image_->finish();
  if (digest) {
    out_ += "sha256:" + *digest;
    Node note = image_note(image_->beginning(), mime_);
    note.set("bytes", Node(image_->bytes()));
    images_.push_back({image_facts(*digest, image_->beginning(), image_->bytes(), mime_), std::move(note)});
  } else {
    out_ += "data:" + mime_ + ";base64,!";
    lost_ = true;
  }
  image_.reset();
}

}  // namespace sightline
