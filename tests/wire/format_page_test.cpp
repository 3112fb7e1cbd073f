// FORMAT.md is what strangers build manikins from: its bytes and its programs are held to work.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <sstream>

#include "firmware-bridge/protocol/batch_assembler.hpp"
#include "firmware-bridge/protocol/codec.hpp"
#include "firmware-bridge/protocol/down_decoder.hpp"
#include "firmware-bridge/protocol/manikin_decoder.hpp"
#include "tests/wire/bytes.hpp"
#include "tests/wire/files.hpp"
#include "tests/wire/recording_sink.hpp"
#include "tests/wire/sketches.hpp"

namespace sternum {
namespace {

using testing::Bytes;
using testing::bytes_of;
using testing::RecordingSink;

/// What stands between the fence that opens with `opening` and the one that closes it.
std::string block_of_page(const std::string& opening) {
  const std::string page = testing::text_of_file("firmware-bridge/protocol/FORMAT.md");
  const std::string fence = "```" + opening + "\n";
  const auto from = page.find(fence);
  EXPECT_NE(from, std::string::npos) << "FORMAT.md has no block " << opening;
  if (from == std::string::npos) return {};
  const auto begin = from + fence.size();
  return page.substr(begin, page.find("```", begin) - begin);
}

Bytes hex_of_page(const std::string& name) {
  Bytes bytes;
  std::istringstream lines(block_of_page("hex " + name));
  for (std::string line; std::getline(lines, line);) {
    std::istringstream digits(line.substr(0, line.find('#')));
    for (std::string pair; digits >> pair;) {
      EXPECT_EQ(pair.size(), 2U) << pair;
      bytes.push_back(static_cast<std::byte>(std::stoul(pair, nullptr, 16)));
    }
  }
  return bytes;
}

const Hello kHello{.id = "ANNE-0042",
                   .model = "Chest 2",
                   .firmware = "1.0",
                   .boot = 7,
                   .channels = {{Channel::Depth, 0.0F, 80.0F, 100.0F, 0.5F}}};
const WireBatch kSamples{Channel::Depth, 1, 1'020'000, 10'000, {51.0F, -0.5F}};

template <class Message>
Bytes frame_of(const Message& message) {
  Bytes frame;
  append_frame(message, frame);
  return frame;
}

std::vector<UpMessage> decoded(std::span<const std::byte> bytes) {
  ManikinDecoder decoder("text-1");
  RecordingSink sink;
  decoder.push(bytes, sink);
  return sink.messages;
}

TEST(FormatPage, ItsFramesSayWhatItSaysTheySay) {
  EXPECT_EQ(decoded(hex_of_page("hello-frame")), std::vector<UpMessage>{kHello});
  EXPECT_EQ(decoded(hex_of_page("samples-frame")), std::vector<UpMessage>{kSamples});
}

TEST(FormatPage, ItsFramesAreWhatWeSendForThoseMessages) {
  EXPECT_EQ(hex_of_page("hello-frame"), frame_of(UpMessage(kHello)));
  EXPECT_EQ(hex_of_page("samples-frame"), frame_of(UpMessage(kSamples)));
  EXPECT_EQ(hex_of_page("start-frame"), frame_of(DownMessage(StartStreaming{})));
  EXPECT_EQ(hex_of_page("identify-frame"), frame_of(DownMessage(Identify{3})));
}

TEST(FormatPage, ItsFramesAreMadeOfItsPayloads) {
  EXPECT_EQ(hex_of_page("hello-frame"), testing::plain_frame(hex_of_page("hello-payload")));
  EXPECT_EQ(hex_of_page("samples-frame"), testing::plain_frame(hex_of_page("samples-payload")));
}

TEST(FormatPage, StatesTheSizesAndChecksumsOfItsFrames) {
  const std::string page = testing::text_of_file("firmware-bridge/protocol/FORMAT.md");
  for (const std::string name : {"hello", "samples"}) {
    std::ostringstream crc;
    crc << "Its CRC-32 is 0x" << std::uppercase << std::hex
        << testing::plain_crc32(hex_of_page(name + "-payload"));
    EXPECT_NE(page.find(crc.str()), std::string::npos) << crc.str();
    const std::string size =
        "whole frame, " + std::to_string(hex_of_page(name + "-frame").size()) + " bytes";
    EXPECT_NE(page.find(size), std::string::npos) << size;
  }
}

TEST(FormatPage, ItsFrameSketchSendsFramesThatAreUnderstood) {
  std::string sent;
  for (const std::uint32_t sequence : {0U, 1U, 300U, 4'294'967'295U}) {
    sent += testing::sent_by_frame_sketch(sequence, sequence, 51.0F);
  }
  const auto messages = decoded(bytes_of(sent));
  ASSERT_EQ(messages.size(), 4U);
  EXPECT_EQ(std::get<WireBatch>(messages[1]), (WireBatch{Channel::Depth, 1, 1, 0, {51.0F}}));
  EXPECT_EQ(std::get<WireBatch>(messages[3]),
            (WireBatch{Channel::Depth, 4'294'967'295U, 4'294'967'295, 0, {51.0F}}));
}

TEST(FormatPage, ItsTextSketchPrintsLinesThatAreUnderstoodAcrossTheWrapOfItsClock) {
  const std::string printed = testing::printed_by_text_sketch(4'294'962'296U, 10'000);
  ManikinDecoder decoder("text-1");
  BatchAssembler assembler;
  RecordingSink sink;
  decoder.push(bytes_of(printed), sink);
  EXPECT_EQ(sink.all<Hello>().at(0).id, "FOAM-1");
  const auto batches = sink.all<WireBatch>();
  ASSERT_EQ(batches.size(), 1000U);
  DeviceTime last;
  for (const WireBatch& batch : batches) {
    const SampleBatch* assembled = assembler.assemble(batch);
    ASSERT_NE(assembled, nullptr);
    EXPECT_EQ(assembled->flags, BatchFlag::None);
    if (batch.sequence > 0) {
      EXPECT_EQ(assembled->first - last, milliseconds(10));
    }
    last = assembled->first;
  }
  EXPECT_EQ(decoder.statistics().malformed, 0U);
}

/// A folder that goes away with the test.
class ScratchFolder {
 public:
  ScratchFolder() {
    std::string pattern = (std::filesystem::temp_directory_path() / "sternum-wire-XXXXXX").string();
    if (mkdtemp(pattern.data()) != nullptr) path_ = pattern;
  }
  ~ScratchFolder() {
    std::error_code ignored;
    if (!path_.empty()) std::filesystem::remove_all(path_, ignored);
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

TEST(FormatPage, ItsPythonManikinIsUnderstood) {
  if (std::system("command -v python3 >/dev/null 2>&1") != 0) {
    GTEST_SKIP() << "python3 is not installed, which runs the manikin of FORMAT.md";
  }
  const ScratchFolder folder;
  const auto program = folder.path() / "manikin.py";
  std::ofstream(program) << block_of_page("python");

  ManikinDecoder decoder("text-1");
  BatchAssembler assembler;
  RecordingSink sink;
  {
    struct Close {
      void operator()(std::FILE* pipe) const { pclose(pipe); }
    };
    // It runs until nobody reads it any more.
    const std::string command = "exec python3 '" + program.string() + "' 2>/dev/null";
    const std::unique_ptr<std::FILE, Close> output(popen(command.c_str(), "r"));
    ASSERT_NE(output, nullptr);
    std::array<std::byte, 29> piece{};
    while (sink.all<Hello>().size() < 2) {
      const auto size = std::fread(piece.data(), 1, piece.size(), output.get());
      ASSERT_GT(size, 0U) << "it ended by itself";
      decoder.push(std::span(piece).first(size), sink);
    }
  }
  EXPECT_EQ(sink.all<Hello>().front().id, "PYTHON-1");
  EXPECT_EQ(sink.all<Hello>()[0], sink.all<Hello>()[1]);
  const auto batches = sink.all<WireBatch>();
  ASSERT_EQ(batches.size(), 50U);
  float deepest = 0.0F;
  for (const WireBatch& batch : batches) {
    const SampleBatch* assembled = assembler.assemble(batch);
    ASSERT_NE(assembled, nullptr);
    EXPECT_EQ(assembled->flags, BatchFlag::None);
    for (const float depth_mm : assembled->values) deepest = std::max(deepest, depth_mm);
  }
  EXPECT_NEAR(deepest, 52.0F, 0.5F);
  EXPECT_EQ(decoder.statistics().crc_failures, 0U);
}

}  // namespace
}  // namespace sternum
