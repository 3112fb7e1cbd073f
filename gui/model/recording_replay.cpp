#include "gui/model/recording_replay.hpp"

#include <optional>
#include <utility>

namespace sternum {
namespace {

template <class Value>
std::optional<float> as_float(const std::optional<Value>& quantity,
                              double (Value::*number)() const) {
  if (!quantity) return std::nullopt;
  return static_cast<float>(((*quantity).*number)());
}

}  // namespace

CompressionReport RecordingReplay::wire(const ReportedCompression& report) {
  compressions_reported_ += report.follows_gap ? 1 : 0;
  return {compressions_reported_++, report.peak.us(), static_cast<float>(report.depth.mm()),
          as_float(report.residual, &Millimetres::mm),
          as_float(report.rate, &PerMinute::per_minute)};
}

BreathReport RecordingReplay::wire(const ReportedBreath& report) {
  breaths_reported_ += report.follows_gap ? 1 : 0;
  return {breaths_reported_++, report.start.us(), static_cast<std::uint32_t>(report.duration.us()),
          as_float(report.volume, &Millilitres::ml)};
}

RecordingReplay::RecordingReplay(RecordingReader reader, std::string manikin_id,
                                 std::function<void(const Error&)> complain)
    : reader_(std::move(reader)), complain_(std::move(complain)) {
  hello_.id = std::move(manikin_id);
  hello_.model = "recording";
  for (const Channel channel : reader_.channels()) {
    ChannelInfo info;
    info.channel = channel;
    hello_.channels.push_back(info);
  }
  sequences_.assign(kAllChannels.size() + 1, 0);
}

bool RecordingReplay::next(std::vector<UpMessage>& messages) {
  if (ended_) return false;
  if (!greeted_) {
    greeted_ = true;
    messages.emplace_back(hello_);
    return true;
  }
  const auto more = reader_.next(batches_);
  if (!more) {
    complain_(more.error());
    ended_ = true;
    return false;
  }
  for (const auto& report : reader_.reports().compressions) messages.emplace_back(wire(report));
  for (const auto& report : reader_.reports().breaths) messages.emplace_back(wire(report));
  for (const auto& batch : batches_) {
    auto& sequence = sequences_[static_cast<std::size_t>(batch.channel)];
    // A gap of the recording is a hole in the numbering, so that it arrives as the gap it was.
    if (has(batch.flags, BatchFlag::FollowsGap) || has(batch.flags, BatchFlag::FollowsReboot))
      ++sequence;
    messages.emplace_back(WireBatch{batch.channel, sequence++, batch.first.us(),
                                    static_cast<std::uint32_t>(batch.period.us()), batch.values});
  }
  ended_ = !*more;
  return true;
}

}  // namespace sternum
