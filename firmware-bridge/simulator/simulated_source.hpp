/// A virtual manikin as a source of bytes, in real time, with the faults that real links have.
///
/// Runs on the io_context it is given; touched by its thread only. Frames leave when the device's
/// (drifting) clock says so. Every fault is drawn from the manikin's seed: the same run fails the
/// same way.
#pragma once

#include <boost/asio/io_context.hpp>
#include <memory>

#include "firmware-bridge/simulator/virtual_manikin.hpp"
#include "firmware-bridge/transport/byte_source.hpp"

namespace sternum {

/// What goes wrong on the way. Probabilities are 0–1.
struct Impairments {
  double lost_bytes = 0.0;            ///< per byte: it vanishes
  double flipped_bytes = 0.0;         ///< per byte: one bit of it turns over
  double damaged_frames = 0.0;        ///< per frame: one of its bytes is flipped
  double dropped_frames = 0.0;        ///< per frame: it never leaves
  double clock_drift_ppm = 0.0;       ///< of the device's clock against true time
  std::optional<Duration> reboot_at;  ///< the device restarts: clock, sequence and boot number anew
  std::optional<TimeSpan> silence;    ///< sends nothing in this span of its time
};

/// Messages to impaired bytes, apart from any clock: the source and `sternum simulate` share it.
class ImpairedEncoder {
 public:
  ImpairedEncoder(Impairments impairments, std::uint64_t seed);
  ~ImpairedEncoder();
  void append(const UpMessage& message, std::vector<std::byte>& bytes);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

[[nodiscard]] std::unique_ptr<ByteSource> make_simulated_source(boost::asio::io_context& context,
                                                                VirtualManikinOptions options,
                                                                Impairments impairments);

}  // namespace sternum
