#include "firmware-bridge/protocol/down_decoder.hpp"

#include <gtest/gtest.h>

#include <limits>

#include "firmware-bridge/protocol/codec.hpp"
#include "tests/wire/bytes.hpp"

namespace sternum {
namespace {

using testing::Bytes;
using testing::bytes;
using testing::bytes_field;
using testing::float_field;
using testing::number_field;
using testing::plain_frame;
using testing::operator+;

const std::vector<DownMessage> kCommands = {StartStreaming{}, StopStreaming{}, Identify{5},
                                            Calibrate{50.5F}};

TEST(DownDecoder, HearsEveryCommandOfTheConsoleByteForByte) {
  Bytes stream;
  for (const DownMessage& command : kCommands) append_frame(command, stream);
  DownDecoder decoder;
  std::vector<DownMessage> heard;
  for (const std::byte byte : stream) decoder.push(std::span(&byte, 1), heard);
  EXPECT_EQ(heard, kCommands);
}

TEST(DownDecoder, HearsCommandsWrittenByHand) {
  DownDecoder decoder;
  std::vector<DownMessage> heard;
  decoder.push(plain_frame(bytes_field(1, {})) + plain_frame(bytes_field(2, {})) +
                   plain_frame(bytes_field(3, number_field(1, 5))) +
                   plain_frame(bytes_field(4, float_field(1, 50.5F))),
               heard);
  EXPECT_EQ(heard, kCommands);
}

TEST(DownDecoder, HearsWhoAsksAndWhatDayItIs) {
  const std::vector<DownMessage> commands = {StartStreaming{"教室 2", true},
                                             Calibrate{0.0F, 20'500}};
  Bytes stream;
  for (const DownMessage& command : commands) append_frame(command, stream);
  DownDecoder decoder;
  std::vector<DownMessage> heard;
  decoder.push(stream, heard);
  EXPECT_EQ(heard, commands);
  heard.clear();
  decoder.push(plain_frame(bytes_field(1, testing::text_field(1, "A\nB"))) +
                   plain_frame(bytes_field(4, number_field(2, 3'000'000))),
               heard);
  EXPECT_TRUE(heard.empty());
}

TEST(DownDecoder, SkipsWhatItCannotUnderstand) {
  DownDecoder decoder;
  std::vector<DownMessage> heard;
  const float nan = std::numeric_limits<float>::quiet_NaN();
  decoder.push(bytes({0x11, 0x22, 0x00}) + plain_frame(bytes_field(9, {})) +
                   plain_frame(bytes({0xFF})) + plain_frame({}) +
                   plain_frame(bytes_field(4, float_field(1, nan))) +
                   plain_frame(bytes_field(3, number_field(1, 4'000'000'000U))),
               heard);
  EXPECT_TRUE(heard.empty());
  decoder.push(plain_frame(bytes_field(1, {})), heard);
  EXPECT_EQ(heard, std::vector<DownMessage>{StartStreaming{}});
}

}  // namespace
}  // namespace sternum
