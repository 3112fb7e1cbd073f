#include "firmware-bridge/simulator/impaired_encoder.hpp"

#include <array>
#include <variant>

#include "firmware-bridge/protocol/codec.hpp"
#include "firmware-bridge/simulator/random_stream.hpp"

namespace sternum {
namespace {

constexpr std::byte kDelimiter{0};

std::byte bit_drawn(RandomStream& random) {
  return static_cast<std::byte>(1U << static_cast<unsigned>(random.whole(0, 7)));
}

}  // namespace

struct ImpairedEncoder::State {
  State(Impairments faults, std::uint64_t seed)
      : impairments(faults),
        drops(seed, RandomUse::DroppedFrames),
        damages(seed, RandomUse::DamagedFrames),
        flips(seed, RandomUse::FlippedBytes),
        losses(seed, RandomUse::LostBytes) {}

  /// `frame` as it arrives, in `arriving`. Every stream is drawn from as often for a dropped or
  /// damaged frame as for an intact one.
  void suffer() {
    arriving.clear();
    const bool is_hit = damages.chance(impairments.damaged_frames);
    const double hit_place = damages.uniform();
    const std::byte hit_bit = bit_drawn(damages);
    const auto hit_index =
        static_cast<std::size_t>(hit_place * static_cast<double>(frame.size() - 1));
    for (std::size_t i = 0; i < frame.size(); ++i) {
      std::byte byte = frame[i];
      if (is_hit && i == hit_index) byte ^= hit_bit;
      const bool is_flipped = flips.chance(impairments.flipped_bytes);
      const std::byte flip_bit = bit_drawn(flips);
      if (is_flipped) byte ^= flip_bit;
      if (!losses.chance(impairments.lost_bytes)) arriving.push_back(byte);
    }
  }

  void note_damage(const UpMessage& message) {
    const auto* batch = std::get_if<WireBatch>(&message);
    if (batch == nullptr || batch->values.empty()) return;
    const DeviceTime from = DeviceTime::from_us(batch->t_us);
    const DeviceTime to =
        from + microseconds(batch->period_us) * static_cast<std::int64_t>(batch->values.size());
    auto& spans = spans_of[static_cast<std::size_t>(batch->channel)];
    if (!spans.empty() && spans.back().to == from) {
      spans.back().to = to;
    } else {
      spans.push_back({from, to});
    }
  }

  Impairments impairments;
  RandomStream drops;
  RandomStream damages;
  RandomStream flips;
  RandomStream losses;
  LinkDamage damage;
  std::array<std::vector<TimeSpan>, kAllChannels.size() + 1> spans_of;
  /// Bytes are on the way that no delimiter has closed: they run into the next frame.
  bool is_unclosed = false;
  std::vector<std::byte> frame;
  std::vector<std::byte> arriving;
};

ImpairedEncoder::ImpairedEncoder(Impairments impairments, std::uint64_t seed)
    : state_(std::make_unique<State>(impairments, seed)) {}
ImpairedEncoder::~ImpairedEncoder() = default;
ImpairedEncoder::ImpairedEncoder(ImpairedEncoder&&) noexcept = default;
ImpairedEncoder& ImpairedEncoder::operator=(ImpairedEncoder&&) noexcept = default;

void ImpairedEncoder::append(const UpMessage& message, std::vector<std::byte>& bytes) {
  State& s = *state_;
  s.frame.clear();
  append_frame(message, s.frame);
  if (s.frame.empty()) return;  // longer than any frame: there is nothing to send
  ++s.damage.frames;

  s.suffer();
  if (s.drops.chance(s.impairments.dropped_frames)) {
    ++s.damage.dropped;
    s.note_damage(message);
    return;
  }
  if (s.is_unclosed || s.arriving != s.frame) {
    ++s.damage.damaged;
    s.note_damage(message);
  }
  if (!s.arriving.empty()) s.is_unclosed = s.arriving.back() != kDelimiter;
  bytes.insert(bytes.end(), s.arriving.begin(), s.arriving.end());
}

const LinkDamage& ImpairedEncoder::damage() const { return state_->damage; }

const std::vector<TimeSpan>& ImpairedEncoder::damaged_spans(Channel channel) const {
  return state_->spans_of[static_cast<std::size_t>(channel)];
}

}  // namespace sternum
