/// Mixes what the console lets hear: the metronome's clicks and one spoken prompt at a time.
///
/// Mono, 16 bit. One prompt is spoken at a time: one of higher priority (`Prompt`'s order) takes
/// the word from one of lower, which fades out within 5 ms; any other that comes meanwhile is left
/// out, since the coach repeats what still holds. What the AED says goes before all that the coach
/// says, and before what the AED said last: it leads, and says nothing twice for nothing.
/// `set_tempo` and `say` may be called from any one thread while another, the sound device's, calls
/// `render`, which never blocks and never allocates.
#pragma once

#include <atomic>
#include <cstdint>
#include <span>
#include <vector>

#include "analysis/exam/aed_prompt.hpp"
#include "analysis/scoring/prompt.hpp"
#include "gui/locale/locale.hpp"
#include "gui/platform/metronome.hpp"
#include "gui/platform/voice_clips.hpp"

namespace sternum {

class AudioMixer {
 public:
  /// `rate`: samples per second, of the clips too.
  AudioMixer(int rate, VoiceClips clips);

  /// Clicks per minute; 0: none.
  void set_tempo(int bpm) { tempo_.store(bpm, std::memory_order_relaxed); }
  /// What has no clip is not said. Only the last of what is asked between two calls of `render` is.
  void say(Language language, Prompt prompt) { ask(language, static_cast<std::uint32_t>(prompt)); }
  void say(Language language, AedPrompt prompt) {
    ask(language, kAed | static_cast<std::uint32_t>(prompt));
  }

  /// Fills `out` with the sound that follows.
  void render(std::span<std::int16_t> out);

 private:
  /// A request: how many there were (upper bits), the last one's language, speaker and prompt.
  static constexpr std::uint32_t kPromptMask = 0x3F;
  static constexpr std::uint32_t kAed = 0x40;
  static constexpr std::uint32_t kEnglish = 0x80;
  static constexpr std::uint32_t kOneRequest = 0x100;

  struct Speech {
    std::span<const std::int16_t> left;  ///< what is still to be heard
    int rank = 0;                        ///< a lower one goes before it
  };
  static constexpr int kAedRank = 0;  ///< before every `Prompt` but `None`

  void ask(Language language, std::uint32_t what);
  void take_request();
  void mix_clicks(std::span<std::int16_t> out);
  void mix_voice(std::span<std::int16_t> out);

  const VoiceClips clips_;
  const std::vector<std::int16_t> click_;
  const int fade_samples_;

  std::atomic<int> tempo_{0};
  std::atomic<std::uint32_t> request_{0};

  // The sound device's thread only.
  std::uint32_t heard_request_ = 0;
  std::int64_t now_ = 0;  ///< samples rendered so far
  Metronome metronome_;
  std::span<const std::int16_t> click_left_;
  Speech speech_;
  Speech next_;
  int fade_left_ = 0;  ///< samples until `next_` has the word
};

}  // namespace sternum
