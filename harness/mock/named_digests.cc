#include "mock/named_digests.h"

#include "base/text.h"
#include "fixture/request_images.h"
#include "json/json.h"
#include "mock/validation_faults.h"

namespace sightline {
namespace {

/// Walks a request in the order of its text, in which its images were lifted.
class DigestWalk {
 public:
  explicit DigestWalk(const std::vector<LiftedImage>& lifted) : lifted_(lifted) {}

  void walk(const Spot& spot, bool is_image) {
    for (std::size_t i = 0; i < spot.items(); ++i) walk(spot.item(i), false);
    if (!spot.is_map()) return;
    for (const Node::Member& of_this : spot.value()->map()) {
      const Spot member = spot.member(of_this);
      if (is_image && of_this.key == "url") judge(member);
      walk(member, of_this.key == "image_url");
    }
  }

  FaultCollector faults{ValidationRules::off};

 private:
  void judge(const Spot& url) {
    const auto digest = image_digest(url.text());
    if (!digest) return;
    if (next_ < lifted_.size() && lifted_[next_].facts.sha256 == *digest) {
      ++next_;
      return;
    }
    faults.add(url, "the image itself, as data:image/png;base64,… or a URL: an image's digest is no image",
               quoted(url.text(), 60));
  }

  const std::vector<LiftedImage>& lifted_;
  std::size_t next_ = 0;
};

}  // namespace

RequestFaults named_digests(const MockExchange& x, const RequestKey& key) {
  // The digests of lifted images stand in the text too; one more than those is the client's.
  if (x.may_name_digests || key.digests <= x.images.size()) return {};
  const auto body = parse_json(x.text);
  if (!body) return {};
  DigestWalk digests(x.images);
  digests.walk(Spot(*body), false);
  return digests.faults.take();
}

}  // namespace sightline
