// sternum record: what manikins send, into a CSV recording each. No analysis, no names, no
// database.
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <deque>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "datasets/recordings/recording_writer.hpp"
#include "firmware-bridge/bridge.hpp"
#include "gui/app/command_line.hpp"
#include "gui/app/commands.hpp"

namespace sternum {
namespace {

struct RecordArguments {
  std::vector<std::string> serial;
  std::optional<std::uint16_t> listen;
  std::string listen_address = "0.0.0.0";
  bool ble = false;
  std::string out = ".";
  double seconds = 0.0;
};

/// Takes batches on the IO thread and keeps them until the main thread, which may wait for the
/// disk, fetches them.
class Intake final : public BridgeListener {
 public:
  void on_manikin(const Hello& hello, const std::string& link) override {
    fmt::print("{} on {}\n", hello.id, link);
    std::fflush(stdout);
    const std::lock_guard lock(mutex_);
    hellos_[hello.id] = hello;
  }
  void on_silent(const std::string& id, const std::string& reason) override {
    fmt::print("{} is silent: {}\n", id, reason);
    std::fflush(stdout);
  }
  void on_samples(const std::string& id, const SampleBatch& batch) override {
    const std::lock_guard lock(mutex_);
    batches_.emplace_back(id, batch);
  }
  void on_radio(const BleSurvey& survey) override {
    if (const std::string trouble = ble_trouble(survey.state); !trouble.empty()) {
      fmt::print(stderr, "sternum: {}\n", trouble);
    }
  }
  void on_notice(const Error& error) override {
    fmt::print(stderr, "sternum: {}\n", error.message());
  }

  [[nodiscard]] std::deque<std::pair<std::string, SampleBatch>> fetch() {
    const std::lock_guard lock(mutex_);
    return std::exchange(batches_, {});
  }
  [[nodiscard]] Hello hello_of(const std::string& id) {
    const std::lock_guard lock(mutex_);
    return hellos_[id];
  }

 private:
  std::mutex mutex_;
  std::deque<std::pair<std::string, SampleBatch>> batches_;
  std::map<std::string, Hello> hellos_;
};

/// An id comes from outside: what could be a path becomes a dash.
std::string file_name_of(std::string id) {
  for (char& c : id) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '/' || c == '\\' || byte < 0x20) c = '-';
  }
  if (id.starts_with('.')) id.insert(0, "manikin");
  return id + ".csv";
}

class Recorder {
 public:
  explicit Recorder(std::filesystem::path folder) : folder_(std::move(folder)) {}

  Result<void> write(const std::string& id, const Hello& hello, const SampleBatch& batch) {
    auto found = writers_.find(id);
    if (found == writers_.end()) {
      std::vector<Channel> channels;
      for (const auto& info : hello.channels) channels.push_back(info.channel);
      const auto file = folder_ / file_name_of(id);
      if (std::filesystem::exists(file)) {
        return failure("there is already a recording of this manikin", file.string(),
                       "name another folder with --out");
      }
      auto writer = RecordingWriter::create(file, std::move(channels));
      if (!writer) return tl::unexpected(writer.error());
      found = writers_.emplace(id, std::move(*writer)).first;
      files_.push_back(file);
    }
    return found->second.write(batch);
  }

  Result<void> finish() {
    Result<void> outcome;
    for (auto& [id, writer] : writers_) {
      if (const auto finished = writer.finish(); !finished) outcome = finished;
    }
    return outcome;
  }
  [[nodiscard]] const std::vector<std::filesystem::path>& files() const { return files_; }

 private:
  std::filesystem::path folder_;
  std::map<std::string, RecordingWriter> writers_;
  std::vector<std::filesystem::path> files_;
};

int record(const RecordArguments& arguments) {
  if (arguments.serial.empty() && !arguments.listen && !arguments.ble) {
    return complain(Error{"no manikin to record", "sternum record",
                          "add --serial DEV, --listen PORT or --ble"});
  }
  std::error_code error;
  std::filesystem::create_directories(arguments.out, error);
  if (error) {
    return complain(Error{fmt::format("the folder cannot be made: {}", error.message()),
                          arguments.out, "choose another with --out"});
  }

  catch_interrupts();
  Intake intake;
  Bridge bridge(intake);
  for (const auto& text : arguments.serial) {
    auto port = parse_serial_port(text);
    if (!port) return complain(port.error());
    bridge.add_serial(std::move(*port));
  }
  if (arguments.listen) {
    const auto port = bridge.listen(*arguments.listen, arguments.listen_address);
    if (!port) return complain(port.error());
    fmt::print("Manikins can connect to port {}.\n", *port);
    std::fflush(stdout);
  }
  if (arguments.ble) bridge.add_bluetooth();
  bridge.start();

  using Clock = std::chrono::steady_clock;
  const auto until = Clock::now() + std::chrono::duration<double>(arguments.seconds);
  Recorder recorder(arguments.out);
  for (bool last = false; !last;) {
    wait_for_interrupt(0.1);
    last = interrupted() || (arguments.seconds > 0.0 && Clock::now() >= until);
    if (last) bridge.stop();
    for (const auto& [id, batch] : intake.fetch()) {
      if (const auto written = recorder.write(id, intake.hello_of(id), batch); !written) {
        return complain(written.error());
      }
    }
  }
  if (const auto finished = recorder.finish(); !finished) return complain(finished.error());
  for (const auto& file : recorder.files()) fmt::print("{}\n", file.string());
  if (recorder.files().empty()) fmt::print("No manikin was heard; nothing was written.\n");
  return 0;
}

}  // namespace

void add_record_command(CLI::App& app, int& exit_code) {
  auto* command = app.add_subcommand("record", "Write what manikins send into recordings");
  auto arguments = std::make_shared<RecordArguments>();
  command->add_option("--serial", arguments->serial, "A manikin on a serial port, DEV[:BAUD]")
      ->allow_extra_args(false);
  command->add_option("--listen", arguments->listen, "TCP port that manikins connect to");
  command->add_option("--listen-address", arguments->listen_address, "Address to listen on")
      ->capture_default_str();
  command->add_flag("--ble", arguments->ble, "Manikins over Bluetooth Low Energy");
  command->add_option("--out", arguments->out, "Folder for the recordings, <manikin id>.csv each")
      ->capture_default_str();
  command->add_option("--seconds", arguments->seconds, "Stop after so long; otherwise at Ctrl-C")
      ->check(CLI::NonNegativeNumber);
  command->callback([arguments, &exit_code] { exit_code = record(*arguments); });
}

}  // namespace sternum
