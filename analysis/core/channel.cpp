#include "analysis/core/channel.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace sternum {
namespace {

constexpr std::array<std::pair<Channel, std::string_view>, kAllChannels.size()> kColumns = {{
    {Channel::Depth, "depth_mm"},
    {Channel::Force, "force_n"},
    {Channel::Acceleration, "acceleration_g"},
    {Channel::AirwayVolume, "airway_volume_ml"},
    {Channel::AirwayFlow, "airway_flow_ml_s"},
    {Channel::ReportedRate, "reported_rate_per_min"},
    {Channel::HandPositionX, "hand_position_x_mm"},
    {Channel::HandPositionY, "hand_position_y_mm"},
    {Channel::HeadTilt, "head_tilt_deg"},
}};

}  // namespace

std::string_view column_name(Channel channel) {
  const auto found =
      std::ranges::find(kColumns, channel, &std::pair<Channel, std::string_view>::first);
  return found == kColumns.end() ? std::string_view{} : found->second;
}

std::optional<Channel> channel_of_column(std::string_view column) {
  const auto found =
      std::ranges::find(kColumns, column, &std::pair<Channel, std::string_view>::second);
  if (found == kColumns.end()) return std::nullopt;
  return found->first;
}

std::optional<Channel> channel_of_number(std::uint32_t number) {
  const auto found = std::ranges::find(kAllChannels, number,
                                       [](Channel c) { return static_cast<std::uint32_t>(c); });
  if (found == kAllChannels.end()) return std::nullopt;
  return *found;
}

}  // namespace sternum
