/// The loudspeaker: plays what an `AudioMixer` renders, through SDL.
///
/// SDL calls the mixer on a thread of its own from `open` until destruction. A machine without a
/// sound device is an error that says so; the console then runs silently. SDL_AUDIODRIVER chooses
/// another driver than SDL would (`disk` writes to a file, `dummy` plays nothing). Main thread
/// only.
#pragma once

#include <memory>

#include "analysis/core/result.hpp"
#include "gui/platform/audio_mixer.hpp"

namespace sternum {

inline constexpr int kAudioRate = 48'000;  ///< samples per second

class AudioOutput {
 public:
  /// `mixer` was made for `kAudioRate` and must outlive the output.
  [[nodiscard]] static Result<AudioOutput> open(AudioMixer& mixer);
  ~AudioOutput();
  AudioOutput(AudioOutput&&) noexcept;
  AudioOutput& operator=(AudioOutput&&) noexcept;

 private:
  AudioOutput();
  struct Device;
  std::unique_ptr<Device> device_;
};

}  // namespace sternum
