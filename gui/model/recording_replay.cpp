#include "gui/model/recording_replay.hpp"

#include <utility>

namespace sternum {

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
