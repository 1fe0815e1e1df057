#include <memory>

#include "cli/seed_option.h"
#include "cli/serving.h"
#include "cli/verb.h"
#include "cli/verb_options.h"

namespace sightline {
namespace {

void add_options(VerbOptions& options, ServeArguments& a) {
  options.add("folder", a.folder).required();
  options.add("--port", a.port).between(0, 65'535);
  options.add("--port-file", a.port_file);
  options.add("--address", a.address);
  options.add("--connections", a.connections).between(1, 4096);
  options.add("--errors", a.errors).one_of({"hybrid", "openai", "aimlapi"});
  options.add("--validate", a.validate).one_of({"openai", "aimlapi", "off"});
  options.add("--speed", a.speed).between(0.0, 1e6);
  options.add("--ttft", a.ttft);
  options.add("--tokens-per-second", a.tokens_per_second).between(0.001, 1e6);
  options.add("--jitter", a.jitter);
  add_seed_option(options, a.seed);
  options.add("--fault", a.faults).one_at_a_time();
  options.add("--faults", a.faults_file);
  options.add_flag("--replay-attempts", a.replay_attempts);
  options.add_flag("--watch", a.watch);
  options.add_flag("--record", a.record);
  options.add("--upstream", a.upstream);
  options.add("--upstream-ca", a.ca_file);
  options.add("--upstream-key", a.upstream_key);
  options.add("--require-key", a.require_key);
  options.add("--tls-cert", a.tls_cert);
  options.add("--tls-key", a.tls_key);
}

}  // namespace

Verb serve_verb() {
  return {.name = "serve",
          .summary = "serves recorded answers to any OpenAI client",
          .help = R"(sightline serve DIR

Serves the fixtures below DIR as an OpenAI-compatible server: /v1/chat/completions,
/v1/embeddings, /v1/models; its own /healthz, /metrics, /__sightline/journal, /coverage and
/reset. A request that has no recording gets a 404 that names the nearest one and what
differs. A base path /s/ID/v1 is a session with repeats of its own. Ctrl-C ends it.

  --port N, --port-file FILE   the port [a free one], and where it is written
  --address A                  what is listened on [127.0.0.1]
  --connections N              clients served at a time [1024]
  --tls-cert FILE --tls-key FILE   serves https (PEM)
  --require-key NAME           clients must bear the token in this environment variable
  --errors D                   hybrid, openai or aimlapi: how errors are written [hybrid]
  --validate R                 openai, aimlapi or off: what bad requests are told [openai]
  --speed N                    0: at once; 1: as recorded; N: N times as fast [0]
  --ttft TIME, --tokens-per-second N   a pace of its own
  --jitter TIME, --seed N      up to so much later, the same each time [0s, 0]
  --fault RULE                 'cut=3', 'status=429,retry_after=1s,times=2' and others
  --faults FILE                the same as YAML; docs/server.md lists the faults
  --replay-attempts            what was retried while recording comes first
  --watch                      takes changed fixtures, all or none
  --record --upstream URL      asks URL what has no recording, passes its answer on, keeps it
  --upstream-key NAME          the key in this environment variable goes upstream, not a client's
  --upstream-ca FILE           trusts this CA (PEM) instead of the system's

Examples:
  sightline serve fixtures --port 8080
  OPENAI_BASE_URL=http://127.0.0.1:8080/v1 OPENAI_API_KEY=none my-program
  sightline serve fixtures --record --upstream https://api.aimlapi.com/v1
)",
          .add = [](VerbOptions& options) -> std::function<int()> {
            auto a = std::make_shared<ServeArguments>();
            add_options(options, *a);
            return [a] { return serve(*a); };
          }};
}

}  // namespace sightline
