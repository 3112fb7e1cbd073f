/// The virtual controller and its manikins on a thread of their own, for a scenario to direct.
///
/// Every call waits until the world has done it.
#pragma once

#include <cstddef>
#include <functional>
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
  /// Nobody is in reach yet; far away are `manikins`: "SIM-0001", …, each working on the seed of
  /// its number. The first does two cycles, the others go on for ever. The name of the third is no
  /// text.
  explicit RadioWorld(int manikins);
  ~RadioWorld();

  /// An adapter.
  [[nodiscard]] Result<void> plug();
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
  VirtualController controller_{context_};
  std::thread thread_;
};

}  // namespace sternum::ble
