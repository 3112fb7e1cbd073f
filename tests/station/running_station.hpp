/// A station under test: how it is set up, and how a test waits for what it will show.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <thread>
#include <utility>

#include "datasets/guidelines/guideline_file.hpp"
#include "firmware-bridge/simulator/simulated_source.hpp"
#include "gui/model/station.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum::test {

constexpr std::chrono::seconds kPatience{60};

inline StationOptions options_for(const TemporaryFolder& data) {
  StationOptions options;
  options.data_folder = data.path();
  options.guideline = std::make_shared<const Guideline>(find_guideline(kDefaultGuideline).value());
  return options;
}

/// Before the station starts.
inline void add_virtual_manikin(Station& station, const VirtualManikinOptions& manikin = {}) {
  station.bridge().add_source([manikin](boost::asio::io_context& context) {
    return make_simulated_source(context, manikin, Impairments{});
  });
}

inline bool wait_until(const std::function<bool()>& state, std::chrono::seconds limit = kPatience) {
  const auto until = std::chrono::steady_clock::now() + limit;
  while (!state()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  return true;
}

/// The first seat, or nullptr; the snapshot keeps it alive.
inline std::shared_ptr<const Seat> first_seat(const Station& station) {
  const auto snapshot = station.snapshot();
  if (snapshot->seats.empty()) return nullptr;
  return {snapshot, &snapshot->seats.front()};
}

inline bool wait_for_seat(const Station& station, const std::function<bool(const Seat&)>& state,
                          std::chrono::seconds limit = kPatience) {
  return wait_until(
      [&] {
        const auto seat = first_seat(station);
        return seat && state(*seat);
      },
      limit);
}

}  // namespace sternum::test
