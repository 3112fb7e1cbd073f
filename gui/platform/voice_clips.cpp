#include "gui/platform/voice_clips.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>

namespace sternum {

namespace embedded {
std::string_view voice_wavs();
}

namespace {

std::uint32_t number(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = size; i-- > 0;) {
    value = value << 8U | static_cast<unsigned char>(bytes[at + i]);
  }
  return value;
}

struct Wav {
  int rate = 0;
  std::string_view samples;  ///< two bytes each, the lower one first
};

/// Takes one WAV from the front of `bytes`.
std::optional<Wav> take_wav(std::string_view& bytes) {
  constexpr std::size_t kHead = 8;
  constexpr std::size_t kFormatSize = 16;
  if (bytes.size() < kHead + 4 || !bytes.starts_with("RIFF")) return std::nullopt;
  const std::size_t size = number(bytes, 4, 4);
  if (size < 4 || size > bytes.size() - kHead || bytes.substr(kHead, 4) != "WAVE") {
    return std::nullopt;
  }
  std::string_view chunks = bytes.substr(kHead + 4, size - 4);
  bytes.remove_prefix(kHead + size);
  Wav wav;
  while (chunks.size() >= kHead) {
    const std::string_view name = chunks.substr(0, 4);
    const std::size_t length = number(chunks, 4, 4);
    if (length > chunks.size() - kHead) return std::nullopt;
    const std::string_view body = chunks.substr(kHead, length);
    if (name == "fmt ") {
      const bool pcm16_mono = length >= kFormatSize && number(body, 0, 2) == 1 &&
                              number(body, 2, 2) == 1 && number(body, 14, 2) == 16;
      if (!pcm16_mono) return std::nullopt;
      wav.rate = static_cast<int>(number(body, 4, 4));
    } else if (name == "data") {
      wav.samples = body;
    }
    // Chunks begin at even places.
    chunks.remove_prefix(std::min(chunks.size(), kHead + length + length % 2));
  }
  if (wav.rate < 4000 || wav.rate > 192'000 || wav.samples.size() < 2) return std::nullopt;
  return wav;
}

/// At `rate`, on straight lines between the samples: enough for speech.
std::vector<std::int16_t> at_rate(const Wav& wav, int rate) {
  const std::size_t count = wav.samples.size() / 2;
  const auto sample = [&](std::size_t i) {
    const auto raw = number(wav.samples, 2 * std::min(i, count - 1), 2);
    return static_cast<double>(static_cast<std::int16_t>(raw));
  };
  const double step = static_cast<double>(wav.rate) / rate;
  std::vector<std::int16_t> out(static_cast<std::size_t>(static_cast<double>(count) / step));
  for (std::size_t i = 0; i < out.size(); ++i) {
    const double at = static_cast<double>(i) * step;
    const auto before = static_cast<std::size_t>(at);
    const double part = at - static_cast<double>(before);
    out[i] = static_cast<std::int16_t>(
        std::lround(sample(before) * (1.0 - part) + sample(before + 1) * part));
  }
  return out;
}

}  // namespace

Result<VoiceClips> VoiceClips::read(std::string_view wavs, int rate) {
  VoiceClips voice;
  if (wavs.empty()) return voice;
  int nth = 0;
  for (auto& language : voice.clips_) {
    for (auto& clip : language) {
      ++nth;
      const std::optional<Wav> wav = take_wav(wavs);
      if (!wav) {
        return failure(fmt::format("spoken prompt {} is no 16-bit mono WAV", nth), "the voice",
                       "build Sternum again");
      }
      clip = at_rate(*wav, rate);
    }
  }
  return voice;
}

std::string_view built_in_voice() { return embedded::voice_wavs(); }

}  // namespace sternum
