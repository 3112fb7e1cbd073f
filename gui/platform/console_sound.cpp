#include "gui/platform/console_sound.hpp"

#include <spdlog/spdlog.h>

#include <utility>

namespace sternum {

void ConsoleSound::say_trouble(Console& console, const Error& trouble) {
  spdlog::warn("{}", trouble.message());
  console.note(trouble);
}

void ConsoleSound::open(Console& console) {
  tried_ = true;
  auto clips = VoiceClips::read(built_in_voice(), kAudioRate);
  if (!clips) {
    say_trouble(console, clips.error());
    clips = VoiceClips();
  }
  mixer_ = std::make_unique<AudioMixer>(kAudioRate, std::move(*clips));
  auto output = AudioOutput::open(*mixer_);
  if (output) {
    output_.emplace(std::move(*output));
  } else {
    console.set_has_sound(false);
    say_trouble(console, output.error());
  }
}

void ConsoleSound::follow(Console& console, const AedSound& aed) {
  const std::optional<Prompt> said = voice_.update(console);
  const int tempo = console.metronome().value_or(aed.metronome_bpm.value_or(0));
  const bool speaks = console.voice_on() || aed.prompt;
  if (!tried_ && (tempo != 0 || speaks)) open(console);
  if (speaks && !voice_missed_ && built_in_voice().empty()) {
    voice_missed_ = true;
    say_trouble(console, {"this program was built without a voice", "sound",
                          "install espeak-ng and build it again"});
  }
  if (!output_) return;
  mixer_->set_tempo(tempo);
  // Of two in one frame the mixer takes the last.
  if (said) mixer_->say(console.language(), *said);
  if (aed.prompt) mixer_->say(console.language(), *aed.prompt);
}

}  // namespace sternum
