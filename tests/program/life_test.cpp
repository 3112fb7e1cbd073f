// A trainee's life in a station: on a list, in practice, examined, overruled, certified, exported,
// verified, and forgotten.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "datasets/records/audit_findings.hpp"
#include "datasets/records/certificates.hpp"
#include "datasets/roster/roster.hpp"
#include "gui/model/class_import.hpp"
#include "tests/station/running_station.hpp"
#include "tests/support/child_process.hpp"

namespace sternum {
namespace {

using test::first_seat;
using test::TemporaryFolder;
using test::wait_for_seat;
using test::wait_until;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* kTrainee = "贠㛃";
constexpr const char* kDocument = "11010519491231002X";
constexpr ClassKey kClassKey = 1'774'600'000'123;

class TraineesLife : public testing::Test {
 protected:
  /// `command` behind the program's name, with the instructor's PIN on its standard input.
  [[nodiscard]] test::Outcome run(const std::string& command) const {
    return test::run({"/bin/sh", "-c",
                      "printf '2468\\n' | '" + std::string(STERNUM_PROGRAM) + "' " + command +
                          " --data '" + data_.path().string() + "'"});
  }
  [[nodiscard]] std::filesystem::path out(const char* file = "") const {
    return data_.path() / "out" / file;
  }
  static std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  /// Of the database and its log.
  [[nodiscard]] std::string stored_bytes() const {
    std::string bytes;
    for (const auto& entry : std::filesystem::directory_iterator(data_.path())) {
      if (entry.is_regular_file()) bytes += bytes_of(entry.path());
    }
    return bytes;
  }
  static bool is_installed(const char* program) {
    return test::run({"/bin/sh", "-c", std::string("command -v ") + program}).exit_code == 0;
  }

  void practise_and_be_examined();
  void be_certified() const;
  void leave_the_house() const;
  void be_verified() const;
  void be_forgotten() const;

  TemporaryFolder data_;
  AttemptId exam_ = 0;
};

/// What an instructor does at the console; the rest is done from the command line.
void TraineesLife::practise_and_be_examined() {
  StationOptions options = test::options_for(data_);
  options.pin_cost = Argon2Cost::least();
  options.identity_key.file = data_.path() / "key" / "identity.key";
  Station station(options);
  test::add_virtual_manikin(station);
  station.start();
  station.post(SignInInstructor{"1203", "2468"});
  ASSERT_TRUE(wait_until([&] { return station.snapshot()->signed_in.number == "1203"; }));

  std::ofstream(data_ / "list.csv") << "姓名,单位,身份证号\n"
                                    << kTrainee << ",滨河社区," << kDocument << "\n";
  const auto roster = read_roster(data_ / "list.csv");
  ASSERT_TRUE(roster) << roster.error().message();
  std::filesystem::remove(data_ / "list.csv");
  const ClassImport import(*roster, "list.csv", {}, CalendarDay{2026, 3, 28});
  ClassRecord record;
  record.key = kClassKey;
  record.number = "2026-012";
  record.course = "救护员（成人）";
  record.base = "东城培训基地";
  record.starts_on = "2026-03-14";
  record.ends_on = "2026-03-21";
  record.members = import.people();
  ASSERT_EQ(record.members.size(), 1U);
  station.post(KeepClass{record});
  station.post(TakeInPeople{kClassKey, record.members.size(), import.identities()});

  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) { return seat.live != nullptr; }));
  station.post(StartAttempt{"SIM-0001", kTrainee});
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) {
    return seat.phase == AttemptPhase::Running && seat.live->compression_count >= 3;
  }));
  station.post(EndAttempt{"SIM-0001"});
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) { return seat.result != nullptr; }));

  station.post(OpenChecklist{});
  ASSERT_TRUE(wait_until([&] { return station.snapshot()->seats.size() == 2; }));
  const std::string place = station.snapshot()->seats.back().manikin.id;
  const auto seat = [&] {
    const auto snapshot = station.snapshot();
    return std::shared_ptr<const Seat>(snapshot, &snapshot->seats.back());
  };
  station.post(StartAttempt{place, kTrainee, CoachMode::Full, "aed", AttemptPurpose::Exam});
  ASSERT_TRUE(wait_until([&] { return seat()->exam != nullptr; }));
  const Scheme scheme = *seat()->exam->scheme;
  // All but one that nobody passes without, which the instructor did not see.
  const auto missed = std::ranges::find_if(scheme.items, &SchemeItem::critical);
  ASSERT_NE(missed, scheme.items.end());
  for (const SchemeItem& item : scheme.items) {
    if (item.id != missed->id) station.post(MarkSheet{place, {.item_id = item.id}});
  }
  station.post(MarkSheet{place, {.item_id = missed->id, .kind = SheetEntry::Kind::Missed}});
  ASSERT_TRUE(wait_until([&] { return seat()->exam->sheet.size() == scheme.items.size(); }));
  station.post(EndAttempt{place});
  ASSERT_TRUE(wait_until([&] { return seat()->result != nullptr && seat()->attempt_id; }));
  exam_ = *seat()->attempt_id;
  EXPECT_EQ(seat()->exam->examination->verdict, Verdict::Fail);

  station.post(MarkStoredSheet{exam_,
                               {.item_id = missed->id,
                                .kind = SheetEntry::Kind::Overruled,
                                .overruled_to_met = true,
                                .reason = "seen by the assistant"}});
  ASSERT_TRUE(wait_until([&] {
    const auto review = station.review(exam_);
    return review && (*review)->record.verdict == Verdict::Pass;
  }));
  record.state = ClassState::Closed;
  station.post(KeepClass{record});
  ASSERT_TRUE(wait_until([&] { return station.snapshot()->open_class == nullptr; }));
  EXPECT_FALSE(station.stop().trouble.has_value());
}

void TraineesLife::be_certified() const {
  const auto nobody = run("certify --class 1 --lang en");
  EXPECT_EQ(nobody.exit_code, 2) << "without an instructor";
  const auto issued = run(std::string("certify --class 1 --as 1203 --on 2026-03-21 --theory ") +
                          kTrainee + "=92 --prefix '东城 2026-012-' --lang en");
  ASSERT_EQ(issued.exit_code, 0) << issued.errors;
  EXPECT_THAT(issued.output, HasSubstr(std::string("东城 2026-012-001  ") + kTrainee));
  EXPECT_THAT(issued.output, HasSubstr("valid until 2029-03-20"));
}

void TraineesLife::leave_the_house() const {
  const auto exported =
      run("export --class 1 --as 1203 --format xlsx,csv,json,pdf,edf --lang zh --out '" +
          out().string() + "'");
  ASSERT_EQ(exported.exit_code, 0) << exported.errors;
  const std::string certificate = out("certificate-东城-2026-012-001.pdf").string();
  const std::string report = out("").string() + "attempt-" + std::to_string(exam_) + ".pdf";
  ASSERT_TRUE(std::filesystem::exists(certificate)) << exported.output;
  ASSERT_TRUE(std::filesystem::exists(report)) << exported.output;
  EXPECT_THAT(bytes_of(out("class-1.csv")), HasSubstr("东城 2026-012-001"));
  EXPECT_EQ(bytes_of(out("attempt-1.edf")).find(kTrainee), std::string::npos);
  if (is_installed("pdftotext")) {
    const auto text = test::run({"pdftotext", certificate, "-"});
    EXPECT_THAT(text.output, HasSubstr("002X"));
    EXPECT_THAT(text.output, Not(HasSubstr(kDocument)));
    EXPECT_THAT(test::run({"pdftotext", report, "-"}).output, HasSubstr(kTrainee));
  }
  if (is_installed("pdftoppm") && is_installed("zbarimg")) {
    const std::string picture = out("certificate").string();
    ASSERT_EQ(
        test::run({"pdftoppm", "-r", "200", "-png", "-singlefile", certificate, picture}).exit_code,
        0);
    auto code = test::run({"zbarimg", "--raw", "-q", picture + ".png"}).output;
    while (!code.empty() && code.back() == '\n') code.pop_back();
    const auto checked = run("verify --qr '" + code + "' --lang en");
    EXPECT_EQ(checked.exit_code, 0) << checked.output << checked.errors;
    EXPECT_THAT(checked.output, HasSubstr("It is genuine"));
  }
}

void TraineesLife::be_verified() const {
  const auto signed_result = run("verify '" + out("class-1.json").string() + "' --lang en");
  EXPECT_EQ(signed_result.exit_code, 0) << signed_result.output << signed_result.errors;
  const auto records = run("verify '" + data_.path().string() + "' --lang en");
  EXPECT_EQ(records.exit_code, 0) << records.output << records.errors;
}

void TraineesLife::be_forgotten() const {
  EXPECT_THAT(stored_bytes(), HasSubstr(kTrainee));
  EXPECT_EQ(stored_bytes().find(kDocument), std::string::npos) << "never in clear";
  const auto purged = run("purge --before 2099-01-01 --as 1203 --lang en");
  ASSERT_EQ(purged.exit_code, 0) << purged.errors;
  EXPECT_THAT(purged.output, HasSubstr("1 people purged"));
  for (const char* personal : {kTrainee, "滨河社区", "002X"}) {
    EXPECT_EQ(stored_bytes().find(personal), std::string::npos) << personal;
  }
  EXPECT_THAT(verify_folder(data_.path())->found, IsEmpty());
  const auto statistics = run("export --statistics --format csv --lang en --out '" +
                              (data_.path() / "later").string() + "'");
  ASSERT_EQ(statistics.exit_code, 0) << statistics.errors;
  EXPECT_THAT(bytes_of(data_.path() / "later" / "statistics.csv"), HasSubstr("东城培训基地"));
  const auto kept = certificates_of(data_.path(), 1);
  ASSERT_TRUE(kept);
  EXPECT_EQ(kept->front().number, "东城 2026-012-001");
}

TEST_F(TraineesLife, EndsWithResultsThatHaveNoNameAnyMore) {
  static_cast<void>(StationDatabase::open(data_.path()));
  ASSERT_EQ(run("instructors --add 1203 --name 周敏").exit_code, 0);
  practise_and_be_examined();
  if (HasFatalFailure()) return;
  be_certified();
  if (HasFatalFailure()) return;
  leave_the_house();
  be_verified();
  be_forgotten();
}

}  // namespace
}  // namespace sternum
