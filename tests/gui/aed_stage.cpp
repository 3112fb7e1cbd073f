#include "tests/gui/aed_stage.hpp"

#include "tests/gui/scenes.hpp"

namespace sternum::test {

namespace {

constexpr double kStageFrame_s = 0.1;

}  // namespace

AedStage::AedStage(Language language, bool dark) : console(language, dark) {
  station = station_with({seat(1, "Wang Xiaoyan", Story::Idle)});
  manikin_id = station.now.seats[0].manikin.id;
  look();
}

void AedStage::look() {
  console.update(station, now_s);
  trainer.update(console.station(), station, now_s);
}

AedStage& AedStage::wait(double s) {
  const double until_s = now_s + s;
  while (now_s < until_s - kStageFrame_s / 2) {
    now_s += kStageFrame_s;
    Seat& only = station.now.seats[0];
    LiveSnapshot live = *only.live;
    live.now = live.now + seconds(kStageFrame_s);
    only.live = std::make_shared<const LiveSnapshot>(std::move(live));
    look();
  }
  return *this;
}

AedStage& AedStage::press(AedInput input) {
  trainer.press(manikin_id, input, station);
  return *this;
}

AedStage& AedStage::compress(int times) {
  for (int i = 0; i < times; ++i) {
    Seat& only = station.now.seats[0];
    LiveSnapshot live = *only.live;
    Compression compression;
    compression.onset = live.now;
    compression.peak = live.now + milliseconds(200);
    compression.release = live.now + milliseconds(350);
    live.recent_compressions.push_back(compression);
    ++live.compression_count;
    live.now = live.now + milliseconds(400);
    now_s += 0.4;
    only.live = std::make_shared<const LiveSnapshot>(std::move(live));
    look();
    wait(0.1);
  }
  return *this;
}

AedStage& AedStage::begin_attempt() {
  Seat& only = station.now.seats[0];
  only.phase = AttemptPhase::Running;
  ++only.attempt_number;
  look();
  return *this;
}

const VirtualAed& AedStage::aed() { return trainer.aed(manikin_id); }

std::vector<AttemptEvent::Kind> AedStage::noted() const {
  std::vector<AttemptEvent::Kind> kinds;
  for (const Command& command : station.posted) {
    if (const auto* note = std::get_if<NoteEvent>(&command)) kinds.push_back(note->kind);
  }
  return kinds;
}

const std::vector<AedScene>& aed_scenes() {
  static const std::vector<AedScene> scenes = {
      {"off", [](AedStage&) {}},
      {"attach-pads", [](AedStage& s) { s.press(AedInput::Power); }},
      {"analysing",
       [](AedStage& s) { s.press(AedInput::AdultPads).press(AedInput::Power).wait(6); }},
      {"motion",
       [](AedStage& s) {
         s.press(AedInput::AdultPads).press(AedInput::Power).wait(5).compress(3);
       }},
      {"charging",
       [](AedStage& s) { s.press(AedInput::AdultPads).press(AedInput::Power).wait(14); }},
      {"armed", [](AedStage& s) { s.press(AedInput::AdultPads).press(AedInput::Power).wait(20); }},
      {"shocked",
       [](AedStage& s) {
         s.press(AedInput::ChildPads).press(AedInput::Power).wait(6).compress(4).wait(16);
         s.compress(4).press(AedInput::ShockButton).wait(1);
       }},
      {"no-shock",
       [](AedStage& s) {
         s.trainer.choose(s.manikin_id, AedScenario::NoShock);
         s.press(AedInput::AdultPads).press(AedInput::Power).wait(13);
       }},
      {"disarmed",
       [](AedStage& s) { s.press(AedInput::AdultPads).press(AedInput::Power).wait(49); }},
      {"cpr",
       [](AedStage& s) {
         s.trainer.choose(s.manikin_id, AedScenario::ShockThenNoShock);
         s.trainer.set_metronome(true);
         s.press(AedInput::Power).wait(65).press(AedInput::AdultPads).wait(18);
         s.press(AedInput::ShockButton).wait(40);
       }},
      {"held",
       [](AedStage& s) {
         s.press(AedInput::AdultPads).press(AedInput::Power).wait(20).press(AedInput::Hold);
       }},
  };
  return scenes;
}

}  // namespace sternum::test
