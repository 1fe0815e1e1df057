#include "run/power_plan.h"

#include <catch2/catch.hpp>

#include "stage.h"

using namespace sightline;
using namespace sightline::fakes;

namespace {

ImagePart image_with(std::string sha256) {
  auto image = std::make_shared<Image>();
  image->sha256 = std::move(sha256);
  return {.image = image, .detail = {}};
}

const PowerCell kFourHundred{.model = "m", .prompt = "p", .cases = 400, .clusters = 400, .repeats = 2};
const Scatter kScattered{.between = 0.3, .rho = 0.8, .within = 0.4};

}  // namespace

TEST_CASE("With sd 0.5 and correlation 0.5 a change of 3 points takes 2,181 cases, and 500 cases find 6.3 points") {
  // The defaults and results of lmms-eval's power_analysis, after Miller, arXiv 2411.00640.
  const PowerCell cell{.model = "m", .prompt = "p", .cases = 500, .clusters = 500};
  const PowerAnswer answer = power_answer(cell, {}, 0.03, {});
  CHECK(answer.needed == 2181);
  CHECK(answer.detectable == Approx(0.0626453).epsilon(1e-5));
  CHECK_FALSE(answer.is_enough(0.03));
  CHECK(answer.is_enough(0.063));
}

TEST_CASE("Cases on the same image are one cluster, and only clusters count") {
  const PowerCell cell{.model = "m", .prompt = "p", .cases = 12, .clusters = 9};
  CHECK(power_answer(cell, {}, 0.03, {}).detectable == Approx(0.4669309).epsilon(1e-5));
}

TEST_CASE("Repeats shrink the scatter of answers, and no more than that") {
  // z = 1.959964 + 0.841621; z sqrt(2 0.09 0.2 + 2 0.16 / K) / sqrt(400) is 0.0529 at K = 3 and 0.0477 at K = 4.
  const PowerAnswer answer = power_answer(kFourHundred, kScattered, 0.05, {});
  CHECK(answer.repeats_needed == 4U);
  CHECK(answer.needed == 616);
  CHECK(answer.detectable == Approx(0.0620157).epsilon(1e-5));
}

TEST_CASE("Where cases alone scatter too much no number of repeats will do") {
  CHECK_FALSE(power_answer(kFourHundred, kScattered, 0.02, {}).repeats_needed);
  CHECK_FALSE(power_answer(kFourHundred, {}, 0.03, {}).repeats_needed);
  CHECK(power_answer(kFourHundred, kScattered, 1, {}).repeats_needed == 1U);
}

TEST_CASE("A plan's cells count cases, images and the fewest repeats of a case") {
  Stage stage;
  stage.add_model("k");
  stage.add_case("a").images["picture"] = image_with("aa");
  stage.add_case("b").images["picture"] = image_with("aa");
  stage.add_case("c").images["picture"] = image_with("bb");
  for (Case& a_case : stage.suites[0].cases) a_case.settings.own().repeat = {3, 3};
  stage.suites[0].cases[2].settings.own().repeat = {2, 2};
  const auto cells = power_cells(stage.plan());
  REQUIRE(cells.size() == 2);
  CHECK(cells[0].model == "m");
  CHECK(cells[1].model == "k");
  for (const PowerCell& cell : cells) {
    CHECK(cell.prompt == "p");
    CHECK(cell.cases == 3);
    CHECK(cell.clusters == 2);
    CHECK(cell.of_images);
    CHECK(cell.repeats == 2);
  }
}

TEST_CASE("What will not be judged is no case to plan with") {
  Stage stage;
  stage.add_case("a");
  stage.add_case("skipped").settings.own().skip = "broken";
  stage.add_case("expected").settings.own().xfail = "known";
  stage.add_case("control").control = std::string("blank_image");
  const auto cells = power_cells(stage.plan());
  REQUIRE(cells.size() == 1);
  CHECK(cells[0].cases == 1);
  CHECK(cells[0].clusters == 1);
  CHECK_FALSE(cells[0].of_images);
}

TEST_CASE("Cases of one id in two suites are two") {
  Stage stage;
  stage.add_case("a");
  stage.suites.push_back(stage.suites[0]);
  stage.suites[1].name = "t";
  const auto cells = power_cells(stage.plan());
  REQUIRE(cells.size() == 1);
  CHECK(cells[0].clusters == 2);
}
