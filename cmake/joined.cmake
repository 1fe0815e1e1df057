# Compiles the sources of a target in few units, several files in each: half of the time that a build takes is the
# reading of the same headers. `sightline_join(TARGET)` does so where SIGHTLINE_JOINED is on.
#
# Files of one unit see what stands in each other's unnamed namespaces and in all headers of each other. So a file joins a
# unit only where no name of its own is one of the unit's files or headers, and no name of the headers that it brings is
# one of the unit's files, but for aliases of one type, as it is spelt. Names are told by lines, which the formatter lays
# out; the rule errs by telling apart what could stand together. It is applied when CMake runs: where two files of a unit
# come to define the same name after that, the compiler says so, and running CMake again is the cure. What a file lacks
# and another of its unit has is told by `dev` and `tidy` alone, which join nothing.

set(SIGHTLINE_UNIT_FILES 45)  # At most.

# The name that a line at the left edge declares, in NAME, or nothing. Of an alias its type comes with it: "Kind=Head::Kind".
function(sightline_declared_name LINE)
  set(NAME)
  if("${LINE}" MATCHES "^using ([A-Za-z0-9_]+) = ([A-Za-z0-9_:]+)(;|$)")
    set(NAME "${CMAKE_MATCH_1}=${CMAKE_MATCH_2}")
  elseif("${LINE}" MATCHES "^(struct|class|enum class|enum|using|#define) ([A-Za-z0-9_]+)( |{|;|$|\\()")
    set(NAME ${CMAKE_MATCH_2})
  # The first name before a bracket or an equals sign: what follows it are arguments.
  elseif(NOT "${LINE}" MATCHES "^(namespace|using|#|/)" AND "${LINE}" MATCHES "^[^(={]*[ *&>]([A-Za-z0-9_]+)(\\(|{| =|;)")
    set(NAME ${CMAKE_MATCH_1})
  endif()
  set(NAME ${NAME} PARENT_SCOPE)
endfunction()

# The lines of a file that match, in OUT. Square brackets are left out, since CMake takes what stands between two for one
# item; an equals sign where one opens ends the name of an array.
function(sightline_lines FILE REGEX OUT)
  file(STRINGS ${FILE} LINES REGEX "${REGEX}")
  string(REPLACE "[" " =" LINES "${LINES}")
  string(REPLACE "]" "" LINES "${LINES}")
  set(${OUT} "${LINES}" PARENT_SCOPE)
endfunction()

# The headers of this project that a file includes itself, in OUT: their paths below harness/ or tests/.
function(sightline_own_includes FILE OUT)
  sightline_lines(${FILE} "^#include \"" LINES)
  list(TRANSFORM LINES REPLACE "^#include \"([^\"]*)\".*" "\\1")
  get_filename_component(FOLDER ${FILE} DIRECTORY)
  string(REGEX REPLACE "^.*/(harness|tests)/" "" FOLDER ${FOLDER})
  list(TRANSFORM LINES REPLACE "^([^/]+)$" "${FOLDER}/\\1")
  set(${OUT} "${LINES}" PARENT_SCOPE)
endfunction()

# A header's names with their meanings, and the headers that come with it, itself among them: SIGHTLINE_NAMES_<header>,
# SIGHTLINE_MEANINGS_<header>, SIGHTLINE_WITH_<header>.
function(sightline_know_header HEADER)
  get_property(IS_KNOWN GLOBAL PROPERTY "SIGHTLINE_WITH_${HEADER}" SET)
  if(IS_KNOWN)
    return()
  endif()
  set_property(GLOBAL PROPERTY "SIGHTLINE_WITH_${HEADER}" "${HEADER}")
  unset(FOUND)  # It looks for nothing where a caller's is set, which is one header up.
  find_file(FOUND ${HEADER} PATHS ${CMAKE_SOURCE_DIR}/harness ${CMAKE_SOURCE_DIR}/tests NO_DEFAULT_PATH NO_CACHE)
  if(NOT FOUND)
    return()
  endif()
  sightline_lines(${FOUND} "^[A-Za-z].*" LINES)
  set(MEANINGS)
  foreach(LINE IN LISTS LINES)
    sightline_declared_name("${LINE}")
    list(APPEND MEANINGS ${NAME})
  endforeach()
  list(TRANSFORM MEANINGS REPLACE "=.*" "" OUTPUT_VARIABLE NAMES)
  set_property(GLOBAL PROPERTY "SIGHTLINE_NAMES_${HEADER}" "${NAMES}")
  set_property(GLOBAL PROPERTY "SIGHTLINE_MEANINGS_${HEADER}" "${MEANINGS}")
  sightline_own_includes(${FOUND} INCLUDED)
  sightline_all_headers("${INCLUDED}" ALL)
  set_property(GLOBAL PROPERTY "SIGHTLINE_WITH_${HEADER}" "${HEADER};${ALL}")
endfunction()

macro(sightline_names_of_header HEADER NAMES MEANINGS)
  get_property(${NAMES} GLOBAL PROPERTY "SIGHTLINE_NAMES_${HEADER}")
  get_property(${MEANINGS} GLOBAL PROPERTY "SIGHTLINE_MEANINGS_${HEADER}")
endmacro()

# Those headers and all that come with them.
function(sightline_all_headers HEADERS OUT)
  set(ALL)
  foreach(HEADER IN LISTS HEADERS)
    sightline_know_header(${HEADER})
    get_property(WITH GLOBAL PROPERTY "SIGHTLINE_WITH_${HEADER}")
    list(APPEND ALL ${WITH})
  endforeach()
  list(REMOVE_DUPLICATES ALL)
  set(${OUT} "${ALL}" PARENT_SCOPE)
endfunction()

# What a source has in its unnamed namespaces, and its macros, with their meanings.
function(sightline_own_names FILE OUT)
  sightline_lines(${FILE} "^([A-Za-z#].*|}  // namespace.*)" LINES)
  set(NAMES)
  set(UNNAMED OFF)
  foreach(LINE IN LISTS LINES)
    if(LINE MATCHES "^namespace {" OR LINE MATCHES "^}  // namespace$")
      string(COMPARE EQUAL "${LINE}" "namespace {" UNNAMED)
    elseif(UNNAMED OR LINE MATCHES "^(#define|static|constexpr) ")
      sightline_declared_name("${LINE}")
      list(APPEND NAMES ${NAME})
    endif()
  endforeach()
  list(REMOVE_DUPLICATES NAMES)
  set(${OUT} "${NAMES}" PARENT_SCOPE)
endfunction()

# Whether a name with a meaning, of a file or a header, has another in a unit, by the variable that tells which. An alias of
# the same type has the same.
macro(sightline_clashes VARIABLE NAME MEANING OUT)
  if(DEFINED "${VARIABLE}" AND ("${NAME}" STREQUAL "${MEANING}" OR NOT "${${VARIABLE}}" STREQUAL "${MEANING}"))
    set(${OUT} ON)
  endif()
endmacro()

# Whether a file of these names and headers may join UNIT, whose own names are the variables OWN_<unit>_<name>, whose
# headers HAS_<unit>_<header>, and their names SEES_<unit>_<name>.
macro(sightline_may_join UNIT MEANINGS HEADERS OUT)
  set(CLASHES OFF)
  list(TRANSFORM ${MEANINGS} REPLACE "=.*" "" OUTPUT_VARIABLE NAMES)
  foreach(NAME MEANING IN ZIP_LISTS NAMES ${MEANINGS})
    sightline_clashes("OWN_${UNIT}_${NAME}" "${NAME}" "${MEANING}" CLASHES)
    sightline_clashes("SEES_${UNIT}_${NAME}" "${NAME}" "${MEANING}" CLASHES)
    if(CLASHES)
      break()
    endif()
  endforeach()
  foreach(HEADER IN LISTS ${HEADERS})
    if(CLASHES)
      break()
    elseif(NOT DEFINED "HAS_${UNIT}_${HEADER}")
      sightline_names_of_header(${HEADER} BROUGHT BROUGHT_MEANINGS)
      foreach(NAME MEANING IN ZIP_LISTS BROUGHT BROUGHT_MEANINGS)
        sightline_clashes("OWN_${UNIT}_${NAME}" "${NAME}" "${MEANING}" CLASHES)
      endforeach()
    endif()
  endforeach()
  set(${OUT} ON)
  if(CLASHES)
    set(${OUT} OFF)
  endif()
endmacro()

macro(sightline_add_to UNIT MEANINGS HEADERS)
  list(TRANSFORM ${MEANINGS} REPLACE "=.*" "" OUTPUT_VARIABLE NAMES)
  foreach(NAME MEANING IN ZIP_LISTS NAMES ${MEANINGS})
    set("OWN_${UNIT}_${NAME}" "${MEANING}")
  endforeach()
  foreach(HEADER IN LISTS ${HEADERS})
    if(NOT DEFINED "HAS_${UNIT}_${HEADER}")
      set("HAS_${UNIT}_${HEADER}" ON)
      sightline_names_of_header(${HEADER} BROUGHT BROUGHT_MEANINGS)
      foreach(NAME MEANING IN ZIP_LISTS BROUGHT BROUGHT_MEANINGS)
        set("SEES_${UNIT}_${NAME}" "${MEANING}")
      endforeach()
    endif()
  endforeach()
  math(EXPR COUNT_${UNIT} "${COUNT_${UNIT}} + 1")
endmacro()

function(sightline_join TARGET)
  if(NOT SIGHTLINE_JOINED)
    return()
  endif()
  get_target_property(SOURCES ${TARGET} SOURCES)
  list(FILTER SOURCES INCLUDE REGEX "\\.cc$")
  set(UNITS)
  foreach(SOURCE IN LISTS SOURCES)
    get_filename_component(SOURCE ${SOURCE} ABSOLUTE)
    if(NOT EXISTS ${SOURCE})
      continue()  # The build makes it.
    endif()
    sightline_own_names(${SOURCE} MEANINGS_IN_SOURCE)
    sightline_own_includes(${SOURCE} INCLUDED)
    sightline_all_headers("${INCLUDED}" HEADERS)
    set(PLACE)
    foreach(UNIT IN LISTS UNITS)
      if(COUNT_${UNIT} LESS ${SIGHTLINE_UNIT_FILES})
        sightline_may_join(${UNIT} MEANINGS_IN_SOURCE HEADERS MAY_JOIN)
        if(MAY_JOIN)
          set(PLACE ${UNIT})
          break()
        endif()
      endif()
    endforeach()
    if(NOT PLACE)
      list(LENGTH UNITS PLACE)
      math(EXPR PLACE "${PLACE} + 1")
      list(APPEND UNITS ${PLACE})
      set(COUNT_${PLACE} 0)
    endif()
    sightline_add_to(${PLACE} MEANINGS_IN_SOURCE HEADERS)
    # A source of several targets has the group of the last one in all of them: in each of the others its unit is a part of
    # that group, whose files may stand together.
    set_source_files_properties(${SOURCE} PROPERTIES UNITY_GROUP ${TARGET}${PLACE})
  endforeach()
  set_target_properties(${TARGET} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
endfunction()
