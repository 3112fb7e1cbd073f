// What a list asks for, of an archive that is larger than the list.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "datasets/records/station_database.hpp"
#include "tests/datasets/scratch_folder.hpp"
#include "tests/records/archive.hpp"
#include "tests/records/stored_samples.hpp"

namespace sternum {
namespace {

using test::value_of;

class AttemptListTest : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    folder_ = new test::ScratchFolder;
    const auto made = test::make_archive(folder_->path(), {12, 10, 3});
    ASSERT_TRUE(made.has_value()) << made.error().message();
  }
  static void TearDownTestSuite() {
    delete folder_;
    folder_ = nullptr;
  }
  void SetUp() override {
    auto opened = StationReader::open(folder_->path());
    ASSERT_TRUE(opened.has_value()) << opened.error().message();
    reader_.emplace(std::move(*opened));
  }
  /// Of all attempts those that `fits`, as the whole list tells them.
  template <class Fits>
  [[nodiscard]] std::vector<AttemptRecord> all_that(Fits fits, bool with_discarded = false) const {
    auto all = value_of(reader_->attempts(with_discarded));
    std::erase_if(all, [&](const AttemptRecord& record) { return !fits(record); });
    return all;
  }
  static void expect_same(const std::vector<AttemptRecord>& a,
                          const std::vector<AttemptRecord>& b) {
    ASSERT_EQ(a.size(), b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
      EXPECT_EQ(a[i].id, b[i].id);
      EXPECT_EQ(a[i].number, b[i].number) << "attempt " << a[i].id;
      EXPECT_EQ(a[i].started, b[i].started);
      EXPECT_EQ(a[i].state, b[i].state);
    }
  }

  static inline test::ScratchFolder* folder_ = nullptr;
  std::optional<StationReader> reader_;
};

TEST_F(AttemptListTest, ShowsTheNewestAndThenTheNextPage) {
  const auto all = value_of(reader_->attempts());
  ASSERT_EQ(all.size(), 324U);
  std::vector<AttemptRecord> pages;
  AttemptQuery asked{.most = 50};
  for (;;) {
    const auto page = value_of(reader_->attempts(asked));
    if (page.empty()) break;
    EXPECT_LE(page.size(), 50U);
    pages.insert(pages.end(), page.begin(), page.end());
    asked.before = page.back().id;
  }
  expect_same(pages, all);
}

TEST_F(AttemptListTest, FindsATraineesAttemptsAndCountsThemAsTheWholeListDoes) {
  const auto of_one = value_of(reader_->attempts(AttemptQuery{.trainee = "Trainee 00017"}));
  EXPECT_FALSE(of_one.empty());
  expect_same(of_one, all_that([](const AttemptRecord& record) {
                return record.started.trainee == "Trainee 00017";
              }));
  expect_same(value_of(reader_->attempts(AttemptQuery{.trainee_part = "tRAINEE 0004"})),
              all_that([](const AttemptRecord& r) {
                return r.started.trainee.starts_with("Trainee 0004");
              }));
  expect_same(value_of(reader_->attempts(AttemptQuery{.trainee = ""})),
              all_that([](const AttemptRecord& record) { return record.started.trainee.empty(); }));
  EXPECT_TRUE(value_of(reader_->attempts(AttemptQuery{.trainee = "Nobody"})).empty());
}

TEST_F(AttemptListTest, FindsWhatAClassDidAndWhatWasDoneInBetweenTwoTimes) {
  const ClassKey fifth = test::kArchiveBegins_ms + 4 * test::kArchiveClassEvery_ms;
  const auto of_class = value_of(reader_->attempts(AttemptQuery{.class_key = fifth}));
  EXPECT_FALSE(of_class.empty());
  expect_same(of_class,
              all_that([&](const AttemptRecord& r) { return r.started.class_key == fifth; }));
  const auto from = fifth + 600'000;
  const auto until = fifth + 2 * test::kArchiveClassEvery_ms;
  const AttemptQuery days{.from_ms = from, .until_ms = until, .with_discarded = true};
  expect_same(value_of(reader_->attempts(days)), all_that(
                                                     [&](const AttemptRecord& r) {
                                                       return r.started.started_at_ms >= from &&
                                                              r.started.started_at_ms < until;
                                                     },
                                                     true));
}

TEST_F(AttemptListTest, CountsEverybodysAttempts) {
  std::map<std::string, int> counted;
  for (const auto& record : value_of(reader_->attempts())) ++counted[record.started.trainee];
  EXPECT_EQ(value_of(reader_->attempt_counts()), counted);
}

}  // namespace
}  // namespace sternum
