/// The virtual controller and its manikins on a thread of their own, for a scenario to direct.
///
/// Every call waits until the world has done it.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include "analysis/core/result.hpp"
#include "tests/ble/virtual_controller.hpp"

namespace sternum::ble {

class RadioWorld {
 public:
  RadioWorld();
  ~RadioWorld();

  /// Makes an adapter, with nobody in reach yet but `manikins` far away: "SIM-0001", …, each
  /// working on the seed of its number.
  [[nodiscard]] Result<void> plug(int manikins);
  void unplug();

  void bring(std::size_t index);
  void carry_away(std::size_t index);
  void switch_off(std::size_t index);
  [[nodiscard]] bool is_connected(std::size_t index);
  [[nodiscard]] std::optional<HostTime> switched_on_at(std::size_t index);
  [[nodiscard]] std::uint64_t dropped(std::size_t index);
  [[nodiscard]] int samples_per_frame(std::size_t index);
  [[nodiscard]] int commands_heard(std::size_t index);

  [[nodiscard]] static std::string id(std::size_t index);

 private:
  void on_its_thread(const std::function<void()>& work);

  boost::asio::io_context context_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_{
      context_.get_executor()};
  std::unique_ptr<VirtualController> controller_;
  std::thread thread_;
};

}  // namespace sternum::ble
