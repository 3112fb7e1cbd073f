// The radio with BlueZ played by hand, and a clock that the test turns.
#include "firmware-bridge/transport/ble_central.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <utility>

#include "tests/bridge/bluez_tree.hpp"

namespace sternum {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

/// An answer may lead to the next question, which takes the place of what was answered.
template <class Done, class... Values>
void answer(Done& slot, Values&&... values) {
  const Done done = std::exchange(slot, {});
  done(std::forward<Values>(values)...);
}

const std::string kDevicePath = "/org/bluez/hci0/dev_1";
const std::string kAddress = "AA:01";

/// Remembers what it is asked for; the test answers.
class HandBluez final : public Bluez {
 public:
  struct Subscription final : BluezSubscription {
    explicit Subscription(int& live) : count(live) { ++count; }
    ~Subscription() override { --count; }
    int& count;
  };

  void start(BluezListener& to) override { listener = &to; }
  void stop() override { stopped = true; }
  void discover(const std::string& adapter, const std::vector<std::string>& services,
                Done done) override {
    searched.push_back(adapter);
    EXPECT_EQ(services.size(), 2U);
    found = std::move(done);
  }
  void connect(const std::string& device, Done done) override {
    connects.push_back(device);
    connected = std::move(done);
  }
  void disconnect(const std::string& device, Done done) override {
    disconnects.push_back(device);
    disconnected = std::move(done);
  }
  void look_at(const std::string&) override { ++looks; }
  void acquire(const std::string& path, BluezSubscriber to, Subscribed done) override {
    acquired_path = path;
    subscriber = std::move(to);
    subscribed = std::move(done);
  }
  void notify(const std::string& path, BluezSubscriber to, Subscribed done) override {
    ++falls_back;
    acquire(path, std::move(to), std::move(done));
  }
  void write(const std::string&, const std::vector<std::byte>& bytes, bool, Done done) override {
    pieces.push_back(bytes.size());
    wrote = std::move(done);
  }
  void read(const std::string&, Value) override {}

  BluezListener* listener = nullptr;
  bool stopped = false;
  std::vector<std::string> searched, connects, disconnects;
  Done found, connected, disconnected, wrote;
  Subscribed subscribed;
  BluezSubscriber subscriber;
  std::string acquired_path;
  std::vector<std::size_t> pieces;
  int looks = 0;
  int falls_back = 0;
  int live_subscriptions = 0;
};

class HeardSource final : public ByteSourceListener {
 public:
  void on_open() override { told.emplace_back("open"); }
  void on_bytes(std::span<const std::byte> bytes) override { octets += bytes.size(); }
  void on_closed(const std::string& reason, bool final) override {
    told.push_back((final ? "ended: " : "closed: ") + reason);
  }
  std::vector<std::string> told;
  std::size_t octets = 0;
};

class Radio : public testing::Test {
 protected:
  Radio() {
    auto owned = std::make_unique<HandBluez>();
    bluez_ = owned.get();
    central_ = std::make_unique<BleCentral>(std::move(owned), [this] { return now_; });
    central_->start({[this](std::unique_ptr<ByteSource> source) {
                       source_ = std::move(source);
                       source_->start(heard_);
                     },
                     [this](const BleSurvey& survey) { survey_ = survey; },
                     [this](const Error& error) { notices_.push_back(error.message()); }});
    bluez_->listener->on_service(BluezService::Running);
    bluez_->listener->on_object("/org/bluez/hci0", {{bluez::kAdapter, {{"Powered", true}}}});
  }

  void pass(std::chrono::milliseconds time) {
    for (auto gone = 0ms; gone < time; gone += 50ms) {
      now_ += 50ms;
      central_->look_after();
    }
  }
  void appear() {
    bluez_->listener->on_object(kDevicePath,
                                {{bluez::kDevice, device_of(kAddress, kSternumService)}});
  }
  void show_services(const std::string& service = "/service1") {
    const std::string path = kDevicePath + service;
    bluez_->listener->on_object(path, {{bluez::kService, {{"UUID", kSternumService}}}});
    bluez_->listener->on_object(path + "/char1", characteristic_of(kSternumUp, {"notify"}));
    bluez_->listener->on_object(path + "/char2", characteristic_of(kSternumDown, {"write"}));
  }
  void change(const BluezProperties& properties) {
    bluez_->listener->on_changed(kDevicePath, bluez::kDevice, properties);
  }
  void subscribe(unsigned mtu = 247) {
    bluez_->subscribed(std::make_unique<HandBluez::Subscription>(bluez_->live_subscriptions), mtu,
                       std::nullopt);
  }
  void open() {
    appear();
    change({{"Connected", true}});
    show_services();
    change({{"ServicesResolved", true}});
    central_->look_after();
    subscribe();
  }
  void say_something() { bluez_->subscriber.on_bytes(std::vector<std::byte>(3)); }
  void lose() { change({{"Connected", false}, {"ServicesResolved", false}}); }

  HandBluez* bluez_ = nullptr;
  HostTime now_ = HostTime{} + 1h;
  BleSurvey survey_;
  std::vector<std::string> notices_;
  HeardSource heard_;
  std::unique_ptr<BleCentral> central_;
  std::unique_ptr<ByteSource> source_;
};

TEST_F(Radio, SearchesWithEveryAdapterThatIsOn) {
  bluez_->listener->on_object("/org/bluez/hci1", {{bluez::kAdapter, {{"Powered", false}}}});
  pass(1s);
  EXPECT_THAT(bluez_->searched, ElementsAre("/org/bluez/hci0"));
  bluez_->listener->on_changed("/org/bluez/hci1", bluez::kAdapter, {{"Powered", true}});
  EXPECT_THAT(bluez_->searched, ElementsAre("/org/bluez/hci0", "/org/bluez/hci1"));
}

TEST_F(Radio, SearchesAgainWhenThatFailed) {
  answer(bluez_->found, BluezFailure{"org.bluez.Error.NotReady", "Resource Not Ready"});
  pass(3s);
  EXPECT_EQ(bluez_->searched.size(), 2U);
  answer(bluez_->found,
         BluezFailure{"org.bluez.Error.InProgress", "Operation already in progress"});
  pass(10s);
  EXPECT_EQ(bluez_->searched.size(), 2U) << "in progress is as good as done";
}

TEST_F(Radio, ConnectsAsSoonAsAManikinIsSeen) {
  appear();
  EXPECT_THAT(bluez_->connects, ElementsAre(kDevicePath));
  answer(bluez_->connected, std::nullopt);
  change({{"Connected", true}});
  show_services();
  change({{"ServicesResolved", true}});
  EXPECT_EQ(bluez_->acquired_path, kDevicePath + "/service1/char1");
  subscribe();
  EXPECT_THAT(heard_.told, ElementsAre("open"));
  say_something();
  EXPECT_EQ(heard_.octets, 3U);
}

TEST_F(Radio, TakesALinkThatStandsAlready) {
  BluezProperties standing = device_of(kAddress, kSternumService);
  standing["Connected"] = standing["ServicesResolved"] = true;
  bluez_->listener->on_object(kDevicePath, {{bluez::kDevice, standing}});
  show_services();
  pass(500ms);
  subscribe();
  EXPECT_THAT(heard_.told, ElementsAre("open"));
  EXPECT_TRUE(bluez_->connects.empty());
}

TEST_F(Radio, TriesAgainWithinHalfASecondOfALoss) {
  open();
  pass(1s);
  say_something();
  pass(4s);
  const std::size_t before = bluez_->connects.size();
  lose();
  EXPECT_THAT(heard_.told.back(), HasSubstr("closed: Chest (AA:01): out of reach"));
  EXPECT_EQ(bluez_->live_subscriptions, 0);
  pass(500ms);
  EXPECT_EQ(bluez_->connects.size(), before + 1);
}

TEST_F(Radio, LetsGoOfAManikinFromWhichNothingComesAndSaysSo) {
  open();
  pass(6s);
  EXPECT_THAT(notices_, ElementsAre(HasSubstr("connected, but sends nothing")));
  EXPECT_THAT(bluez_->disconnects, ElementsAre(kDevicePath));
  answer(bluez_->disconnected, std::nullopt);
  lose();
  pass(10s);
  EXPECT_GE(bluez_->connects.size(), 1U) << "and tries again";
}

TEST_F(Radio, DoesNotWaitForADisconnectionThatTakesItsTime) {
  open();
  pass(6s);
  ASSERT_EQ(bluez_->disconnects.size(), 1U);
  pass(3s);  // unanswered
  EXPECT_EQ(heard_.told.size(), 2U);
  EXPECT_EQ(bluez_->live_subscriptions, 0);
}

TEST_F(Radio, FallsBackToTheSlowWay) {
  appear();
  change({{"Connected", true}});
  show_services();
  change({{"ServicesResolved", true}});
  central_->look_after();
  answer(bluez_->subscribed, nullptr, 0, BluezFailure{"org.bluez.Error.NotSupported", ""});
  EXPECT_EQ(bluez_->falls_back, 1);
  subscribe(0);
  EXPECT_THAT(heard_.told, ElementsAre("open"));
}

TEST_F(Radio, AsksWhetherAConnectionStandsWhenNobodySaysSo) {
  appear();
  answer(bluez_->connected, std::nullopt);
  pass(1s);
  EXPECT_GE(bluez_->looks, 2);
}

TEST_F(Radio, SaysThatADeviceTellsNoServices) {
  appear();
  answer(bluez_->connected, std::nullopt);
  change({{"Connected", true}});
  pass(9s);
  EXPECT_THAT(notices_, ElementsAre(HasSubstr("does not tell its services")));
}

TEST_F(Radio, GoesOnWithAServiceThatComesBackElsewhere) {
  open();
  say_something();
  bluez_->listener->on_removed(kDevicePath + "/service1/char1", {bluez::kCharacteristic});
  EXPECT_THAT(heard_.told.back(), HasSubstr("vanished"));
  show_services("/service9");
  central_->look_after();
  EXPECT_EQ(bluez_->acquired_path, kDevicePath + "/service9/char1");
  EXPECT_TRUE(bluez_->disconnects.empty());
}

TEST_F(Radio, WritesInPiecesThatFitAndSmallerOnesWhenTheyDoNot) {
  open();
  source_->write(std::vector<std::byte>(300));
  EXPECT_THAT(bluez_->pieces, ElementsAre(244U));
  answer(bluez_->wrote, BluezFailure{"org.bluez.Error.InvalidValueLength", ""});
  EXPECT_EQ(bluez_->pieces.back(), 20U);
  source_->write(std::vector<std::byte>(300));
  answer(bluez_->wrote, std::nullopt);
  EXPECT_EQ(bluez_->pieces.back(), 20U);
}

TEST_F(Radio, TakesAnMtuThatCannotBeForTheShortest) {
  appear();
  change({{"Connected", true}});
  show_services();
  change({{"ServicesResolved", true}});
  central_->look_after();
  subscribe(3);
  source_->write(std::vector<std::byte>(50));
  EXPECT_THAT(bluez_->pieces, ElementsAre(20U));
}

TEST_F(Radio, HearsNothingFromAnEarlierConnection) {
  open();
  const BluezSubscriber earlier = bluez_->subscriber;
  lose();
  earlier.on_bytes(std::vector<std::byte>(3));
  earlier.on_end();
  EXPECT_EQ(heard_.octets, 0U);
  EXPECT_EQ(heard_.told.size(), 2U);
}

TEST_F(Radio, LeavesADeviceAloneWhoseSourceWasStopped) {
  open();
  source_->stop();
  EXPECT_THAT(bluez_->disconnects, ElementsAre(kDevicePath));
  lose();
  const std::size_t before = bluez_->connects.size();
  pass(1min);
  EXPECT_EQ(bluez_->connects.size(), before);
}

TEST_F(Radio, ConnectsNewcomersOneAfterAnother) {
  appear();
  bluez_->listener->on_object("/org/bluez/hci0/dev_2",
                              {{bluez::kDevice, device_of("AA:02", kSternumService)}});
  pass(1s);
  EXPECT_EQ(bluez_->connects.size(), 1U);
}

TEST_F(Radio, OutlivesTheServiceAndTheAdapter) {
  open();
  say_something();
  bluez_->listener->on_service(BluezService::NotRunning);
  EXPECT_THAT(heard_.told.back(), HasSubstr("closed"));
  EXPECT_EQ(survey_.state, BleState::NoService);
  EXPECT_THAT(notices_, ElementsAre(HasSubstr("service of this computer stopped")));
  bluez_->listener->on_service(BluezService::Running);
  EXPECT_EQ(survey_.state, BleState::NoAdapter);
  bluez_->listener->on_object("/org/bluez/hci0", {{bluez::kAdapter, {{"Powered", true}}}});
  open();
  EXPECT_EQ(heard_.told.back(), "open");
}

TEST_F(Radio, SaysWhoMayHaveAManikinWhoseLinkFallsAtOnce) {
  appear();
  for (int i = 0; i < 2; ++i) {
    ASSERT_EQ(bluez_->connects.size(), static_cast<std::size_t>(i + 1));
    change({{"Connected", true}});
    answer(bluez_->connected, std::nullopt);
    EXPECT_TRUE(notices_.empty()) << "once is what a manikin that leaves looks like";
    lose();
    pass(1s);
  }
  EXPECT_THAT(notices_, ElementsAre(HasSubstr("another computer or phone may have it")));
}

TEST_F(Radio, TellsAServiceThatEndsFromAnAdapterThatIsSwitchedOff) {
  const auto power = [&](bool on) {
    bluez_->listener->on_changed("/org/bluez/hci0", bluez::kAdapter, {{"Powered", on}});
  };
  power(false);
  bluez_->listener->on_removed("/org/bluez/hci0", {bluez::kAdapter});
  pass(100ms);
  bluez_->listener->on_service(BluezService::NotRunning);
  pass(1s);
  EXPECT_THAT(notices_, ElementsAre(HasSubstr("service of this computer stopped")));
  bluez_->listener->on_service(BluezService::Running);
  bluez_->listener->on_object("/org/bluez/hci0", {{bluez::kAdapter, {{"Powered", true}}}});
  power(false);
  pass(100ms);
  power(true);
  pass(1s);
  EXPECT_EQ(notices_.size(), 1U) << "a moment is not worth a word";
  power(false);
  pass(1s);
  EXPECT_THAT(notices_.back(), HasSubstr("Bluetooth was switched off"));
}

TEST_F(Radio, DisconnectsAndIsSilentAtItsEnd) {
  open();
  central_->stop();
  EXPECT_THAT(bluez_->disconnects, ElementsAre(kDevicePath));
  EXPECT_TRUE(bluez_->stopped);
  const std::size_t told = heard_.told.size();
  central_->look_after();
  source_->stop();
  EXPECT_EQ(heard_.told.size(), told);
}

TEST_F(Radio, EndsASourceThatWasAwayForLong) {
  open();
  say_something();
  pass(4s);
  say_something();
  lose();
  bluez_->listener->on_removed(kDevicePath, {bluez::kDevice});
  now_ += 11min;
  pass(1s);
  EXPECT_THAT(heard_.told.back(), HasSubstr("ended: AA:01: not seen for a long time"));
}

}  // namespace
}  // namespace sternum
