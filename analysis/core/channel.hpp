/// What a manikin can measure, and how each channel is called in recordings.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace sternum {

/// The numbers are stored in recordings and sent on the wire: never renumber, only append.
enum class Channel : std::uint8_t {
  Depth = 1,          ///< sternum depth, mm, positive downward, zero at the chest's rest
  Force = 2,          ///< force on the sternum, N, positive downward
  Acceleration = 3,   ///< acceleration of the hands, g, positive downward, gravity removed or not
  AirwayVolume = 4,   ///< air inside the lungs, ml above their rest
  AirwayFlow = 5,     ///< flow into the lungs, ml/s, inward positive
  ReportedRate = 6,   ///< compression rate as the manikin computes it, /min
  HandPositionX = 7,  ///< hands' offset from the right place, mm, towards the patient's left
  HandPositionY = 8,  ///< the same, towards the patient's head
  HeadTilt = 9,       ///< head tilt, degrees from neutral, backward positive
};

inline constexpr std::array kAllChannels = {
    Channel::Depth,         Channel::Force,         Channel::Acceleration,
    Channel::AirwayVolume,  Channel::AirwayFlow,    Channel::ReportedRate,
    Channel::HandPositionX, Channel::HandPositionY, Channel::HeadTilt};

/// The column's name in a recording, which says the unit: `depth_mm`.
[[nodiscard]] std::string_view column_name(Channel channel);
[[nodiscard]] std::optional<Channel> channel_of_column(std::string_view column);
/// The channel behind a number from outside; empty when this version does not know it.
[[nodiscard]] std::optional<Channel> channel_of_number(std::uint32_t number);

}  // namespace sternum
