// What can be heard: clicks on their sample, one voice at a time, and silence that says so.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <thread>

#include "gui/locale/spoken_prompt.hpp"
#include "gui/platform/audio_mixer.hpp"
#include "gui/platform/audio_output.hpp"
#include "gui/platform/console_sound.hpp"
#include "tests/gui/scenes.hpp"
#include "tests/scoring/allocations.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum::test {
namespace {

using Samples = std::vector<std::int16_t>;

/// Where a click begins: a loud sample after a hundredth of a second of silence.
std::vector<std::int64_t> clicks_in(const Samples& samples) {
  std::vector<std::int64_t> clicks;
  std::int64_t quiet = kAudioRate;
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (std::abs(samples[i]) > 8000) {
      if (quiet >= kAudioRate / 100) clicks.push_back(static_cast<std::int64_t>(i));
      quiet = 0;
    } else {
      ++quiet;
    }
  }
  return clicks;
}

Samples rendered(AudioMixer& mixer, double s, std::size_t block = 512) {
  Samples all;
  while (static_cast<double>(all.size()) < s * kAudioRate) {
    Samples some(block);
    mixer.render(some);
    all.insert(all.end(), some.begin(), some.end());
  }
  return all;
}

std::string bytes(std::uint32_t value, int size) {
  std::string text;
  for (int i = 0; i < size; ++i) text += static_cast<char>(value >> (8 * i) & 0xFF);
  return text;
}

/// A WAV in which every sample is `value`.
std::string wav(std::int16_t value, int samples, int rate) {
  std::string data;
  for (int i = 0; i < samples; ++i) data += bytes(static_cast<std::uint16_t>(value), 2);
  const auto rate_u = static_cast<std::uint32_t>(rate);
  const std::string chunks = "fmt " + bytes(16, 4) + bytes(1, 2) + bytes(1, 2) + bytes(rate_u, 4) +
                             bytes(2 * rate_u, 4) + bytes(2, 2) + bytes(16, 2) + "data" +
                             bytes(static_cast<std::uint32_t>(data.size()), 4) + data;
  return "RIFF" + bytes(static_cast<std::uint32_t>(chunks.size() + 4), 4) + "WAVE" + chunks;
}

/// A tenth of a second each; Chinese prompt n at the level 100 n, English at 100 n + 50. The AED's
/// come after the coach's.
VoiceClips constant_voice() {
  std::string wavs;
  for (const int level : {0, 50}) {
    for (int prompt = 1; prompt <= static_cast<int>(kSpokenPrompts); ++prompt) {
      wavs += wav(static_cast<std::int16_t>(100 * prompt + level), kAudioRate / 10, kAudioRate);
    }
  }
  return VoiceClips::read(wavs, kAudioRate).value();
}

constexpr int level_of(Prompt prompt) { return 100 * static_cast<int>(prompt); }
constexpr int level_of(AedPrompt prompt) {
  return 100 * static_cast<int>(kPrompts - 1 + static_cast<std::size_t>(prompt));
}

TEST(Metronome, CountsItsClicksInSamples) {
  EXPECT_EQ(click_position(0, 48'000, 110), 0);
  EXPECT_EQ(click_position(1, 48'000, 110), 26'182);    // 26 181.8
  EXPECT_EQ(click_position(11, 48'000, 110), 288'000);  // exactly 6 s
  EXPECT_EQ(click_position(1, 48'000, 120), 24'000);
  EXPECT_EQ(click_position(1'000'000, 44'100, 100), 26'460'000'000);
}

RC_GTEST_PROP(AudioMixer, ClicksOnTheSampleHoweverTheDeviceAsks, ()) {
  const int bpm = *rc::gen::inRange(100, 121);
  AudioMixer mixer(kAudioRate, {});
  mixer.set_tempo(bpm);
  const auto clicks =
      clicks_in(rendered(mixer, 4.0, static_cast<std::size_t>(*rc::gen::inRange(1, 5000))));
  RC_ASSERT(clicks.size() >= 6U);
  for (std::size_t k = 0; k < clicks.size(); ++k) {
    RC_ASSERT(clicks[k] == std::llround(static_cast<double>(k) * kAudioRate * 60.0 / bpm));
  }
}

TEST(AudioMixer, CountsAnotherTempoFromTheLastClick) {
  AudioMixer mixer(kAudioRate, {});
  mixer.set_tempo(100);
  static_cast<void>(rendered(mixer, 1.3));  // clicks at 0, 0.6 and 1.2 s
  mixer.set_tempo(120);
  const auto clicks = clicks_in(rendered(mixer, 1.0));
  ASSERT_FALSE(clicks.empty());
  const auto rendered_before = static_cast<std::int64_t>(std::ceil(1.3 * kAudioRate / 512)) * 512;
  EXPECT_EQ(clicks[0] + rendered_before, static_cast<std::int64_t>(1.7 * kAudioRate));
}

TEST(AudioMixer, IsSilentUntilItIsAskedAndAfterwards) {
  AudioMixer mixer(kAudioRate, constant_voice());
  EXPECT_THAT(rendered(mixer, 0.5), testing::Each(0));
  mixer.set_tempo(110);
  static_cast<void>(rendered(mixer, 0.3));
  mixer.set_tempo(0);
  static_cast<void>(rendered(mixer, 0.1));
  EXPECT_THAT(rendered(mixer, 2.0), testing::Each(0));
}

TEST(AudioMixer, SaysAPromptOnceInTheLanguageAskedFor) {
  AudioMixer mixer(kAudioRate, constant_voice());
  mixer.say(Language::English, Prompt::TooFast);
  const Samples heard = rendered(mixer, 0.3);
  EXPECT_EQ(std::ranges::count(heard, level_of(Prompt::TooFast) + 50), kAudioRate / 10);
  EXPECT_EQ(std::ranges::count(heard, 0), static_cast<int>(heard.size()) - kAudioRate / 10);
}

TEST(AudioMixer, LeavesALowerPromptOutWhileAHigherOneIsSpoken) {
  AudioMixer mixer(kAudioRate, constant_voice());
  mixer.say(Language::Chinese, Prompt::PressDeeper);
  static_cast<void>(rendered(mixer, 0.03));
  mixer.say(Language::Chinese, Prompt::TooFast);
  const Samples heard = rendered(mixer, 0.4);
  EXPECT_EQ(std::ranges::count(heard, level_of(Prompt::TooFast)), 0);
}

TEST(AudioMixer, LetsAHigherPromptTakeTheWordWithoutEverSpeakingTwo) {
  AudioMixer mixer(kAudioRate, constant_voice());
  mixer.say(Language::Chinese, Prompt::TooFast);
  Samples heard = rendered(mixer, 0.03);
  mixer.say(Language::Chinese, Prompt::HandsOff);
  const Samples then = rendered(mixer, 0.3);
  EXPECT_EQ(std::ranges::count(then, level_of(Prompt::HandsOff)), kAudioRate / 10)
      << "the whole of it is heard";
  heard.insert(heard.end(), then.begin(), then.end());
  EXPECT_LE(std::ranges::max(heard), level_of(Prompt::TooFast)) << "both at once would be louder";
  const auto first = std::ranges::find(then, level_of(Prompt::HandsOff));
  EXPECT_LE(first - then.begin(), kAudioRate / 100) << "at once";
}

TEST(AudioMixer, LetsTheAedTakeTheWordFromTheCoachAndFromItself) {
  AudioMixer mixer(kAudioRate, constant_voice());
  mixer.say(Language::Chinese, Prompt::HandsOff);
  static_cast<void>(rendered(mixer, 0.03));
  mixer.say(Language::Chinese, AedPrompt::ShockDelivered);
  static_cast<void>(rendered(mixer, 0.03));
  mixer.say(Language::Chinese, Prompt::HandsOff);
  static_cast<void>(rendered(mixer, 0.01));
  mixer.say(Language::English, AedPrompt::StartCpr);
  const Samples heard = rendered(mixer, 0.3);
  EXPECT_LT(std::ranges::count(heard, level_of(Prompt::HandsOff)), kAudioRate / 100)
      << "but for what fades, the coach is not heard";
  EXPECT_EQ(std::ranges::count(heard, level_of(AedPrompt::StartCpr) + 50), kAudioRate / 10);
}

TEST(AudioMixer, NeverLetsASoundOverflow) {
  std::string wavs;
  for (std::size_t i = 0; i < 2 * kSpokenPrompts; ++i) wavs += wav(32'000, 4800, kAudioRate);
  AudioMixer mixer(kAudioRate, VoiceClips::read(wavs, kAudioRate).value());
  mixer.set_tempo(110);
  mixer.say(Language::Chinese, Prompt::WellDone);
  const Samples heard = rendered(mixer, 0.05);
  EXPECT_EQ(std::ranges::max(heard), 32'767);
  EXPECT_GT(std::ranges::min(heard), 0);
}

TEST(AudioMixer, AllocatesNothingWhileItPlays) {
  AudioMixer mixer(kAudioRate, constant_voice());
  Samples some(512);
  const std::size_t before = allocations();
  for (int i = 0; i < 400; ++i) {
    mixer.set_tempo(100 + i % 21);
    mixer.say(Language::Chinese, static_cast<Prompt>(i % static_cast<int>(kPrompts)));
    mixer.render(some);
  }
  EXPECT_EQ(allocations(), before);
}

TEST(VoiceClips, BringsARecordingToTheDevicesRate) {
  std::string wavs;
  for (std::size_t i = 0; i < 2 * kSpokenPrompts; ++i) wavs += wav(1000, 2205, 22'050);
  const auto voice = VoiceClips::read(wavs, kAudioRate);
  ASSERT_TRUE(voice);
  const auto clip = voice->clip(Language::English, Prompt::WellDone);
  EXPECT_EQ(clip.size(), 4800U);
  EXPECT_THAT(std::vector(clip.begin(), clip.end()), testing::Each(1000));
  EXPECT_TRUE(voice->clip(Language::English, Prompt::None).empty());
}

TEST(VoiceClips, OfNothingAreNone) {
  const auto voice = VoiceClips::read({}, kAudioRate);
  ASSERT_TRUE(voice);
  EXPECT_TRUE(voice->empty());
  AudioMixer mixer(kAudioRate, *voice);
  mixer.say(Language::Chinese, Prompt::HandsOff);
  EXPECT_THAT(rendered(mixer, 0.2), testing::Each(0));
}

TEST(VoiceClips, RefusesWhatIsCutAnywhere) {
  std::string wavs;
  for (std::size_t i = 0; i < 2 * kSpokenPrompts; ++i) wavs += wav(1000, 10, 22'050);
  for (std::size_t size = 1; size < wavs.size(); ++size) {
    EXPECT_FALSE(VoiceClips::read(std::string_view(wavs).substr(0, size), kAudioRate)) << size;
  }
}

TEST(BuiltInVoice, SpeaksEveryPromptBeforeTheNextOneCanCome) {
  if (built_in_voice().empty()) GTEST_SKIP() << "espeak-ng was not there when this was built";
  const auto voice = VoiceClips::read(built_in_voice(), kAudioRate);
  ASSERT_TRUE(voice) << voice.error().message();
  for (const Language language : {Language::Chinese, Language::English}) {
    for (std::size_t i = 1; i < kAedPrompts; ++i) {
      const auto prompt = static_cast<AedPrompt>(i);
      const auto clip = voice->clip(language, prompt);
      const double length_s = static_cast<double>(clip.size()) / kAudioRate;
      EXPECT_GT(length_s, 0.3) << spoken(language, prompt);
      // Of the others, each is followed by another one after the announcement's time at the latest.
      const bool is_followed_soon = prompt != AedPrompt::DoNotTouch && prompt != AedPrompt::StopCpr;
      if (is_followed_soon) {
        EXPECT_LT(length_s, VirtualAedOptions{}.announcement.seconds()) << spoken(language, prompt);
      }
      EXPECT_GT(std::abs(std::ranges::max(clip)), 2000) << "it can be heard";
    }
    for (std::size_t i = 1; i < kPrompts; ++i) {
      const auto clip = voice->clip(language, static_cast<Prompt>(i));
      const double length_s = static_cast<double>(clip.size()) / kAudioRate;
      EXPECT_GT(length_s, 0.3) << spoken(language, static_cast<Prompt>(i));
      EXPECT_LT(length_s, 2.5) << spoken(language, static_cast<Prompt>(i));
      EXPECT_GT(std::abs(std::ranges::max(clip)), 2000) << "it can be heard";
    }
  }
}

/// Sound goes where the test can find it.
class SoundDevice : public ::testing::Test {
 protected:
  void use(const char* driver) { ::setenv("SDL_AUDIODRIVER", driver, 1); }
  void SetUp() override {
    ::setenv("SDL_DISKAUDIOFILE", (folder_ / "heard.raw").c_str(), 1);
    ::setenv("SDL_DISKAUDIODELAY", "2", 1);  // ms for each buffer: faster than real time
  }
  void TearDown() override {
    for (const char* name : {"SDL_AUDIODRIVER", "SDL_DISKAUDIOFILE", "SDL_DISKAUDIODELAY"}) {
      ::unsetenv(name);
    }
  }
  /// Whether the device has written so much within a minute.
  [[nodiscard]] bool wait_for(double s) const {
    const auto until = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    std::error_code none_yet;
    while (static_cast<double>(std::filesystem::file_size(folder_ / "heard.raw", none_yet)) <
               s * kAudioRate * 2 ||
           none_yet) {
      if (std::chrono::steady_clock::now() > until) return false;
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return true;
  }
  [[nodiscard]] Samples heard() const {
    std::ifstream file(folder_ / "heard.raw", std::ios::binary);
    const std::string raw{std::istreambuf_iterator<char>(file), {}};
    Samples samples(raw.size() / 2);
    std::copy_n(raw.data(), samples.size() * 2, reinterpret_cast<char*>(samples.data()));
    return samples;
  }

 private:
  TemporaryFolder folder_;
};

TEST_F(SoundDevice, HearsEveryClickWithinAMillisecondOfItsTime) {
  use("disk");
  AudioMixer mixer(kAudioRate, {});
  mixer.set_tempo(110);
  {
    const auto output = AudioOutput::open(mixer);
    ASSERT_TRUE(output) << output.error().message();
    ASSERT_TRUE(wait_for(20.0));
  }
  const auto clicks = clicks_in(heard());
  ASSERT_GE(clicks.size(), 36U);
  for (std::size_t k = 0; k < clicks.size(); ++k) {
    const double due = static_cast<double>(k) * kAudioRate * 60.0 / 110.0;
    const auto off = static_cast<double>(clicks[k] - clicks[0]) - due;
    EXPECT_LT(std::abs(off), kAudioRate * 0.001) << "click " << k;
  }
}

TEST_F(SoundDevice, PlaysWhatTheConsoleIsSwitchedTo) {
  use("disk");
  FakeStation station = station_with({seat(1, "Wang", Story::Shallow)});
  Console console(Language::English, true);
  console.update(station, 0.0);
  {
    ConsoleSound sound;
    sound.follow(console);
    console.press(Shortcut::Metronome, station);
    sound.follow(console);
    ASSERT_TRUE(wait_for(3.0));
  }
  EXPECT_GE(clicks_in(heard()).size(), 4U);
  EXPECT_THAT(console.open_notices(), testing::IsEmpty());
}

TEST_F(SoundDevice, ThatIsNotThereIsSaidOnce) {
  use("no-such-driver");
  FakeStation station = station_with({seat(1, "Wang", Story::Shallow)});
  Console console(Language::English, true);
  console.update(station, 0.0);
  ConsoleSound sound;
  sound.follow(console);
  EXPECT_THAT(console.open_notices(), testing::IsEmpty()) << "nobody wanted to hear anything";
  console.set_metronome(110);
  for (int i = 0; i < 3; ++i) sound.follow(console);
  ASSERT_EQ(console.open_notices().size(), 1U);
  EXPECT_THAT(console.open_notices()[0].message(), testing::HasSubstr("no sound device"));
  EXPECT_FALSE(console.has_sound());
  console.dismiss_notices();
  console.set_metronome(120);
  sound.follow(console);
  EXPECT_THAT(console.open_notices(), testing::IsEmpty());
}

}  // namespace
}  // namespace sternum::test
