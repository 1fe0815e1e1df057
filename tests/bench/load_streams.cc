#include <algorithm>
#include <memory>
#include <stdexcept>

#include "load.h"
#include "load_connection.h"

namespace sightline::bench {

namespace {

using Clock = std::chrono::steady_clock;

/// A stream while it is read.
struct Reader : LoadConnection {
  using LoadConnection::LoadConnection;
  Clock::time_point asked = {};
  std::vector<double> off_ms = {};  ///< Of each event so far: from its time after the request to when it was read.
};

class StreamDriver {
 public:
  explicit StreamDriver(const StreamLoad& load) : load_(load) {
    for (unsigned i = 0; i < load.streams; ++i) {
      readers_.push_back(std::make_unique<Reader>(load.port));
      poll_.add(*readers_.back());
    }
    figures_.lateness_ms.reserve(load.streams * load.ends.size());
  }

  StreamFigures run() {
    begin_ = Clock::now();
    while (whole_ < readers_.size()) {
      if (Clock::now() > begin_ + load_.limit) throw std::runtime_error("the streams do not end in time");
      begin_due();
      // Requests go out at their time, to a millisecond; answers are read as they come.
      poll_.wait(begun_ < readers_.size() ? 1 : 100, [&](LoadConnection& c) { serve(static_cast<Reader&>(c)); });
    }
    return std::move(figures_);
  }

 private:
  void begin_due() {
    for (; begun_ < readers_.size(); ++begun_) {
      const auto now = Clock::now();
      if (now < begin_ + load_.spread * static_cast<int>(begun_) / static_cast<int>(readers_.size())) return;
      Reader& reader = *readers_[begun_];
      reader.asked = now;
      reader.unsent = load_.request;
      reader.send();
    }
  }

  void serve(Reader& reader) {
    reader.send();
    while (!reader.answer.is_whole() && reader.receive(buffer_)) {
      note_events(reader);
      if (reader.answer.is_whole()) end(reader);
    }
  }

  void note_events(Reader& reader) {
    const auto now = Clock::now();
    for (std::size_t i = reader.off_ms.size(); i < load_.ends.size(); ++i) {
      if (load_.ends[i] > reader.answer.body().size()) return;
      reader.off_ms.push_back(std::chrono::duration<double, std::milli>(now - reader.asked - load_.due[i]).count());
    }
  }

  void end(const Reader& reader) {
    if (reader.answer.status() != 200) throw std::runtime_error("an answer is not 200: " + reader.answer.body());
    whole_ += 1;
    if (reader.answer.body() != load_.body) {
      figures_.different += 1;
      return;
    }
    figures_.first_ms.push_back(reader.off_ms.front());
    figures_.off_ms.insert(figures_.off_ms.end(), reader.off_ms.begin(), reader.off_ms.end());
    const double promptest = *std::ranges::min_element(reader.off_ms);
    for (const double off : reader.off_ms) figures_.lateness_ms.push_back(off - promptest);
  }

  const StreamLoad& load_;
  LoadPoll poll_;
  std::vector<std::unique_ptr<Reader>> readers_;
  std::string buffer_;
  Clock::time_point begin_;
  std::size_t begun_ = 0;
  std::size_t whole_ = 0;
  StreamFigures figures_;
};

}  // namespace

StreamFigures drive(const StreamLoad& load) {
  return StreamDriver(load).run();
}

}  // namespace sightline::bench
