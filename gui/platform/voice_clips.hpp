/// The spoken prompts as sound: recordings that are built into the program.
///
/// They are made by the espeak-ng program while building, from the texts of `spoken_prompt.hpp`,
/// one WAV (PCM, 16 bit, mono) behind the other: everything in Chinese, then everything in English,
/// the coach's in the order of `Prompt` and then the AED's in the order of `AedPrompt`. Where the
/// building machine had no espeak-ng there are none. Immutable once made. Format: RIFF WAVE,
/// "Multimedia Programming Interface and Data Specifications 1.0" (IBM, Microsoft).
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "analysis/core/result.hpp"
#include "analysis/exam/aed_prompt.hpp"
#include "analysis/scoring/prompt.hpp"
#include "gui/locale/locale.hpp"

namespace sternum {

/// How many there are in each language.
inline constexpr std::size_t kSpokenPrompts = kPrompts - 1 + kAedPrompts - 1;

class VoiceClips {
 public:
  /// None at all.
  VoiceClips() = default;
  /// Reads WAVs that follow each other, and brings them to `rate` samples per second. An error says
  /// which one is damaged. Nothing is read as no clips.
  [[nodiscard]] static Result<VoiceClips> read(std::string_view wavs, int rate);

  [[nodiscard]] bool empty() const { return clips_[0][0].empty(); }
  /// Empty for `None`, and when there are none.
  [[nodiscard]] std::span<const std::int16_t> clip(Language language, Prompt prompt) const {
    if (prompt == Prompt::None) return {};
    return of(language)[static_cast<std::size_t>(prompt) - 1];
  }
  [[nodiscard]] std::span<const std::int16_t> clip(Language language, AedPrompt prompt) const {
    if (prompt == AedPrompt::None) return {};
    return of(language)[kPrompts - 1 + static_cast<std::size_t>(prompt) - 1];
  }

 private:
  using Clips = std::array<std::vector<std::int16_t>, kSpokenPrompts>;
  [[nodiscard]] const Clips& of(Language language) const {
    return clips_[language == Language::English ? 1 : 0];
  }

  std::array<Clips, 2> clips_;
};

/// The recordings that this program was built with; empty without any.
[[nodiscard]] std::string_view built_in_voice();

}  // namespace sternum
