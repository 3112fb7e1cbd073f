#include "datasets/recordings/truth_file.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <bit>
#include <cmath>

#include "tests/datasets/scratch_folder.hpp"

namespace sternum {
namespace {

using test::ScratchFolder;
using testing::HasSubstr;

TEST(TruthFile, IsReadWithItsUnknownKeysSkipped) {
  const ScratchFolder folder;
  const auto file = folder.write("t.json", R"({"profile":"good","compressions":[{"onset_us":1,
      "peak_us":2,"release_us":3,"depth_mm":50,"residual_mm":0.5,"more":true}],
      "breaths":[{"start_us":4,"end_us":5,"volume_ml":500.5}]})");
  const auto truth = read_truth_file(file);
  ASSERT_TRUE(truth.has_value()) << truth.error().message();
  EXPECT_EQ(*truth, (TruthFile{{{1, 2, 3, 50.0, 0.5}}, {{4, 5, 500.5}}}));
}

RC_GTEST_PROP(TruthFile, ReadsBackBitForBit, ()) {
  const auto number = [] {
    const auto value = std::bit_cast<double>(*rc::gen::arbitrary<std::uint64_t>());
    return std::isfinite(value) ? value : 0.1;
  };
  TruthFile truth;
  for (int i = *rc::gen::inRange(0, 4); i > 0; --i) {
    truth.compressions.push_back({*rc::gen::arbitrary<std::int64_t>(), 2, 3, number(), number()});
    truth.breaths.push_back({4, *rc::gen::arbitrary<std::int64_t>(), number()});
  }
  const ScratchFolder folder;
  const auto file = folder.path() / "truth.json";
  RC_ASSERT(write_truth_file(file, truth).has_value());
  const auto read = read_truth_file(file);
  RC_ASSERT(read.has_value());
  RC_ASSERT(*read == truth);
}

TEST(TruthFile, NamesWhatIsMissing) {
  const ScratchFolder folder;
  const auto error_of = [&](const char* text) {
    const auto truth = read_truth_file(folder.write("t.json", text));
    return truth ? std::string("accepted") : truth.error().message();
  };
  EXPECT_THAT(error_of("[1,2"), HasSubstr("not a truth file"));
  EXPECT_THAT(error_of(R"({"breaths":[]})"), HasSubstr("the list compressions is missing"));
  EXPECT_THAT(error_of(R"({"compressions":[{"onset_us":1}],"breaths":[]})"),
              HasSubstr("compressions[0].peak_us is missing"));
  EXPECT_THAT(error_of(R"({"compressions":[],"breaths":[{"start_us":1.5}]})"),
              HasSubstr("breaths[0].start_us is no whole number"));
  EXPECT_THAT(error_of(R"({"compressions":[],"breaths":[7]})"), HasSubstr("breaths[0].start_us"));
  EXPECT_FALSE(read_truth_file(folder.path()).has_value());
}

}  // namespace
}  // namespace sternum
