// The whole path in one process: wire, bridge, analysis, journal; what the screen would see and
// what the disk keeps.
#include <gtest/gtest.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <filesystem>
#include <fstream>
#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "firmware-bridge/simulator/simulated_source.hpp"
#include "firmware-bridge/simulator/virtual_device.hpp"
#include "gui/model/judged_attempt.hpp"
#include "gui/model/station.hpp"
#include "tests/station/running_station.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum {
namespace {

using test::add_virtual_manikin;
using test::first_seat;
using test::options_for;
using test::TemporaryFolder;
using test::wait_for_seat;
using test::wait_until;

TEST(Station, AReplayFromTheDatabaseIsBitIdenticalToTheLiveResult) {
  const TemporaryFolder data;
  Station station(options_for(data));
  VirtualManikinOptions manikin;
  manikin.cycles = 0;
  manikin.profile = TraineeProfile::Novice;
  manikin.lead_in = seconds(0.5);
  add_virtual_manikin(station, manikin);
  station.start();
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) { return seat.live != nullptr; }));
  station.post(StartAttempt{"SIM-0001", "Chen Guoqiang"});
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) {
    return seat.phase == AttemptPhase::Running && seat.live && seat.live->compression_count >= 8;
  }));
  station.post(EndAttempt{"SIM-0001"});
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) { return seat.result != nullptr; }));

  const auto seat = first_seat(station);
  ASSERT_TRUE(seat->attempt_id);
  EXPECT_EQ(seat->attempt_number, 1);
  EXPECT_EQ(seat->trainee, "Chen Guoqiang");
  const auto review = station.review(*seat->attempt_id);
  ASSERT_TRUE(review) << review.error().message();
  EXPECT_EQ((*review)->result, *seat->result);
  EXPECT_EQ((*review)->record.result_json, told_json(*seat->result, {}, {}));
  EXPECT_FALSE((*review)->guideline_changed);
  EXPECT_FALSE((*review)->strip.empty());
  station.stop();
}

TEST(Station, TellsOnceOfAttemptsThatAConsoleLeftRunning) {
  const TemporaryFolder data;
  {
    // A console that dies leaves its attempts as they are.
    auto database = StationDatabase::open(data.path());
    ASSERT_TRUE(database) << database.error().message();
    AttemptStart start;
    start.manikin_id = "SIM-0001";
    start.guideline_id = kDefaultGuideline;
    for (const char* trainee : {"Zhao Min", "Li Na"}) {
      start.trainee = trainee;
      ASSERT_TRUE(database->begin_attempt(start));
    }
  }
  for (const int interrupted : {2, 0}) {
    Station station(options_for(data));
    station.start();
    ASSERT_TRUE(wait_until([&] { return station.snapshot()->guideline != nullptr; }));
    EXPECT_EQ(station.snapshot()->interrupted, interrupted);
    station.stop();
  }
}

TEST(Station, ADiscardedAttemptIsNotListed) {
  const TemporaryFolder data;
  Station station(options_for(data));
  add_virtual_manikin(station);
  station.start();
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) { return seat.live != nullptr; }));
  station.post(StartAttempt{"SIM-0001", "Zhao Min"});
  ASSERT_TRUE(
      wait_for_seat(station, [](const Seat& seat) { return seat.phase == AttemptPhase::Running; }));
  station.post(DiscardAttempt{"SIM-0001"});
  ASSERT_TRUE(
      wait_for_seat(station, [](const Seat& seat) { return seat.phase == AttemptPhase::Idle; }));
  station.stop();
  EXPECT_TRUE(station.attempts().empty());
}

TEST(Station, ClosingEndsAndSavesWhatRuns) {
  const TemporaryFolder data;
  {
    Station station(options_for(data));
    add_virtual_manikin(station);
    station.start();
    ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) { return seat.live != nullptr; }));
    station.post(StartAttempt{"SIM-0001", "Sun Ting"});
    ASSERT_TRUE(wait_for_seat(
        station, [](const Seat& seat) { return seat.phase == AttemptPhase::Running; }));
    const JournalStatus left = station.stop();
    EXPECT_EQ(left.waiting, 0U);
  }
  const auto attempts = StationReader::open(data.path()).value().attempts();
  ASSERT_TRUE(attempts);
  ASSERT_EQ(attempts->size(), 1U);
  EXPECT_EQ(attempts->front().state, AttemptState::Ended);
}

TEST(Station, AManikinKeepsItsSeatForGood) {
  const TemporaryFolder data;
  const auto add = [](Station& station, const std::string& id) {
    VirtualManikinOptions manikin;
    manikin.id = id;
    add_virtual_manikin(station, manikin);
  };
  {
    Station station(options_for(data));
    add(station, "SA-0141");
    station.start();
    ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) { return seat.number == 1; }));
    add(station, "SA-0142");
    ASSERT_TRUE(wait_until([&] { return station.snapshot()->seats.size() == 2; }));
  }
  Station station(options_for(data));
  add(station, "SA-0142");
  station.start();
  ASSERT_TRUE(wait_for_seat(station, [](const Seat&) { return true; }));
  EXPECT_EQ(first_seat(station)->number, 2);
}

TEST(Station, ADataFolderThatCannotBeWrittenIsSaidAndTheAttemptGoesOn) {
  const TemporaryFolder data;
  auto options = options_for(data);
  std::ofstream(data / "in-the-way") << "a file where the folder should be";
  options.data_folder = data.path() / "in-the-way";
  Station station(std::move(options));
  VirtualManikinOptions manikin;
  manikin.lead_in = seconds(0.5);
  add_virtual_manikin(station, manikin);
  station.start();
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) { return seat.live != nullptr; }));
  ASSERT_TRUE(wait_until([&] { return station.snapshot()->journal.trouble.has_value(); }));
  station.post(StartAttempt{"SIM-0001", "Zhou Jie"});
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) {
    return seat.phase == AttemptPhase::Running && seat.live->compression_count >= 4;
  }));
  station.post(EndAttempt{"SIM-0001"});
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) { return seat.result != nullptr; }));
  EXPECT_GE(first_seat(station)->result->compressions.size(), 4U);
  EXPECT_GT(station.snapshot()->journal.waiting, 0U);
}

/// A virtual manikin on a pseudo-terminal, on a thread of its own.
class ManikinOnPty {
 public:
  ManikinOnPty(const VirtualManikinOptions& options, const Impairments& faults) {
    VirtualDeviceEvents events;
    std::promise<std::string> opened;
    auto address = opened.get_future();
    events.on_open = [&opened](const std::string& path) { opened.set_value(path); };
    auto device = run_virtual_device(context_, PtyEndpoint{}, options, faults, std::move(events));
    if (!device) return;
    device_ = std::move(*device);
    thread_ = std::thread([this] { context_.run(); });
    path_ = address.get();
  }
  ~ManikinOnPty() {
    boost::asio::post(context_, [this] {
      device_->stop();
      context_.stop();
    });
    thread_.join();
  }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  boost::asio::io_context context_;
  std::unique_ptr<VirtualDevice> device_;
  std::thread thread_;
  std::string path_;
};

TEST(Station, TwoPercentDamagedFramesOnASerialLineCostNoUndamagedCompression) {
  VirtualManikinOptions options;
  options.seed = 7;
  options.cycles = 1;
  VirtualManikin meant(options);
  std::vector<WireBatch> batches;
  while (meant.next(batches)) {
  }
  const auto& truth = meant.truth().compressions;
  ASSERT_EQ(truth.size(), 30U);

  Impairments faults;
  faults.damaged_frames = 0.02;
  const ManikinOnPty manikin(options, faults);
  ASSERT_FALSE(manikin.path().empty());
  const TemporaryFolder data;
  Station station(options_for(data));
  station.bridge().add_serial(SerialPort{manikin.path(), 115200});
  station.start();
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) { return seat.live != nullptr; }));
  station.post(StartAttempt{"SIM-0001", "Liu Siyuan"});
  // A little further than the last compression, by the manikin's own clock.
  const DeviceTime enough = DeviceTime::from_us(truth.back().release_us) + seconds(1.5);
  ASSERT_TRUE(wait_for_seat(
      station, [&](const Seat& seat) { return seat.live && seat.live->now > enough; }));
  ASSERT_TRUE(
      wait_for_seat(station, [](const Seat& seat) { return seat.statistics.crc_failures > 5; }));
  station.post(EndAttempt{"SIM-0001"});
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) { return seat.result != nullptr; }));

  const auto seat = first_seat(station);
  EXPECT_GT(seat->statistics.batches_lost, 0U);
  EXPECT_GT(seat->statistics.frames, 1000U);
  // A damaged frame of two samples is a hole of 30 ms, coarse sampling: every compression is still
  // found, none twice.
  const auto& found = seat->result->compressions;
  ASSERT_EQ(found.size(), truth.size());
  for (std::size_t i = 0; i < truth.size(); ++i) {
    EXPECT_NEAR(static_cast<double>(found[i].peak.us()), static_cast<double>(truth[i].peak_us),
                40e3);
    EXPECT_NEAR(found[i].depth.mm(), truth[i].depth_mm, 3.0);
  }
}

TEST(Station, ARebootInTheMiddleOfAnAttemptIsAGapNotAPause) {
  const TemporaryFolder data;
  Station station(options_for(data));
  station.bridge().add_source([](boost::asio::io_context& context) {
    VirtualManikinOptions manikin;
    manikin.profile = TraineeProfile::NoBreaths;
    manikin.lead_in = seconds(0.5);
    manikin.cycles = 0;
    Impairments faults;
    faults.reboot_at = seconds(6.0);
    return make_simulated_source(context, manikin, faults);
  });
  station.start();
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) { return seat.live != nullptr; }));
  station.post(StartAttempt{"SIM-0001", "Gulnar"});
  ASSERT_TRUE(
      wait_for_seat(station, [](const Seat& seat) { return seat.statistics.reboots >= 1; }));
  const int before = first_seat(station)->live->compression_count;
  ASSERT_TRUE(wait_for_seat(station, [&](const Seat& seat) {
    return seat.online && seat.live->compression_count >= before + 4;
  }));
  station.post(EndAttempt{"SIM-0001"});
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) { return seat.result != nullptr; }));
  EXPECT_GE(first_seat(station)->result->gaps.size(), 1U);
  EXPECT_TRUE(first_seat(station)->result->pauses.empty());
}

}  // namespace
}  // namespace sternum
