#include "gui/platform/audio_mixer.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

namespace sternum {
namespace {

constexpr double kClickLength_s = 0.02;
constexpr double kClickPitch_hz = 1000.0;
constexpr double kClickLevel = 0.5 * 32767;
constexpr double kFade_s = 0.005;

/// A short tone at full level from its first sample on, so that a click is heard where it stands.
std::vector<std::int16_t> make_click(int rate) {
  std::vector<std::int16_t> click(static_cast<std::size_t>(rate * kClickLength_s));
  for (std::size_t i = 0; i < click.size(); ++i) {
    const double t = static_cast<double>(i) / rate;
    const double fall = 1.0 - static_cast<double>(i) / static_cast<double>(click.size());
    const double tone = std::cos(2.0 * std::numbers::pi * kClickPitch_hz * t);
    click[i] = static_cast<std::int16_t>(kClickLevel * fall * fall * tone);
  }
  return click;
}

void add(std::int16_t& sample, int more) {
  sample = static_cast<std::int16_t>(std::clamp(sample + more, -32768, 32767));
}

}  // namespace

AudioMixer::AudioMixer(int rate, VoiceClips clips)
    : clips_(std::move(clips)),
      click_(make_click(rate)),
      fade_samples_(static_cast<int>(rate * kFade_s)),
      metronome_(rate) {}

void AudioMixer::ask(Language language, std::uint32_t what) {
  const std::uint32_t count =
      (request_.load(std::memory_order_relaxed) & ~(kOneRequest - 1)) + kOneRequest;
  if (language == Language::English) what |= kEnglish;
  request_.store(count | what, std::memory_order_relaxed);
}

void AudioMixer::take_request() {
  const std::uint32_t request = request_.load(std::memory_order_relaxed);
  if (request == heard_request_) return;
  heard_request_ = request;
  const std::uint32_t number = request & kPromptMask;
  const Language language = (request & kEnglish) != 0 ? Language::English : Language::Chinese;
  const bool is_aed = (request & kAed) != 0;
  const Speech asked =
      is_aed ? Speech{clips_.clip(language, static_cast<AedPrompt>(number)), kAedRank}
             : Speech{clips_.clip(language, static_cast<Prompt>(number)), static_cast<int>(number)};
  if (asked.left.empty()) return;
  const Speech& last = fade_left_ > 0 ? next_ : speech_;
  if (last.left.empty()) {
    speech_ = asked;
  } else if (is_aed || asked.rank < last.rank) {
    if (fade_left_ == 0) fade_left_ = fade_samples_;
    next_ = asked;
  }
}

void AudioMixer::mix_clicks(std::span<std::int16_t> out) {
  metronome_.set_tempo(tempo_.load(std::memory_order_relaxed), now_);
  std::size_t at = 0;
  while (at < out.size()) {
    const std::int64_t here = now_ + static_cast<std::int64_t>(at);
    if (!metronome_.is_silent() && metronome_.next_click() <= here) {
      click_left_ = click_;
      metronome_.clicked();
    }
    std::size_t until = out.size();
    if (!metronome_.is_silent()) {
      const std::int64_t samples = metronome_.next_click() - here;
      until = at + static_cast<std::size_t>(
                       std::min<std::int64_t>(samples, static_cast<std::int64_t>(until - at)));
    }
    for (; at < until; ++at) {
      if (click_left_.empty()) {
        at = until;
        break;
      }
      add(out[at], click_left_.front());
      click_left_ = click_left_.subspan(1);
    }
  }
}

void AudioMixer::mix_voice(std::span<std::int16_t> out) {
  for (std::int16_t& sample : out) {
    if (fade_left_ > 0 && --fade_left_ == 0) speech_ = std::exchange(next_, {});
    if (speech_.left.empty()) continue;
    const int level = fade_left_ > 0 ? fade_left_ : fade_samples_;
    add(sample, speech_.left.front() * level / fade_samples_);
    speech_.left = speech_.left.subspan(1);
  }
}

void AudioMixer::render(std::span<std::int16_t> out) {
  std::ranges::fill(out, std::int16_t{0});
  take_request();
  mix_clicks(out);
  mix_voice(out);
  now_ += static_cast<std::int64_t>(out.size());
}

}  // namespace sternum
