#include "firmware-bridge/simulator/impaired_encoder.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <set>
#include <vector>

#include "firmware-bridge/protocol/codec.hpp"
#include "firmware-bridge/simulator/virtual_manikin.hpp"
#include "tests/simulator/received.hpp"

namespace sternum {
namespace {

/// A manikin's messages, one Hello and then depth and volume.
std::vector<UpMessage> conversation(int cycles = 2) {
  VirtualManikinOptions options;
  options.cycles = cycles;
  VirtualManikin manikin(options);
  std::vector<UpMessage> messages = {manikin.hello()};
  std::vector<WireBatch> batches;
  while (manikin.next(batches)) messages.insert(messages.end(), batches.begin(), batches.end());
  return messages;
}

/// What arrives of each message, by itself.
std::vector<std::vector<std::byte>> arrivals(const Impairments& impairments,
                                             const std::vector<UpMessage>& messages) {
  ImpairedEncoder link(impairments, 5);
  std::vector<std::vector<std::byte>> pieces;
  for (const UpMessage& message : messages) link.append(message, pieces.emplace_back());
  return pieces;
}

TEST(ImpairedEncoder, PassesEverythingOnWhenNothingIsWrong) {
  const auto messages = conversation();
  ImpairedEncoder link({}, 5);
  std::vector<std::byte> arrived;
  std::vector<std::byte> sent;
  for (const UpMessage& message : messages) {
    link.append(message, arrived);
    append_frame(message, sent);
  }
  EXPECT_EQ(arrived, sent);
  EXPECT_EQ(link.damage(), (LinkDamage{messages.size(), 0, 0}));
  EXPECT_TRUE(link.damaged_spans(Channel::Depth).empty());
}

// The decoder at the other end is the judge: a batch arrives exactly when no span says that it was
// damaged, and the counts add up.
RC_GTEST_PROP(ImpairedEncoder, KnowsExactlyWhatDoesNotArrive, ()) {
  const auto per_mille = [](int most) { return 1e-3 * *rc::gen::inRange(0, most + 1); };
  Impairments impairments;
  impairments.damaged_frames = per_mille(100);
  impairments.dropped_frames = per_mille(100);
  impairments.flipped_bytes = per_mille(3);
  impairments.lost_bytes = per_mille(3);
  static const auto messages = conversation(1);
  ImpairedEncoder link(impairments, *rc::gen::arbitrary<std::uint64_t>());
  std::vector<std::byte> bytes;
  for (const UpMessage& message : messages) link.append(message, bytes);
  // A last delimiter, so that the decoder has seen the end of everything before it.
  bytes.push_back(std::byte{0});

  Received received;
  received.take(bytes);
  const std::size_t intact = link.damage().frames - link.damage().dropped - link.damage().damaged;
  RC_ASSERT(received.messages.size() >= intact);
  // Losing one of two equal neighbours and gaining it back elsewhere mends a frame: rare luck.
  RC_ASSERT(received.messages.size() - intact <= 1 + link.damage().frames / 1000);

  std::set<std::int64_t> arrived;
  for (const WireBatch& batch : received.all<WireBatch>()) {
    if (batch.channel == Channel::Depth) arrived.insert(batch.t_us);
  }
  const auto& spans = link.damaged_spans(Channel::Depth);
  for (const UpMessage& message : messages) {
    const auto* batch = std::get_if<WireBatch>(&message);
    if (batch == nullptr || batch->channel != Channel::Depth) continue;
    const DeviceTime t = DeviceTime::from_us(batch->t_us);
    const bool is_damaged = std::ranges::any_of(
        spans, [t](const TimeSpan& span) { return span.from <= t && t < span.to; });
    RC_ASSERT(is_damaged || arrived.contains(batch->t_us));
  }
}

TEST(ImpairedEncoder, DamagesAndDropsTheShareAskedFor) {
  const auto messages = conversation(10);
  Impairments impairments;
  impairments.damaged_frames = 0.02;
  impairments.dropped_frames = 0.05;
  ImpairedEncoder link(impairments, 5);
  std::vector<std::byte> bytes;
  for (const UpMessage& message : messages) link.append(message, bytes);
  const auto frames = static_cast<double>(messages.size());
  EXPECT_NEAR(static_cast<double>(link.damage().dropped) / frames, 0.05, 0.007);
  EXPECT_NEAR(static_cast<double>(link.damage().damaged) / frames, 0.02 * 0.95, 0.005);
}

TEST(ImpairedEncoder, OneFaultDoesNotMoveAnother) {
  const auto messages = conversation();
  const auto damaged = arrivals({.damaged_frames = 0.1}, messages);
  const auto dropped = arrivals({.dropped_frames = 0.1}, messages);
  const auto both = arrivals({.damaged_frames = 0.1, .dropped_frames = 0.1}, messages);
  const auto intact = arrivals({}, messages);
  const auto flipped = arrivals({.flipped_bytes = 0.01}, messages);
  const auto lost = arrivals({.lost_bytes = 0.01}, messages);
  const auto flipped_and_lost = arrivals({.lost_bytes = 0.01, .flipped_bytes = 0.01}, messages);
  for (std::size_t i = 0; i < messages.size(); ++i) {
    EXPECT_EQ(both[i], dropped[i].empty() ? dropped[i] : damaged[i]);
    EXPECT_EQ(flipped_and_lost[i].size(), lost[i].size());
    if (flipped[i] == intact[i]) {
      EXPECT_EQ(flipped_and_lost[i], lost[i]);
    }
    if (lost[i] == intact[i]) {
      EXPECT_EQ(flipped_and_lost[i], flipped[i]);
    }
  }
}

TEST(ImpairedEncoder, FailsTheSameWayForTheSameSeedAndAnotherForAnother) {
  const auto messages = conversation();
  const Impairments impairments{.lost_bytes = 0.01, .flipped_bytes = 0.01};
  EXPECT_EQ(arrivals(impairments, messages), arrivals(impairments, messages));
  ImpairedEncoder other(impairments, 6);
  std::vector<std::byte> bytes;
  for (const UpMessage& message : messages) other.append(message, bytes);
  std::vector<std::byte> flat;
  for (const auto& piece : arrivals(impairments, messages)) {
    flat.insert(flat.end(), piece.begin(), piece.end());
  }
  EXPECT_NE(bytes, flat);
}

TEST(ImpairedEncoder, NeighbouringDamageIsOneSpan) {
  Impairments impairments;
  impairments.dropped_frames = 1.0;
  ImpairedEncoder link(impairments, 5);
  std::vector<std::byte> bytes;
  for (std::uint32_t i = 0; i < 10; ++i) {
    link.append(WireBatch{Channel::Depth, i, 20'000 * i, 10'000, {1.0F, 2.0F}}, bytes);
  }
  EXPECT_TRUE(bytes.empty());
  const std::vector<TimeSpan> whole = {{DeviceTime::from_us(0), DeviceTime::from_us(200'000)}};
  EXPECT_EQ(link.damaged_spans(Channel::Depth), whole);
  EXPECT_TRUE(link.damaged_spans(Channel::AirwayVolume).empty());
}

}  // namespace
}  // namespace sternum
