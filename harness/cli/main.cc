#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include "cli/exit_code.h"
#include "cli/verb.h"
#include "http/curl_library.h"
#include "report/harmless.h"

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
/// What the thread sanitizer cannot see, wherever a test starts the program: what libraries that are not built with it
/// order by locks of their own.
extern "C" const char* __tsan_default_suppressions() {
  return "called_from_lib:libcpp-httplib.so\n"
         "called_from_lib:libvips.so\n"
         "called_from_lib:libglib-2.0.so\n";
}
#endif
#if __has_feature(address_sanitizer)
/// To look for leaks takes as long as all else of a start. Test programs look for theirs, in all that they call; those
/// of the program's own wiring are looked for in the servers that tests start, by ASAN_OPTIONS. What
/// is freed is kept from use until another 16 MiB are, which takes a third less time than 256 MiB, its own default.
extern "C" const char* __asan_default_options() {
  return "detect_leaks=0:quarantine_size_mb=16";
}
#endif
#endif

int main(int argc, char** argv) {
  try {
    const int code = sightline::run_command_line(std::vector<std::string>(argv + 1, argv + argc));
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0) return code;
    std::fprintf(stderr, "sightline: error: cannot write to the standard output\n");
    return code == 0 ? sightline::exit_code::kIncomplete : code;
  } catch (const sightline::NoCurl& missing) {
    std::fprintf(stderr, "sightline: error: %s\n", sightline::harmless(missing.what()).c_str());
    return sightline::exit_code::kUsage;
  } catch (const std::exception& defect) {
    std::fprintf(stderr, "sightline: this is a defect of sightline itself: %s\n",
                 sightline::harmless(defect.what()).c_str());
  } catch (...) {
    std::fprintf(stderr, "sightline: this is a defect of sightline itself\n");
  }
  return sightline::exit_code::kDefect;
}
