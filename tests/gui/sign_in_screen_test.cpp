// Signing in through Dear ImGui: typed, seen as dots, and told in both languages.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/gui/scene_test.hpp"
#include "tests/gui/sign_in_scenes.hpp"

namespace sternum::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr int kSignInKey = 291;
constexpr int kEnter = 257;

class SignInScreen : public SceneTest {
 protected:
  SignInScreen() : SceneTest(sign_in_scenes()) {}
};

TEST_F(SignInScreen, TakesNumberAndPinFromTheKeyboardAlone) {
  play("sign-in-nobody");
  screen.key(console, station, kSignInKey);
  ASSERT_TRUE(console.sign_in_card().shown());
  screen.frame(console, station);
  screen.type(console, station, "1203");
  screen.key(console, station, kEnter);
  screen.frame(console, station);
  screen.type(console, station, "2468");
  EXPECT_EQ(console.sign_in_card().number(), "1203");
  EXPECT_EQ(console.sign_in_card().pin(), "2468");
  EXPECT_THAT(read(), Not(HasSubstr("2468")));
  screen.key(console, station, kEnter);
  ASSERT_FALSE(station.posted.empty());
  EXPECT_EQ(std::get<SignInInstructor>(station.posted.back()).pin, "2468");
}

TEST_F(SignInScreen, SaysWhoIsSignedInAndWhyNobodyIs) {
  play("sign-in-done");
  EXPECT_THAT(read(), HasSubstr("Signed in: 1203"));
  play("sign-in-wrong");
  EXPECT_THAT(read(), HasSubstr("Too many wrong PINs: again in 20 s"));
  play("sign-in-wrong", Language::Chinese);
  EXPECT_THAT(read(), HasSubstr("PIN 错误次数过多：20 秒后再试"));
  play("sign-in-nobody", Language::Chinese);
  EXPECT_THAT(read(), HasSubstr("登录"));
}

}  // namespace
}  // namespace sternum::test
