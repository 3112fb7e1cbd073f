#include "gui/platform/audio_output.hpp"

#include <SDL.h>

#include <span>
#include <string>

namespace sternum {
namespace {

/// 11 ms: short enough for a prompt, long enough for a busy machine.
constexpr Uint16 kBuffer = 512;

void render(void* mixer, Uint8* bytes, int size) {
  static_cast<AudioMixer*>(mixer)->render(
      std::span(reinterpret_cast<std::int16_t*>(bytes), static_cast<std::size_t>(size) / 2));
}

tl::unexpected<Error> no_sound(const std::string& why) {
  return failure("there is no sound device (" + why + ")", "sound",
                 "the console goes on in silence");
}

}  // namespace

struct AudioOutput::Device {
  bool initialised = false;
  SDL_AudioDeviceID id = 0;
  Device() = default;
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;
  ~Device() {
    if (id != 0) SDL_CloseAudioDevice(id);
    if (initialised) SDL_QuitSubSystem(SDL_INIT_AUDIO);
  }
};

AudioOutput::AudioOutput() : device_(std::make_unique<Device>()) {}
AudioOutput::~AudioOutput() = default;
AudioOutput::AudioOutput(AudioOutput&&) noexcept = default;
AudioOutput& AudioOutput::operator=(AudioOutput&&) noexcept = default;

Result<AudioOutput> AudioOutput::open(AudioMixer& mixer) {
  AudioOutput output;
  // Who ends the program by a signal ends it in our way, not in SDL's.
  SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
  SDL_SetHint(SDL_HINT_AUDIO_DEVICE_APP_NAME, "Sternum");
  if (SDL_InitSubSystem(SDL_INIT_AUDIO) != 0) return no_sound(SDL_GetError());
  output.device_->initialised = true;
  // Asked first, because ALSA fills the terminal when it is made to open what is not there. Below
  // 0: SDL cannot tell.
  if (SDL_GetNumAudioDevices(0) == 0) return no_sound("none was found");

  SDL_AudioSpec wanted{};
  wanted.freq = kAudioRate;
  wanted.format = AUDIO_S16SYS;
  wanted.channels = 1;
  wanted.samples = kBuffer;
  wanted.callback = render;
  wanted.userdata = &mixer;
  output.device_->id = SDL_OpenAudioDevice(nullptr, 0, &wanted, nullptr, 0);
  if (output.device_->id == 0) return no_sound(SDL_GetError());
  SDL_PauseAudioDevice(output.device_->id, 0);
  return output;
}

}  // namespace sternum
