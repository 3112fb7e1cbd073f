/// Links without wires, and a clock that the test turns.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <cstdint>
#include <string>

#include "firmware-bridge/switchboard.hpp"
#include "tests/bridge/event_log.hpp"
#include "tests/bridge/hand_wire.hpp"

namespace sternum {

class Manikins : public testing::Test {
 protected:
  void pass(Duration time) {
    for (Duration gone; gone < time; gone += milliseconds(50)) {
      now_ += std::chrono::milliseconds(50);
      board_.watch();
    }
  }
  /// One second of a manikin that streams: its Hello, then ten batches.
  void stream_a_second(Wire& wire, const Hello& hello, std::uint32_t& sequence) {
    wire.say(hello);
    for (int i = 0; i < 10; ++i) {
      wire.say(depth_batch(sequence++));
      pass(milliseconds(100));
    }
  }
  LinkStatistics statistics(const std::string& id) {
    return board_.statistics(id).value_or(LinkStatistics{});
  }

  EventLog log_;
  HostTime now_ = HostTime{} + std::chrono::hours(1);
  BridgeOptions options_{.manikins = 3};
  Switchboard board_{log_, options_, [this] { return now_; }};
};

}  // namespace sternum
