#include "assertion/answer_places.h"

#include <catch2/catch.hpp>

#include "base/number.h"
#include "fakes/long_text.h"
#include "json/json.h"

namespace sightline {
namespace {

std::string text_of(const MarkedPlace& place, std::size_t size) {
  std::string text = place.label;
  for (std::size_t i = 0; i < size; ++i) text += (i == 0 ? "(" : " ") + number_text(place.numbers[i]);
  text += ")";
  if (place.score) text += "@" + number_text(*place.score);
  return text;
}

/// "fence cat(1 2 3 4)@0.5 dog(5 6 7 8)", with "malformed=1" and "cut" where they are, or "unreadable".
std::string places_read(std::string_view text, const PlaceWanted& wanted = {}) {
  const AnswerPlaces found = read_answer_places(text, wanted);
  std::string said = found.readable ? found.parse_path : "unreadable";
  for (const MarkedPlace& place : found.places) {
    said += " " + text_of(place, wanted.kind == PlaceKind::box ? 4 : 2);
  }
  if (found.malformed > 0) said += " malformed=" + std::to_string(found.malformed);
  if (found.was_cut) said += " cut";
  if (found.is_clean) said += " clean";
  return said;
}

using Rows = std::vector<std::pair<std::string, std::string>>;

void check(const Rows& rows, const PlaceWanted& wanted = {}) {
  for (const auto& [text, expected] : rows) {
    CAPTURE(text);
    CHECK(places_read(text, wanted) == expected);
  }
}

}  // namespace

TEST_CASE("boxes are read from JSON alone, from fences and from between prose") {
  check({
      {R"([{"bbox_2d": [1, 2, 3, 4], "label": "cat"}])", "strict cat(1 2 3 4) clean"},
      {R"(  {"bbox_2d": [1, 2, 3, 4]}  )", "strict (1 2 3 4) clean"},
      {"```json\n[{\"bbox_2d\": [1, 2, 3, 4], \"label\": \"cat\"}]\n```", "fence cat(1 2 3 4) clean"},
      {"```\n[1, 2, 3, 4]\n```", "fence (1 2 3 4) clean"},
      {"Here:\n```json\n[[1, 2, 3, 4]]\n```", "fence (1 2 3 4)"},
      {"```json\n[[1, 2, 3, 4]]\n```\nDone.", "fence (1 2 3 4)"},
      {"```json\n[[1, 2, 3, 4]]", "fence (1 2 3 4)"},
      {"```json\n[[1, 2, 3, 4]]\n```\n```json\n[[5, 6, 7, 8]]\n```", "fence (1 2 3 4)"},
      {"```json\n{\"note\": 1}\n```\n```json\n[[5, 6, 7, 8]]\n```", "fence (5 6 7 8)"},
      {"The cat is at [1, 2, 3, 4].", "outermost (1 2 3 4)"},
      {R"(I see: {"box": [1, 2, 3, 4]} and that is all)", "outermost (1 2 3 4)"},
      {"[]", "strict clean"},
      {"```json\n[]\n```", "fence clean"},
      {R"({"objects": []})", "strict clean"},
      {R"([{"bbox_2d": [], "label": "cat"}])", "strict clean"},
  });
}

TEST_CASE("a thought before the answer is no part of it, and the answer no more clean") {
  check({
      {"<think>Maybe [9, 9, 9, 9]?</think>\n[1, 2, 3, 4]", "think+strict (1 2 3 4)"},
      {"Maybe [9, 9, 9, 9]?</think>```json\n[1, 2, 3, 4]\n```", "think+fence (1 2 3 4)"},
      {"<think>a</think> [5, 6, 7, 8] <think>b</think> at [1, 2, 3, 4]", "think+outermost (1 2 3 4)"},
      {"<think>Maybe [9, 9, 9, 9]?", "unreadable"},
      {"<think>Maybe [9, 9, 9, 9]?</think>", "unreadable"},
  });
}

TEST_CASE("slips of models are repaired, and what was cut off keeps its complete boxes") {
  check({
      {"```json\n[{'bbox_2d': [1, 2, 3, 4], 'label': 'cat',},]\n```", "fence+repair cat(1 2 3 4)"},
      {"[{'bbox_2d': (1, 2, 3, 4), 'seen': True, 'id': None}]", "outermost+repair (1 2 3 4)"},
      {R"([{"bbox_2d": [1, 2, 3, 4], "label": "it's"}, {"bbox_2d": [5, 6, 7)", "outermost+repair it's(1 2 3 4) cut"},
      {"```json\n[\n{\"bbox_2d\": [1, 2, 3, 4], \"label\": \"a\"},\n{\"bbox_2d\": [5, 6, 7, 8], \"la",
       "fence+repair a(1 2 3 4) cut"},
      {R"({"objects": [{"box": [1, 2, 3, 4]}, {"box": [5)", "outermost+repair (1 2 3 4) cut"},
      {"[[1, 2, 3, 4], [5, 6", "outermost+repair (1 2 3 4) cut"},
      {R"({"bbox_2d": [1, 2, 3, 4], "label": "a"}, {"bbox_2d": [5, 6, 7, 8], "label": "b"})",
       "outermost+repair a(1 2 3 4) b(5 6 7 8)"},
      {"{\"box\": [1, 2, 3, 4]}\n{\"box\": [5, 6, 7, 8]}", "outermost+repair (1 2 3 4) (5 6 7 8)"},
      {R"({"box": [1, 2, 3, 4], "box": [5, 6, 7, 8]})", "outermost+repair (5 6 7 8)"},
      {"[{\"bbox_2d\": [.5, 2., +3, 04]}]", "outermost+repair (0.5 2 3 4)"},
      {R"([{"label": "caf\u00e9 \ud83d\ude00", "bbox_2d": [1, 2, 3, 4],}])", "outermost+repair café 😀(1 2 3 4)"},
  });
}

TEST_CASE("what is no finite number makes no box") {
  check({
      {"[{'bbox_2d': [1, 2, NaN, 4]}]", "unreadable"},
      {"[{\"bbox_2d\": [1, 2, 3, Infinity]}, {\"bbox_2d\": [1, 2, 3, 4]}]", "pattern (1 2 3 4)"},
      {"[{\"bbox_2d\": [1, 2, 1e999, 4]}]", "unreadable"},
      {"[{\"bbox_2d\": [1, 2]", "unreadable"},
      {"[{\"bbox_2d\": [1, 2, 3, 4]", "pattern (1 2 3 4)"},
  });
}

TEST_CASE("the last resort is brackets with the right number of numbers in them") {
  check({
      {"The cat [1, 2, 3, 4] and the dog [5, 6, 7, 8].", "pattern (1 2 3 4) (5 6 7 8)"},
      {"A box from (1, 2), (3, 4) and [5, 6]", "pattern (1 2 3 4)"},
      {R"([{"bbox_2d": [1, 2, 3, 4], "label": "a"} {"label": "b", "bbox_2d": [5, 6, 7, 8]} oops])",
       "pattern a(1 2 3 4) b(5 6 7 8)"},
      {"[{bbox_2d: [1, 2, 3, 4], 'name': 'a'}, {bbox_2d: [5, 6, 7, 8]}]", "pattern a(1 2 3 4) (5 6 7 8)"},
      {"[1, 2, 3] [1, 2, 3, 4, 5] [(1, 2)]", "unreadable malformed=3"},
      {"There is no cat.", "unreadable"},
      {"", "unreadable"},
      {"][", "unreadable"},
  });
}

TEST_CASE("marks of Qwen2-VL hold boxes and their labels") {
  check({
      {"<|object_ref_start|>the cat<|object_ref_end|><|box_start|>(1,2),(3,4)<|box_end|>", "tags the cat(1 2 3 4)"},
      {"<ref>cat</ref><box>(1,2),(3,4)</box><ref>dog</ref><box>(5,6),(7,8)</box>", "tags cat(1 2 3 4) dog(5 6 7 8)"},
      {"<|object_ref_start|>cats<|object_ref_end|><|box_start|>(1,2),(3,4)<|box_end|><|box_start|>(5,6),(7,8)<|box_end|"
       ">",
       "tags cats(1 2 3 4) cats(5 6 7 8)"},
      {"<|box_start|>(1,2),(3,4)", "tags (1 2 3 4)"},
      {"<|box_start|>(1,2)<|box_end|>", "unreadable"},
  });
}

TEST_CASE("boxes have many shapes") {
  check({
      {"[1, 2, 3, 4]", "strict (1 2 3 4) clean"},
      {"[[1, 2, 3, 4], [5, 6, 7, 8]]", "strict (1 2 3 4) (5 6 7 8) clean"},
      {R"([{"box": [[1, 2], [3, 4]]}])", "strict (1 2 3 4) clean"},
      {R"([{"bbox_2d": [[1, 2, 3, 4], [5, 6, 7, 8]], "label": "cat"}])", "strict cat(1 2 3 4) cat(5 6 7 8) clean"},
      {R"([{"x1": 1, "y1": 2, "x2": 3, "y2": 4, "name": "cat"}])", "strict cat(1 2 3 4) clean"},
      {R"([{"bbox": {"xmin": 1, "ymin": 2, "xmax": 3, "ymax": 4}, "category": "cat"}])", "strict cat(1 2 3 4) clean"},
      {R"({"cat": [[1, 2, 3, 4]], "dog": [5, 6, 7, 8]})", "strict cat(1 2 3 4) dog(5 6 7 8) clean"},
      {R"([{"coordinates": [1, 2, 3, 4], "confidence": 0.5, "class": 3}])", "strict 3(1 2 3 4)@0.5 clean"},
      {R"([{"bbox_2d": [1.5, -2, 3e2, 4], "score": 1, "sub_label": "x"}])", "strict (1.5 -2 300 4)@1 clean"},
      {R"([{"bbox_2d": [1, 2, 3]}, {"bbox_2d": [1, 2, 3, 4]}])", "strict (1 2 3 4) malformed=1 clean"},
      {R"([{"bbox_2d": "none"}])", "unreadable malformed=1"},
      {R"([{"bbox_2d": [1, 2, "3", 4]}])", "unreadable malformed=1"},
      {R"({"answer": "no"})", "unreadable"},
      {"42", "unreadable"},
      {"null", "unreadable"},
  });
}

TEST_CASE("points have two numbers") {
  check(
      {
          {"```json\n[{\"point_2d\": [925, 618], \"label\": \"cup\"}]\n```", "fence cup(925 618) clean"},
          {"[(1, 2), (3.5, 4)]", "outermost+repair (1 2) (3.5 4)"},
          {"[[1, 2], [3, 4]]", "strict (1 2) (3 4) clean"},
          {"[1, 2]", "strict (1 2) clean"},
          {R"({"x": 1, "y": 2})", "strict (1 2) clean"},
          {"Click at (1, 2).", "pattern (1 2)"},
          {"<|point_start|>(1,2)<|point_end|>", "tags (1 2)"},
          {R"([{"bbox_2d": [1, 2, 3, 4]}])", "unreadable malformed=1"},
          {R"([{"point_2d": [1, 2], "bbox_2d": [1, 2, 3, 4]}])", "strict (1 2) clean"},
      },
      {.kind = PlaceKind::point, .label_key = {}});
}

TEST_CASE("the label is the member that is asked for") {
  const PlaceWanted wanted{.kind = PlaceKind::box, .label_key = "name_en"};
  check(
      {
          {R"([{"bbox_2d": [1, 2, 3, 4], "name": "a", "name_en": "Rice"}])", "strict Rice(1 2 3 4) clean"},
          {R"([{"bbox_2d": [1, 2, 3, 4], "name": "a"}])", "strict (1 2 3 4) clean"},
          {R"([{bbox_2d: [1, 2, 3, 4], "name_en": "Rice"}])", "pattern Rice(1 2 3 4)"},
      },
      wanted);
}

TEST_CASE("places are read in time that grows with the answer alone") {
  const std::string piece =
      GENERATE(as<std::string>(), "[", "{\"a\":", "[1, 2, 3, ", "```\n", "<|box_start|>", "(((1,",
               "'label':", "[1, 2, 3, 4], ", "{'a': [", "<ref>", "\"", "{\"bbox_2d\": [1, 2, 3, 4]} ");
  std::string text;
  while (text.size() < fakes::long_text(1'000'000)) text += piece;
  CHECK(read_answer_places(text, {}).places.size() <= text.size() / 12);
}

}  // namespace sightline
