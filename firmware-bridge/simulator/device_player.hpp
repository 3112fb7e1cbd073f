/// The device around a virtual manikin: what it sends, when, and what it does when it is spoken to.
///
/// Sends a `Hello` when switched on and every second, a `Status` every 5 s, and each batch of
/// samples when its last value has been taken. Time is handed in: true time since it was switched
/// on, which its own clock follows with its drift; the same times give the same bytes.
///
///   Streaming ◀──StartStreaming── Paused       Hello and Status go on
///       │ └──────StopStreaming──────▶ ▲
///       └──reboot_at──▶ Dark ──0.5 s──┴▶ Streaming, with clock and sequences at 0, boot + 1
///
/// Reports of a device that finds compressions itself follow the samples that they rest on.
/// The trainee works on whatever the device does. `Identify` and `Calibrate` are answered with a
/// `Hello`; depths are sent as it was calibrated (`DepthCalibration`), which a restart keeps, and a
/// calibration that it refuses is a fault in its `Status`. The truth is that of a `VirtualManikin` with the same options. Not thread-safe; never
/// blocks; memory bounded but for the damage that it keeps account of.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <vector>

#include "firmware-bridge/simulator/impaired_encoder.hpp"
#include "firmware-bridge/simulator/virtual_manikin.hpp"

namespace sternum {

class DevicePlayer {
 public:
  DevicePlayer(VirtualManikinOptions options, Impairments impairments);
  ~DevicePlayer();
  DevicePlayer(DevicePlayer&&) noexcept;
  DevicePlayer& operator=(DevicePlayer&&) noexcept;

  /// Appends whatever arrives of what the device has sent until `elapsed`, whole frames of it.
  void advance(Duration elapsed, std::vector<std::byte>& bytes);
  /// When the device will have something to say: `advance` to this is never in vain.
  [[nodiscard]] Duration next_due() const;

  /// Says `Hello` at the next `advance`, as when a new connection stands.
  void announce();
  /// Obeys the commands that `bytes` complete and appends them to `commands`.
  void hear(std::span<const std::byte> bytes, std::vector<DownMessage>& commands);
  /// The same for a command that was decoded elsewhere.
  void obey(const DownMessage& command);
  /// What it says of itself now.
  [[nodiscard]] const Hello& hello() const;

  /// What the link did to the frames so far.
  [[nodiscard]] const ImpairedEncoder& link() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace sternum
