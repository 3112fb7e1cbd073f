#include "tests/gui/class_scenes.hpp"

#include <fmt/format.h>

#include <array>
#include <fstream>

#include "tests/gui/synthetic.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum::test {

namespace {

const std::array kClassZh = {"王晓燕", "陈国强", "刘思远", "赵敏", "古丽娜尔·艾山", "孙婷",
                             "贠㛃",   "吴磊",   "𠮷田䶮", "冯云", "蒋涛",          "沈毅"};
const std::array kClassEn = {"Wang Xiaoyan", "Chen Guoqiang", "Liu Siyuan", "Zhao Min",
                             "Gulnar Ehsan", "Sun Ting",      "Zhou Jie",   "Wu Lei",
                             "Zheng Hao",    "Feng Yun",      "Jiang Tao",  "Shen Yi"};
/// Hands-on time of each, s; those who press have theirs still to come.
constexpr std::array kHad_s = {0, 0, 125, 118, 64, 90, 0, 187, 0, 0, 32, 0};
constexpr ClassKey kSceneKey = 1'772'425'000'000;

std::string identity_number(int i, int serial) {
  const std::string digits = fmt::format("{:06}19900307{:03}", 110000 + i, serial);
  for (const char check : std::string("0123456789X")) {
    IdentityFault fault{};
    if (read_identity_card(digits + check, fault)) return digits + check;
  }
  return {};
}

/// The first two press, in the middle of their first turns.
FakeStation lesson_of_a_class(Language language) {
  const auto& names = language == Language::Chinese ? kClassZh : kClassEn;
  FakeStation station =
      station_with({seat(1, names[0], Story::Good), seat(2, names[1], Story::Shallow)});
  for (Seat& one : station.now.seats) {
    one.attempt_id = 100 + one.number;
    one.attempt_s = 47.0 + 20.0 * one.number;
  }
  ClassRecord record = class_of(language);
  record.key = kSceneKey;
  station.now.open_class = std::make_shared<const ClassRecord>(record);
  station.records.clear();
  for (std::size_t i = names.size(); i-- > 0;) {
    if (kHad_s[i] == 0) continue;
    const std::int64_t at = kSceneKey + 1'000'000 + static_cast<std::int64_t>(i);
    AttemptRecord had = test::record(static_cast<AttemptId>(i) + 1, names[i], "SA-0141", at,
                                     AttemptState::Ended, 80.0);
    had.started.class_key = kSceneKey;
    had.ended_at_ms = at + kHad_s[i] * 1000;
    station.records.push_back(std::move(had));
  }
  return station;
}

void look_through_list(Console& console, const std::string& text, const std::string& name) {
  const TemporaryFolder folder;
  std::ofstream(folder / name, std::ios::binary) << text;
  console.open_dropped({folder / name});
}

std::string small_list(Language language) {
  if (language == Language::English) {
    return fmt::format(
        "Name,Unit,Mobile,ID number,Blood type\n"
        "Wang Xiaoyan,Riverside,13820012716,{0},A\nMa Lan,School 2,13900010482,{1},\n"
        ",Metro line 4,13300017420,{2},\nTan Yue,Hospital,15012346630,110105194912310020,B\n"
        "Ann Lee,Riverside,13612341195,,\nAnn Lee,School 2,13612341196,,\n"
        "Bo Peng,Metro line 4,123,{3},\n",
        identity_number(1, 200), identity_number(2, 200), identity_number(3, 200),
        identity_number(4, 200));
  }
  return fmt::format(
      "姓名,单位,手机,身份证号,血型\n"
      "王晓燕,滨河社区,13820012716,{0},A\n马兰,第二中学,13900010482,{1},\n"
      ",地铁四号线,13300017420,{2},\n谭悦,市人民医院,15012346630,110105194912310020,B\n"
      "李静,滨河社区,13612341195,,\n李静,第二中学,13612341196,,\n"
      "彭波,地铁四号线,123,{3},\n",
      identity_number(1, 200), identity_number(2, 200), identity_number(3, 200),
      identity_number(4, 200));
}

}  // namespace

ClassRecord class_of(Language language) {
  const bool zh = language == Language::Chinese;
  const auto& names = zh ? kClassZh : kClassEn;
  ClassRecord record;
  record.key = kSceneKey;
  record.number = zh ? "第 13 期" : "No. 13";
  record.course = zh ? "救护员（成人）" : "First aider, adults";
  record.base = zh ? "东城培训基地" : "East training base";
  record.instructors = zh ? "周敏、李卫东" : "Zhou Min, Li Weidong";
  record.assistants = zh ? "陈蕾" : "Chen Lei";
  record.starts_on = "2026-03-28";
  record.ends_on = "2026-03-29";
  record.hours = 16.0;
  record.expected = 12;
  for (std::size_t i = 0; i < names.size(); ++i) {
    record.members.push_back(
        {.name = names[i], .organisation = i % 3 == 0 ? (zh ? "滨河社区" : "Riverside") : ""});
  }
  record.members[0].manikin_id = "SA-0141";
  record.members[1].manikin_id = "SA-0142";
  record.members[5].nickname = zh ? "豆豆" : "Bean";
  record.members[7].absent = true;
  record.members[11].absent = true;
  record.members[9].skipped = true;
  return record;
}

std::string faulty_list() {
  std::string text = "姓名,性别,单位,手机,身份证号\n";
  for (int i = 0; i < 500; ++i) {
    const bool woman = i % 2 == 0;
    std::string name = fmt::format("学员{}", i);
    std::string sex = woman ? "女" : "男";
    std::string phone = fmt::format("1380000{:04}", i);
    std::string card = identity_number(i, woman ? 200 : 201);
    if (i % 25 == 7) {
      switch (i / 25 % 10) {
        case 0:
          name = "";
          break;
        case 1:
          card[17] = card[17] == '1' ? '2' : '1';
          break;
        case 2:
          card.pop_back();
          break;
        case 3:
          card.replace(10, 2, "13");
          break;
        case 4:
          card = "1.10101E+17";
          break;
        case 5:
          phone = "12345678901";
          break;
        case 6:
          sex = "?";
          break;
        case 7:
          sex = woman ? "男" : "女";
          break;
        case 8:
          card = identity_number(0, 200);
          sex = "女";
          break;
        default:
          card = "110101900307451";
          break;
      }
    }
    text += fmt::format("{},{},朝阳区红十字会,{},{}\n", name, sex, phone, card);
  }
  return text;
}

const std::vector<Scene>& class_scenes() {
  static const std::vector<Scene> scenes = {
      {"live-queue", lesson_of_a_class, [](Console&, StationPort&) {}},
      {"live-queue-chosen", lesson_of_a_class,
       [](Console& console, StationPort& station) {
         console.press(Shortcut::Down, station);
         for (int i = 0; i < 3; ++i) console.press(Shortcut::Down, station);
         console.press(Shortcut::Swap, station);
       }},
      {"setup", lesson_of_a_class,
       [](Console& console, StationPort& station) {
         console.show(Screen::Setup);
         for (int i = 0; i < 4; ++i) console.press(Shortcut::Down, station);
       }},
      {"setup-nobody", [](Language) { return station_with({seat(1, "", Story::Idle)}); },
       [](Console& console, StationPort&) { console.show(Screen::Setup); }},
      {"setup-import", lesson_of_a_class,
       [](Console& console, StationPort&) {
         look_through_list(
             console, small_list(console.language()),
             console.language() == Language::Chinese ? "第13期名单.csv" : "class-13.csv");
       }},
      {"setup-import-500", lesson_of_a_class,
       [](Console& console, StationPort&) {
         look_through_list(console, faulty_list(), "500.csv");
         console.class_desk().import()->set_filter(ImportFilter::Problems);
       }},
      {"setup-import-unreadable", lesson_of_a_class,
       [](Console& console, StationPort&) { console.open_dropped({"/media/usb/list.xlsx"}); }},
  };
  return scenes;
}

}  // namespace sternum::test
