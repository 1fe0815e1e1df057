// What an HTTP server costs that does nothing: cpp-httplib with the two settings without which it is slow, giving back
// what it gets. Usage: bare_server PORT_FILE; SIGTERM ends it.

#include <httplib.h>
#include <sys/socket.h>

#include <fstream>

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  httplib::Server server;
  int listening = -1;
  server.set_tcp_nodelay(true);
  server.set_socket_options([&](socket_t socket) { listening = socket; });
  server.set_keep_alive_max_count(100'000'000);
  server.new_task_queue = [] { return new httplib::ThreadPool(64); };
  server.Post("/v1/chat/completions", [](const httplib::Request& request, httplib::Response& response) {
    response.set_content(request.body, "application/json");
  });
  const int port = server.bind_to_any_port("127.0.0.1");
  ::listen(listening, 512);
  std::ofstream(argv[1]) << port << '\n';
  return server.listen_after_bind() ? 0 : 1;
}
