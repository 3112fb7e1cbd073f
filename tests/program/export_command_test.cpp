// Exports as their users make them: out of a station's folder, by the program.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "datasets/records/station_database.hpp"
#include "tests/support/child_process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum {
namespace {

using nlohmann::json;
using test::Outcome;
using test::TemporaryFolder;
using testing::HasSubstr;

Outcome sternum_with(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), STERNUM_PROGRAM);
  return test::run(std::move(arguments));
}

std::string whole_text(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::set<std::string> files_in(const std::filesystem::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    names.insert(entry.path().filename().string());
  }
  return names;
}

/// A closed class of one, who passed.
void keep_small_class(const std::filesystem::path& folder) {
  auto database = StationDatabase::open(folder);
  ASSERT_TRUE(database) << database.error().message();
  ClassRecord record;
  record.key = 1'774'699'200'000;
  record.number = "第 13 期";
  record.course = "救护员";
  record.base = "东城";
  record.starts_on = "2026-03-28";
  record.state = ClassState::Closed;
  record.members = {{.name = "王晓燕"}, {.name = "=cmd"}};
  ASSERT_TRUE(database->keep_class(record));
  AttemptStart start;
  start.manikin_id = "M-7";
  start.trainee = "王晓燕";
  start.guideline_id = "adult-rcsc-2021";
  start.guideline_hash = "no file has this";
  start.started_at_ms = record.key + 60'000;
  start.channels = {Channel::Depth};
  start.purpose = AttemptPurpose::Exam;
  start.scheme_id = "rcsc-first-aider";
  start.scheme_edition = "1";
  start.scheme_hash = "nor this";
  start.class_key = record.key;
  const auto id = database->begin_attempt(start);
  ASSERT_TRUE(id);
  SampleBatch batch{Channel::Depth, BatchFlag::None, {}, milliseconds(10), {}};
  for (int i = 0; i < 500; ++i) batch.values.push_back(static_cast<float>(i % 55));
  const std::vector<StoredInput> inputs = {{*id, batch}};
  ASSERT_TRUE(database->append(inputs));
  AttemptEnd end;
  end.ended_at_ms = start.started_at_ms + 5'000;
  end.score = 87.5;
  end.result_json = "{}";
  end.verdict = Verdict::Pass;
  ASSERT_TRUE(database->end_attempt(*id, end));
}

TEST(ExportCommand, GivesRecordingsThatScoreAsTheAttemptDidBitForBit) {
  const TemporaryFolder data;
  const std::string folder = data.path().string();
  ASSERT_EQ(sternum_with({"console", "--no-window", "--simulate", "2", "--lesson", "--lang", "en",
                          "--data", folder, "--seconds", "8"})
                .exit_code,
            0);
  const auto attempts = StationReader::open(data.path())->attempts();
  ASSERT_TRUE(attempts);
  ASSERT_FALSE(attempts->empty());
  for (const AttemptRecord& attempt : *attempts) {
    const std::string id = std::to_string(attempt.id);
    const auto out = data.path() / "out";
    const Outcome exported = sternum_with({"export", "--attempt", id, "--format", "csv,edf,json",
                                           "--out", out.string(), "--data", folder});
    ASSERT_EQ(exported.exit_code, 0) << exported.errors;
    const std::string guideline = attempt.started.guideline_id;
    const auto scored = [&](std::vector<std::string> what) {
      what.insert(what.begin(), "score");
      what.insert(what.end(), {"--guideline", guideline, "--data", folder, "--json"});
      const Outcome outcome = sternum_with(std::move(what));
      EXPECT_EQ(outcome.exit_code, 0) << outcome.errors;
      json root = json::parse(outcome.output, nullptr, false);
      root["recording"].erase("file");
      return root.dump();
    };
    const std::string stored = scored({"--attempt", id});
    EXPECT_GT(json::parse(stored)["compressions"].size(), 0U);
    EXPECT_EQ(scored({(out / ("attempt-" + id + ".csv")).string()}), stored);
    EXPECT_EQ(scored({(out / ("attempt-" + id + ".edf")).string()}), stored);
    const std::string events = whole_text(out / ("attempt-" + id + "-events.csv"));
    EXPECT_THAT(events, HasSubstr("depth_mm"));
    EXPECT_THAT(events, HasSubstr("compression,"));
  }
}

TEST(ExportCommand, WritesAClassThatIsVerifiedAndListed) {
  const TemporaryFolder data;
  keep_small_class(data.path());
  const std::string folder = data.path().string();
  const auto out = data.path() / "out";
  const Outcome exported =
      sternum_with({"export", "--class", "1", "--format", "csv,xlsx,json,edf", "--recordings",
                    "--out", out.string(), "--data", folder, "--lang", "zh"});
  ASSERT_EQ(exported.exit_code, 0) << exported.errors;
  EXPECT_THAT(files_in(out),
              testing::ElementsAre("attempt-1-events.csv", "attempt-1.csv", "attempt-1.edf",
                                   "class-1.csv", "class-1.json", "class-1.xlsx"));
  const std::string table = whole_text(out / "class-1.csv");
  EXPECT_THAT(table, HasSubstr("第 13 期"));
  EXPECT_THAT(table, HasSubstr(",87.5,合格,"));
  EXPECT_THAT(table, HasSubstr(",'=cmd,"));
  for (const char* file : {"attempt-1.csv", "attempt-1-events.csv", "attempt-1.edf"}) {
    EXPECT_EQ(whole_text(out / file).find("王晓燕"), std::string::npos) << file;
  }

  const std::string signed_file = (out / "class-1.json").string();
  const Outcome good = sternum_with({"verify", signed_file, "--data", folder, "--lang", "en"});
  EXPECT_EQ(good.exit_code, 0) << good.errors;
  EXPECT_THAT(good.output, HasSubstr("the key of this data folder"));
  std::string text = whole_text(signed_file);
  text.replace(text.find("87.5"), 4, "97.5");
  std::ofstream(signed_file, std::ios::binary) << text;
  const Outcome forged = sternum_with({"verify", signed_file, "--data", folder, "--lang", "en"});
  EXPECT_EQ(forged.exit_code, 1);
  EXPECT_THAT(forged.output, HasSubstr("Trainee 1 (王晓燕) was changed"));

  const Outcome classes = sternum_with({"classes", "--data", folder, "--json"});
  EXPECT_EQ(json::parse(classes.output)[0]["number"], "第 13 期");
  const Outcome listed = sternum_with({"attempts", "--class", "1", "--data", folder, "--json"});
  EXPECT_EQ(json::parse(listed.output)[0]["verdict"], "pass");
  EXPECT_EQ(listed.output.find("王晓燕"), std::string::npos);
}

TEST(ExportCommand, WritesStatistics) {
  const TemporaryFolder data;
  keep_small_class(data.path());
  const auto out = data.path() / "out";
  const Outcome exported =
      sternum_with({"export", "--statistics", "--format", "csv", "--out", out.string(), "--data",
                    data.path().string(), "--lang", "en"});
  ASSERT_EQ(exported.exit_code, 0) << exported.errors;
  EXPECT_THAT(whole_text(out / "statistics.csv"), HasSubstr("2026-03,东城,,1,2,1,1\r\n"));
}

TEST(ExportCommand, SaysInOneSentenceWhatCannotBeDone) {
  const TemporaryFolder data;
  keep_small_class(data.path());
  const std::string folder = data.path().string();
  const std::string out = (data.path() / "out").string();
  const auto complaint = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--out", out, "--data", folder});
    const Outcome outcome = sternum_with(std::move(arguments));
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_FALSE(std::filesystem::exists(out));
    return outcome.errors;
  };
  EXPECT_THAT(complaint({"export", "--class", "9", "--format", "csv"}),
              HasSubstr("there is no class 9"));
  EXPECT_THAT(complaint({"export", "--attempt", "9", "--format", "csv"}),
              HasSubstr("there is no attempt 9"));
  EXPECT_THAT(complaint({"export", "--attempt", "1", "--format", "xlsx"}),
              HasSubstr("csv, edf or json"));
  EXPECT_THAT(complaint({"export", "--class", "1", "--format", "docx"}), HasSubstr("docx"));
}

/// A PNG of 8 × 4 pixels.
constexpr std::string_view kSmallLogo =
    "89504e470d0a1a0a0000000d49484452000000080000000408020000003cafe9a700000011494441"
    "5478da63e0ca9b8c1531504f0200745e2161eed1653f0000000049454e44ae426082";

TEST(BaseCommand, PutsTheLogoIntoWhatIsExportedUntilItIsTakenAway) {
  const TemporaryFolder data;
  keep_small_class(data.path());
  const std::string folder = data.path().string();
  const std::string logo = data / "logo.png";
  {
    std::ofstream file(logo, std::ios::binary);
    for (std::size_t at = 0; at < kSmallLogo.size(); at += 2) {
      file.put(static_cast<char>(std::stoi(std::string(kSmallLogo.substr(at, 2)), nullptr, 16)));
    }
  }
  const Outcome given = sternum_with({"base", "--logo", logo, "--data", folder, "--lang", "en"});
  ASSERT_EQ(given.exit_code, 0) << given.errors;
  EXPECT_THAT(given.output, HasSubstr("Logo: 8 x 4 pixels"));
  std::filesystem::remove(logo);
  ASSERT_EQ(sternum_with({"certify", "--class", "1", "--data", folder}).exit_code, 0);
  const auto images = [&](const std::string& out) {
    const Outcome exported = sternum_with({"export", "--class", "1", "--format", "pdf", "--out",
                                           data / out, "--data", folder, "--lang", "zh"});
    EXPECT_EQ(exported.exit_code, 0) << exported.errors;
    std::string listed;
    for (const std::string& file : files_in(data.path() / out)) {
      listed += test::run({"pdfimages", "-list", data / out + "/" + file}).output;
    }
    return std::ranges::count(listed, '\n');
  };
  EXPECT_EQ(images("with"), 2 * 3) << "a heading of two lines, and the logo, in either file";
  ASSERT_EQ(sternum_with({"base", "--no-logo", "--data", folder}).exit_code, 0);
  EXPECT_EQ(images("without"), 2 * 2);
  const Outcome bad = sternum_with({"base", "--logo", data / "station.sqlite", "--data", folder});
  EXPECT_EQ(bad.exit_code, 2);
  EXPECT_THAT(bad.errors, HasSubstr("save it as PNG or JPEG"));
}

TEST(KeysCommand, MakesAKeyOnceAndShowsIt) {
  const TemporaryFolder data;
  const std::string folder = data.path().string();
  EXPECT_EQ(sternum_with({"keys", "--data", folder}).exit_code, 2);
  const Outcome made = sternum_with({"keys", "--new", "--data", folder});
  ASSERT_EQ(made.exit_code, 0) << made.errors;
  EXPECT_EQ(sternum_with({"keys", "--data", folder}).output, made.output);
  EXPECT_EQ(sternum_with({"keys", "--new", "--data", folder}).exit_code, 2);
}

TEST(VerifyCommand, TellsWhatIsNoCodeAndNoFile) {
  const TemporaryFolder data;
  const std::string folder = data.path().string();
  const Outcome no_code = sternum_with({"verify", "--qr", "hello", "--data", folder});
  EXPECT_EQ(no_code.exit_code, 2);
  EXPECT_THAT(no_code.errors, HasSubstr("not the code of a certificate"));
  EXPECT_EQ(sternum_with({"verify", folder + "/none.json"}).exit_code, 2);
}

}  // namespace
}  // namespace sternum
