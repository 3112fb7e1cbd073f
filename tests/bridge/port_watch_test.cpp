#include "firmware-bridge/port_watch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace sternum {
namespace {

using std::chrono::hours;
using testing::ElementsAre;

using Paths = std::vector<std::string>;
const HostTime kStart = HostTime{} + hours(10);

TEST(PortWatch, AsksForANamedPortWhetherItIsThereOrNot) {
  PortWatch watch("/dev/ttyUSB0", {});
  EXPECT_THAT(watch.wanted({}, std::nullopt, kStart), ElementsAre("/dev/ttyUSB0"));
  EXPECT_THAT(watch.wanted({"/dev/ttyUSB0"}, std::nullopt, kStart), ElementsAre("/dev/ttyUSB0"));
}

TEST(PortWatch, AsksForEveryPortThatAGlobMatches) {
  PortWatch watch("/dev/ttyACM*", {"/dev/ttyACM0"});
  EXPECT_THAT(watch.wanted({"/dev/ttyACM0", "/dev/ttyACM3"}, std::nullopt, kStart),
              ElementsAre("/dev/ttyACM0", "/dev/ttyACM3"));
  EXPECT_THAT(watch.wanted({"/dev/ttyACM3"}, std::nullopt, kStart), ElementsAre("/dev/ttyACM3"));
}

TEST(PortWatch, AsksForANewcomerOfTheFamilyWhileAManikinIsMissing) {
  PortWatch watch("/dev/ttyUSB0", {"/dev/ttyUSB0"});
  const HostTime lost = kStart + std::chrono::seconds(100);
  EXPECT_THAT(watch.wanted({}, lost, lost), ElementsAre("/dev/ttyUSB0"));
  EXPECT_THAT(watch.wanted({"/dev/ttyUSB4"}, lost, lost + std::chrono::seconds(30)),
              ElementsAre("/dev/ttyUSB0", "/dev/ttyUSB4"));
  EXPECT_THAT(watch.wanted({"/dev/ttyUSB4"}, std::nullopt, lost + std::chrono::seconds(31)),
              ElementsAre("/dev/ttyUSB0"));
}

TEST(PortWatch, LeavesAlonePortsThatWereThereBeforeTheManikinWasLost) {
  PortWatch watch("/dev/ttyUSB0", {"/dev/ttyUSB0", "/dev/ttyUSB1"});
  const Paths all = {"/dev/ttyUSB0", "/dev/ttyUSB1", "/dev/ttyUSB2"};
  EXPECT_THAT(watch.wanted(all, std::nullopt, kStart), ElementsAre("/dev/ttyUSB0"));
  const HostTime lost = kStart + hours(1);
  EXPECT_THAT(watch.wanted({"/dev/ttyUSB1", "/dev/ttyUSB2"}, lost, lost),
              ElementsAre("/dev/ttyUSB0"));
}

TEST(PortWatch, TakesABystanderThatWasReplugged) {
  PortWatch watch("/dev/ttyUSB0", {"/dev/ttyUSB1"});
  const HostTime lost = kStart + std::chrono::seconds(10);
  EXPECT_THAT(watch.wanted({}, lost, lost), ElementsAre("/dev/ttyUSB0"));
  EXPECT_THAT(watch.wanted({"/dev/ttyUSB1"}, lost, lost + std::chrono::seconds(1)),
              ElementsAre("/dev/ttyUSB0", "/dev/ttyUSB1"));
}

TEST(PortWatch, TakesAPortThatAppearedJustBeforeTheLossWasNoticed) {
  PortWatch watch("/dev/ttyUSB0", {"/dev/ttyUSB0"});
  const Paths both = {"/dev/ttyUSB0", "/dev/ttyUSB1"};
  EXPECT_THAT(watch.wanted(both, std::nullopt, kStart), ElementsAre("/dev/ttyUSB0"));
  EXPECT_THAT(
      watch.wanted(both, kStart + std::chrono::seconds(1), kStart + std::chrono::seconds(1)),
      ElementsAre("/dev/ttyUSB0", "/dev/ttyUSB1"));
}

TEST(PortWatch, KnowsWhichNamesAreOfOneFamily) {
  PortWatch watch("/dev/ttyUSB0", {});
  EXPECT_THAT(watch.wanted({"/dev/ttyUSBridge", "/dev/ttyUSB12"}, kStart, kStart),
              ElementsAre("/dev/ttyUSB0", "/dev/ttyUSB12"));
  EXPECT_EQ(PortWatch::family_of("/dev/ttyUSB0"), "/dev/ttyUSB*");
  EXPECT_EQ(PortWatch::family_of("/dev/manikin"), "");
  EXPECT_EQ(PortWatch::family_of("/dev/ttyACM*"), "/dev/ttyACM*");
}

TEST(PortWatch, NeverTakesTheTerminalsOfOtherPrograms) {
  PortWatch watch("/dev/pts/5", {});
  EXPECT_EQ(watch.family(), "");
  EXPECT_THAT(watch.wanted({"/dev/pts/6"}, kStart, kStart), ElementsAre("/dev/pts/5"));
}

}  // namespace
}  // namespace sternum
