#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <stdexcept>
#include <vector>

#include "base/files.h"
#include "json/json.h"
#include "lateness.h"
#include "load.h"
#include "made_fixtures.h"
#include "peers.h"

namespace sightline::bench {

namespace {

constexpr unsigned kConnections = 32;
constexpr std::chrono::seconds kRound{2};  ///< Of driving one server.

void write_file(const std::string& path, const std::string& text) {
  DiskFiles files;
  if (auto written = files.write_whole(path, text); !written) throw std::runtime_error(render(written.error()));
}

/// Throws where there is nothing.
Node value_at(const std::string& json, const std::string& pointer) {
  const auto root = parse_json(json);
  const Node* found = root ? at_pointer(*root, pointer) : nullptr;
  if (!found) throw std::runtime_error(fmt::format("no {} in '{}'", pointer, json.substr(0, 200)));
  return *found;
}

/// The text of a chat completion.
std::string content_of(const std::string& answer) {
  return value_at(answer, "/choices/0/message/content").string();
}

/// The same answers, each found by the question that it is given to.
std::string aimock_fixtures(const std::vector<std::string>& requests, const std::vector<std::string>& contents) {
  std::string text;
  JsonWriter writer(text);
  writer.begin_map().key("fixtures").begin_list();
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const std::string body = requests[i].substr(requests[i].find("\r\n\r\n") + 4);
    writer.begin_map();
    writer.key("match").begin_map().member("userMessage", value_at(body, "/messages/1/content")).end_map();
    writer.key("response").begin_map().member("content", contents[i]).end_map();
    writer.end_map();
  }
  writer.end_list().end_map();
  return text;
}

/// All that it writes stays in the scratch folder, which others than its owner may not enter.
std::string nginx_config(std::uint16_t port) {
  return fmt::format(
      "{}daemon off;\nworker_processes auto;\npid nginx.pid;\nevents {{ worker_connections 1024; }}\n"
      "http {{\n  access_log off;\n  default_type application/json;\n  keepalive_requests 100000000;\n"
      "  open_file_cache max=16;\n  client_body_temp_path body;\n  proxy_temp_path proxy;\n"
      "  fastcgi_temp_path fastcgi;\n  uwsgi_temp_path uwsgi;\n  scgi_temp_path scgi;\n"
      "  server {{ listen 127.0.0.1:{}; root files; }}\n}}\n",
      ::geteuid() == 0 ? "user root;\n" : "", port);
}

double rate_of(const ServedProgram& server, const std::vector<std::string>& requests) {
  const LoadFigures figures =
      drive(Load{.port = server.port(), .connections = kConnections, .time = kRound, .requests = requests});
  return static_cast<double>(figures.answers) / figures.seconds;
}

/// Drives both in turn, and prints the medians of their answers a second.
void compare_servers(unsigned times, const std::string& work, const ServedProgram& own,
                     const std::vector<std::string>& requests, const ServedProgram& peer,
                     const std::vector<std::string>& peer_requests) {
  std::vector<double> own_rates;
  std::vector<double> peer_rates;
  for (unsigned i = 0; i < times; ++i) {
    own_rates.push_back(rate_of(own, requests));
    peer_rates.push_back(rate_of(peer, peer_requests));
  }
  const double own_rate = quantile(own_rates, 0.5);
  const double peer_rate = quantile(peer_rates, 0.5);
  print_compared(work, fmt::format("{:.0f}/s", own_rate), fmt::format("{:.0f}/s", peer_rate),
                 fmt::format("{:.2f} times as fast", own_rate / peer_rate));
}

}  // namespace

void compare_with_aimock(const Peers& peers) {
  const auto requests = write_plain_fixtures(peers.at("plain"), 100, 0);
  const ServedProgram own = peers.serve(peers.at("plain"));
  std::vector<std::string> contents;
  for (const std::string& request : requests) contents.push_back(content_of(fetch(own.port(), request)));
  write_file(peers.at("aimock-fixtures.json"), aimock_fixtures(requests, contents));
  write_file(peers.at("aimock.json"),
             fmt::format(R"({{"llm":{{"fixtures":"{}","logLevel":"silent"}}}})", peers.at("aimock-fixtures.json")));
  const std::uint16_t port = free_port();
  const ServedProgram peer(
      {peers.peer, "--config", peers.at("aimock.json"), "--host", "127.0.0.1", "--port", std::to_string(port)}, port,
      peers.at("aimock.log"));
  for (std::size_t i = 0; i < requests.size(); ++i) {
    if (content_of(fetch(port, requests[i])) != contents[i]) throw std::runtime_error("it answers something else");
  }
  compare_servers(peers.times, "text answers, 32 connections", own, requests, peer, requests);
}

void compare_with_nginx(const Peers& peers) {
  const auto requests = write_plain_fixtures(peers.at("plain"), 100, 0);
  const ServedProgram own = peers.serve(peers.at("plain"));
  std::filesystem::create_directories(peers.at("nginx/files"));
  const std::string answer = fetch(own.port(), requests.front());
  write_file(peers.at("nginx/files/answer.json"), answer);
  const std::uint16_t port = free_port();
  write_file(peers.at("nginx/nginx.conf"), nginx_config(port));
  const ServedProgram peer({peers.peer, "-p", peers.at("nginx/"), "-e", "error.log", "-c", "nginx.conf"}, port,
                           peers.at("nginx.log"));
  const std::string get = "GET /answer.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
  if (fetch(port, get) != answer) throw std::runtime_error("it gives back other bytes");
  compare_servers(peers.times, "text answers, 32 connections (nginx: a file)", own, requests, peer, {get});
}

}  // namespace sightline::bench
