#include "tests/gui/projector_scenes.hpp"

#include <cmath>

#include "tests/gui/exam_scenes.hpp"
#include "tests/gui/synthetic.hpp"

namespace sternum::test {

namespace {

constexpr double kOrigin_s = 1000.0;
constexpr double kBreathPause_s = 6.0;

FakeStation race_station(Language language) {
  const bool zh = language == Language::Chinese;
  std::vector<Seat> seats = {
      racing_seat(1, zh ? "王晓燕" : "Wang Xiaoyan", 84, 112, 11),
      racing_seat(2, zh ? "陈国强" : "Chen Guoqiang", 84, 108, 3),
      racing_seat(3, zh ? "刘思远" : "Liu Siyuan", 84, 134, 0),
      racing_seat(4, zh ? "赵敏" : "Zhao Min", 84, 110, 4),
      racing_seat(5, zh ? "古丽娜尔·艾山" : "Gulnar Ehsan", 84, 110, 0),
      racing_seat(6, zh ? "孙婷" : "Sun Ting", 84, 92, 0),
  };
  const auto tell = [&seats](int seat, Prompt prompt, double value) {
    LiveSnapshot live = *seats[static_cast<std::size_t>(seat - 1)].live;
    live.prompt = prompt;
    live.prompt_value = value;
    seats[static_cast<std::size_t>(seat - 1)].live =
        std::make_shared<const LiveSnapshot>(std::move(live));
  };
  tell(2, Prompt::PressDeeper, 43);
  tell(3, Prompt::TooFast, 134);
  tell(4, Prompt::HandsOff, 9);
  return station_with(std::move(seats));
}

void call_by_given_name(Console& console) {
  console.projector().want(true);
  console.projector().call(ProjectorNames::Given);
}

std::function<void(Console&, StationPort&)> mode(ProjectorMode mode) {
  return [mode](Console& console, StationPort&) {
    call_by_given_name(console);
    console.projector().choose(mode);
  };
}

}  // namespace

Seat racing_seat(int number, const std::string& trainee, double elapsed_s, double rate_per_min,
                 int wrong_every) {
  Seat made = seat(number, trainee, Story::Good);
  LiveSnapshot live = *made.live;
  live.now = DeviceTime{} + seconds(kOrigin_s + elapsed_s);
  live.elapsed = seconds(elapsed_s);
  live.recent_compressions.clear();
  live.recent_gaps.clear();
  live.breaths.clear();
  double at_s = 1.0;
  int index = 0;
  for (int cycle = 0; cycle < 5; ++cycle) {
    for (int i = 0; i < 30; ++i, ++index) {
      at_s += 60.0 / rate_per_min;
      Pressing how{.rate_per_min = rate_per_min};
      if (wrong_every > 0 && index % wrong_every == 0) how.depth_mm = 43;
      Compression compression = press(kOrigin_s + at_s, how, index, i == 0);
      if (compression.release <= live.now) live.recent_compressions.push_back(compression);
    }
    for (int breath = 0; breath < 2; ++breath) {
      const double start_s = kOrigin_s + at_s + 1.0 + 2.0 * breath;
      const Breath given{DeviceTime{} + seconds(start_s), DeviceTime{} + seconds(start_s + 1.0),
                         millilitres(500)};
      if (given.end <= live.now) live.breaths.push_back(given);
    }
    at_s += kBreathPause_s;
  }
  live.compression_count = static_cast<int>(live.recent_compressions.size());
  made.live = std::make_shared<const LiveSnapshot>(std::move(live));
  return made;
}

const std::vector<Scene>& projector_scenes() {
  static const auto lesson = [](Language language) { return station_of(6, language); };
  static const std::vector<Scene> scenes = {
      {"projector-strip", lesson,
       [](Console& console, StationPort&) {
         call_by_given_name(console);
         console.enlarge(2);
       }},
      {"projector-strip-hands-off", lesson,
       [](Console& console, StationPort&) {
         call_by_given_name(console);
         console.enlarge(4);
       }},
      {"projector-race", race_station, mode(ProjectorMode::Race)},
      {"projector-race-2",
       [](Language) {
         return station_with({racing_seat(1, "A", 60, 110, 0), racing_seat(2, "B", 60, 110, 2)});
       },
       [](Console& console, StationPort&) {
         console.projector().call(ProjectorNames::Seat);
         console.projector().choose(ProjectorMode::Race);
       }},
      {"projector-board", lesson, mode(ProjectorMode::Board)},
      {"projector-board-full",
       [](Language language) {
         FakeStation station = station_of(6, language);
         station.records.clear();
         for (int i = 0; i < 14; ++i) {
           station.records.push_back(record(100 + i,
                                            (language == Language::Chinese ? "学员" : "Person ") +
                                                std::string(1, static_cast<char>('A' + i)),
                                            "SA-0141", station.now.wall_clock_ms - 60'000 * i,
                                            AttemptState::Ended, 96.0 - i * 2.5));
         }
         return station;
       },
       mode(ProjectorMode::Board)},
      {"projector-clock",
       [](Language language) {
         FakeStation station = station_of(2, language);
         station.now.seats.push_back(
             examined_seat(3, "C", exam_of(first_aider_scheme(), {}), AttemptPhase::Running));
         return station;
       },
       mode(ProjectorMode::Race)},
      {"projector-empty", [](Language) { return station_with({}); }, mode(ProjectorMode::Race)},
  };
  return scenes;
}

}  // namespace sternum::test
