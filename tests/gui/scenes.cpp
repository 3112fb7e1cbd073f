#include "tests/gui/scenes.hpp"

#include <array>

#include "tests/gui/class_scenes.hpp"
#include "tests/gui/exam_scenes.hpp"
#include "tests/gui/manikin_scenes.hpp"
#include "tests/gui/results_scenes.hpp"
#include "tests/gui/review_scenes.hpp"
#include "tests/gui/sign_in_scenes.hpp"
#include "tests/gui/synthetic.hpp"

namespace sternum::test {

namespace {

constexpr std::int64_t kNow_ms = 1'772'433'120'000;

const std::array kChineseNames = {"王晓燕", "陈国强", "刘思远", "赵敏", "古丽娜尔·艾山", "孙婷",
                                  "周洁",   "吴磊",   "郑浩",   "冯云", "蒋涛",          "沈毅"};
const std::array kEnglishNames = {"Wang Xiaoyan", "Chen Guoqiang", "Liu Siyuan", "Zhao Min",
                                  "Gulnar Ehsan", "Sun Ting",      "Zhou Jie",   "Wu Lei",
                                  "Zheng Hao",    "Feng Yun",      "Jiang Tao",  "Shen Yi"};

std::string name_of(int number, Language language) {
  const auto at = static_cast<std::size_t>(number - 1) % kChineseNames.size();
  return language == Language::Chinese ? kChineseNames[at] : kEnglishNames[at];
}

std::shared_ptr<const LiveSnapshot> live(Story story, int number) {
  const double elapsed_s = 84.0 - number;
  LiveSnapshot snapshot;
  const auto prompted = [&](Prompt prompt, double value) {
    snapshot.prompt = prompt;
    snapshot.prompt_value = value;
    snapshot.misses_in_a_row = 13;
  };
  switch (story) {
    case Story::Shallow:
      snapshot = pressing_snapshot({.depth_mm = 43, .rate_per_min = 108}, elapsed_s);
      prompted(Prompt::PressDeeper, 43);
      break;
    case Story::Deep:
      snapshot = pressing_snapshot({.depth_mm = 64}, elapsed_s);
      prompted(Prompt::PressLessDeep, 64);
      break;
    case Story::Fast:
      snapshot = pressing_snapshot({.depth_mm = 53, .rate_per_min = 134}, elapsed_s);
      prompted(Prompt::TooFast, 134);
      break;
    case Story::Slow:
      snapshot = pressing_snapshot({.rate_per_min = 88}, elapsed_s);
      prompted(Prompt::TooSlow, 88);
      break;
    case Story::Leaning:
      snapshot =
          pressing_snapshot({.depth_mm = 55, .residual_mm = 9, .rate_per_min = 115}, elapsed_s);
      prompted(Prompt::ReleaseFully, 9);
      break;
    case Story::HandsOff:
      snapshot = pressing_snapshot({}, elapsed_s, 12.2);
      snapshot.depth.reset();
      snapshot.flow_fraction = 0.58;
      prompted(Prompt::HandsOff, 12);
      break;
    case Story::Breathing:
      snapshot = pressing_snapshot({}, elapsed_s, 3.0);
      snapshot.in_breath_pause = true;
      snapshot.breaths.push_back(
          {snapshot.now - seconds(2.0), snapshot.now - seconds(1.0), millilitres(510)});
      break;
    case Story::Idle:
    case Story::IdleWithoutData:
      snapshot = LiveSnapshot{};
      snapshot.now = DeviceTime{} + seconds(30.0);
      for (int i = 0; i < 1200; ++i) {
        snapshot.strip.push_back({DeviceTime{} + seconds(18.0 + 0.01 * i), 0.2F, i == 0});
      }
      snapshot.measures_recoil = true;
      snapshot.measures_breaths = true;
      break;
    default:
      snapshot = pressing_snapshot({.rate_per_min = 104.0 + number % 12}, elapsed_s);
      break;
  }
  return std::make_shared<const LiveSnapshot>(std::move(snapshot));
}

/// The same seat with something else on its coach's lips.
Seat told(Seat seat, Prompt prompt, double value) {
  LiveSnapshot snapshot = *seat.live;
  snapshot.prompt = prompt;
  snapshot.prompt_value = value;
  snapshot.prompts_given = 1;
  seat.live = std::make_shared<const LiveSnapshot>(std::move(snapshot));
  return seat;
}

/// The same seat, coached otherwise.
Seat coached(Seat seat, CoachMode mode) {
  LiveSnapshot snapshot = *seat.live;
  snapshot.coach_mode = mode;
  snapshot.coached_now = mode == CoachMode::Full;
  seat.live = std::make_shared<const LiveSnapshot>(std::move(snapshot));
  return seat;
}

}  // namespace

Seat seat(int number, const std::string& trainee, Story story) {
  Seat made;
  made.number = number;
  made.manikin.id = fmt::format("SA-{:04}", 140 + number);
  made.manikin.model = "Virtual";
  made.link = "tcp 127.0.0.1";
  made.statistics.frames = 8000 + static_cast<std::uint64_t>(number) * 7;
  made.statistics.crc_failures = number == 3 ? 3 : 0;
  made.statistics.gaps = number == 6 ? 1 : 0;
  made.status = Status{.battery_percent = number == 2 ? 17U : 80U, .faults = {}};
  made.online = story != Story::NoSignal;
  made.silent_s = story == Story::NoSignal ? 4.0 : 0.0;
  made.measured_rate_hz = 62.5;
  made.attempt_number = 1;
  made.trainee = trainee;
  made.live = story == Story::IdleWithoutData ? nullptr : live(story, number);
  switch (story) {
    case Story::Idle:
    case Story::IdleWithoutData:
      made.phase = AttemptPhase::Idle;
      made.trainee.clear();
      break;
    case Story::Done:
      made.phase = AttemptPhase::Done;
      made.result = std::make_shared<const AttemptResult>(
          eventful_review(7, trainee, AttemptState::Ended).result);
      made.attempt_id = 7;
      break;
    default:
      made.phase = AttemptPhase::Running;
      break;
  }
  return made;
}

FakeStation station_with(std::vector<Seat> seats) {
  FakeStation station;
  station.now.seats = std::move(seats);
  station.now.guideline = std::make_shared<const Guideline>(adult_guideline());
  station.now.wall_clock_ms = kNow_ms;
  station.now.journal.oldest_waiting_ms = 90;
  station.reviews[7] =
      std::make_shared<const Review>(eventful_review(7, "陈国强", AttemptState::Ended));
  station.reviews[6] =
      std::make_shared<const Review>(eventful_review(6, "贠㛃", AttemptState::Interrupted));
  station.reviews[3] = std::make_shared<const Review>(poorly_recorded_review(3, "Wu Li"));
  station.records = {
      record(8, "古丽娜尔·艾山", "SA-0145", kNow_ms - 60'000, AttemptState::Running, std::nullopt),
      record(7, "陈国强", "SA-0142", kNow_ms - 300'000, AttemptState::Ended, 86.0),
      record(6, "贠㛃", "SA-0141", kNow_ms - 600'000, AttemptState::Interrupted, std::nullopt),
      record(5, "𠮷田 䶮", "SA-0143", kNow_ms - 900'000, AttemptState::Ended, 100.0),
      record(4, "Zhao Min", "SA-0144", kNow_ms - 1'200'000, AttemptState::Ended, 54.3),
  };
  for (int i = 0; i < 30; ++i) {
    station.records.push_back(record(-i, name_of(1 + i % 12, Language::Chinese), "SA-0141",
                                     kNow_ms - 86'400'000 - i * 300'000LL, AttemptState::Ended,
                                     60.0 + i));
  }
  return station;
}

FakeStation station_of(int seats, Language language) {
  constexpr std::array kLesson = {Story::Good,     Story::Shallow, Story::Fast,
                                  Story::HandsOff, Story::Leaning, Story::NoSignal};
  std::vector<Seat> made;
  for (int number = 1; number <= seats; ++number) {
    Story story = Story::Good;
    if (number <= static_cast<int>(kLesson.size())) {
      story = kLesson[static_cast<std::size_t>(number - 1)];
    } else if (number % 11 == 0) {
      story = Story::Breathing;
    } else if (number % 13 == 0) {
      story = Story::Slow;
    } else if (number % 19 == 0) {
      story = Story::Idle;
    } else if (number % 17 == 0) {
      story = Story::Deep;
    }
    made.push_back(seat(number, name_of(number, language), story));
  }
  return station_with(std::move(made));
}

const std::vector<Scene>& all_scenes() {
  static const auto stay = [](Console&, StationPort&) {};
  static const auto lesson = [](int seats) {
    return [seats](Language language) { return station_of(seats, language); };
  };
  static const auto enlarge = [](int number) {
    return [number](Console& console, StationPort&) { console.enlarge(number); };
  };
  static const std::vector<Scene> scenes = [] {
    std::vector<Scene> all = {
        {"live-6", lesson(6), stay},
        {"live-2",
         [](Language language) {
           return station_with({seat(1, name_of(1, language), Story::Good),
                                seat(2, name_of(2, language), Story::Leaning)});
         },
         stay},
        {"live-2-idle",
         [](Language) {
           return station_with({seat(1, "", Story::Idle), seat(2, "", Story::Idle)});
         },
         stay},
        {"live-4", lesson(4), stay},
        {"live-12", lesson(12), stay},
        {"live-20", lesson(20), stay},
        {"live-42", lesson(42), stay},
        {"live-42-by-6", lesson(42),
         [](Console& console, StationPort&) { console.layout().choose(6); }},
        {"live-6-by-1", lesson(6),
         [](Console& console, StationPort&) { console.layout().choose(1); }},
        {"live-2-interrupted",
         [](Language) {
           auto station = station_with({seat(1, "", Story::Idle), seat(2, "", Story::Idle)});
           station.now.interrupted = 2;
           station.now.notices = {{"manikin SA-0141 was taken over by Room 2", "seat 3",
                                   "what was measured so far is kept; end the attempt, or ask for "
                                   "the manikin back (I)"}};
           return station;
         },
         stay},
        {"live-6-mixed",
         [](Language language) {
           auto station = station_with(
               {seat(1, "", Story::Idle), seat(2, name_of(2, language), Story::Done),
                seat(3, "", Story::NoSignal), seat(4, name_of(4, language), Story::Breathing),
                seat(5, "", Story::IdleWithoutData), seat(6, name_of(6, language), Story::Deep)});
           station.now.seats[2].phase = AttemptPhase::Idle;
           station.now.seats[2].silent_s = 400;
           station.now.seats[0].touched_s_ago = 0.5;
           station.now.seats[4].conflict = true;
           return station;
         },
         stay},
        {"single-shallow", lesson(6), enlarge(2)},
        {"single-hands-off", lesson(6), enlarge(4)},
        {"single-no-signal", lesson(6), enlarge(6)},
        {"single-good", lesson(1), stay},
        {"single-idle", [](Language) { return station_with({seat(1, "", Story::Idle)}); }, stay},
        {"single-done",
         [](Language language) {
           return station_with({seat(1, name_of(2, language), Story::Done)});
         },
         stay},
        {"live-prompts",
         [](Language language) {
           return station_with(
               {told(seat(1, name_of(1, language), Story::Breathing), Prompt::ChangeOver, 0),
                told(seat(2, name_of(2, language), Story::Good), Prompt::MoveHands, 34),
                told(seat(3, name_of(3, language), Story::Breathing), Prompt::BreatheSlower, 0.4),
                told(seat(4, name_of(4, language), Story::Breathing), Prompt::WellDone, 0),
                told(seat(5, name_of(5, language), Story::Breathing), Prompt::MoreAir, 310),
                coached(seat(6, name_of(6, language), Story::Good), CoachMode::None)});
         },
         stay},
        {"single-sound", lesson(6),
         [](Console& console, StationPort&) {
           console.enlarge(2);
           console.set_voice(true);
           console.set_metronome(110);
         }},
        {"live-2-sound",
         [](Language language) {
           return station_with(
               {seat(1, name_of(1, language), Story::Good), seat(2, "", Story::Idle)});
         },
         [](Console& console, StationPort&) {
           console.set_voice(true);
           console.set_metronome(105);
           console.set_coach_mode(CoachMode::AfterEachCycle);
         }},
        {"single-no-feedback",
         [](Language language) {
           return station_with(
               {coached(seat(1, name_of(1, language), Story::Good), CoachMode::None)});
         },
         stay},
        {"review-feedback",
         [](Language language) {
           auto station = station_of(6, language);
           Review review = *station.reviews[7];
           review.feedback.attempts_with = 3;
           review.feedback.attempts_without = 2;
           review.feedback.with.score = 88.0;
           review.feedback.with.all_in_target = 0.79;
           review.feedback.without.score = 71.0;
           review.feedback.without.all_in_target = 0.46;
           review.feedback.difference.all_in_target = -0.33;
           station.reviews[7] = std::make_shared<const Review>(std::move(review));
           return station;
         },
         [](Console& console, StationPort& station) { console.open_review(7, station); }},
        {"review", lesson(6),
         [](Console& console, StationPort& station) {
           console.open_review(7, station);
           console.select_compression(125);
         }},
        {"review-reason", lesson(6),
         [](Console& console, StationPort& station) {
           console.open_review(6, station);
           console.select_reason(1);
         }},
        {"review-degraded", lesson(6),
         [](Console& console, StationPort& station) {
           console.open_review(3, station);
           console.select_compression(40);
         }},
        {"attempts", lesson(6),
         [](Console& console, StationPort&) {
           console.show(Screen::Attempts);
           console.attempt_list().select(1);
         }},
        {"attempts-found", lesson(6),
         [](Console& console, StationPort&) {
           console.show(Screen::Attempts);
           console.attempt_list().search() = "陈";
         }},
        {"attempts-empty",
         [](Language language) {
           auto station = station_of(2, language);
           station.records.clear();
           return station;
         },
         [](Console& console, StationPort&) { console.show(Screen::Attempts); }},
        {"empty", [](Language) { return station_with({}); }, stay},
        {"not-saved",
         [](Language language) {
           auto station = station_of(6, language);
           station.now.journal.trouble = Error{
               "the disk is full", "/home/base/.local/share/sternum", "free some space on it"};
           return station;
         },
         stay},
        {"notices",
         [](Language language) {
           auto station = station_of(2, language);
           station.now.notices = {{"cannot open the serial port: no permission", "/dev/ttyUSB1",
                                   "add yourself to the group dialout (sudo usermod -aG dialout "
                                   "$USER) and log in again"},
                                  {"cannot open the serial port: no permission", "/dev/ttyUSB0",
                                   "add yourself to the group dialout (sudo usermod -aG dialout "
                                   "$USER) and log in again"}};
           return station;
         },
         stay},
        {"help", lesson(6),
         [](Console& console, StationPort& station) { console.press(Shortcut::Help, station); }},
    };
    const std::vector<Scene> exams = exam_scenes();
    all.insert(all.end(), exams.begin(), exams.end());
    all.insert(all.end(), class_scenes().begin(), class_scenes().end());
    all.insert(all.end(), results_scenes().begin(), results_scenes().end());
    all.insert(all.end(), sign_in_scenes().begin(), sign_in_scenes().end());
    const std::vector<Scene> manikins = manikin_scenes();
    all.insert(all.end(), manikins.begin(), manikins.end());
    const std::vector<Scene> reviews = review_scenes();
    all.insert(all.end(), reviews.begin(), reviews.end());
    return all;
  }();
  return scenes;
}

}  // namespace sternum::test
