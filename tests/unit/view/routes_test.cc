#include <catch2/catch.hpp>

#include "json/json.h"
#include "view_rig.h"

namespace sightline {
using namespace fakes;

namespace {

constexpr const char* kOne = "20261120T093000Z-receipts-0001";
const std::string kDigest(64, 'a');

TEST_CASE("every answer says that no other origin may have it, and what a browser may do with it") {
  ViewRig rig;
  rig.add_run(kOne, "2026-11-20T09:30:00Z", 2);
  rig.start();
  const std::string run = std::string("/runs/") + kOne;
  for (const std::string& target : {std::string("/"), std::string("/runs.json"), run, run + "/", run + "/run.jsonl",
                                    std::string("/nowhere"), std::string("/compare")}) {
    INFO(target);
    const std::string answer = rig.get(target);
    CHECK(header_of(answer, "X-Content-Type-Options") == "nosniff");
    CHECK(header_of(answer, "Referrer-Policy") == "no-referrer");
    CHECK(header_of(answer, "Cross-Origin-Resource-Policy") == "same-origin");
    CHECK(header_of(answer, "Content-Security-Policy").find("default-src 'none'") == 0);
    CHECK(header_of(answer, "Content-Security-Policy").find("frame-ancestors 'none'") != std::string::npos);
    CHECK(header_of(answer, "Access-Control-Allow-Origin") == "none");
  }
}

TEST_CASE("the list is a page whose policy stands in it and over it") {
  ViewRig rig;
  rig.start();
  const std::string answer = rig.get("/");
  CHECK(status_of(answer) == 200);
  CHECK(header_of(answer, "Content-Type") == "text/html; charset=utf-8");
  const std::string policy = header_of(answer, "Content-Security-Policy");
  CHECK(policy.find("connect-src 'self'") != std::string::npos);
  CHECK(policy.find("require-trusted-types-for 'script'") != std::string::npos);
  const std::string stated = policy.substr(0, policy.rfind("; frame-ancestors"));
  CHECK(answer.find("content=\"" + stated + "\"") != std::string::npos);
  CHECK(answer.find('@') == answer.find("@media"));
}

TEST_CASE("a run's page is today's rendering of its log, and may ask its server alone") {
  ViewRig rig;
  rig.add_run(kOne, "2026-11-20T09:30:00Z", 2);
  rig.write(rig.path(kOne) + "/report.html", "an older page");
  rig.start();
  const std::string answer = rig.get(std::string("/runs/") + kOne + "/");
  CHECK(status_of(answer) == 200);
  CHECK(answer.find("<template id=\"run\">") != std::string::npos);
  CHECK(answer.find("data-ended=\"yes\"") != std::string::npos);
  CHECK(header_of(answer, "Content-Security-Policy").find("connect-src 'self'") != std::string::npos);
  CHECK(answer.find("an older page") == std::string::npos);
}

TEST_CASE("a page that has not changed is not sent again, and one that has is") {
  ViewRig rig;
  rig.add_run(kOne, "2026-11-20T09:30:00Z", 2, 0, false);
  rig.start();
  const std::string target = std::string("/runs/") + kOne + "/";
  const std::string tag = header_of(rig.get(target), "ETag");
  REQUIRE(tag != "none");
  const std::string again = rig.get(target, "If-None-Match: " + tag + "\r\n");
  CHECK(status_of(again) == 304);
  CHECK(body_of(again).empty());
  rig.append(rig.path(kOne) + "/run.jsonl", log_result(7, true));
  const std::string changed = rig.get(target, "If-None-Match: " + tag + "\r\n");
  CHECK(status_of(changed) == 200);
  CHECK(header_of(changed, "ETag") != tag);
}

TEST_CASE("a run without the slash leads to its page") {
  ViewRig rig;
  rig.add_run("a run", "2026-11-20T09:30:00Z", 1);
  rig.start();
  const std::string answer = rig.get("/runs/a%20run");
  CHECK(status_of(answer) == 302);
  CHECK(header_of(answer, "Location") == "/runs/a%20run/");
  CHECK(status_of(rig.get("/runs/a%20run/")) == 200);
}

TEST_CASE("images and the files that are named are served, and nothing else of a run's folder") {
  ViewRig rig;
  rig.add_run(kOne, "2026-11-20T09:30:00Z", 1);
  rig.write(rig.path(kOne) + "/images/" + kDigest + ".png", "picture");
  rig.write(rig.path(kOne) + "/images/" + kDigest + ".svg", "<svg/>");
  rig.write(rig.path(kOne) + "/notes.txt", "private");
  rig.write(rig.path(kOne) + "/.lock", "");
  rig.write(rig.path(kOne) + "/results.json", "{}");
  rig.start();
  const std::string run = std::string("/runs/") + kOne;
  const std::string image = rig.get(run + "/images/" + kDigest + ".png");
  CHECK(status_of(image) == 200);
  CHECK(header_of(image, "Content-Type") == "image/png");
  CHECK(header_of(image, "Cache-Control").find("immutable") != std::string::npos);
  CHECK(unchunked(image) == "picture");
  const std::string results = rig.get(run + "/results.json");
  CHECK(unchunked(results) == "{}");
  CHECK(header_of(results, "Content-Disposition") == "attachment; filename=\"results.json\"");
  CHECK(unchunked(rig.get(run + "/run.jsonl")).starts_with("{\"sightline_run\":1"));
  for (const char* name : {"/notes.txt", "/.lock", "/images", "/images/", "/report.html", "//run.jsonl"}) {
    INFO(name);
    CHECK(status_of(rig.get(run + name)) == 404);
  }
  CHECK(status_of(rig.get(run + "/images/" + kDigest + ".svg")) == 404);
}

TEST_CASE("a HEAD has the head of the GET and no body") {
  ViewRig rig;
  rig.add_run(kOne, "2026-11-20T09:30:00Z", 1);
  rig.start();
  for (const std::string& target : {std::string("/"), std::string("/runs/") + kOne + "/run.jsonl"}) {
    INFO(target);
    const std::string answer = rig.head_of_get(target);
    CHECK(status_of(answer) == 200);
    CHECK(answer.ends_with("\r\n\r\n"));
  }
}

TEST_CASE("no path leads out of the reports folder") {
  ViewRig rig;
  rig.add_run(kOne, "2026-11-20T09:30:00Z", 1);
  rig.write((rig.root() / "secret.json").string(), "secret");
  rig.write((rig.root() / "elsewhere/run.jsonl").string(), log_header("elsewhere", "", 1) + log_result(0, true));
  std::filesystem::create_directory_symlink(rig.root() / "elsewhere", rig.path("linked"));
  std::filesystem::create_symlink(rig.root() / "secret.json", rig.path(kOne) + "/results.json");
  std::filesystem::create_directory_symlink(rig.root(), rig.path(kOne) + "/images");
  rig.write((rig.root() / (kDigest + ".png")).string(), "secret");
  rig.start();
  const std::string run = std::string("/runs/") + kOne;
  for (const std::string& target :
       {run + "/../../secret.json", run + "/..%2f..%2fsecret.json", run + "/%2e%2e/%2e%2e/secret.json",
        std::string("/../secret.json"), std::string("/runs/../../secret.json"), std::string("/runs/..%2F/run.jsonl"),
        std::string("/runs/./run.jsonl"), std::string("/runs//run.jsonl"), std::string("/runs/linked/"),
        std::string("/runs/linked/run.jsonl"), run + "/results.json", run + "/images/" + kDigest + ".png",
        run + "/run.jsonl%00.png", std::string("/runs/%2Fetc/run.jsonl"), run + "/%2Fetc%2Fpasswd",
        std::string("/runs/") + kOne + "%2F.%2Frun.jsonl"}) {
    INFO(target);
    const std::string answer = rig.get(target);
    CHECK(status_of(answer) == 404);
    CHECK(answer.find("secret\n") == std::string::npos);
  }
  CHECK(status_of(rig.get("/compare?base=linked&candidate=" + std::string(kOne))) == 404);
}

TEST_CASE("a Host that is not this server's is refused, whatever is asked for") {
  ViewRig rig;
  rig.start();
  const std::string port = std::to_string(rig.port());
  for (const std::string& host : {"127.0.0.1:" + port, "localhost:" + port, "LOCALHOST:" + port, "[::1]:" + port}) {
    INFO(host);
    CHECK(status_of(rig.request("GET /", host, "")) == 200);
  }
  for (const std::string& host : {std::string("evil.example:") + port, std::string("evil.example"),
                                  std::string("127.0.0.1"), std::string("localhost:1"), std::string(""),
                                  "127.0.0.1.evil.example:" + port, "evil.example#127.0.0.1:" + port}) {
    INFO(host);
    CHECK(status_of(rig.request("GET /runs.json", host, "")) == 403);
  }
}

TEST_CASE("the server is only read from") {
  ViewRig rig;
  rig.start();
  for (const char* method : {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"}) {
    INFO(method);
    const std::string answer =
        rig.request(std::string(method) + " /", rig.host(), "Origin: http://evil.example\r\nContent-Length: 0\r\n");
    CHECK(status_of(answer) == 405);
    CHECK(header_of(answer, "Access-Control-Allow-Origin") == "none");
  }
}

TEST_CASE("two runs are compared by what is handed in, once for each state of them") {
  ViewRig rig;
  rig.add_run("base", "2026-11-20T09:30:00Z", 1);
  rig.add_run("next & new", "2026-11-21T09:30:00Z", 1);
  unsigned asked = 0;
  const auto compare = [&](const std::string& base, const std::string& candidate) -> Expected<std::string> {
    ++asked;
    if (base == candidate) return failure("they are one");
    return "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'self'\">" + base + " | " + candidate;
  };
  rig.start({.compare = compare});
  const std::string led = rig.get("/compare?base=base&candidate=next+%26%20new");
  CHECK(status_of(led) == 302);
  CHECK(header_of(led, "Location") == "/runs/next%20%26%20new/compare?base=base");
  const std::string answer = rig.get("/runs/next%20%26%20new/compare?base=base");
  CHECK(status_of(answer) == 200);
  CHECK(body_of(answer).ends_with(rig.path("base") + " | " + rig.path("next & new")));
  CHECK(header_of(answer, "Content-Security-Policy") == "default-src 'self'; frame-ancestors 'none'");
  rig.get("/runs/next%20%26%20new/compare?base=base");
  CHECK(asked == 1);
  rig.append(rig.path("base") + "/run.jsonl", log_result(9, true));
  rig.get("/runs/next%20%26%20new/compare?base=base");
  CHECK(asked == 2);
  CHECK(body_of(rig.get("/runs/base/compare?base=base")) == "these runs cannot be compared: they are one\n");
  CHECK(status_of(rig.get("/compare?base=base&candidate=gone")) == 404);
  CHECK(status_of(rig.get("/runs/base/compare?base=gone")) == 404);
  CHECK(status_of(rig.get("/runs/base/compare")) == 404);
  CHECK(status_of(rig.get("/compare?base=base")) == 400);
}

TEST_CASE("the comparison that lies beside a run leads to one with the same baseline, made anew") {
  ViewRig rig;
  rig.add_run("base", "2026-11-20T09:30:00Z", 1);
  rig.add_run("next", "2026-11-21T09:30:00Z", 1);
  const std::string page = "/runs/next/compare.html";
  const auto tell = [&](const std::string& base) {
    rig.write(rig.path("next") + "/compare.json", "{\"sightline_compare\":1,\"base\":{\"path\":" + base + "}}");
  };
  rig.write(rig.path("next") + "/compare.html", "<script>1</script>");
  rig.start();
  CHECK(status_of(rig.get(page)) == 404);
  tell("\"reports/base\"");
  CHECK(header_of(rig.get(page), "Location") == "/runs/next/compare?base=base");
  tell("\"reports/20260101T000000Z-gone\",\"id\":\"base\"");
  CHECK(header_of(rig.get(page), "Location") == "/runs/next/compare?base=base");
  for (const char* other : {"\"reports/gone\"", "\"../..\"", "\"\"", "7"}) {
    tell(other);
    CHECK(status_of(rig.get(page)) == 404);
  }
  rig.write(rig.path("next") + "/compare.json", std::string(100'000, '['));
  CHECK(status_of(rig.get(page)) == 404);
}

TEST_CASE("a page is rendered anew once a thumbnail came") {
  ViewRig rig;
  rig.add_run(kOne, "2026-11-20T09:30:00Z", 2);
  const std::string thumbs = rig.path(kOne) + "/images/thumbs";
  std::filesystem::create_directories(thumbs);
  rig.start();
  const std::string run = std::string("/runs/") + kOne + "/";
  const std::string before = header_of(rig.get(run), "ETag");
  CHECK(header_of(rig.get(run), "ETag") == before);
  // As a later moment would have left it.
  std::filesystem::last_write_time(thumbs, std::filesystem::last_write_time(thumbs) + std::chrono::seconds(1));
  CHECK(header_of(rig.get(run), "ETag") != before);
}

TEST_CASE("nothing is written to the reports folder") {
  ViewRig rig;
  rig.add_run(kOne, "2026-11-20T09:30:00Z", 2);
  const auto contents = [&] {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(rig.root())) names.push_back(entry.path());
    std::sort(names.begin(), names.end());
    return names;
  };
  const auto before = contents();
  rig.start();
  rig.get("/");
  rig.get("/runs.json");
  rig.get(std::string("/runs/") + kOne + "/");
  CHECK(contents() == before);
}

}  // namespace
}  // namespace sightline
