// Who may examine: signing in, and what a wrong PIN costs.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "datasets/records/audit_findings.hpp"
#include "datasets/records/instructors.hpp"
#include "tests/records/opened_database.hpp"
#include "tests/records/stored_samples.hpp"

namespace sternum {
namespace {

using test::value_of;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr std::int64_t kMorning_ms = 1'774'600'000'000;

class InstructorsTest : public test::OpenedDatabase {
 protected:
  void SetUp() override {
    OpenedDatabase::SetUp();
    enter();
    ASSERT_TRUE(desk_->add({"1203", "周敏"}, "2468", "", kMorning_ms));
  }
  /// As another program, or the same one started again, would.
  void enter() {
    desk_.reset();
    auto opened = Instructors::open(folder_.path(), Argon2Cost::least());
    ASSERT_TRUE(opened.has_value()) << opened.error().message();
    desk_.emplace(std::move(*opened));
  }
  SignIn try_pin(const char* pin, std::int64_t now_ms) {
    return value_of(desk_->sign_in("1203", pin, now_ms));
  }
  std::optional<Instructors> desk_;
};

TEST_F(InstructorsTest, SignInWithTheirPin) {
  EXPECT_TRUE(value_of(desk_->any()));
  const SignIn signed_in = try_pin("2468", kMorning_ms);
  EXPECT_EQ(signed_in.outcome, SignIn::Outcome::Done);
  EXPECT_EQ(signed_in.instructor, (Instructor{"1203", "周敏"}));
  EXPECT_EQ(try_pin("2469", kMorning_ms).outcome, SignIn::Outcome::Wrong);
  EXPECT_EQ(value_of(desk_->sign_in("9999", "2468", kMorning_ms)).outcome, SignIn::Outcome::Wrong);
  EXPECT_TRUE(desk_->sign_out("1203"));
  EXPECT_THAT(value_of(desk_->list()), ElementsAre(Instructor{"1203", "周敏"}));
  EXPECT_THAT(value_of(verify_folder(folder_.path())).found, IsEmpty());
}

TEST_F(InstructorsTest, WaitTwiceAsLongAfterEachWrongPin) {
  std::int64_t now = kMorning_ms;
  std::int64_t last = 0;
  for (int failures = 1; failures <= 6; ++failures) {
    const SignIn wrong = try_pin("1111", now);
    ASSERT_EQ(wrong.outcome, SignIn::Outcome::Wrong) << failures;
    if (failures <= 2) {
      EXPECT_EQ(wrong.wait_ms, 0);
    } else {
      EXPECT_EQ(wrong.wait_ms, failures == 3 ? 5'000 : 2 * last);
      EXPECT_EQ(try_pin("2468", now + wrong.wait_ms - 1).outcome, SignIn::Outcome::Locked)
          << "the right one is not looked at either";
    }
    last = wrong.wait_ms;
    now += wrong.wait_ms;
  }
  EXPECT_EQ(try_pin("2468", now).outcome, SignIn::Outcome::Done);
  EXPECT_EQ(try_pin("1111", now).wait_ms, 0) << "forgiven";
  EXPECT_EQ(wait_after_failures_ms(1'000'000), 3'600'000);
}

TEST_F(InstructorsTest, WaitAsLongWhenTheProgramIsStartedAgainOrTheClockSetBack) {
  for (int i = 0; i < 5; ++i) static_cast<void>(try_pin("1111", kMorning_ms + i * 60'000));
  const std::int64_t last = kMorning_ms + 4 * 60'000;
  enter();
  EXPECT_EQ(try_pin("2468", last + 1'000).wait_ms, 19'000);
  const SignIn earlier = try_pin("2468", last - 3'600'000);
  EXPECT_EQ(earlier.outcome, SignIn::Outcome::Locked);
  EXPECT_EQ(earlier.wait_ms, 20'000) << "all of it again, by the new clock";
  EXPECT_EQ(try_pin("2468", last - 3'600'000 + 19'999).outcome, SignIn::Outcome::Locked);
  EXPECT_EQ(try_pin("2468", last - 3'600'000 + 20'000).outcome, SignIn::Outcome::Done);
}

TEST_F(InstructorsTest, HavePinsOfFourToTwelveDigitsThatNobodyCanRead) {
  for (const char* pin : {"", "123", "12345x", "1234567890123", "１２３４"}) {
    EXPECT_FALSE(desk_->add({"7", ""}, pin, "", kMorning_ms).has_value()) << pin;
  }
  EXPECT_FALSE(desk_->add({"", "x"}, "1234", "", kMorning_ms).has_value());
  auto connection = Connection::open(file(), Connection::Access::ReadOnly);
  auto query = connection->prepare("SELECT pin_hash FROM instructors");
  ASSERT_TRUE(*query->step());
  EXPECT_THAT(std::string(query->text(0)), HasSubstr("$argon2id$"));
}

TEST_F(InstructorsTest, LeaveTheTrailWithoutWhatWasTypedInVain) {
  static_cast<void>(value_of(desk_->sign_in("24680", "135791", kMorning_ms)));
  static_cast<void>(try_pin("135792", kMorning_ms));
  auto connection = Connection::open(file(), Connection::Access::ReadOnly);
  auto query = connection->prepare(
      "SELECT group_concat(action || ' ' || subject_id || ' ' || details || ' ' || who) FROM "
      "audit");
  ASSERT_TRUE(*query->step());
  const std::string trail(query->text(0));
  EXPECT_THAT(trail, HasSubstr("sign_in_failed 1203"));
  for (const char* secret : {"24680", "135791", "135792", "周敏"}) {
    EXPECT_THAT(trail, Not(HasSubstr(secret)));
  }
}

TEST_F(InstructorsTest, AreGivenANewPinAndTakenOut) {
  for (int i = 0; i < 4; ++i) static_cast<void>(try_pin("1111", kMorning_ms + i * 60'000));
  ASSERT_TRUE(desk_->add({"1203", "周敏"}, "13579", "1100", kMorning_ms));
  EXPECT_EQ(try_pin("13579", kMorning_ms).outcome, SignIn::Outcome::Done);
  EXPECT_TRUE(value_of(desk_->remove("1203", "1100")));
  EXPECT_FALSE(value_of(desk_->remove("1203", "1100")));
  EXPECT_FALSE(value_of(desk_->any()));
  EXPECT_THAT(value_of(verify_folder(folder_.path())).found, IsEmpty());
}

}  // namespace
}  // namespace sternum
