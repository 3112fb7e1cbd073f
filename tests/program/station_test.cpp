// The whole path in one process: wire, bridge, analysis, journal; what the screen would see and
// what the disk keeps.
#include <gtest/gtest.h>
#include <signal.h>

#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "datasets/exports/result_json.hpp"
#include "datasets/guidelines/guideline_file.hpp"
#include "firmware-bridge/simulator/simulated_source.hpp"
#include "gui/locale/locale.hpp"
#include "gui/model/station.hpp"
#include "tests/support/child_process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum {
namespace {

using test::ChildProcess;
using test::TemporaryFolder;
using namespace std::chrono_literals;

constexpr auto kPatience = 60s;

StationOptions options_for(const TemporaryFolder& data) {
  StationOptions options;
  options.data_folder = data.path();
  options.guideline = std::make_shared<const Guideline>(find_guideline(kDefaultGuideline).value());
  return options;
}

bool wait_until(const std::function<bool()>& state, std::chrono::seconds limit = kPatience) {
  const auto until = std::chrono::steady_clock::now() + limit;
  while (!state()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(10ms);
  }
  return true;
}

/// The first seat, or nullptr; the snapshot keeps it alive.
std::shared_ptr<const Seat> first_seat(const Station& station) {
  const auto snapshot = station.snapshot();
  if (snapshot->seats.empty()) return nullptr;
  return {snapshot, &snapshot->seats.front()};
}

bool wait_for_seat(const Station& station, const std::function<bool(const Seat&)>& state,
                   std::chrono::seconds limit = kPatience) {
  return wait_until(
      [&] {
        const auto seat = first_seat(station);
        return seat && state(*seat);
      },
      limit);
}

std::string json_of(const AttemptResult& result) {
  std::vector<std::string> sentences;
  for (const auto& lost : result.score.reasons)
    sentences.push_back(sentence(Language::English, lost));
  return result_json(result, {}, {}, sentences);
}

TEST(Station, AReplayFromTheDatabaseIsBitIdenticalToTheLiveResult) {
  const TemporaryFolder data;
  Station station(options_for(data));
  station.bridge().add_source([](boost::asio::io_context& context) {
    VirtualManikinOptions manikin;
    manikin.cycles = 0;
    manikin.profile = TraineeProfile::Novice;
    manikin.lead_in = seconds(0.5);
    return make_simulated_source(context, manikin, Impairments{});
  });
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
  EXPECT_EQ((*review)->record.result_json, json_of(*seat->result));
  EXPECT_FALSE((*review)->guideline_changed);
  EXPECT_FALSE((*review)->strip.empty());
  station.stop();
}

TEST(Station, ADiscardedAttemptIsNotListed) {
  const TemporaryFolder data;
  Station station(options_for(data));
  station.bridge().add_source([](boost::asio::io_context& context) {
    return make_simulated_source(context, VirtualManikinOptions{}, Impairments{});
  });
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
    station.bridge().add_source([](boost::asio::io_context& context) {
      return make_simulated_source(context, VirtualManikinOptions{}, Impairments{});
    });
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
    station.bridge().add_source([id](boost::asio::io_context& context) {
      VirtualManikinOptions manikin;
      manikin.id = id;
      return make_simulated_source(context, manikin, Impairments{});
    });
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
  station.bridge().add_source([](boost::asio::io_context& context) {
    VirtualManikinOptions manikin;
    manikin.lead_in = seconds(0.5);
    return make_simulated_source(context, manikin, Impairments{});
  });
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

TEST(Station, TwoPercentDamagedFramesOnASerialLineCostNoUndamagedCompression) {
  // The same attempt twice: written to a file with its truth, and played on a pseudo-terminal with
  // damaged frames.
  const TemporaryFolder data;
  const std::string truth_file = data / "truth.json";
  const std::vector<std::string> attempt = {"--profile", "good", "--seed", "7", "--cycles", "1"};
  auto to_file = std::vector<std::string>{STERNUM_PROGRAM, "simulate"};
  to_file.insert(to_file.end(), attempt.begin(), attempt.end());
  auto to_pty = to_file;
  to_file.insert(to_file.end(), {"--out", data / "clean.csv", "--truth", truth_file});
  to_pty.insert(to_pty.end(), {"--pty", "--damage-frames", "0.02", "--seconds", "30"});
  ASSERT_EQ(test::run(to_file).exit_code, 0);
  std::ifstream in(truth_file);
  const auto truth = nlohmann::json::parse(in);
  const std::size_t meant = truth["compressions"].size();
  ASSERT_EQ(meant, 30U);

  ChildProcess manikin(to_pty);
  ASSERT_TRUE(manikin.wait_for_output(
      [](const std::string& text) { return text.find('\n') != std::string::npos; }, 20s));
  const std::string& printed = manikin.output();
  const auto at = printed.find("/dev/");
  ASSERT_NE(at, std::string::npos) << printed;
  const std::string pty = printed.substr(at, printed.find_first_of(" \n", at) - at);

  Station station(options_for(data));
  station.bridge().add_serial(SerialPort{pty, 115200});
  station.start();
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) { return seat.live != nullptr; }));
  station.post(StartAttempt{"SIM-0001", "Liu Siyuan"});
  // Until the two breaths after the 30 compressions, and a little on, by the manikin's own clock.
  const double last_release_us = truth["compressions"].back()["release_us"].get<double>();
  ASSERT_TRUE(wait_for_seat(station, [&](const Seat& seat) {
    return seat.live && static_cast<double>(seat.live->now.us()) > last_release_us + 1.5e6;
  }));
  ASSERT_TRUE(
      wait_for_seat(station, [](const Seat& seat) { return seat.statistics.crc_failures > 0; }));
  station.post(EndAttempt{"SIM-0001"});
  ASSERT_TRUE(wait_for_seat(station, [](const Seat& seat) { return seat.result != nullptr; }));

  const auto seat = first_seat(station);
  EXPECT_GT(seat->statistics.crc_failures, 5U);
  EXPECT_GT(seat->statistics.batches_lost, 0U);
  EXPECT_GT(seat->statistics.frames, 1000U);
  // A damaged frame of two samples is a hole of 30 ms, coarse sampling: every compression is still
  // found, none twice.
  const auto& found = seat->result->compressions;
  EXPECT_EQ(found.size(), meant);
  for (std::size_t i = 0; i < std::min(found.size(), meant); ++i) {
    EXPECT_NEAR(static_cast<double>(found[i].peak.us()),
                truth["compressions"][i]["peak_us"].get<double>(), 40e3);
    EXPECT_NEAR(found[i].depth.mm(), truth["compressions"][i]["depth_mm"].get<double>(), 3.0);
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
