#include "cli/fixtures_mutate.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "base/base64.h"
#include "base/text.h"
#include "cli/exit_code.h"
#include "cli/fixture_probe.h"
#include "fixture/mutation_trial.h"
#include "fixture/request_images.h"
#include "image/image.h"
#include "json/json.h"
#include "report/harmless.h"
#include "report/verdict.h"

namespace sightline {

namespace {

/// A server tells of each miss which recording is nearest, and looks at all for it; so many looks are let pass.
constexpr std::uint64_t kMostLooks = 20'000'000;

std::string data_url(const Image& image, std::string_view bytes) {
  return data_url_prefix(image.type) + to_base64(bytes);
}

class Proof {
 public:
  Proof(const Files& files, const OpenFixtures& opened, Terminal& terminal)
      : files_(files), opened_(opened), terminal_(terminal), lookup_(*opened.library), probe_(*opened.library) {}

  int run() {
    if (auto started = probe_.start(); !started) return terminal_.errors(started.error()), exit_code::kUsage;
    const std::vector<const Fixture*> fixtures = opened_.library->all();
    for (const Fixture* fixture : fixtures) {
      ask_own_request(*fixture);
      const auto changed_image = [this](std::string_view digest) { return changed_image_of(digest); };
      for (Mutation& mutation : mutations_of(fixture->request, changed_image)) try_one(*fixture, std::move(mutation));
    }
    for (const std::string& trouble : probe_.finish()) complain(trouble);
    tell(fixtures.size());
    return troubles_ > 0 ? exit_code::kFailed : exit_code::kSuccess;
  }

 private:
  void complain(const std::string& trouble) {
    troubles_ += 1;
    terminal_.print(harmless(trouble) + "\n");
  }

  std::optional<std::string> bytes_of(const Image& image) const {
    if (image.origin == Image::Origin::data_url) {
      return from_base64(std::string_view(image.url).substr(image.url.find(',') + 1));
    }
    auto bytes = files_.read(image.path);
    return bytes ? std::optional(*std::move(bytes)) : std::nullopt;
  }

  /// The image of a suite that has this digest.
  const Image* image_of(std::string_view digest) const {
    if (!opened_.coverage) return nullptr;
    const auto found = opened_.coverage->images.find(digest);
    return found == opened_.coverage->images.end() ? nullptr : found->second.get();
  }

  std::optional<std::string> changed_image_of(std::string_view digest) const {
    const Image* image = image_of(digest);
    auto bytes = image == nullptr ? std::nullopt : bytes_of(*image);
    if (!bytes || bytes->empty()) return std::nullopt;
    char& changed = (*bytes)[bytes->size() / 2];
    changed = static_cast<char>(changed ^ 1);
    return data_url(*image, *bytes);
  }

  /// A fixture that is not found by its very own request proves nothing by being missed.
  void ask_own_request(const Fixture& fixture) {
    Node body = sendable_body(fixture.request);
    bool names_digests = false;
    for (Node* holder : name_images(body)) {
      const auto digest = image_digest(*image_url_of(*holder));
      const Image* image = digest ? image_of(*digest) : nullptr;
      const auto bytes = image == nullptr ? std::nullopt : bytes_of(*image);
      if (bytes) holder->find("image_url")->set("url", Node(data_url(*image, *bytes)));
      names_digests = names_digests || (digest && !bytes);
    }
    const std::string text = to_json(body);
    const auto& [path, ignore] = std::tie(fixture.request.path, fixture.request.ignore);
    const auto found = lookup_.find_for_suite(text, ignore, path);
    if (!found || found->fixture != &fixture) {
      return complain(fmt::format("trouble: {}: its own request is answered by {}", fixture.path,
                                  found && found->fixture ? found->fixture->path : "nothing"));
    }
    const auto repeat =
        std::ranges::find_if(fixture.responses, [](const RecordedResponse& r) { return r.status != 0; });
    probe_.send({.told = fmt::format("{}: its own request", fixture.path),
                 .key = found->key.key,
                 .body = text,
                 .path = path,
                 .suite_ignores = ignore,
                 .repeat = static_cast<unsigned>(repeat - fixture.responses.begin()),
                 .names_digests = names_digests});
  }

  void try_one(const Fixture& fixture, Mutation mutation) {
    const std::string told = fmt::format("{}: {} ({})", fixture.path, mutation.name, mutation.pointer);
    auto trial = try_mutation(lookup_, fixture, mutation);
    if (!trial) return complain(fmt::format("{}: {}", told, trial.error().front().message));
    const std::string answered = trial->found.fixture == nullptr ? "" : trial->found.fixture->path;
    switch (trial->fate) {
      case MutationTrial::Fate::missed:
        return take_miss(fixture, std::move(mutation), told);
      case MutationTrial::Fate::ignored:
        ignored_.push_back(told);
        return;
      case MutationTrial::Fate::other_recording:
        others_.push_back(fmt::format("{} is the request of {}", told, answered));
        return;
      case MutationTrial::Fate::other_ignore:
        mutations_ += 1;
        return complain(fmt::format("hit: {} was answered by {}, whose suite ignores {}", told, answered,
                                    join(trial->found.fixture->request.ignore, ", ")));
      case MutationTrial::Fate::hit:
        mutations_ += 1;
        return complain(fmt::format("hit: {} was answered by {}", told, answered));
    }
  }

  void take_miss(const Fixture& fixture, Mutation mutation, const std::string& told) {
    if (mutation.name == kImageDigest) {
      digests_ += 1;
      return;
    }
    mutations_ += 1;
    // What a server makes of an image's bytes only a server shows.
    const bool is_image = mutation.name == kImageByte;
    image_bytes_ += is_image ? 1 : 0;
    if (!is_image && mutations_ % stride() != 0) return;
    probe_.send(
        {.told = told, .key = "", .body = to_json(mutation.body), .path = fixture.request.path, .names_digests = true});
  }

  /// Of so many mutations one is sent.
  std::uint64_t stride() const {
    constexpr std::uint64_t kUsualMutations = 20;
    const std::uint64_t fixtures = opened_.library->size();
    return 1 + fixtures * fixtures * kUsualMutations / kMostLooks;
  }

  void tell_list(const std::string& title, const std::vector<std::string>& lines) {
    if (lines.empty()) return;
    terminal_.print(title + "\n");
    for (const std::string& line : lines) terminal_.print(harmless(fmt::format("  {}\n", line)));
  }

  void tell(std::size_t fixtures) {
    const std::string images = image_bytes_ == 0 ? "" : fmt::format(" ({})", counted(image_bytes_, "image byte"));
    terminal_.print(fmt::format("{}, {}{}, {}; {} sent to a server\n", counted(fixtures, "fixture"),
                                counted(mutations_, "mutation"), images,
                                troubles_ == 0 ? "all missed" : counted(troubles_, "trouble"), probe_.misses()));
    if (digests_ > 0) {
      terminal_.print(fmt::format("{} changed for want of the bytes: not counted, for that proves nothing of images\n",
                                  counted(digests_, "image digest")));
    }
    tell_list("another recorded request, rightly answered:", others_);
    tell_list("ignored by the suite:", ignored_);
  }

  const Files& files_;
  const OpenFixtures& opened_;
  Terminal& terminal_;
  const Lookup lookup_;
  FixtureProbe probe_;
  std::uint64_t mutations_ = 0;
  std::uint64_t image_bytes_ = 0;  ///< Of those.
  std::uint64_t digests_ = 0;      ///< Not of those.
  std::uint64_t troubles_ = 0;
  std::vector<std::string> others_;
  std::vector<std::string> ignored_;
};

}  // namespace

int prove_discrimination(const Files& files, const OpenFixtures& opened, Terminal& terminal) {
  return Proof(files, opened, terminal).run();
}

}  // namespace sightline
