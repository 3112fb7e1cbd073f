// Bluetooth over a real bus, with BlueZ played by a mock: what goes wrong, and how it goes on.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <memory>

#include "firmware-bridge/bridge.hpp"
#include "tests/bridge/event_log.hpp"
#include "tests/bridge/mocked_bluez.hpp"
#include "tests/bridge/played_manikin.hpp"
#include "tests/bridge/pseudo_terminal.hpp"

namespace sternum {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::StartsWith;

const std::string kChest = "C4:7C:8D:00:00:01";

class MockedBluetooth : public testing::Test {
 protected:
  void SetUp() override {
    std::string missing;
    if (!MockedBluez::is_there(missing)) GTEST_SKIP() << missing;
    bluez_ = std::make_unique<MockedBluez>();
    bluez_->tell("adapter hci0 on");
    bridge_.start();
    bridge_.add_bluetooth({bluez_->bus()});
  }
  void TearDown() override { bridge_.stop(); }

  bool stream_until(const std::function<bool()>& reached) {
    return log_.await(reached, [&] { bluez_->say(kChest, manikin_.due()); });
  }
  bool streams() {
    const std::size_t before = log_.batches("A");
    const bool connected = log_.await([&] {
      const BleSurvey survey = log_.survey();
      return !survey.manikins.empty() && survey.manikins[0].connected;
    });
    return connected && stream_until([&] { return log_.batches("A") >= before + 5; });
  }
  [[nodiscard]] std::size_t told(const std::string& start) {
    const auto& lines = bluez_->told();
    return static_cast<std::size_t>(std::ranges::count_if(
        lines, [&](const std::string& line) { return line.starts_with(start); }));
  }

  std::unique_ptr<MockedBluez> bluez_;
  PlayedManikin manikin_{"A"};
  EventLog log_;
  Bridge bridge_{log_, {.silence = seconds(10.0)}};
};

TEST_F(MockedBluetooth, CarriesSamplesUpAndCommandsDown) {
  bluez_->tell("device " + kChest);
  ASSERT_TRUE(streams());
  EXPECT_THAT(log_.events(), Contains("manikin A on ble " + kChest));
  bridge_.send("A", Identify{});
  EXPECT_TRUE(stream_until([&] { return told("wrote " + kChest + " 091a02080") >= 1; }));
}

TEST_F(MockedBluetooth, TellsWhoIsInSightAndWhatTheStandardServicesSay) {
  bluez_->tell("device " + kChest);
  ASSERT_TRUE(stream_until([&] {
    const BleSurvey survey = log_.survey();
    return survey.manikins.size() == 1 && survey.manikins[0].battery_percent == 75U &&
           survey.manikins[0].model == "Chest 2";
  }));
  const BleSurvey survey = log_.survey();
  EXPECT_EQ(survey.state, BleState::Searching);
  EXPECT_EQ(survey.adapters, (std::vector<BleAdapter>{{"hci0", "00:00:00:00:00:01", true}}));
  EXPECT_EQ(survey.manikins[0].signal_dbm, -58);
  EXPECT_EQ(survey.manikins[0].name, "Chest 01");
  EXPECT_TRUE(survey.manikins[0].connected);
}

TEST_F(MockedBluetooth, TakesTheNordicUartForThePipe) {
  bluez_->tell("device " + kChest + " uuid=6e400001-b5a3-f393-e0a9-e50e24dcca9e");
  EXPECT_TRUE(streams());
}

TEST_F(MockedBluetooth, FallsBackToNotificationsAsAProperty) {
  bluez_->tell("device " + kChest + " acquire=refused");
  EXPECT_TRUE(streams());
}

TEST_F(MockedBluetooth, FallsBackWhenADescriptorIsPromisedAndNoneComes) {
  bluez_->tell("device " + kChest + " acquire=odd");
  EXPECT_TRUE(streams());
}

TEST_F(MockedBluetooth, NoticesAConnectionThatNobodySignalled) {
  bluez_->tell("device " + kChest + " connect=unsignalled");
  EXPECT_TRUE(streams());
}

TEST_F(MockedBluetooth, ConnectsAgainAfterALossWithAMarkedGap) {
  bluez_->tell("device " + kChest);
  ASSERT_TRUE(streams());
  bluez_->tell("lose " + kChest);
  ASSERT_TRUE(log_.await([&] { return log_.count("silent A") == 1; }));
  EXPECT_THAT(log_.last_reason(), HasSubstr("out of reach, or switched off"));
  (void)manikin_.due();  // what it says meanwhile is lost
  ASSERT_TRUE(streams());
  EXPECT_EQ(bridge_.statistics("A").value().reconnects, 1U);
  EXPECT_GE(told("connect"), 2U);
}

TEST_F(MockedBluetooth, FindsAServiceThatVanishedAgainUnderItsNewPath) {
  bluez_->tell("device " + kChest);
  ASSERT_TRUE(streams());
  bluez_->tell("no-services " + kChest);
  ASSERT_TRUE(log_.await([&] { return log_.count("silent A") == 1; }));
  EXPECT_THAT(log_.last_reason(), HasSubstr("vanished"));
  bluez_->tell("services " + kChest);
  EXPECT_TRUE(streams());
  EXPECT_EQ(told("connect"), 1U) << "the link stood all the time";
}

TEST_F(MockedBluetooth, WritesInTheShortestPiecesToADeviceThatTakesLessThanItSaid) {
  bluez_->tell("device " + kChest + " mtu=247 takes=20");
  ASSERT_TRUE(streams());
  bridge_.send("A", StartStreaming{"a console with a long name, as some rooms have"});
  EXPECT_TRUE(stream_until([&] { return told("wrote " + kChest) >= 3; }));
}

TEST_F(MockedBluetooth, SaysThatAManikinAsksForPairing) {
  bluez_->tell("device " + kChest + " connect=pairing");
  ASSERT_TRUE(log_.await([&] { return log_.count("notice") >= 1; }));
  EXPECT_THAT(log_.events(), Contains(HasSubstr("asks for pairing")));
  bluez_->tell("behave " + kChest + " connect=ok");
  EXPECT_TRUE(streams()) << "and goes on trying";
}

TEST_F(MockedBluetooth, SaysThatAManikinInSightCannotBeConnected) {
  bluez_->tell("device " + kChest + " connect=fails");
  ASSERT_TRUE(log_.await([&] { return log_.count("notice") >= 1; }));
  EXPECT_THAT(log_.events(), Contains(HasSubstr("another computer or phone may have it")));
  bluez_->tell("behave " + kChest + " connect=ok");
  EXPECT_TRUE(streams());
}

TEST_F(MockedBluetooth, SaysThatAnotherProgramListensAlready) {
  bluez_->tell("device " + kChest + " acquire=refused notify=refused");
  ASSERT_TRUE(log_.await([&] { return log_.count("notice") >= 1; }));
  EXPECT_THAT(log_.events(), Contains(HasSubstr("another program on this computer may have it")));
}

TEST_F(MockedBluetooth, OutlivesTheDaemon) {
  bluez_->tell("device " + kChest);
  ASSERT_TRUE(streams());
  bluez_->tell("stop");
  ASSERT_TRUE(log_.await([&] {
    return log_.count("silent A") == 1 && log_.survey().state == BleState::NoService;
  }));
  EXPECT_THAT(log_.events(), Contains(HasSubstr("the Bluetooth service of this computer stopped")));
  bluez_->tell("start");
  EXPECT_TRUE(streams());
}

TEST_F(MockedBluetooth, OutlivesTheBus) {
  bluez_->tell("device " + kChest);
  ASSERT_TRUE(streams());
  bluez_->end();
  ASSERT_TRUE(log_.await([&] { return log_.count("silent A") == 1; }));
  bluez_->start();
  bluez_->tell("adapter hci0 on");
  bluez_->tell("device " + kChest);
  EXPECT_TRUE(streams());
}

TEST_F(MockedBluetooth, OutlivesAnAdapterThatIsPulledAndPlugged) {
  bluez_->tell("device " + kChest);
  ASSERT_TRUE(streams());
  bluez_->tell("unplug hci0");
  ASSERT_TRUE(log_.await([&] { return log_.count("silent A") == 1; }));
  EXPECT_TRUE(log_.await([&] { return log_.survey().state == BleState::NoAdapter; }));
  EXPECT_TRUE(log_.await([&] { return log_.count("notice") >= 1; }));
  EXPECT_THAT(log_.events(), Contains(HasSubstr("the Bluetooth adapter was pulled out")));
  bluez_->tell("adapter hci0 on");
  bluez_->tell("device " + kChest);
  EXPECT_TRUE(streams());
}

TEST_F(MockedBluetooth, WaitsForAnAdapterToBeSwitchedOn) {
  bluez_->tell("adapter hci0 off");
  ASSERT_TRUE(log_.await([&] { return log_.survey().state == BleState::SwitchedOff; }));
  bluez_->tell("adapter hci0 on");
  bluez_->tell("device " + kChest);
  EXPECT_TRUE(streams());
}

TEST_F(MockedBluetooth, TakesPropertiesOfOddTypesForUntold) {
  bluez_->tell("device " + kChest);
  ASSERT_TRUE(streams());
  bluez_->tell("odd " + kChest);
  ASSERT_TRUE(log_.await([&] { return log_.count("silent A") == 1; }));
  EXPECT_TRUE(log_.await([&] { return log_.survey().manikins.empty(); }));
}

TEST_F(MockedBluetooth, LeavesASerialManikinUndisturbed) {
  const PortFolder ports;
  const PseudoTerminal terminal;
  ports.plug("ttyM0", terminal);
  bridge_.add_serial({ports.path("ttyM0")});
  PlayedManikin wired("W");
  bluez_->tell("device " + kChest);
  ASSERT_TRUE(streams());
  const auto both = [&] {
    terminal.write(wired.due());
    bluez_->say(kChest, manikin_.due());
  };
  ASSERT_TRUE(log_.await([&] { return log_.batches("W") >= 5; }, both));
  bluez_->end();
  const std::size_t before = log_.batches("W");
  ASSERT_TRUE(log_.await([&] { return log_.batches("W") >= before + 50; },
                         [&] { terminal.write(wired.due()); }));
  EXPECT_EQ(log_.count("silent W"), 0U);
  EXPECT_EQ(bridge_.statistics("W").value().gaps, 0U);
}

TEST_F(MockedBluetooth, LetsGoOfItsManikinsAtTheEnd) {
  bluez_->tell("device " + kChest);
  ASSERT_TRUE(streams());
  bridge_.stop();
  // Nobody waits for the answer: the bus may hand the call on a little later.
  const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
  while (told("disconnect " + kChest) == 0 && std::chrono::steady_clock::now() < until) {
    bluez_->tell("adapter hci0 on");
  }
  EXPECT_EQ(told("disconnect " + kChest), 1U);
}

TEST(Bluetooth, IsNoTroubleWhereThereIsNoBus) {
  EventLog log;
  Bridge bridge(log);
  bridge.start();
  bridge.add_bluetooth({"unix:path=/nonexistent/bus"});
  EXPECT_TRUE(log.await([&] { return log.survey().state == BleState::NoService; }));
  EXPECT_EQ(log.count("notice"), 0U) << "nothing that worked was lost";
}

}  // namespace
}  // namespace sternum
