# Compiles the sources of a target in few units, several files in each: half of the time that a build takes is the
# reading of the same headers. `sightline_join(TARGET)` does so where SIGHTLINE_JOINED is on.
#
# Files of one unit see what stands in each other's unnamed namespaces. So they share a unit only where no two define the
# same name there, and a file that has a name there which some header has too stands alone. Names are told by lines, which
# the formatter lays out; the rule errs by telling apart what could stand together. It is applied when CMake runs: where
# two files of a unit come to define the same name after that, the compiler says so, and running CMake again is the cure.

set(SIGHTLINE_UNIT_FILES 16 CACHE STRING "Files in one unit at most")

# The name that a line at the left edge declares, in NAME, or nothing.
function(sightline_declared_name LINE)
  set(NAME)
  if("${LINE}" MATCHES "^(struct|class|enum class|enum|using|#define) ([A-Za-z0-9_]+)( |{|;|$|\\()")
    set(NAME ${CMAKE_MATCH_2})
  # The first name before a bracket or an equals sign: what follows it are arguments.
  elseif(NOT "${LINE}" MATCHES "^(namespace|using|#|/)" AND "${LINE}" MATCHES "^[^(={[]*[ *&>]([A-Za-z0-9_]+)(\\(|{| =|\\[|;)")
    set(NAME ${CMAKE_MATCH_1})
  endif()
  set(NAME ${NAME} PARENT_SCOPE)
endfunction()

# What headers declare, in SIGHTLINE_HEADER_NAMES.
file(GLOB HEADERS CONFIGURE_DEPENDS harness/*/*.h tests/fakes/*.h tests/unit/*/*.h)
foreach(HEADER IN LISTS HEADERS)
  file(STRINGS ${HEADER} LINES REGEX "^[A-Za-z].*")
  foreach(LINE IN LISTS LINES)
    sightline_declared_name("${LINE}")
    list(APPEND SIGHTLINE_HEADER_NAMES ${NAME})
  endforeach()
endforeach()
list(REMOVE_DUPLICATES SIGHTLINE_HEADER_NAMES)

# What a source has in its unnamed namespaces, and its macros.
function(sightline_own_names FILE OUT)
  file(STRINGS ${FILE} LINES REGEX "^([A-Za-z#].*|}  // namespace.*)")
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

# Whether two lists have an element in common.
function(sightline_share_names A B OUT)
  set(LEFT ${A})
  list(REMOVE_ITEM LEFT "" ${B})
  list(LENGTH A BEFORE)
  list(LENGTH LEFT AFTER)
  if(AFTER LESS BEFORE)
    set(${OUT} ON PARENT_SCOPE)
  else()
    set(${OUT} OFF PARENT_SCOPE)
  endif()
endfunction()

function(sightline_join TARGET)
  if(NOT SIGHTLINE_JOINED)
    return()
  endif()
  get_target_property(SOURCES ${TARGET} SOURCES)
  list(FILTER SOURCES INCLUDE REGEX "\\.cc$")
  set(UNITS)
  foreach(SOURCE IN LISTS SOURCES)
    if(NOT EXISTS ${SOURCE})
      continue()  # The build makes it.
    endif()
    sightline_own_names(${SOURCE} NAMES)
    sightline_share_names("${NAMES}" "${SIGHTLINE_HEADER_NAMES}" IS_FOREIGN)
    if(IS_FOREIGN)
      continue()
    endif()
    set(PLACE)
    foreach(UNIT IN LISTS UNITS)
      sightline_share_names("${NAMES}" "${NAMES_${UNIT}}" MEET)
      if(NOT MEET AND COUNT_${UNIT} LESS ${SIGHTLINE_UNIT_FILES})
        set(PLACE ${UNIT})
        break()
      endif()
    endforeach()
    if(NOT PLACE)
      list(LENGTH UNITS PLACE)
      math(EXPR PLACE "${PLACE} + 1")
      list(APPEND UNITS ${PLACE})
      set(COUNT_${PLACE} 0)
    endif()
    math(EXPR COUNT_${PLACE} "${COUNT_${PLACE}} + 1")
    list(APPEND NAMES_${PLACE} ${NAMES})
    set_source_files_properties(${SOURCE} PROPERTIES UNITY_GROUP unit${PLACE})
  endforeach()
  set_target_properties(${TARGET} PROPERTIES UNITY_BUILD ON UNITY_BUILD_MODE GROUP)
endfunction()
