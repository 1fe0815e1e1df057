#pragma once

#include <array>
#include <string_view>

namespace sightline::architecture {

struct Floor {
  std::string_view folder;
  int number;
};

/// A folder includes only floors below its own, and itself.
constexpr std::array kFloors{
    Floor{"base", 1},      Floor{"stats", 1},                                              //
    Floor{"model", 2},                                                                     //
    Floor{"image", 3},     Floor{"http", 3},    Floor{"server", 3},  Floor{"sse", 3},      //
    Floor{"metric", 3},    Floor{"process", 3}, Floor{"json", 3},                          //
    Floor{"assertion", 4}, Floor{"chat", 4},    Floor{"fixture", 4}, Floor{"runlog", 4},   //
    Floor{"report", 5},                                                                    //
    Floor{"run", 6},       Floor{"suite", 6},   Floor{"mock", 6},    Floor{"compare", 6},  //
    Floor{"view", 6},      Floor{"history", 6},                                            //
    Floor{"cli", 7},
};

struct Library {
  std::string_view header;   ///< The beginning of what stands between the angle brackets.
  std::string_view folders;  ///< Who may include it, between blanks; "*": everybody.
};

/// A library is met in one place, so that it can be exchanged there. What is not named here is no library of the house.
constexpr std::array kLibraries{
    Library{"fmt/", "*"},
    Library{"tl/", "*"},
    Library{"nlohmann/", " json "},
    Library{"simdjson.h", " json "},
    Library{"curl/", " http "},
    Library{"httplib.h", " server "},
    Library{"yaml-cpp/", " suite "},
    Library{"yaml.h", " suite "},
    Library{"kainjow/", " suite "},
    Library{"pcre2.h", " assertion "},
    Library{"jq.h", " assertion "},
    Library{"jv.h", " assertion "},
    Library{"libxml/", " metric "},
    Library{"openssl/", " base server "},
    Library{"unicode/", " base "},
    Library{"sqlite3.h", " history "},
    Library{"boost/math/", " stats "},
    Library{"zlib.h", " report "},
    Library{"png.h", " image "},
    Library{"vips/", " image "},
};

/// POSIX: files, processes, sockets and the terminal are touched on these floors only.
constexpr std::string_view kTouchesTheSystem = " base http server process mock cli ";

struct Permit {
  std::string_view file;
  std::string_view header;
};

/// Single files that may include more than their folder.
constexpr std::array kPermits{
    // Runs in a process of its own, which an alarm ends where its parent no longer can.
    Permit{"assertion/jq_worker.cc", "unistd.h"},
    // dlopen of the module with libvips, which is used in a process of its own.
    Permit{"image/thumbnail.cc", "dlfcn.h"},
    // CLI11, whose headers cost each unit seconds: verbs declare their options by cli/verb_options.h.
    Permit{"cli/verb_options.cc", "CLI/CLI.hpp"},
    // inet_pton, a function of its text: formats ipv4 and ipv6.
    Permit{"assertion/json_schema_format_names.cc", "arpa/inet.h"},
};

}  // namespace sightline::architecture
