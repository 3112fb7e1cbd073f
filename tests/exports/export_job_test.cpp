// Exports of many files: all of them, or none.
#include "datasets/exports/export_job.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <string>

#include "tests/datasets/scratch_folder.hpp"

namespace sternum {
namespace {

using test::ScratchFolder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::set<std::string> names_in(const std::filesystem::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    names.insert(entry.path().filename().string());
  }
  return names;
}

ExportPart part(const std::string& name, const std::string& text) {
  return {name, [text](const std::filesystem::path& file) -> Result<void> {
            std::ofstream(file) << text;
            return {};
          }};
}

ExportPart failing(const std::string& name) {
  return {name, [](const std::filesystem::path& file) -> Result<void> {
            std::ofstream(file) << "half";
            return failure("the disk is full", file.string(), "free some space");
          }};
}

TEST(ExportJob, PutsAllFilesInPlaceAndTellsHowFarItIs) {
  const ScratchFolder folder;
  const auto target = folder.path() / "made" / "for it";
  std::vector<std::string> told;
  const auto outcome =
      run_export(target, {part("a", "1"), part("b", "2")}, [&](const ExportProgress& progress) {
        told.push_back(std::to_string(progress.done) + "/" + std::to_string(progress.of) +
                       std::string(progress.next));
      });
  ASSERT_TRUE(outcome) << outcome.error().message();
  EXPECT_THAT(outcome->files, ElementsAre(target / "a", target / "b"));
  EXPECT_THAT(names_in(target), ElementsAre("a", "b"));
  EXPECT_THAT(told, ElementsAre("0/2a", "1/2b", "2/2"));
}

TEST(ExportJob, ThatFailsLeavesNothingAndNamesTheFileThatWasAskedFor) {
  const ScratchFolder folder;
  const auto target = folder.path() / "new";
  const auto outcome = run_export(target, {part("a", "1"), failing("b")});
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().message(),
            (target / "b").string() + ": the disk is full; free some space");
  EXPECT_FALSE(std::filesystem::exists(target));
}

TEST(ExportJob, ThatFailsLeavesTheFilesOfTheOneBefore) {
  const ScratchFolder folder;
  folder.write("a", "old");
  folder.write("mine", "mine");
  EXPECT_FALSE(run_export(folder.path(), {part("a", "new"), failing("b")}));
  EXPECT_THAT(names_in(folder.path()), ElementsAre("a", "mine"));
  EXPECT_EQ(test::text_of(folder.path() / "a"), "old");
}

TEST(ExportJob, ReplacesTheFilesOfTheOneBefore) {
  const ScratchFolder folder;
  folder.write("a", "old");
  EXPECT_TRUE(run_export(folder.path(), {part("a", "new")}));
  EXPECT_EQ(test::text_of(folder.path() / "a"), "new");
}

TEST(ExportJob, PutsEverythingBackWhenAFileCannotBePutInPlace) {
  const ScratchFolder folder;
  folder.write("a", "old");
  std::filesystem::create_directory(folder.path() / "b");
  const auto outcome = run_export(folder.path(), {part("a", "new"), part("b", "2")});
  ASSERT_FALSE(outcome);
  EXPECT_THAT(outcome.error().message(), HasSubstr("cannot be put in its place"));
  EXPECT_THAT(names_in(folder.path()), ElementsAre("a", "b"));
  EXPECT_EQ(test::text_of(folder.path() / "a"), "old");
}

TEST(ExportJob, ThatIsCancelledLeavesNothing) {
  const ScratchFolder folder;
  const auto target = folder.path() / "new";
  std::stop_source stop;
  const auto outcome = run_export(
      target, {part("a", "1"), part("b", "2"), part("c", "3")},
      [&](const ExportProgress& progress) {
        if (progress.done == 1) stop.request_stop();
      },
      stop.get_token());
  ASSERT_TRUE(outcome);
  EXPECT_TRUE(outcome->is_cancelled);
  EXPECT_THAT(outcome->files, IsEmpty());
  EXPECT_FALSE(std::filesystem::exists(target));
}

TEST(ExportJob, ClearsWhatAKilledOneLeft) {
  const ScratchFolder folder;
  folder.write(".export.partial/half", "half");
  EXPECT_TRUE(run_export(folder.path(), {part("a", "1")}));
  EXPECT_THAT(names_in(folder.path()), ElementsAre("a"));
}

TEST(ExportJob, LeavesTheFolderToAnotherOneThatIsAtIt) {
  const ScratchFolder folder;
  const ExportPart again = {"a", [&](const std::filesystem::path& file) -> Result<void> {
                              const auto second = run_export(folder.path(), {part("b", "2")});
                              EXPECT_FALSE(second);
                              EXPECT_THAT(second.error().message(), HasSubstr("another export"));
                              std::ofstream(file) << "1";
                              return {};
                            }};
  EXPECT_TRUE(run_export(folder.path(), {again}));
  EXPECT_THAT(names_in(folder.path()), ElementsAre("a"));
}

}  // namespace
}  // namespace sternum
