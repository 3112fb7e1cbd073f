// Results that are signed: what is found when somebody changed them, and what another program says.
#include "datasets/exports/signed_result.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <nlohmann/json.hpp>
#include <string>

#include "datasets/exports/base64.hpp"
#include "datasets/exports/canonical_json.hpp"
#include "tests/datasets/scratch_folder.hpp"
#include "tests/support/child_process.hpp"

namespace sternum {
namespace {

using test::ScratchFolder;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Kind = SignedResultFinding::Kind;

ClassResults two_trainees() {
  ClassResults results;
  results.id = 1;
  results.record.number = "第 13 期";
  results.record.course = "救护员";
  results.record.base = "东城培训基地";
  results.record.hours = 16.5;
  TraineeResult trainee;
  trainee.name = "王晓燕";
  trainee.outcome.theory_score = 88.0;
  ExamOutcome exam;
  exam.attempt = 7;
  exam.scheme_id = "rcsc";
  exam.score = 87.125;
  exam.verdict = Verdict::Pass;
  trainee.exams = {exam};
  results.trainees = {trainee, {}};
  results.trainees[1].name = "李强 \"Q\"";
  return results;
}

class SignedResult : public testing::Test {
 protected:
  [[nodiscard]] CheckedResult checked(const std::string& text,
                                      const std::optional<PublicKey>& expected = {}) const {
    const auto result = verify_signed_result(folder_.write("a.json", text), expected);
    EXPECT_TRUE(result) << (result ? "" : result.error().message());
    return result ? *result : CheckedResult{};
  }
  [[nodiscard]] std::string complaint(const std::string& text) const {
    const auto result = verify_signed_result(folder_.write("a.json", text));
    return result ? "it was taken" : result.error().message();
  }
  static std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const auto at = text.find(what);
    EXPECT_NE(at, std::string::npos);
    return text.replace(at, what.size(), by);
  }

  ScratchFolder folder_;
  BaseKey key_ = BaseKey::make();
  std::string text_ = signed_result(two_trainees(), key_);
};

TEST_F(SignedResult, SaysWhoSignedAndThatNothingWasChanged) {
  const CheckedResult result = checked(text_, key_.public_key());
  EXPECT_THAT(result.findings, IsEmpty());
  EXPECT_TRUE(result.is_vouched);
  EXPECT_EQ(result.key, key_.public_key());
  EXPECT_EQ(result.class_number, "第 13 期");
  EXPECT_EQ(result.trainees, 2U);
  EXPECT_FALSE(checked(text_).is_vouched);
  EXPECT_EQ(signed_result(two_trainees(), key_), text_);
}

TEST_F(SignedResult, NamesTheTraineeWhosePointWasEdited) {
  const auto findings = checked(replaced(text_, "87.125", "97.125")).findings;
  EXPECT_THAT(findings, ElementsAre(SignedResultFinding{Kind::ChangedTrainee, 1, "王晓燕"}));
}

TEST_F(SignedResult, SeesAChangeOfTheClassOrOfAnEntryWithItsHash) {
  EXPECT_THAT(checked(replaced(text_, "救护员", "急救员")).findings,
              ElementsAre(SignedResultFinding{Kind::Changed, 0, {}}));
  ClassResults other = two_trainees();
  other.trainees[0].outcome.theory_score = 99.0;
  const std::string forged =
      "{\"payload\":" + result_payload(other) + text_.substr(text_.find(",\"signature\":"));
  EXPECT_THAT(checked(forged).findings, ElementsAre(SignedResultFinding{Kind::Changed, 0, {}}));
  other.trainees.pop_back();
  EXPECT_EQ(
      checked("{\"payload\":" + result_payload(other) + text_.substr(text_.find(",\"signature\":")))
          .findings.size(),
      1U);
}

TEST_F(SignedResult, OfAnotherKeyIsToldFromAChangedOne) {
  const auto findings = checked(text_, BaseKey::make().public_key()).findings;
  EXPECT_THAT(findings, ElementsAre(SignedResultFinding{Kind::WrongKey, 0, {}}));
}

TEST_F(SignedResult, CutOffDamagedOrSomethingElseIsSaidAsSuch) {
  EXPECT_THAT(complaint(text_.substr(0, text_.size() / 2)),
              HasSubstr("the file ends in the middle, after"));
  EXPECT_THAT(complaint(replaced(text_, "\"signature\":{", "\"signature\":{{")),
              HasSubstr("damaged"));
  EXPECT_THAT(complaint("姓名,成绩\n"), HasSubstr("not a signed result"));
  EXPECT_THAT(complaint("{\"a\":1}"), HasSubstr("not a signed result"));
  EXPECT_THAT(complaint(std::string(100'000, '[')), HasSubstr("not a signed result"));
  EXPECT_THAT(verify_signed_result(folder_.path() / "no.json").error().message(),
              HasSubstr("cannot be read"));
}

TEST_F(SignedResult, KeepsItsSignatureWhenAProgramOnlyLaysItOutAnew) {
  EXPECT_THAT(checked(nlohmann::json::parse(text_).dump(4)).findings, IsEmpty());
}

TEST_F(SignedResult, IsSignedInTheEyesOfOpenSsl) {
  const auto tool = test::run({"/usr/bin/env", "openssl", "version"});
  if (tool.exit_code != 0) GTEST_SKIP() << "openssl is not installed";
  const auto key = make_base_key(folder_.path());
  ASSERT_TRUE(key);
  const std::string text = signed_result(two_trainees(), *key);
  const auto root = nlohmann::json::parse(text);
  const auto payload = text.substr(11, text.find(",\"signature\":") - 11);
  const auto message = folder_.write("payload", payload);
  const auto signature =
      folder_.write("signature", *bytes_of_base64(root["signature"]["value"].get<std::string>()));
  const auto verify = [&] {
    return test::run({"/usr/bin/env", "openssl", "pkeyutl", "-verify", "-pubin", "-inkey",
                      public_key_file(folder_.path()).string(), "-rawin", "-in", message.string(),
                      "-sigfile", signature.string()});
  };
  const auto good = verify();
  EXPECT_EQ(good.exit_code, 0) << good.output << good.errors;
  EXPECT_THAT(good.output, HasSubstr("Verified Successfully"));
  folder_.write("payload", replaced(payload, "87.125", "97.125"));
  EXPECT_NE(verify().exit_code, 0);
  // It can read our private key as well, and comes to the same public one.
  const auto derived = test::run({"/usr/bin/env", "openssl", "pkey", "-in",
                                  base_key_file(folder_.path()).string(), "-pubout"});
  EXPECT_EQ(derived.output, test::text_of(public_key_file(folder_.path())));
}

TEST(BaseKeyFile, IsForItsOwnerAlone) {
  const ScratchFolder folder;
  EXPECT_THAT(read_base_key(folder.path()).error().message(), HasSubstr("has no key"));
  const auto made = read_or_make_base_key(folder.path());
  ASSERT_TRUE(made);
  struct stat facts {};
  ASSERT_EQ(::stat(base_key_file(folder.path()).c_str(), &facts), 0);
  EXPECT_EQ(facts.st_mode & 0777, 0600U);
  EXPECT_EQ(read_or_make_base_key(folder.path())->public_key(), made->public_key());
  EXPECT_EQ(read_public_key(public_key_file(folder.path())), made->public_key());
  EXPECT_THAT(make_base_key(folder.path()).error().message(), HasSubstr("a key already"));
  ASSERT_EQ(::chmod(base_key_file(folder.path()).c_str(), 0644), 0);
  EXPECT_THAT(read_base_key(folder.path()).error().message(), HasSubstr("others may read"));
}

TEST(CanonicalJson, IsOneFormForOneValue) {
  const auto value = nlohmann::json::parse(
      R"({"b":[1,2.50,-0.0,1e2,0.1,null,true],"a":{"é":"\u00e9\n\u0001\"","Z":""}})");
  EXPECT_EQ(canonical_json(value),
            "{\"a\":{\"Z\":\"\",\"é\":\"é\\n\\u0001\\\"\"},\"b\":[1,2.5,0,100,0.1,null,true]}");
}

}  // namespace
}  // namespace sternum
