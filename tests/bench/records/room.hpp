/// A room of virtual manikins, as the station hears it: made, sent through the wire's frames and
/// decoded again.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "analysis/core/sample_batch.hpp"
#include "firmware-bridge/protocol/codec.hpp"
#include "firmware-bridge/protocol/manikin_decoder.hpp"
#include "firmware-bridge/simulator/sensors.hpp"
#include "firmware-bridge/simulator/virtual_manikin.hpp"

namespace sternum::bench {

/// What a sensor's converter leaves of a value.
enum class Resolution {
  TwelveBits,   ///< of the channel's range, as a microcontroller's converter has them
  OneDecimal,   ///< of mm, N, ml: as text lines print it
  AllOfAFloat,  ///< noise down to the last bit of the mantissa, as nothing that is built measures
};

inline double step_of(Channel channel, Resolution resolution) {
  if (resolution == Resolution::AllOfAFloat) return 0.0;
  if (resolution == Resolution::OneDecimal) return 0.1;
  const ChannelInfo info = sensor_info(channel);
  return (static_cast<double>(info.high) - static_cast<double>(info.low)) / 4096.0;
}

inline const std::vector<Channel> kRoomChannels = {Channel::Depth, Channel::Force,
                                                   Channel::AirwayVolume, Channel::AirwayFlow};

/// One manikin, 100 Hz, four channels, two values a batch; somebody works on it for ever.
class RoomManikin : private MessageSink {
 public:
  RoomManikin(int number, Resolution resolution)
      : made_(options(number)), decoder_("?"), resolution_(resolution) {}

  /// The batches of the next 20 ms.
  std::vector<SampleBatch> next() {
    std::vector<WireBatch> made;
    arrived_.clear();
    if (!made_.next(made)) return {};
    for (WireBatch& batch : made) {
      resolve(batch);
      batch.sequence = sequence_++;
      bytes_.clear();
      append_frame(batch, bytes_);
      decoder_.push(bytes_, *this);
    }
    return std::move(arrived_);
  }

 private:
  static VirtualManikinOptions options(int number) {
    VirtualManikinOptions options;
    options.id = "ROOM-" + std::to_string(number);
    options.seed = static_cast<std::uint64_t>(number);
    options.cycles = 0;
    options.channels = kRoomChannels;
    options.keeps_truth = false;
    return options;
  }
  void resolve(WireBatch& batch) const {
    const double step = step_of(batch.channel, resolution_);
    if (step == 0.0) return;
    for (float& value : batch.values) {
      const auto steps = static_cast<float>(std::floor(static_cast<double>(value) / step + 0.5));
      // A converter's firmware multiplies floats; a printed decimal is read as the nearest float.
      value = resolution_ == Resolution::TwelveBits
                  ? steps * static_cast<float>(step)
                  : static_cast<float>(static_cast<double>(steps) / 10.0);
    }
  }
  void on_hello(const Hello&) override {}
  void on_samples(const WireBatch& batch) override {
    arrived_.push_back({batch.channel, BatchFlag::None, DeviceTime::from_us(batch.t_us),
                        microseconds(batch.period_us), batch.values});
  }

  VirtualManikin made_;
  ManikinDecoder decoder_;
  Resolution resolution_;
  std::uint32_t sequence_ = 0;
  std::vector<std::byte> bytes_;
  std::vector<SampleBatch> arrived_;
};

}  // namespace sternum::bench
