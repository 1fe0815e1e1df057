# Makes one C++ source of the files that reports are made with: the page, joined, that of a
# comparison, which shares its look, and the schemas of results.json and compare.json.
#
#   cmake -D REPORT=harness/report -D OUT=embedded.cc -P embed_report.cmake
#
# The page's script is main.js with every module that it imports, and theirs, each once and after those that it imports
# itself, in one scope, without import and export: modules do not load from file://, and so a page has to be one inline
# script. Top-level names are therefore unique over all modules; two equal ones end the build.

cmake_minimum_required(VERSION 3.25)

function(take_module NAME)
  get_property(TAKEN GLOBAL PROPERTY TAKEN)
  if(NAME IN_LIST TAKEN)
    return()
  endif()
  set_property(GLOBAL APPEND PROPERTY TAKEN ${NAME})
  file(READ ${REPORT}/page/${NAME} TEXT)
  string(REGEX MATCHALL "from \"\\./[a-z_]+\\.js\"" IMPORTS "${TEXT}")
  foreach(IMPORT IN LISTS IMPORTS)
    string(REGEX REPLACE "from \"\\./(.*)\"" "\\1" IMPORTED "${IMPORT}")
    take_module(${IMPORTED})
  endforeach()
  string(REGEX REPLACE "(^|\n)import [^;]*;" "\\1" TEXT "${TEXT}")
  string(REGEX REPLACE "(^|\n)export " "\\1" TEXT "${TEXT}")
  set_property(GLOBAL APPEND_STRING PROPERTY SCRIPT "${TEXT}\n")
endfunction()

function(literal NAME TEXT)
  file(APPEND ${OUT} "const std::string_view ${NAME} = R\"~~~(${TEXT})~~~\";\n")
endfunction()

take_module(main.js)
get_property(SCRIPT GLOBAL PROPERTY SCRIPT)
file(READ ${REPORT}/page/page.html HTML)
# What depends on the screen comes last: it has the last word.
foreach(SHEET IN ITEMS page overview case media)
  file(READ ${REPORT}/page/${SHEET}.css TEXT)
  string(APPEND STYLE "${TEXT}\n")
endforeach()
file(READ ${REPORT}/page/compare.html COMPARE_HTML)
foreach(SHEET IN ITEMS page overview compare)
  file(READ ${REPORT}/page/${SHEET}.css TEXT)
  string(APPEND COMPARE_STYLE "${TEXT}\n")
endforeach()
file(READ ${REPORT}/schema/results.schema.json RESULTS_SCHEMA)
file(READ ${REPORT}/schema/compare.schema.json COMPARE_SCHEMA)

string(TOLOWER "${SCRIPT}" LOWER_SCRIPT)
foreach(ENDING IN ITEMS "</script" "<!--")
  string(FIND "${LOWER_SCRIPT}" "${ENDING}" AT)
  if(NOT AT EQUAL -1)
    message(FATAL_ERROR "the page's script contains '${ENDING}', which would end it")
  endif()
endforeach()

string(REGEX MATCHALL "\n(async )?(function|class|const|let) [A-Za-z0-9_]+" DECLARATIONS "\n${SCRIPT}")
foreach(DECLARATION IN LISTS DECLARATIONS)
  string(REGEX REPLACE ".* " "" DECLARED "${DECLARATION}")
  if(DECLARED IN_LIST NAMES)
    message(FATAL_ERROR "two modules of the page declare '${DECLARED}'; rename one, they are joined into one scope")
  endif()
  list(APPEND NAMES ${DECLARED})
endforeach()

file(WRITE ${OUT} "// Made by embed_report.cmake.\n#include \"report/embedded.h\"\n\n"
  "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n\nnamespace sightline {\n\n")
literal(kPageHtml "${HTML}")
literal(kPageStyle "${STYLE}")
literal(kPageScript "${SCRIPT}")
literal(kComparePageHtml "${COMPARE_HTML}")
literal(kComparePageStyle "${COMPARE_STYLE}")
literal(kResultsSchema "${RESULTS_SCHEMA}")
literal(kCompareSchema "${COMPARE_SCHEMA}")
file(APPEND ${OUT} "\n}  // namespace sightline\n")
