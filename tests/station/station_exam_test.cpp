// An exam in the station: ticked while it runs, overruled afterwards, the same wherever it is read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "datasets/schemes/scheme_file.hpp"
#include "gui/model/judged_attempt.hpp"
#include "tests/station/running_station.hpp"

namespace sternum {
namespace {

using test::first_seat;
using test::options_for;
using test::TemporaryFolder;
using test::wait_for_seat;
using test::wait_until;
using testing::AllOf;
using testing::HasSubstr;

constexpr const char* kScheme = "rcsc-first-aider";

SheetEntry ticked(const std::string& item) { return {.item_id = item, .who = "I-7"}; }
SheetEntry overruled(const std::string& item) {
  return {.item_id = item,
          .kind = SheetEntry::Kind::Overruled,
          .overruled_to_met = true,
          .reason = "seen by both of us",
          .who = "I-7"};
}

const ItemResult& item_of(const SeatExam& exam, std::string_view id) {
  return *std::ranges::find(exam.examination->items, id, &ItemResult::id);
}

void add_manikin(Station& station, TraineeProfile profile = TraineeProfile::Shallow) {
  VirtualManikinOptions manikin;
  manikin.cycles = 0;
  manikin.profile = profile;
  manikin.lead_in = seconds(0.5);
  test::add_virtual_manikin(station, manikin);
}

bool has_pressed(const Seat& seat, int compressions) {
  return seat.phase == AttemptPhase::Running && seat.live &&
         seat.live->compression_count >= compressions;
}

TEST(StationExam, IsTickedWhileItRunsOverruledAfterwardsAndTheSameWhereverItIsRead) {
  const TemporaryFolder data;
  Station station(options_for(data));
  add_manikin(station);
  station.start();
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) { return seat.live != nullptr; }));
  EXPECT_EQ(station.snapshot()->schemes.size(), all_schemes()->size());
  station.post(StartAttempt{"SIM-0001", "Ma Li", CoachMode::Full, kScheme, AttemptPurpose::Exam});
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) { return has_pressed(seat, 2); }));
  station.post(MarkSheet{"SIM-0001", ticked("response")});
  station.post(
      MarkSheet{"SIM-0001",
                {.item_id = "breathing", .kind = SheetEntry::Kind::Timed, .timed = seconds(7.0)}});
  station.post(MarkSheet{"SIM-0001", ticked("no such item")});
  station.post(NoteEvent{"SIM-0001", AttemptEvent::Kind::PadsAttached});
  station.post(NoteEvent{"SIM-0001", AttemptEvent::Kind::CoachFull});
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) {
    return seat.exam->sheet.size() == 2 && seat.exam->examination &&
           item_of(*seat.exam, "breathing").outcome == ItemOutcome::Met;
  }));
  EXPECT_EQ(item_of(*first_seat(station)->exam, "response").outcome, ItemOutcome::Met);
  EXPECT_EQ(item_of(*first_seat(station)->exam, "scene").outcome, ItemOutcome::Undecided);
  ASSERT_TRUE(wait_until([&] { return !station.snapshot()->notices.empty(); }));
  EXPECT_THAT(station.snapshot()->notices.back().message(), HasSubstr("no such item"));
  // It is renewed while the trainee goes on.
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) {
    return has_pressed(seat, 8) && !seat.exam->examination->ledger.empty();
  }));
  EXPECT_EQ(first_seat(station)->live->coach_mode, CoachMode::None);
  station.post(EndAttempt{"SIM-0001"});
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) { return seat.result != nullptr; }));

  const auto seat = first_seat(station);
  ASSERT_TRUE(seat->attempt_id);
  const Examination final_one = *seat->exam->examination;
  EXPECT_EQ(final_one, examination_of(*seat->result, *seat->exam->scheme, *seat->exam->guideline,
                                      seat->exam->sheet, {}));
  EXPECT_EQ(seat->result->guideline_id, seat->exam->scheme->guideline_id);
  EXPECT_TRUE(seat->result->prompts.empty()) << "an exam is silent whatever was asked";
  EXPECT_TRUE(std::ranges::any_of(seat->result->events, [](const AttemptEvent& event) {
    return event.kind == AttemptEvent::Kind::PadsAttached;
  }));
  const std::string stored_json =
      told_json(*seat->result, {}, {}, &final_one, seat->exam->scheme.get());
  {
    const auto review = station.review(*seat->attempt_id);
    ASSERT_TRUE(review) << review.error().message();
    ASSERT_NE((*review)->exam, nullptr);
    EXPECT_EQ(*(*review)->exam->examination, final_one);
    EXPECT_EQ((*review)->exam->sheet, seat->exam->sheet);
    EXPECT_EQ((*review)->record.result_json, stored_json);
    EXPECT_EQ((*review)->record.verdict, final_one.verdict);
    EXPECT_EQ((*review)->record.started.purpose, AttemptPurpose::Exam);
  }

  station.post(MarkStoredSheet{*seat->attempt_id, overruled("scene")});
  const auto review = station.review(*seat->attempt_id);
  ASSERT_TRUE(review);
  const ItemResult& scene = item_of(*(*review)->exam, "scene");
  EXPECT_EQ(scene.outcome, ItemOutcome::Met) << "at once, before it is on disk";
  EXPECT_EQ(scene.before_overruling, ItemOutcome::Undecided);
  ASSERT_TRUE(scene.overruling);
  EXPECT_EQ(scene.overruling->who, "I-7");
  EXPECT_GT(scene.overruling->utc_ms, 1'600'000'000'000);
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& now) { return now.exam->sheet.size() == 3; }));
  EXPECT_EQ(*first_seat(station)->exam->examination, *(*review)->exam->examination);
  station.post(MarkSheet{"SIM-0001", overruled("cycles")});
  ASSERT_TRUE(wait_until([&] {
    const auto again = station.review(*seat->attempt_id);
    return again && (*again)->exam->sheet.size() == 4;
  }));
  station.stop();

  const auto reader = StationReader::open(data.path());
  ASSERT_TRUE(reader);
  EXPECT_EQ(*reader->sheet(*seat->attempt_id), first_seat(station)->exam->sheet);
  const auto record = reader->attempt(*seat->attempt_id);
  ASSERT_TRUE(record);
  EXPECT_EQ(record->result_json, stored_json) << "the stored result never changes";
  EXPECT_EQ(record->verdict, first_seat(station)->exam->examination->verdict);
  EXPECT_EQ(station.attempts().front().verdict, record->verdict);
}

TEST(StationExam, RefusesAnExamWithoutAScheme) {
  const TemporaryFolder data;
  Station station(options_for(data));
  add_manikin(station);
  station.start();
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) { return seat.live != nullptr; }));
  const auto notice = [&](const char* text) {
    return wait_until([&] {
      return std::ranges::any_of(station.snapshot()->notices, [&](const Error& error) {
        return error.message().find(text) != std::string::npos;
      });
    });
  };
  station.post(StartAttempt{"SIM-0001", "A", CoachMode::Full, {}, AttemptPurpose::Exam});
  EXPECT_TRUE(notice("an exam needs a scheme"));
  station.post(StartAttempt{"SIM-0001", "A", CoachMode::Full, "nosuch", AttemptPurpose::Exam});
  EXPECT_TRUE(notice("there is no exam scheme \"nosuch\""));
  station.post(MarkSheet{"SIM-0001", ticked("response")});
  EXPECT_TRUE(notice("nobody is examined here"));
  station.post(MarkStoredSheet{99, ticked("response")});
  EXPECT_TRUE(notice("there is no attempt 99"));
  EXPECT_EQ(first_seat(station)->phase, AttemptPhase::Idle);
}

TEST(StationExam, OfAChecklistNeedsNoManikin) {
  const TemporaryFolder data;
  Station station(options_for(data));
  station.start();
  station.post(OpenChecklist{});
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) { return !seat.has_manikin; }));
  const std::string place = first_seat(station)->manikin.id;
  station.post(StartAttempt{place, "A", CoachMode::Full, kScheme, AttemptPurpose::Exam});
  ASSERT_TRUE(wait_until([&] { return !station.snapshot()->notices.empty(); }));
  EXPECT_THAT(station.snapshot()->notices.back().message(), HasSubstr("there is no manikin here"));

  station.post(StartAttempt{place, "A", CoachMode::Full, "aed", AttemptPurpose::Exam});
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) { return seat.exam != nullptr; }));
  const Scheme scheme = *first_seat(station)->exam->scheme;
  ASSERT_FALSE(scheme.measures_cpr);
  for (const SchemeItem& item : scheme.items) {
    ASSERT_EQ(item.judge, ItemJudge::Tick) << item.id;
    station.post(MarkSheet{place, ticked(item.id)});
  }
  station.post(NoteEvent{place, AttemptEvent::Kind::PadsAttached});
  ASSERT_TRUE(wait_for_seat(station, [&](const Seat& seat) {
    return seat.exam->sheet.size() == scheme.items.size() && seat.exam->examination &&
           seat.exam->examination->verdict == Verdict::Pass && seat.attempt_s > 0.2;
  }));
  station.post(EndAttempt{place});
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) { return seat.result != nullptr; }));
  const auto seat = first_seat(station);
  EXPECT_EQ(seat->exam->examination->verdict, Verdict::Pass);
  ASSERT_EQ(seat->result->events.size(), 2U) << "how it was coached, and the pads";
  const auto review = station.review(*seat->attempt_id);
  ASSERT_TRUE(review) << review.error().message();
  EXPECT_EQ(*(*review)->exam->examination, *seat->exam->examination);
  EXPECT_EQ((*review)->result.events, seat->result->events);
  EXPECT_EQ((*review)->record.verdict, Verdict::Pass);
  // Another one, while one is taken only.
  station.post(OpenChecklist{});
  station.post(StartAttempt{place, "B", CoachMode::Full, "aed", AttemptPurpose::Exam});
  station.post(OpenChecklist{});
  EXPECT_TRUE(wait_until([&] { return station.snapshot()->seats.size() == 2; }));
}

TEST(StationExam, IsCoachedWhenItIsRehearsed) {
  const TemporaryFolder data;
  Station station(options_for(data));
  add_manikin(station);
  station.start();
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) { return seat.live != nullptr; }));
  station.post(StartAttempt{"SIM-0001", "A", CoachMode::Full, kScheme, AttemptPurpose::Practice});
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) {
    return seat.exam && seat.exam->examination && seat.live->prompts_given > 0;
  }));
  EXPECT_EQ(first_seat(station)->exam->purpose, AttemptPurpose::Practice);
  station.post(DiscardAttempt{"SIM-0001"});
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) { return seat.exam == nullptr; }));
}

void copy_with_id(const std::filesystem::path& from, const std::filesystem::path& to,
                  const std::string& id, const std::string& new_id) {
  std::ifstream in(from, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  text.replace(text.find('"' + id + '"'), id.size() + 2, '"' + new_id + '"');
  std::filesystem::create_directories(to.parent_path());
  std::ofstream(to, std::ios::binary) << text;
}

TEST(StationExam, TellsOfABrokenFileOfTheBaseAndUsesTheOthers) {
  const TemporaryFolder data;
  const std::filesystem::path built_in = std::filesystem::path(STERNUM_SOURCE_DIR) / "datasets";
  copy_with_id(built_in / "schemes/mpotos-70.toml", data.path() / "schemes/ours.toml", "mpotos-70",
               "ours");
  std::ofstream(data / "schemes/broken.toml") << "format = 1\nid = \"broken\n";
  std::filesystem::create_directories(data.path() / "guidelines");
  std::ofstream(data / "guidelines/half.toml") << "format = 1\nid = \"half\"\n";
  Station station(options_for(data));
  add_manikin(station);
  station.start();
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) { return seat.live != nullptr; }));
  const auto snapshot = station.snapshot();
  ASSERT_EQ(snapshot->notices.size(), 2U);
  EXPECT_THAT(snapshot->notices[0].message(), HasSubstr("half.toml"));
  EXPECT_THAT(snapshot->notices[1].message(), HasSubstr("schemes/broken.toml:2"));
  EXPECT_FALSE(snapshot->notices[1].remedy.empty());
  EXPECT_EQ(snapshot->schemes.size(), all_schemes()->size() + 1);
  station.post(StartAttempt{"SIM-0001", "A", CoachMode::Full, "ours", AttemptPurpose::Retest});
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) { return has_pressed(seat, 1); }));
  EXPECT_EQ(first_seat(station)->exam->scheme->id, "ours");
}

}  // namespace
}  // namespace sternum
