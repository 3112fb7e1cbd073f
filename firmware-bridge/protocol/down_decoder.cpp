#include "firmware-bridge/protocol/down_decoder.hpp"

#include <utility>

#include "firmware-bridge/protocol/frame_decoder.hpp"
#include "firmware-bridge/protocol/limits.hpp"
#include "manikin.pb.h"

namespace sternum {
namespace {

void read(std::span<const std::byte> payload, std::vector<DownMessage>& commands) {
  wire::Down down;
  if (!down.ParseFromArray(payload.data(), static_cast<int>(payload.size()))) return;
  switch (down.message_case()) {
    case wire::Down::kStart: {
      StartStreaming command{down.start().console(), down.start().take_over()};
      if (makes_sense(command)) commands.emplace_back(std::move(command));
      return;
    }
    case wire::Down::kStop:
      commands.emplace_back(StopStreaming{});
      return;
    case wire::Down::kIdentify: {
      const Identify command{down.identify().seconds()};
      if (makes_sense(command)) commands.emplace_back(command);
      return;
    }
    case wire::Down::kCalibrate: {
      const Calibrate command{down.calibrate().depth_mm(), down.calibrate().on_day()};
      if (makes_sense(command)) commands.emplace_back(command);
      return;
    }
    case wire::Down::MESSAGE_NOT_SET:
      return;
  }
}

}  // namespace

struct DownDecoder::State {
  FrameDecoder frames;
};

DownDecoder::DownDecoder() : state_(std::make_unique<State>()) {}
DownDecoder::~DownDecoder() = default;

void DownDecoder::push(std::span<const std::byte> bytes, std::vector<DownMessage>& commands) {
  while (const auto payload = state_->frames.next(bytes)) read(*payload, commands);
}

}  // namespace sternum
