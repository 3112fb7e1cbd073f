/// The virtual AEDs of a lesson: one beside every manikin, and one by itself.
///
/// Driven by the console's clock; a manikin's compressions are taken from its live snapshots,
/// whether an attempt runs or not. What an AED does is noted in an attempt while one runs on its
/// seat, and an AED begins anew with every attempt. Seats are named by their manikin's id; the
/// empty id is the AED by itself. One loudspeaker: the AED whose panel was shown last is the one
/// that is heard, and none is when no panel is in view. Screen's thread only; never blocks.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "analysis/exam/virtual_aed.hpp"
#include "gui/model/station_port.hpp"

namespace sternum {

/// What the patient's rhythm will be: told in the order of the analyses.
enum class AedScenario : std::uint8_t { Shock, NoShock, ShockThenNoShock };
inline constexpr std::array<AedScenario, 3> kAedScenarios = {
    AedScenario::Shock, AedScenario::NoShock, AedScenario::ShockThenNoShock};

/// What is to be heard of the AED that is in view.
struct AedSound {
  std::optional<AedPrompt> prompt;   ///< to be said now
  std::optional<int> metronome_bpm;  ///< while it asks for compressions
};

class AedTrainer {
 public:
  /// Once a frame, after the station has been looked at.
  void update(const StationSnapshot& station, StationPort& port, double now_s);

  // What the trainee does with it, and what the instructor does.
  void press(const std::string& manikin_id, AedInput input, StationPort& port);
  /// Puts the pads on that lie ready, or takes off those that are on.
  void press_pads(const std::string& manikin_id, StationPort& port);
  /// Holds from the analysis on that is under way or next.
  void choose(const std::string& manikin_id, AedScenario scenario);
  void lay_ready(const std::string& manikin_id, AedPads pads);
  void set_voice(bool on) { voice_on_ = on; }
  void set_metronome(bool on) { metronome_on_ = on; }

  // What there is to show.
  [[nodiscard]] const VirtualAed& aed(const std::string& manikin_id);
  [[nodiscard]] AedScenario scenario(const std::string& manikin_id);
  [[nodiscard]] AedPads pads_ready(const std::string& manikin_id);
  /// Whether any of them is switched on: it goes on by itself.
  [[nodiscard]] bool anything_on() const;
  [[nodiscard]] bool voice_on() const { return voice_on_; }
  [[nodiscard]] bool metronome_on() const { return metronome_on_; }

  /// Its panel is being drawn.
  void show(const std::string& manikin_id);
  /// Call once a frame: every prompt is answered once.
  [[nodiscard]] AedSound take_sound();

 private:
  struct Place {
    VirtualAed aed{};
    AedScenario scenario = AedScenario::Shock;
    AedPads pads_ready = AedPads::Adult;
    bool is_running = false;  ///< an attempt is, on this seat
    bool patient_is_child = false;
    std::string trainee;
    int attempt_number = 0;
    std::optional<DeviceTime> seen_until;  ///< compressions up to here have been told
  };

  [[nodiscard]] Place& place(const std::string& manikin_id) { return places_[manikin_id]; }
  void follow(Place& place, const Seat& seat, StationPort& port);
  void step(const std::string& manikin_id, Duration at, AedInput input, StationPort& port);

  std::map<std::string, Place> places_;
  Duration now_;
  bool voice_on_ = true;
  bool metronome_on_ = false;
  std::optional<std::string> shown_;
  Duration shown_at_;
  std::optional<AedPrompt> to_say_;
};

}  // namespace sternum
