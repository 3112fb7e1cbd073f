// Few large rows instead of many small ones, and nobody can tell from what is in them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>
#include <vector>

#include "datasets/records/journal.hpp"
#include "tests/records/opened_database.hpp"

namespace sternum {
namespace {

using test::batch_number;
using test::start_of;
using test::value_of;

class RowFoldingTest : public test::OpenedDatabase {
 protected:
  AttemptId begin(const std::string& manikin) {
    return value_of(database_->begin_attempt(start_of(manikin, "A")));
  }
  /// A commit with batch `i` of each attempt.
  void commit(int i, const std::vector<AttemptId>& attempts) {
    std::vector<StoredInput> inputs;
    for (const AttemptId attempt : attempts) inputs.push_back({attempt, batch_number(i)});
    ASSERT_TRUE(database_->append(inputs).has_value());
  }
  /// How many steps it took.
  int fold() {
    int steps = 1;
    while (value_of(database_->fold_some())) ++steps;
    return steps;
  }
  [[nodiscard]] std::int64_t count(const char* sql) const {
    auto connection = Connection::open(file(), Connection::Access::ReadOnly);
    return value_of(connection->integer(sql));
  }
  [[nodiscard]] std::int64_t rows() const { return count("SELECT count(*) FROM samples"); }
  void expect_batches(AttemptId attempt, int from, int to) const {
    const auto batches = value_of(reader().batches(attempt));
    ASSERT_EQ(batches.size(), static_cast<std::size_t>(to - from));
    for (int i = from; i < to; ++i) EXPECT_EQ(batches[i - from], batch_number(i));
  }
};

TEST_F(RowFoldingTest, MakesOneRowOfAnAttemptsManyAndChangesNothingInThem) {
  const std::vector<AttemptId> attempts = {begin("M-1"), begin("M-2"), begin("M-3")};
  for (int i = 0; i < 30; ++i) commit(i, attempts);
  EXPECT_EQ(rows(), 90);
  EXPECT_EQ(database_->loose_rows(), 90U);
  EXPECT_EQ(fold(), 4) << "an attempt a step, then the exchange";
  EXPECT_EQ(database_->loose_rows(), 0U);
  EXPECT_EQ(rows(), 3);
  for (const AttemptId attempt : attempts) expect_batches(attempt, 0, 30);
}

TEST_F(RowFoldingTest, CanBeReadAtEveryMomentAndWrittenTo) {
  const std::vector<AttemptId> attempts = {begin("M-1"), begin("M-2")};
  int i = 0;
  for (; i < 10; ++i) commit(i, attempts);
  for (bool more = true; more; ++i) {
    more = value_of(database_->fold_some());
    commit(i, attempts);
    for (const AttemptId attempt : attempts) expect_batches(attempt, 0, i + 1);
  }
  EXPECT_EQ(database_->loose_rows(), 6U) << "those that came meanwhile";
  fold();
  for (const AttemptId attempt : attempts) expect_batches(attempt, 0, i);
}

TEST_F(RowFoldingTest, KeepsTheSamplesOfAttemptsApartThatBeginBehindWhatIsGone) {
  const AttemptId first = begin("M-1");
  for (int i = 0; i < 20; ++i) commit(i, {first});
  const AttemptId second = begin("M-2");  // counts from behind the twentieth row
  fold();                                 // of which one is left
  commit(7, {second});
  ASSERT_TRUE(database_->end_attempt(first, test::end_as(AttemptState::Ended)).has_value());
  fold();
  open();
  const AttemptId third = begin("M-3");
  commit(8, {third});
  expect_batches(first, 0, 20);
  expect_batches(second, 7, 8);
  expect_batches(third, 8, 9);
}

TEST_F(RowFoldingTest, TakesUpWhatADeadConsoleLeftLoose) {
  const AttemptId attempt = begin("M-1");
  for (int i = 0; i < 5; ++i) commit(i, {attempt});
  fold();
  for (int i = 5; i < 9; ++i) commit(i, {attempt});
  static_cast<void>(value_of(database_->fold_some()));  // and dies in the middle of a round
  open();
  EXPECT_EQ(database_->loose_rows(), 4U);
  fold();
  EXPECT_EQ(rows(), 2);
  expect_batches(attempt, 0, 9);
}

TEST_F(RowFoldingTest, LeavesADamagedRowWhereItIsAndFoldsThoseAroundIt) {
  const std::vector<AttemptId> attempts = {begin("M-1"), begin("M-2")};
  for (int i = 0; i < 6; ++i) commit(i, attempts);
  {
    auto connection = Connection::open(file(), Connection::Access::ReadWrite);
    ASSERT_TRUE(connection->execute("UPDATE samples SET packed = zeroblob(20) WHERE id = 5"));
  }
  fold();
  EXPECT_EQ(rows(), 4) << "two rows and the damaged one between them; one row";
  expect_batches(attempts[1], 0, 6);
  const auto damaged = reader().batches(attempts[0]);
  ASSERT_FALSE(damaged.has_value());
  EXPECT_THAT(damaged.error().message(), testing::HasSubstr("attempt 1, samples 5"));
  open();
  fold();
  EXPECT_EQ(rows(), 4) << "it was not tried again";
}

TEST_F(RowFoldingTest, UsesTheFreedPagesAgain) {
  const AttemptId attempt = begin("M-1");
  int i = 0;
  const auto minute = [&] {
    for (int end = i + 60; i < end; ++i) commit(i, {attempt});
    fold();
    EXPECT_TRUE(database_->checkpoint().has_value());
    return count("PRAGMA page_count");
  };
  const auto pages = minute();
  for (int k = 0; k < 4; ++k) EXPECT_LE(minute(), pages + 3 + k);
  expect_batches(attempt, 0, i);
}

TEST(FoldingJournal, LeavesFewRowsWhenNobodyPractisesAnyMore) {
  const test::ScratchFolder folder;
  Journal journal(folder.path(), {.commit_every_ms = 1});
  const auto ticket = journal.begin(start_of("M-1", "A"));
  for (int i = 0; i < 50; ++i) {
    journal.append(ticket, batch_number(i));
    if (i % 10 == 9) {
      ASSERT_TRUE(journal.flush(10'000));
    }
  }
  journal.end(ticket, test::end_as(AttemptState::Ended));
  ASSERT_TRUE(journal.flush(10'000));
  auto connection =
      Connection::open(folder.path() / "station.sqlite", Connection::Access::ReadOnly);
  ASSERT_TRUE(connection.has_value());
  const auto rows = [&] { return connection->integer("SELECT count(*) FROM samples").value(); };
  for (int i = 0; i < 2000 && rows() != 1; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  EXPECT_EQ(rows(), 1);
  const auto reader = StationReader::open(folder.path());
  EXPECT_EQ(value_of(reader->batches(*journal.id_of(ticket))).size(), 50U);
}

}  // namespace
}  // namespace sternum
