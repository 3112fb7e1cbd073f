#include "tests/gui/manikin_scenes.hpp"

#include <algorithm>

namespace sternum::test {

namespace {

constexpr std::int64_t kManikinDay_ms = 86'400'000;

Calibration checked(const FakeStation& station, const std::string& id, int days_ago,
                    double held_mm) {
  Calibration check;
  check.manikin_id = id;
  check.at_ms = station.now.wall_clock_ms - days_ago * kManikinDay_ms;
  check.who = "1203";
  check.block_mm = 50.0;
  check.measured_low_mm = 0.2;
  check.measured_high_mm = held_mm;
  check.gain = 50.0 / (held_mm - 0.2);
  check.offset_mm = -0.2 * check.gain;
  return check;
}

Seat& seat_of(FakeStation& station, int number) {
  return *std::ranges::find(station.now.seats, number, &Seat::number);
}

DepthCheckState measuring(DepthCheckStep step, DepthCheckHint hint, double progress,
                          double reading_mm) {
  DepthCheckState check;
  check.step = step;
  check.hint = hint;
  check.block_mm = 50.0;
  check.progress = progress;
  check.reading_mm = reading_mm;
  return check;
}

DepthCheckState ended(double rest_mm, double held_mm) {
  DepthCheckState check;
  check.step = DepthCheckStep::Done;
  check.block_mm = 50.0;
  check.progress = 1.0;
  check.result = DepthCheckResult{50.0, rest_mm, held_mm};
  return check;
}

Scene with_check(const std::string& name, const DepthCheckState& check) {
  return {name,
          [check](Language language) {
            FakeStation station = station_of_manikins(language);
            show_check(station, 2, check);
            return station;
          },
          [](Console& console, StationPort&) {
            console.show(Screen::Manikins);
            console.manikin_desk().choose("SA-0142");
          }};
}

}  // namespace

FakeStation station_of_manikins(Language language) {
  const bool chinese = language == Language::Chinese;
  std::vector<Seat> seats;
  for (int number = 1; number <= 6; ++number) seats.push_back(seat(number, "", Story::Idle));
  FakeStation station = station_with(std::move(seats));
  station.now.wall_clock_ms += 9 * 3'600'000;

  seat_of(station, 1).name = chinese ? "窗边的安妮" : "Anne at the window";
  seat_of(station, 1).link = "serial /dev/ttyUSB0 at 115200 baud";
  seat_of(station, 2).link = "virtual manikin SIM-0002 (good)";
  seat_of(station, 3).statistics.crc_failures = 300;
  Seat& held = seat_of(station, 4);
  held.online = false;
  held.silent_s = 300;
  held.held_by = chinese ? "教室 2" : "Room 2";
  seat_of(station, 5).link = "serial /dev/ttyACM1 at 57600 baud";
  Seat& silent = seat_of(station, 6);
  silent.online = false;
  silent.silent_s = 12;

  std::vector<KnownManikin> known;
  for (const Seat& here : station.now.seats) {
    known.push_back({here.manikin.id, here.number, here.name, {}});
    if (here.number != 6) known.back().calibration = checked(station, here.manikin.id, 20, 50.3);
  }
  known[4].calibration = checked(station, known[4].id, 240, 50.4);
  known[2].calibration = checked(station, known[2].id, 3, 46.6);
  known.push_back(
      {"SA-0120", 7, chinese ? "备用" : "Spare", checked(station, "SA-0120", 90, 50.0)});
  station.now.manikins = std::make_shared<const std::vector<KnownManikin>>(std::move(known));
  return station;
}

void show_check(FakeStation& station, int number, const DepthCheckState& check) {
  seat_of(station, number).depth_check = check;
}

std::vector<Scene> manikin_scenes() {
  const auto choose = [](const char* id) {
    return [id](Console& console, StationPort&) {
      console.show(Screen::Manikins);
      console.manikin_desk().choose(id);
    };
  };
  DepthCheckState corrected = ended(0.1, 50.2);
  corrected.corrects = corrected.verifies = true;
  DepthCheckState verifying = measuring(DepthCheckStep::LetGo, DepthCheckHint::NotLetGo, 0.0, 50.1);
  verifying.corrects = verifying.verifies = true;
  DepthCheckState failed;
  failed.step = DepthCheckStep::Failed;
  failed.failure = DepthCheckFailure::NotReached;
  failed.block_mm = 50.0;
  return {
      {"manikins", station_of_manikins, choose("SA-0141")},
      {"manikins-held", station_of_manikins, choose("SA-0144")},
      {"manikins-warned", station_of_manikins, choose("SA-0143")},
      {"manikins-touched",
       [](Language language) {
         FakeStation station = station_of_manikins(language);
         seat_of(station, 2).touched_s_ago = 0.4;
         return station;
       },
       choose("SA-0141")},
      {"manikins-none", [](Language) { return station_with({}); },
       [](Console& console, StationPort&) { console.show(Screen::Manikins); }},
      with_check("manikins-check",
                 measuring(DepthCheckStep::Press, DepthCheckHint::None, 0.6, 50.2)),
      with_check("manikins-check-moving",
                 measuring(DepthCheckStep::LetGo, DepthCheckHint::Moving, 0.0, 4.7)),
      with_check("manikins-check-verifying", verifying),
      with_check("manikins-check-agrees", ended(0.1, 50.4)),
      with_check("manikins-check-off", ended(0.4, 46.9)),
      with_check("manikins-check-corrected", corrected),
      with_check("manikins-check-failed", failed),
      {"live-held", [](Language language) { return station_of_manikins(language); },
       [](Console&, StationPort&) {}},
  };
}

}  // namespace sternum::test
