// sternum console: the instructor's screen, with the station behind it.
#include <fmt/format.h>

#include <unistd.h>
#include <algorithm>

#include <array>
#include <chrono>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "datasets/guidelines/guideline_file.hpp"
#include "datasets/recordings/recording_reader.hpp"
#include "firmware-bridge/protocol/limits.hpp"
#include "firmware-bridge/simulator/simulated_source.hpp"
#include "firmware-bridge/transport/replay_source.hpp"
#include "gui/app/command_line.hpp"
#include "gui/app/commands.hpp"
#include "gui/app/lesson.hpp"
#include "gui/app/secret_prompt.hpp"
#include "gui/model/console.hpp"
#include "gui/model/recording_replay.hpp"
#include "gui/model/station.hpp"
#include "gui/model/station_rules.hpp"
#include "gui/platform/console_window.hpp"

namespace sternum {
namespace {

constexpr int kMostSimulated = 42;

struct ConsoleArguments {
  int simulate = 0;
  std::vector<std::string> serial;
  std::optional<std::uint16_t> listen;
  std::string listen_address = "0.0.0.0";
  std::vector<std::string> replay;
  double replay_speed = 1.0;
  std::string data_folder;
  std::string key_file;
  bool passphrase = false;
  std::string name;
  std::string guideline{kDefaultGuideline};
  std::string language;
  std::string theme = "dark";
  std::optional<double> seconds;
  std::string screenshot;
  bool projector = false;
  int ui_scale_percent = 100;
  std::string projector_screenshot;
  int width = 1600;
  int height = 900;
  std::optional<int> metronome_bpm;
  bool voice = false;
  std::string feedback{coach_mode_name(CoachMode::Full)};
  bool lesson = false;
  std::string scheme;
  std::string purpose{"exam"};
  bool frame_times = false;
  bool no_window = false;
  bool no_ble = false;
};

/// Trainees for the virtual manikins: a good one first, then those who need help.
constexpr std::array kCast = {
    TraineeProfile::Good,    TraineeProfile::Novice, TraineeProfile::Leaning,
    TraineeProfile::Shallow, TraineeProfile::Fast,   TraineeProfile::Fatigue,
    TraineeProfile::Slow,    TraineeProfile::Deep,   TraineeProfile::NoBreaths};

std::string name_of_this_computer() {
  std::array<char, 65> name{};
  if (::gethostname(name.data(), name.size() - 1) != 0) return {};
  return name.data();
}

std::vector<std::string> coach_mode_names() {
  std::vector<std::string> names;
  for (const CoachMode mode : kCoachModes) names.emplace_back(coach_mode_name(mode));
  return names;
}

void add_virtual_manikins(Bridge& bridge, int count) {
  for (int i = 0; i < count; ++i) {
    VirtualManikinOptions options;
    options.id = fmt::format("SIM-{:04}", i + 1);
    options.seed = static_cast<std::uint64_t>(i) + 1;
    options.profile = kCast[static_cast<std::size_t>(i) % kCast.size()];
    options.cycles = 0;
    bridge.add_source([options](boost::asio::io_context& context) {
      return make_simulated_source(context, options, Impairments{});
    });
  }
}

/// Files are opened before anything starts, so that a wrong name is told at once.
Result<void> add_replays(Station& station, const ConsoleArguments& arguments) {
  for (std::size_t i = 0; i < arguments.replay.size(); ++i) {
    const std::string& file = arguments.replay[i];
    auto reader = RecordingReader::open(file);
    if (!reader) return tl::unexpected(reader.error());
    auto replay = std::make_shared<RecordingReplay>(
        std::move(*reader), fmt::format("REC-{:04}", i + 1),
        [](const Error& error) { fmt::print(stderr, "sternum: {}\n", error.message()); });
    const double speed = arguments.replay_speed;
    station.bridge().add_source([&station, replay, speed, file](boost::asio::io_context& context) {
      return make_replay_source(
          context,
          [&station, replay](std::vector<UpMessage>& messages) {
            // A replay that runs ahead waits for the analysis, so that nothing has to be dropped.
            return !station.has_room() || replay->next(messages);
          },
          ReplayOptions{"recording " + file, speed});
    });
  }
  return {};
}

Result<void> connect(Station& station, const ConsoleArguments& arguments) {
  Bridge& bridge = station.bridge();
  add_virtual_manikins(bridge, arguments.simulate);
  if (!arguments.no_ble) bridge.add_bluetooth();
  for (const auto& text : arguments.serial) {
    auto port = parse_serial_port(text);
    if (!port) return tl::unexpected(port.error());
    bridge.add_serial(std::move(*port));
  }
  if (arguments.listen) {
    const auto port = bridge.listen(*arguments.listen, arguments.listen_address);
    if (!port) return tl::unexpected(port.error());
    fmt::print("Manikins can connect to port {}.\n", *port);
    std::fflush(stdout);
  }
  return add_replays(station, arguments);
}

constexpr std::array<std::pair<const char*, AttemptPurpose>, 3> kPurposes = {
    {{"practice", AttemptPurpose::Practice},
     {"exam", AttemptPurpose::Exam},
     {"retest", AttemptPurpose::Retest}}};

LessonOptions lesson_options(const ConsoleArguments& arguments, CoachMode coach) {
  LessonOptions options{coach, arguments.scheme, AttemptPurpose::Practice};
  for (const auto& [name, purpose] : kPurposes) {
    if (!arguments.scheme.empty() && arguments.purpose == name) options.purpose = purpose;
  }
  return options;
}

std::string frame_report(Language language, const FrameTimes& times) {
  const FrameTimes::Spread took = times.took();
  const FrameTimes::Spread apart = times.apart();
  return fmt::format(fmt::runtime(tr(language,
                                     "Frames: {0}. Each took {1:.1f} ms (p50), {2:.1f} (p99), "
                                     "{3:.1f} (most); they were {4:.1f}, {5:.1f}, {6:.1f} ms "
                                     "apart.")),
                     times.count(), took.p50_ms, took.p99_ms, took.most_ms, apart.p50_ms,
                     apart.p99_ms, apart.most_ms);
}

int console(const ConsoleArguments& arguments) {
  const auto language = parse_language(arguments.language);
  if (!language) return complain(language.error());
  StationOptions options;
  options.data_folder = data_folder_or_default(arguments.data_folder);
  options.identity_key.file =
      arguments.key_file.empty() ? default_key_file() : std::filesystem::path(arguments.key_file);
  if (arguments.passphrase) {
    auto passphrase = read_secret("Passphrase of the identity numbers");
    if (!passphrase) return complain(passphrase.error());
    options.identity_key.passphrase = std::move(*passphrase);
  }
  // What is wrong with the base's own files is told on the screen, and the others work.
  const StationRules rules = StationRules::load(options.data_folder);
  auto guideline = rules.guideline(arguments.guideline);
  if (!guideline) return complain(guideline.error());
  if (!arguments.scheme.empty()) {
    if (const auto exam = rules.exam(arguments.scheme); !exam) return complain(exam.error());
  }
  options.guideline = std::make_shared<const Guideline>(std::move(*guideline));
  options.bridge.console = arguments.name.empty() ? name_of_this_computer() : arguments.name;

  const std::filesystem::path data_folder = options.data_folder;
  catch_interrupts();
  Station station(std::move(options));
  if (const auto connected = connect(station, arguments); !connected) {
    return complain(connected.error());
  }
  station.start();

  const CoachMode coach = coach_mode_of(arguments.feedback).value_or(CoachMode::Full);
  Lesson lesson(station, *language, lesson_options(arguments, coach));
  if (arguments.lesson) lesson.begin_in_background();

  if (arguments.no_window) {
    wait_for_interrupt(arguments.seconds.value_or(0.0));
  } else {
    ConsoleWindowOptions window;
    window.language = *language;
    window.dark = arguments.theme == "dark";
    window.seconds = arguments.seconds;
    if (!arguments.screenshot.empty()) window.screenshot = arguments.screenshot;
    window.scale = static_cast<float>(arguments.ui_scale_percent) / 100.0F;
    window.projector = arguments.projector;
    if (!arguments.projector_screenshot.empty()) {
      window.projector_screenshot = arguments.projector_screenshot;
    }
    window.metronome_bpm = arguments.metronome_bpm;
    window.voice = arguments.voice;
    window.coach = coach;
    window.preferences = data_folder / "console.json";
    window.width = arguments.width;
    window.height = arguments.height;
    window.stop_requested = interrupted;
    FrameTimes times;
    if (arguments.frame_times) window.frame_times = &times;
    if (const auto shown = run_console_window(station, window); !shown) {
      lesson.end();
      station.stop();
      return complain(shown.error());
    }
    if (arguments.frame_times) fmt::print("{}\n", frame_report(*language, times));
    if (!arguments.screenshot.empty()) fmt::print("Screenshot: {}\n", arguments.screenshot);
  }

  // Closing the window ends and saves what runs: nothing is lost by it.
  lesson.end();
  if (arguments.lesson) fmt::print("{}", lesson.report());
  const JournalStatus journal = station.stop();
  if (journal.waiting > 0 || journal.dropped > 0) {
    const std::string why =
        journal.trouble ? journal.trouble->message() : std::string("the disk is too slow");
    fmt::print(stderr, "sternum: {} batches of samples were not saved: {}\n",
               journal.waiting + journal.dropped, why);
    return 1;
  }
  return 0;
}

}  // namespace

void add_console_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("console", "The instructor's console");
  auto arguments = std::make_shared<ConsoleArguments>();
  command->add_option("--simulate", arguments->simulate, "So many virtual manikins")
      ->check(CLI::Range(0, kMostSimulated));
  command
      ->add_option(
          "--serial", arguments->serial,
          "A manikin on a serial port, DEV[:BAUD]; DEV may be a pattern such as /dev/ttyUSB*")
      ->allow_extra_args(false);
  command->add_option("--listen", arguments->listen, "TCP port that manikins connect to");
  command->add_option("--listen-address", arguments->listen_address, "Address to listen on")
      ->capture_default_str();
  command
      ->add_option("--replay", arguments->replay, "A CSV recording, played as if it were a manikin")
      ->allow_extra_args(false);
  command
      ->add_option("--replay-speed", arguments->replay_speed,
                   "1: as it was recorded; 2: twice as fast; 0: as fast as it goes")
      ->check(CLI::NonNegativeNumber)
      ->capture_default_str();
  command->add_option("--data", arguments->data_folder, "Folder of the station database");
  command->add_option(
      "--key-file", arguments->key_file,
      "The key that identity numbers are sealed with; made when it is first needed");
  command->add_flag("--passphrase", arguments->passphrase,
                    "Seal them with a passphrase instead, which is asked for");
  command
      ->add_option("--name", arguments->name,
                   "Of this console: what others are told while it has a manikin; otherwise the "
                   "computer's")
      ->check([](const std::string& name) {
        return name.size() <= kLongestName && is_printable(name)
                   ? std::string{}
                   : fmt::format("at most {} bytes, without control characters", kLongestName);
      });
  command->add_option("--guideline", arguments->guideline, "Guideline set to judge by")
      ->capture_default_str();
  command->add_option("--lang", arguments->language, "zh or en; otherwise as the environment says");
  command->add_option("--theme", arguments->theme, "dark or light")
      ->check(CLI::IsMember({"dark", "light"}))
      ->capture_default_str();
  command
      ->add_option("--metronome", arguments->metronome_bpm, "Click so many times a minute; key M")
      ->check(CLI::Range(kSlowest_bpm, kFastest_bpm));
  command->add_flag("--voice", arguments->voice,
                    "Speak the prompts of the enlarged, or only, seat; key V");
  command
      ->add_option("--feedback", arguments->feedback,
                   "How attempts are coached: full, fading, after_each_cycle, none; key F")
      ->check(CLI::IsMember(coach_mode_names()))
      ->capture_default_str();
  command->add_option("--seconds", arguments->seconds, "Close after so long")
      ->check(CLI::PositiveNumber);
  command->add_option("--screenshot", arguments->screenshot,
                      "Save a picture (PNG) of the last frame");
  command
      ->add_option("--ui-scale", arguments->ui_scale_percent,
                   "Size of everything, percent, on top of what a larger window gives")
      ->check(CLI::Range(100, 250))
      ->capture_default_str();
  auto* projector = command->add_flag("--projector", arguments->projector,
                                      "Open the trainees' screen, too; key F11");
  command
      ->add_option("--projector-screenshot", arguments->projector_screenshot,
                   "Save a picture (PNG) of the trainees' screen as it is at the end")
      ->needs(projector);
  command->add_option("--width", arguments->width, "Of the window, pixels")
      ->check(CLI::Range(800, 7680));
  command->add_option("--height", arguments->height, "Of the window, pixels")
      ->check(CLI::Range(500, 4320));
  auto* lesson = command->add_flag(
      "--lesson", arguments->lesson,
      "Start an attempt on every manikin as it appears, and print the scores at the end");
  auto* scheme = command
                     ->add_option("--scheme", arguments->scheme,
                                  "Exam scheme by which the lesson's attempts are examined, with "
                                  "its own guideline set")
                     ->needs(lesson);
  command
      ->add_option("--purpose", arguments->purpose,
                   "exam and retest: nobody is coached; practice: a rehearsal, coached as asked")
      ->check(CLI::IsMember({"exam", "retest", "practice"}))
      ->capture_default_str()
      ->needs(scheme);
  command->add_flag("--no-ble", arguments->no_ble,
                    "Do not look for manikins over Bluetooth Low Energy");
  command->add_flag("--frame-times", arguments->frame_times,
                    "Print at the end how long frames took, and how far apart they came");
  command->add_flag("--no-window", arguments->no_window, "Run the station without a screen");
  command->callback([arguments, &exit_code] { exit_code = console(*arguments); });
}

}  // namespace sternum
