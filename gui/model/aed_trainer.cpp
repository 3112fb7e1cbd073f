#include "gui/model/aed_trainer.hpp"

#include <algorithm>

namespace sternum {

namespace {

/// Frames come at least twice a second.
constexpr Duration kStillInView = milliseconds(1500);
/// Within what every guideline asks for.
constexpr int kMetronome_bpm = 110;

std::vector<AedRhythm> rhythms_of(AedScenario scenario) {
  switch (scenario) {
    case AedScenario::Shock:
      return {AedRhythm::Shockable};
    case AedScenario::NoShock:
      return {AedRhythm::NotShockable};
    case AedScenario::ShockThenNoShock:
      break;
  }
  return {AedRhythm::Shockable, AedRhythm::NotShockable};
}

VirtualAedOptions options_of(AedScenario scenario, bool patient_is_child) {
  VirtualAedOptions options;
  options.rhythms = rhythms_of(scenario);
  options.patient_is_child = patient_is_child;
  return options;
}

}  // namespace

void AedTrainer::update(const StationSnapshot& station, StationPort& port, double now_s) {
  now_ = seconds(now_s);
  const auto is_child = [&station](const SeatExam* exam) {
    const Guideline* guideline =
        exam != nullptr && exam->guideline ? exam->guideline.get() : station.guideline.get();
    return guideline != nullptr && guideline->age != AgeProfile::Adult;
  };
  for (auto& [id, here] : places_) here.patient_is_child = is_child(nullptr);
  for (const Seat& seat : station.seats) {
    Place& here = place(seat.manikin.id);
    here.patient_is_child = is_child(seat.exam.get());
    follow(here, seat, port);
  }
  for (auto& [id, here] : places_) {
    const bool is_other_patient = here.aed.options().patient_is_child != here.patient_is_child;
    if (is_other_patient && here.aed.state() == AedState::Off) {
      here.aed = VirtualAed(options_of(here.scenario, here.patient_is_child));
    }
    step(id, now_, AedInput::None, port);
  }
  if (shown_ && now_ - shown_at_ > kStillInView) shown_.reset();
}

void AedTrainer::follow(Place& place, const Seat& seat, StationPort& port) {
  const bool is_running = seat.phase == AttemptPhase::Running;
  const bool is_another = !place.is_running || place.trainee != seat.trainee ||
                          place.attempt_number != seat.attempt_number;
  if (is_running && is_another) {
    place.aed = VirtualAed(options_of(place.scenario, place.patient_is_child));
  }
  place.is_running = is_running;
  place.trainee = seat.trainee;
  place.attempt_number = seat.attempt_number;

  if (!seat.live) return;
  const LiveSnapshot& live = *seat.live;
  const DeviceTime seen_until = std::min(place.seen_until.value_or(live.now), live.now);
  place.seen_until = seen_until;
  for (const Compression& compression : live.recent_compressions) {
    if (compression.peak <= seen_until) continue;
    place.seen_until = std::max(*place.seen_until, compression.peak);
    step(seat.manikin.id, now_ - (live.now - compression.peak), AedInput::Compression, port);
  }
}

void AedTrainer::step(const std::string& manikin_id, Duration at, AedInput input,
                      StationPort& port) {
  Place& here = place(manikin_id);
  for (const AedNews& news : here.aed.step(at, input)) {
    if (news.prompt != AedPrompt::None && shown_ == manikin_id) to_say_ = news.prompt;
    if (news.event && here.is_running) port.post(NoteEvent{manikin_id, *news.event});
  }
}

void AedTrainer::press(const std::string& manikin_id, AedInput input, StationPort& port) {
  step(manikin_id, now_, input, port);
}

void AedTrainer::press_pads(const std::string& manikin_id, StationPort& port) {
  const Place& here = place(manikin_id);
  const AedInput put_on =
      here.pads_ready == AedPads::Child ? AedInput::ChildPads : AedInput::AdultPads;
  press(manikin_id, here.aed.pads() ? AedInput::PadsOff : put_on, port);
}

void AedTrainer::choose(const std::string& manikin_id, AedScenario scenario) {
  Place& here = place(manikin_id);
  here.scenario = scenario;
  here.aed.set_rhythms(rhythms_of(scenario));
}

void AedTrainer::lay_ready(const std::string& manikin_id, AedPads pads) {
  place(manikin_id).pads_ready = pads;
}

const VirtualAed& AedTrainer::aed(const std::string& manikin_id) { return place(manikin_id).aed; }

AedScenario AedTrainer::scenario(const std::string& manikin_id) {
  return place(manikin_id).scenario;
}

AedPads AedTrainer::pads_ready(const std::string& manikin_id) {
  return place(manikin_id).pads_ready;
}

bool AedTrainer::anything_on() const {
  return std::ranges::any_of(
      places_, [](const auto& place) { return place.second.aed.state() != AedState::Off; });
}

void AedTrainer::show(const std::string& manikin_id) {
  if (shown_ != manikin_id) to_say_.reset();
  shown_ = manikin_id;
  shown_at_ = now_;
}

AedSound AedTrainer::take_sound() {
  AedSound sound;
  if (!shown_) {
    to_say_.reset();
    return sound;
  }
  if (voice_on_) sound.prompt = to_say_;
  to_say_.reset();
  const VirtualAed& heard = place(*shown_).aed;
  if (metronome_on_ && heard.state() == AedState::Cpr && !heard.is_held()) {
    sound.metronome_bpm = kMetronome_bpm;
  }
  return sound;
}

}  // namespace sternum
