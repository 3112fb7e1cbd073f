// The station's results, certificates and exports, beside a lesson; and that the names of those who
// were taught stand in the database alone.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

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
using testing::SizeIs;

constexpr ClassKey kTaughtClass = 1'774'699'200'000;

/// An open class; everybody but the last passed an exam of five seconds.
void keep_examined_class(const std::filesystem::path& folder, int people) {
  auto database = StationDatabase::open(folder);
  ASSERT_TRUE(database) << database.error().message();
  ClassRecord record{.key = kTaughtClass, .number = "第 13 期", .course = "救护员"};
  for (int i = 0; i < people; ++i) record.members.push_back({.name = fmt::format("学员{}", i)});
  ASSERT_TRUE(database->keep_class(record));
  for (int i = 0; i < people; ++i) {
    AttemptStart start;
    start.manikin_id = "M-7";
    start.trainee = record.members[static_cast<std::size_t>(i)].name;
    start.guideline_id = "adult-rcsc-2021";
    start.started_at_ms = record.key + 60'000 * (i + 1);
    start.channels = {Channel::Depth};
    start.purpose = AttemptPurpose::Exam;
    start.scheme_id = "rcsc-first-aider";
    start.class_key = record.key;
    const auto id = database->begin_attempt(start);
    ASSERT_TRUE(id);
    AttemptEnd end;
    end.ended_at_ms = start.started_at_ms + 5'000;
    end.score = 87.5;
    end.result_json = "{}";
    end.verdict = i + 1 < people ? Verdict::Pass : Verdict::Fail;
    ASSERT_TRUE(database->end_attempt(*id, end));
  }
}

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

class StationPaperwork : public ::testing::Test {
 protected:
  void open(int people) {
    keep_examined_class(data.path(), people);
    StationOptions options = test::options_for(data);
    options.pin_cost = Argon2Cost::least();
    station = std::make_unique<Station>(std::move(options));
    station->start();
  }
  void sign_in() {
    station->post(SignInInstructor{"1203", "2468"});
    ASSERT_TRUE(wait_until([&] { return station->snapshot()->signed_in.number == "1203"; }));
  }
  [[nodiscard]] std::shared_ptr<const BookState> book() const { return station->paperwork().book; }
  /// Until entry `ticket` was dealt with, and read back.
  [[nodiscard]] bool settled(std::uint64_t ticket) const {
    return wait_until([&] { return book()->ticket >= ticket && !book()->busy; });
  }
  [[nodiscard]] ExportState exported() const {
    EXPECT_TRUE(
        wait_until([&] { return station->paperwork().exports.phase != ExportPhase::Running; }));
    return station->paperwork().exports;
  }

  const TemporaryFolder data;
  const std::filesystem::path out = data.path() / "out" / "class-1";
  std::unique_ptr<Station> station;
};

TEST_F(StationPaperwork, KeepsScoresIssuesRevokesAndExports) {
  open(3);
  station->post(ReadResults{{.key = kTaughtClass}});
  ASSERT_TRUE(wait_until([&] { return book()->shown != nullptr; }));
  const ClassId id = book()->shown->results.id;
  EXPECT_THAT(book()->shown->results.trainees, SizeIs(3));

  station->post(EnterTheory{id, "学员0", 92.0, 1});
  station->post(EnterTheory{id, "学员1", 59.0, 2});
  station->post(IssueCertificates{id, "DC-", {}, 3});
  ASSERT_TRUE(settled(3));
  ASSERT_TRUE(book()->news.has_value());
  EXPECT_EQ(book()->news->count, 1U) << "one failed, one knew too little";
  EXPECT_EQ(book()->shown->results.trainees[0].outcome.certificate_number, "DC-001");
  EXPECT_EQ(book()->shown->results.trainees[0].outcome.theory_score, 92.0);
  EXPECT_EQ(book()->shown->results.trainees[1].outcome.certificate_number, "");

  station->post(ExportFiles{
      id, 0, {ExportFormat::Xlsx, ExportFormat::Csv, ExportFormat::Json}, out, Language::English});
  EXPECT_EQ(exported().phase, ExportPhase::Done) << exported().trouble->message();
  EXPECT_EQ(exported().done, 3U);
  EXPECT_THAT(bytes_of(out / "class-1.csv"), HasSubstr("DC-001"));

  station->post(RevokeCertificate{"DC-001", "wrong name", 4});
  station->post(RevokeCertificate{"DC-009", "there is none", 5});
  ASSERT_TRUE(settled(5));
  ASSERT_TRUE(book()->trouble.has_value());
  EXPECT_THAT(book()->trouble->what, HasSubstr("there is no certificate DC-009"));
  EXPECT_EQ(book()->shown->results.trainees[0].outcome.certificate_number, "");
  EXPECT_THAT(book()->shown->certificates, SizeIs(1)) << "it stays in the book";
  station->stop();
  EXPECT_THAT(verify_folder(data.path())->found, IsEmpty());
}

TEST_F(StationPaperwork, NeedsAnInstructorWhereThereAreSome) {
  open(2);
  auto instructors = Instructors::open(data.path(), Argon2Cost::least());
  ASSERT_TRUE(instructors && instructors->add({"1203", "周敏"}, "2468", "", kTaughtClass));
  station->post(ReadResults{{.key = kTaughtClass}});
  station->post(IssueCertificates{1, {}, {}, 1});
  ASSERT_TRUE(settled(1));
  ASSERT_TRUE(book()->trouble.has_value());
  EXPECT_THAT(book()->trouble->what, HasSubstr("has to sign in"));
  station->post(ExportFiles{1, 0, {ExportFormat::Csv}, out, Language::English});
  EXPECT_EQ(exported().phase, ExportPhase::Failed);
  EXPECT_FALSE(std::filesystem::exists(out));

  sign_in();
  station->post(IssueCertificates{1, {}, {}, 2});
  ASSERT_TRUE(settled(2));
  EXPECT_FALSE(book()->trouble) << book()->trouble->message();
  EXPECT_EQ(book()->shown->results.trainees[0].outcome.certificate_number, "第 13 期-001");
  station->post(ExportFiles{1, 0, {ExportFormat::Csv}, out, Language::English});
  EXPECT_EQ(exported().phase, ExportPhase::Done);
  auto connection = Connection::open(data.path() / "station.sqlite", Connection::Access::ReadOnly);
  auto last = connection->prepare(
      fmt::format("SELECT {} FROM audit WHERE action = 'exported'", kAuditColumns));
  ASSERT_TRUE(last.has_value() && last->step().value_or(false));
  EXPECT_EQ(audit_entry_of(*last).who, "1203");
  EXPECT_EQ(audit_entry_of(*last).note.subject_id, "1");
}

TEST_F(StationPaperwork, LeavesNothingOfAnExportThatIsCancelled) {
  open(80);
  station->post(IssueCertificates{1, "DC-", {}, 1});
  ASSERT_TRUE(settled(1));
  ASSERT_EQ(book()->news->count, 79U);
  station->post(ExportFiles{1, 0, {ExportFormat::Certificates}, out, Language::Chinese});
  ASSERT_TRUE(wait_until([&] { return station->paperwork().exports.done > 0; }));
  station->post(CancelExport{});
  EXPECT_EQ(exported().phase, ExportPhase::Cancelled);
  EXPECT_LT(exported().done, 79U);
  EXPECT_FALSE(std::filesystem::exists(data.path() / "out"));
  // What cannot be written is one sentence.
  std::ofstream(data.path() / "out") << "a file";
  station->post(ExportFiles{1, 0, {ExportFormat::Csv}, out, Language::Chinese});
  const ExportState failed = exported();
  EXPECT_EQ(failed.phase, ExportPhase::Failed);
  ASSERT_TRUE(failed.trouble.has_value());
  EXPECT_THAT(failed.trouble->message(), HasSubstr(out.string()));
}

TEST_F(StationPaperwork, HasTheNamesOfPeopleInTheDatabaseAlone) {
  const std::vector<std::string> names = {"王晓燕", "Li Qingzhao"};
  StationOptions options = test::options_for(data);
  options.pin_cost = Argon2Cost::least();
  station = std::make_unique<Station>(std::move(options));
  VirtualManikinOptions manikin;
  manikin.cycles = 0;
  test::add_virtual_manikin(*station, manikin);
  station->start();
  ClassRecord record{.key = kTaughtClass, .number = "13"};
  for (const std::string& name : names) record.members.push_back({.name = name});
  station->post(KeepClass{record});
  ASSERT_TRUE(wait_for_seat(*station, [](const Seat& seat) { return seat.live != nullptr; }));
  for (const std::string& name : names) {
    station->post(StartAttempt{"SIM-0001", name});
    // What would have to be told of somebody: a second start, an entry where there is no sheet.
    station->post(StartAttempt{"SIM-0001", name, CoachMode::Full, "no such scheme"});
    ASSERT_TRUE(wait_for_seat(*station, [&](const Seat& seat) {
      return seat.phase == AttemptPhase::Running && seat.trainee == name && seat.live != nullptr;
    }));
    station->post(MarkSheet{"SIM-0001", {.item_id = "response"}});
    station->post(EndAttempt{"SIM-0001"});
    ASSERT_TRUE(wait_for_seat(*station, [&](const Seat& seat) {
      return seat.result != nullptr && seat.phase != AttemptPhase::Running && seat.trainee == name;
    }));
  }
  ASSERT_TRUE(wait_until([&] { return station->attempts().size() == names.size(); }));
  EXPECT_FALSE(station->snapshot()->notices.empty());
  for (const Error& notice : station->snapshot()->notices) {
    for (const std::string& name : names) EXPECT_THAT(notice.message(), Not(HasSubstr(name)));
  }
  // Recordings that leave the house know an attempt's number and no name.
  for (const AttemptRecord& attempt : station->attempts()) {
    station->post(ExportFiles{0,
                              attempt.id,
                              {ExportFormat::Csv, ExportFormat::Edf, ExportFormat::Json},
                              data.path() / "recordings",
                              Language::Chinese});
    ASSERT_EQ(exported().phase, ExportPhase::Done) << exported().trouble->message();
  }
  station->stop();

  int looked_at = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(data.path())) {
    const std::string path = entry.path().string();
    for (const std::string& name : names) EXPECT_THAT(path, Not(HasSubstr(name)));
    const bool is_database = entry.path().filename().string().starts_with("station.sqlite");
    if (!entry.is_regular_file() || is_database) continue;
    ++looked_at;
    const std::string bytes = bytes_of(entry.path());
    for (const std::string& name : names) EXPECT_THAT(bytes, Not(HasSubstr(name))) << path;
  }
  EXPECT_GE(looked_at, 8) << "four files of each recording";
}

}  // namespace
}  // namespace sternum
