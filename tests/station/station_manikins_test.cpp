// The station's manikins: names and seats for good, checks of depth, and two stations that want
// one.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>
#include <memory>
#include <thread>
#include <vector>

#include "firmware-bridge/protocol/codec.hpp"
#include "firmware-bridge/protocol/down_decoder.hpp"
#include "firmware-bridge/simulator/depth_calibration.hpp"
#include "firmware-bridge/simulator/virtual_device.hpp"
#include "firmware-bridge/transport/byte_source.hpp"
#include "tests/station/running_station.hpp"

namespace sternum {
namespace {

using test::first_seat;
using test::options_for;
using test::TemporaryFolder;
using test::wait_for_seat;
using test::wait_until;
using ::testing::HasSubstr;

/// A chest on a bench: somebody holds it where the test says, and its sensor is off until it is
/// calibrated. Its time runs five times as fast.
class BenchManikin final : public ByteSource {
 public:
  struct Hands {
    std::atomic<double> depth_mm = 0.0;
  };

  BenchManikin(boost::asio::io_context& context, std::shared_ptr<Hands> hands)
      : timer_(context), hands_(std::move(hands)) {}
  ~BenchManikin() override { stop(); }

  [[nodiscard]] std::string name() const override { return "bench"; }
  [[nodiscard]] std::string fallback_id() const override { return "bench"; }
  void start(ByteSourceListener& listener) override {
    listener_ = &listener;
    wait();
  }
  void write(std::vector<std::byte> bytes) override {
    std::vector<DownMessage> commands;
    ear_.push(bytes, commands);
    for (const DownMessage& command : commands) {
      const auto* calibrate = std::get_if<Calibrate>(&command);
      if (calibrate == nullptr) continue;
      if (calibration_.hold_at(static_cast<double>(calibrate->depth_mm))) {
        hello_.calibrated_on_day = calibrate->on_day;
      }
    }
  }
  void stop() override {
    listener_ = nullptr;
    timer_.cancel();
  }

 private:
  void wait() {
    timer_.expires_after(std::chrono::milliseconds(10));
    timer_.async_wait([this, alive = std::weak_ptr(alive_)](const auto& cancelled) {
      if (!cancelled && !alive.expired() && listener_ != nullptr) speak();
    });
  }

  void speak() {
    if (sequence_ == 0) listener_->on_open();
    std::vector<std::byte> bytes;
    if (sequence_ % 20 == 0) append_frame(UpMessage(hello_), bytes);
    WireBatch batch{Channel::Depth, sequence_, std::int64_t{50'000} * sequence_, 10'000, {}};
    for (int i = 0; i < 5; ++i) {
      const double said_mm = 2.0 + 0.9 * hands_->depth_mm;
      batch.values.push_back(calibration_.adjust(static_cast<float>(said_mm)));
    }
    ++sequence_;
    append_frame(UpMessage(batch), bytes);
    listener_->on_bytes(bytes);
    wait();
  }

  boost::asio::steady_timer timer_;
  std::shared_ptr<Hands> hands_;
  ByteSourceListener* listener_ = nullptr;
  DownDecoder ear_;
  DepthCalibration calibration_;
  Hello hello_{.id = "BENCH-1",
               .boot = 1,
               .channels = {{.channel = Channel::Depth, .high = 80.0F, .rate_hz = 100.0F}}};
  std::uint32_t sequence_ = 0;
  std::shared_ptr<const bool> alive_ = std::make_shared<const bool>(true);
};

/// Does what the check on the screen asks for, until it is over.
DepthCheckState follow_check(const Station& station, BenchManikin::Hands& hands) {
  DepthCheckState last;
  EXPECT_TRUE(wait_for_seat(station, [&](const Seat& seat) {
    if (!seat.depth_check) return false;
    last = *seat.depth_check;
    hands.depth_mm = last.step == DepthCheckStep::Press ? 50.0 : 0.0;
    return last.step >= DepthCheckStep::Done;
  }));
  return last;
}

class BenchTest : public testing::Test {
 protected:
  void SetUp() override {
    station_.bridge().add_source([hands = hands_](boost::asio::io_context& context) {
      return std::make_unique<BenchManikin>(context, hands);
    });
    station_.start();
    ASSERT_TRUE(wait_for_seat(station_, [](const Seat& seat) { return seat.live != nullptr; }));
  }

  TemporaryFolder data_;
  std::shared_ptr<BenchManikin::Hands> hands_ = std::make_shared<BenchManikin::Hands>();
  Station station_{options_for(data_)};
};

TEST_F(BenchTest, ACheckIsKeptWithDateAndPersonAndAttemptsPointAtIt) {
  station_.post(BeginDepthCheck{"BENCH-1", 50.0, false, "1203"});
  const DepthCheckState check = follow_check(station_, *hands_);
  ASSERT_TRUE(check.result);
  EXPECT_FALSE(check.result->agrees());
  EXPECT_NEAR(check.result->rest_mm, 2.0, 0.1);
  EXPECT_NEAR(check.result->held_mm, 47.0, 0.1);

  station_.post(CloseDepthCheck{"BENCH-1"});
  station_.post(StartAttempt{"BENCH-1", "Chen"});
  ASSERT_TRUE(wait_for_seat(
      station_, [](const Seat& seat) { return !seat.depth_check && seat.attempt_id.has_value(); }));
  station_.stop();
  const auto reader = StationReader::open(data_.path()).value();
  const auto kept = reader.calibrations("BENCH-1").value();
  ASSERT_EQ(kept.size(), 1U);
  EXPECT_EQ(kept[0].who, "1203");
  EXPECT_GT(kept[0].at_ms, 1'700'000'000'000);
  EXPECT_NEAR(kept[0].gain * 47.0 + kept[0].offset_mm, 50.0, 0.2);
  EXPECT_NEAR(kept[0].gain * 2.0 + kept[0].offset_mm, 0.0, 0.2);
  const AttemptRecord attempt = reader.attempts().value().front();
  EXPECT_EQ(attempt.calibration_id, kept[0].id);
  const auto review = station_.review(attempt.id);
  ASSERT_TRUE(review) << review.error().message();
  EXPECT_EQ((*review)->calibration, kept[0]);
}

TEST_F(BenchTest, ACorrectionMovesTheManikinAndIsHeldAgainstTheBlockAgain) {
  station_.post(BeginDepthCheck{"BENCH-1", 50.0, true, "7"});
  const DepthCheckState check = follow_check(station_, *hands_);
  ASSERT_TRUE(check.result);
  EXPECT_TRUE(check.verifies);
  EXPECT_TRUE(check.result->agrees());
  EXPECT_NEAR(check.result->held_mm, 50.0, 0.1);
  ASSERT_TRUE(wait_for_seat(
      station_, [](const Seat& seat) { return seat.manikin.calibrated_on_day.has_value(); }));
  EXPECT_GT(*first_seat(station_)->manikin.calibrated_on_day, 19'000U) << "today";
  station_.stop();
}

TEST_F(BenchTest, NobodyIsDisturbedByACheck) {
  station_.post(StartAttempt{"BENCH-1", "Chen"});
  ASSERT_TRUE(wait_for_seat(station_,
                            [](const Seat& seat) { return seat.phase == AttemptPhase::Running; }));
  station_.post(BeginDepthCheck{"BENCH-1", 50.0, false, ""});
  ASSERT_TRUE(wait_until([&] { return !station_.snapshot()->notices.empty(); }));
  EXPECT_THAT(station_.snapshot()->notices.back().message(), HasSubstr("end the attempt first"));
  EXPECT_FALSE(first_seat(station_)->depth_check);
  station_.stop();
}

TEST_F(BenchTest, APressOnTheChestTellsWhichManikinItIs) {
  const auto press = [&] {
    for (const double depth_mm : {0.0, 25.0, 52.0, 25.0, 0.0}) {
      hands_->depth_mm = depth_mm;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
  };
  EXPECT_TRUE(wait_until([&] {
    press();
    const auto seat = first_seat(station_);
    return seat && seat->touched_s_ago >= 0.0;
  })) << "a manikin that says nothing of touches is pressed, and that is seen";
  station_.stop();
}

TEST(StationManikins, NamesAndSeatsStayForGood) {
  const TemporaryFolder data;
  const auto add = [](Station& station, const std::string& id) {
    VirtualManikinOptions manikin;
    manikin.id = id;
    test::add_virtual_manikin(station, manikin);
  };
  const auto seats = [](const Station& station) {
    std::map<std::string, int> by_id;
    const auto now = station.snapshot();
    for (const Seat& seat : now->seats) by_id[seat.manikin.id] = seat.number;
    return by_id;
  };
  {
    Station station(options_for(data));
    add(station, "M-1");
    station.start();
    ASSERT_TRUE(wait_until([&] { return station.snapshot()->seats.size() == 1; }));
    add(station, "M-2");
    ASSERT_TRUE(wait_until([&] { return station.snapshot()->seats.size() == 2; }));
    station.post(MoveManikin{"M-1", 2});
    station.post(RenameManikin{"M-2", " 安妮 "});
    ASSERT_TRUE(wait_until([&] {
      return seats(station)["M-1"] == 2 && station.snapshot()->seats.front().name == "安妮";
    }));
    EXPECT_EQ(seats(station)["M-2"], 1) << "they change places";
    station.stop();
  }
  Station station(options_for(data));
  station.start();
  ASSERT_TRUE(wait_until([&] {
    const auto known = station.snapshot()->manikins;
    return known && known->size() == 2;
  }));
  const auto known = *station.snapshot()->manikins;
  EXPECT_EQ(known[0].id, "M-2");
  EXPECT_EQ(known[0].name, "安妮");
  EXPECT_EQ(known[1].seat, 2);
  station.stop();
}

TEST(StationManikins, ASecondStationIsToldWhoHasTheManikinAndGetsItWhenItAsks) {
  const TemporaryFolder first_data;
  const TemporaryFolder second_data;
  const auto named = [](const TemporaryFolder& data, const std::string& name) {
    StationOptions options = options_for(data);
    options.bridge.console = name;
    // A busy machine must not look like a silent manikin.
    options.bridge.silence = seconds(30.0);
    return options;
  };
  Station first(named(first_data, "room 1"));
  Station second(named(second_data, "room 2"));
  first.start();
  second.start();
  std::vector<DeviceEndpoint> lines;
  for (Station* station : {&first, &second}) {
    lines.emplace_back(TcpEndpoint{"127.0.0.1", station->bridge().listen(0, "127.0.0.1").value()});
  }
  boost::asio::io_context context;
  VirtualManikinOptions manikin;
  manikin.cycles = 0;
  const auto device = run_virtual_device(context, std::move(lines), manikin, {}, {}).value();
  std::thread thread([&] { context.run(); });

  const auto held = [](const Station& station) {
    const auto seat = first_seat(station);
    return seat ? seat->held_by : std::string();
  };
  ASSERT_TRUE(wait_until([&] { return !held(first).empty() || !held(second).empty(); }));
  Station& holder = held(second).empty() ? second : first;
  Station& other = held(second).empty() ? first : second;
  EXPECT_FALSE(first_seat(other)->online);
  EXPECT_EQ(held(other), &holder == &first ? "room 1" : "room 2");
  holder.post(StartAttempt{"SIM-0001", "Chen"});
  ASSERT_TRUE(wait_for_seat(holder, [](const Seat& seat) {
    return seat.live && seat.phase == AttemptPhase::Running && seat.live->compression_count >= 4;
  }));

  other.post(TakeOverManikin{"SIM-0001"});
  ASSERT_TRUE(wait_for_seat(other, [](const Seat& seat) { return seat.online; }));
  ASSERT_TRUE(wait_for_seat(holder, [](const Seat& seat) { return !seat.held_by.empty(); }));
  EXPECT_EQ(first_seat(holder)->phase, AttemptPhase::Running) << "nothing is thrown away";
  EXPECT_THAT(holder.snapshot()->notices.back().message(), HasSubstr("was taken over by"));
  holder.post(EndAttempt{"SIM-0001"});
  ASSERT_TRUE(wait_for_seat(holder, [](const Seat& seat) { return seat.result != nullptr; }));
  EXPECT_GE(first_seat(holder)->result->compressions.size(), 4U);

  context.stop();
  thread.join();
  holder.stop();
  other.stop();
}

}  // namespace
}  // namespace sternum
