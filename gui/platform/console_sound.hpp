/// Lets the console be heard: what its metronome and its voice are switched to, what the coach says
/// to the trainee who is listened to, and the AED that is in view. The console's metronome goes
/// before the AED's.
///
/// The sound device is opened when something is to be heard for the first time, once; a machine
/// without one, or a program built without a voice, is said once as a notice and in the log, and
/// the console goes on in silence. Main thread only.
#pragma once

#include <memory>
#include <optional>

#include "gui/model/aed_trainer.hpp"
#include "gui/model/console.hpp"
#include "gui/model/voice_choice.hpp"
#include "gui/platform/audio_mixer.hpp"
#include "gui/platform/audio_output.hpp"

namespace sternum {

class ConsoleSound {
 public:
  /// Once a frame, after the console has been updated.
  void follow(Console& console, const AedSound& aed = {});

 private:
  void open(Console& console);
  static void say_trouble(Console& console, const Error& trouble);

  bool tried_ = false;
  bool voice_missed_ = false;
  VoiceChoice voice_;
  std::unique_ptr<AudioMixer> mixer_;
  std::optional<AudioOutput> output_;
};

}  // namespace sternum
