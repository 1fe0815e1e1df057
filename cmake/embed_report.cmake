# Makes one C++ source of the files that reports are made with: the pages, joined, and the schemas of results.json and
# compare.json.
#
#   cmake -D REPORT=harness/report -D OUT=embedded.cc -P embed_report.cmake
#
# A page's script is its first module with every module that it imports, and theirs, each once and after those that it
# imports itself: modules do not load from file://, and so a page has to be one inline script. Each becomes a function
# that is called at once and gives what it exports; an import is a name taken of that. So a module's names are its own.
# What is exported are functions, classes and constants, each where it is declared.

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
  string(REGEX REPLACE "(^|\n)import ({[^}]*}) from \"\\./([a-z_]+)\\.js\"" "\\1const \\2 = \\3_js" TEXT "${TEXT}")
  string(REGEX MATCHALL "\n(import|export (let|default|{))[^\n]*" STRANGE "\n${TEXT}")
  if(STRANGE)
    message(FATAL_ERROR "${NAME} imports or exports in a way that is not known here:${STRANGE}")
  endif()
  string(REGEX MATCHALL "\nexport (async )?(function|class|const) [A-Za-z0-9_]+" EXPORTS "\n${TEXT}")
  list(TRANSFORM EXPORTS REPLACE ".* " "")
  list(JOIN EXPORTS ", " EXPORTS)
  string(REGEX REPLACE "(^|\n)export " "\\1" TEXT "${TEXT}")
  string(REPLACE "." "_" MODULE ${NAME})
  set_property(GLOBAL APPEND_STRING PROPERTY SCRIPT "const ${MODULE} = (() => {\n${TEXT}return { ${EXPORTS} };\n})();\n")
endfunction()

function(literal NAME TEXT)
  file(APPEND ${OUT} "const std::string_view ${NAME} = R\"~~~(${TEXT})~~~\";\n")
endfunction()

# The text of a module with all that it needs, in SCRIPT.
function(join_modules ENTRY)
  set_property(GLOBAL PROPERTY TAKEN)
  set_property(GLOBAL PROPERTY SCRIPT)
  take_module(${ENTRY})
  get_property(SCRIPT GLOBAL PROPERTY SCRIPT)
  check_ending("${SCRIPT}" ${ENTRY})
  set(SCRIPT "${SCRIPT}" PARENT_SCOPE)
endfunction()

function(check_ending SCRIPT ENTRY)
  string(TOLOWER "${SCRIPT}" LOWER_SCRIPT)
  foreach(ENDING IN ITEMS "</script" "<!--")
    string(FIND "${LOWER_SCRIPT}" "${ENDING}" AT)
    if(NOT AT EQUAL -1)
      message(FATAL_ERROR "the script of ${ENTRY} contains '${ENDING}', which would end it")
    endif()
  endforeach()
endfunction()

# The sheets in their order, in STYLE. What depends on the screen comes last: it has the last word.
function(join_sheets)
  foreach(SHEET IN LISTS ARGN)
    file(READ ${REPORT}/page/${SHEET}.css TEXT)
    string(APPEND STYLE "${TEXT}\n")
  endforeach()
  set(STYLE "${STYLE}" PARENT_SCOPE)
endfunction()

# page(NAME HTML ENTRY SHEET…): kNameHtml, kNameStyle and, where there is a first module, kNameScript.
function(page NAME HTML ENTRY)
  file(READ ${REPORT}/page/${HTML} TEXT)
  literal(k${NAME}Html "${TEXT}")
  join_sheets(${ARGN})
  literal(k${NAME}Style "${STYLE}")
  if(ENTRY)
    join_modules(${ENTRY})
    literal(k${NAME}Script "${SCRIPT}")
  endif()
endfunction()

# script(NAME ENTRY): kNameScript, of a script that stands beside a page's own.
function(script NAME ENTRY)
  join_modules(${ENTRY})
  literal(k${NAME}Script "${SCRIPT}")
endfunction()

function(schema NAME FILE)
  file(READ ${REPORT}/schema/${FILE} TEXT)
  literal(k${NAME}Schema "${TEXT}")
endfunction()

file(WRITE ${OUT} "// Made by embed_report.cmake.\n#include \"report/embedded.h\"\n\n"
  "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n\nnamespace sightline {\n\n")
page(Page page.html main.js page overview keys charts case reading changes overlay pair live media)
script(Live live.js)
page(ComparePage compare.html compare_main.js page overview keys compare charts case reading changes overlay pair media)
page(ViewPage view.html view_main.js page overview keys view media)
schema(Results results.schema.json)
schema(Compare compare.schema.json)
file(APPEND ${OUT} "\n}  // namespace sightline\n")
