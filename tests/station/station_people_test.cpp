// The station and its instructors: who may examine, whose number is kept, and people's documents.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "datasets/records/audit_findings.hpp"
#include "tests/station/running_station.hpp"

namespace sternum {
namespace {

using test::TemporaryFolder;
using test::wait_for_seat;
using test::wait_until;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

StationOptions with_quick_pins(const TemporaryFolder& data) {
  StationOptions options = test::options_for(data);
  options.pin_cost = Argon2Cost::least();
  options.identity_key.file = data.path() / "key" / "identity.key";
  return options;
}

void add_instructor(const TemporaryFolder& data) {
  static_cast<void>(StationDatabase::open(data.path()));
  auto instructors = Instructors::open(data.path(), Argon2Cost::least());
  ASSERT_TRUE(instructors.has_value());
  ASSERT_TRUE(instructors->add({"1203", "周敏"}, "2468", "", 1'774'600'000'000));
}

bool has_notice(const Station& station, std::string_view words) {
  return std::ranges::any_of(station.snapshot()->notices, [&](const Error& notice) {
    return notice.what.find(words) != std::string::npos;
  });
}

TEST(StationPeople, ExamineOnlyWhenAnInstructorIsSignedIn) {
  const TemporaryFolder data;
  add_instructor(data);
  Station station(with_quick_pins(data));
  VirtualManikinOptions manikin;
  manikin.cycles = 0;
  test::add_virtual_manikin(station, manikin);
  station.start();
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) { return seat.live != nullptr; }));
  const StartAttempt exam{"SIM-0001", "Ma Li", CoachMode::Full, "rcsc-first-aider",
                          AttemptPurpose::Exam};
  station.post(exam);
  ASSERT_TRUE(wait_until([&] { return has_notice(station, "has to sign in before an exam"); }));
  EXPECT_NE(test::first_seat(station)->phase, AttemptPhase::Running);

  station.post(SignInInstructor{"1203", "1111"});
  ASSERT_TRUE(wait_until([&] { return station.snapshot()->signed_in.last_refused.has_value(); }));
  EXPECT_FALSE(station.snapshot()->signed_in.may_examine());
  station.post(SignInInstructor{"1203", "2468"});
  ASSERT_TRUE(wait_until([&] { return station.snapshot()->signed_in.number == "1203"; }));
  station.post(exam);
  ASSERT_TRUE(
      wait_for_seat(station, [](const Seat& seat) { return seat.phase == AttemptPhase::Running; }));
  station.post(MarkSheet{"SIM-0001", {.item_id = "response", .who = "somebody else"}});
  ASSERT_TRUE(wait_for_seat(
      station, [](const Seat& seat) { return seat.exam && !seat.exam->sheet.empty(); }));
  EXPECT_EQ(test::first_seat(station)->exam->sheet[0].who, "1203");

  station.post(SignOutInstructor{});
  ASSERT_TRUE(wait_until([&] { return station.snapshot()->signed_in.number.empty(); }));
  station.post(MarkSheet{"SIM-0001", {.item_id = "response"}});
  ASSERT_TRUE(wait_until([&] { return has_notice(station, "sign in to change a sheet"); }));
  station.stop();
  EXPECT_THAT(verify_folder(data.path())->found, IsEmpty());
}

TEST(StationPeople, HaveTheirDocumentsSealedOnTheWayIn) {
  constexpr const char* kNumber = "11010119900307451X";
  const TemporaryFolder data;
  const StationOptions options = with_quick_pins(data);
  {
    Station station(options);
    station.start();
    ClassRecord record{.key = 1'774'600'000'123, .number = "13"};
    record.members = {{.name = "王晓燕"}};
    station.post(TakeInPeople{record.key, 1, {{"王晓燕", kNumber, 1990}}});
    station.post(KeepClass{record});
    ASSERT_TRUE(wait_until([&] { return station.snapshot()->open_class != nullptr; }));
  }
  const auto key = key_of_folder(data.path(), options.identity_key);
  ASSERT_TRUE(key.has_value()) << key.error().message();
  const auto found = find_by_identity(data.path(), *key, kNumber);
  ASSERT_TRUE(found.has_value() && *found);
  EXPECT_EQ((*found)->name, "王晓燕");
  for (const auto& entry : std::filesystem::recursive_directory_iterator(data.path())) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(in), {}};
    EXPECT_THAT(bytes, Not(HasSubstr(kNumber))) << entry.path();
  }
  EXPECT_THAT(verify_folder(data.path())->found, IsEmpty());
}

}  // namespace
}  // namespace sternum
