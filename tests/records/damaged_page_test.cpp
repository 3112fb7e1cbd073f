// A disk that gives back a page of nonsense: whichever it is, what it held is an error that names
// the file, everything else is read as it was, and the file stays as it is.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "tests/records/opened_database.hpp"

namespace sternum {
namespace {

using test::batch_number;
using test::start_of;
using test::value_of;

constexpr std::size_t kHurtPage = 4096;
constexpr int kHurtAttempts = 6;
constexpr int kHurtBatches = 24;

class DamagedPageTest : public test::OpenedDatabase {
 protected:
  /// Six attempts side by side, half of their samples folded, with sheets; the file is closed.
  void SetUp() override {
    open();
    std::vector<AttemptId> attempts;
    for (int i = 0; i < kHurtAttempts; ++i) {
      attempts.push_back(
          value_of(database_->begin_attempt(start_of("M-" + std::to_string(i), "A"))));
    }
    for (int i = 0; i < kHurtBatches; i += 4) {
      std::vector<StoredInput> inputs;
      for (const AttemptId attempt : attempts) {
        for (int k = i; k < i + 4; ++k) inputs.push_back({attempt, batch_number(k)});
      }
      ASSERT_TRUE(database_->append(inputs).has_value());
      if (i == 8) {
        while (value_of(database_->fold_some())) continue;
      }
    }
    for (const AttemptId attempt : attempts) {
      for (int i = 0; i < 20; ++i) {
        ASSERT_TRUE(value_of(database_->mark_sheet(attempt, {test::tick_number(i)})));
      }
      ASSERT_TRUE(database_->end_attempt(attempt, test::end_as(AttemptState::Ended)).has_value());
    }
    database_.reset();  // the write-ahead log goes into the file
    whole_ = text_of(file());
  }
  static std::string text_of(const std::filesystem::path& path) { return test::text_of(path); }

  /// Attempts whose samples come back as they were; whatever does not is an error with the file's
  /// name.
  [[nodiscard]] int readable_attempts(const StationReader& reader) const {
    int readable = 0;
    for (AttemptId attempt = 1; attempt <= kHurtAttempts; ++attempt) {
      const auto batches = reader.batches(attempt);
      if (!batches) {
        EXPECT_THAT(batches.error().message(), testing::HasSubstr("station.sqlite"));
        continue;
      }
      ++readable;
      EXPECT_EQ(batches->size(), std::size_t{kHurtBatches});
      for (std::size_t i = 0; i < batches->size(); ++i) {
        EXPECT_EQ((*batches)[i], batch_number(static_cast<int>(i)));
      }
    }
    return readable;
  }

  std::string whole_;
};

TEST_F(DamagedPageTest, CostsWhatWasInItAndNothingElse) {
  int costs_something = 0;
  int costs_all_samples = 0;
  int costs_the_file = 0;
  for (std::size_t page = 0; page * kHurtPage < whole_.size(); ++page) {
    std::string damaged = whole_;
    std::fill_n(damaged.begin() + static_cast<std::ptrdiff_t>(page * kHurtPage), 100, '\xA5');
    folder_.write("station.sqlite", damaged);
    {
      const auto reader = StationReader::open(folder_.path());
      if (!reader) {
        ++costs_the_file;
        EXPECT_THAT(reader.error().message(), testing::HasSubstr("station.sqlite"));
      } else {
        const int readable = readable_attempts(*reader);
        const auto list = reader->attempts();
        const bool listed = list && list->size() == std::size_t{kHurtAttempts};
        costs_something += readable < kHurtAttempts || !listed ? 1 : 0;
        costs_all_samples += readable == 0 ? 1 : 0;
      }
    }
    EXPECT_EQ(text_of(file()), damaged) << "page " << page << ": reading has changed the file";
  }
  EXPECT_LE(costs_the_file, 5) << "pages of the schema, and no table's";
  EXPECT_GE(costs_something, 2) << "no page of samples or attempts was hit";
  EXPECT_LE(costs_all_samples, 4)
      << "the attempts' own page and the roots, not the samples' leaves";
}

TEST_F(DamagedPageTest, IsNoReasonForAConsoleToDoAnythingButSaySo) {
  int opened = 0;
  int pages = 0;
  for (std::size_t page = 0; page * kHurtPage < whole_.size(); page += 3, ++pages) {
    std::string damaged = whole_;
    std::fill_n(damaged.begin() + static_cast<std::ptrdiff_t>(page * kHurtPage), 100, '\xA5');
    folder_.write("station.sqlite", damaged);
    {
      auto database = StationDatabase::open(folder_.path());
      if (!database) {
        EXPECT_THAT(database.error().message(), testing::HasSubstr("station.sqlite"));
        EXPECT_EQ(text_of(file()), damaged) << "page " << page;
      } else {
        ++opened;
        for (int i = 0; i < 100; ++i) {
          const auto more = database->fold_some();
          if (!more || !*more) break;
        }
      }
    }
    std::filesystem::remove(folder_.path() / "station.sqlite-wal");
    std::filesystem::remove(folder_.path() / "station.sqlite-shm");
  }
  EXPECT_GT(opened, pages / 2) << "most pages are no reason to refuse the file";
}

}  // namespace
}  // namespace sternum
