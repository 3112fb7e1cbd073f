// sternum simulate: a virtual manikin into a file, or onto a wire in real time.
#include <fmt/format.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "datasets/recordings/recording_writer.hpp"
#include "datasets/recordings/truth_file.hpp"
#include "firmware-bridge/protocol/batch_assembler.hpp"
#include "firmware-bridge/protocol/manikin_decoder.hpp"
#include "firmware-bridge/simulator/device_player.hpp"
#include "firmware-bridge/simulator/virtual_device.hpp"
#include "firmware-bridge/simulator/virtual_manikin.hpp"
#include "gui/app/command_line.hpp"
#include "gui/app/commands.hpp"

namespace sternum {
namespace {

struct SimulateArguments {
  VirtualManikinOptions manikin;
  Impairments faults;
  std::string profile = "good";
  std::vector<std::string> channels;
  bool pty = false;
  std::string serial;
  std::string connect;
  std::string out;
  std::string truth;
  double reboot_at_s = 0.0;
  std::vector<double> silence_s;
  double seconds = 0.0;
};

/// The receiving end of the simulated wire: what arrives, however damaged, goes to the file as it
/// would to the analysis.
class FileSink final : public MessageSink {
 public:
  explicit FileSink(RecordingWriter& writer) : writer_(writer) {}
  void on_hello(const Hello& hello) override { assembler_.on_hello(hello); }
  void on_samples(const WireBatch& batch) override {
    const SampleBatch* assembled = assembler_.assemble(batch);
    if (assembled != nullptr && written_) written_ = writer_.write(*assembled);
  }
  [[nodiscard]] const Result<void>& written() const { return written_; }

 private:
  RecordingWriter& writer_;
  BatchAssembler assembler_;
  Result<void> written_;
};

TruthFile truth_file(const Truth& truth) {
  TruthFile file;
  for (const auto& c : truth.compressions) {
    file.compressions.push_back({c.onset_us, c.peak_us, c.release_us, c.depth_mm, c.residual_mm});
  }
  for (const auto& b : truth.breaths) file.breaths.push_back({b.start_us, b.end_us, b.volume_ml});
  return file;
}

/// The attempt as it was meant, and how long it takes, lead-out included.
struct Plan {
  Truth truth;
  Duration length;
};
Plan plan_of(const SimulateArguments& arguments) {
  VirtualManikin manikin(arguments.manikin);
  const Duration limit = seconds(arguments.seconds);
  Plan plan;
  std::vector<WireBatch> batches;
  while (manikin.next(batches)) {
    const WireBatch& one = batches.front();
    const Duration until =
        microseconds(one.t_us + static_cast<std::int64_t>(one.period_us) *
                                    (static_cast<std::int64_t>(one.values.size()) - 1));
    if (arguments.seconds > 0.0 && until > limit) break;
    plan.length = until;
  }
  plan.truth = manikin.truth();
  return plan;
}

/// Without waiting for the clock, through device, faults and decoder: the file holds what a console
/// would have received.
Result<void> simulate_to_file(const SimulateArguments& arguments) {
  auto writer = RecordingWriter::create(arguments.out, arguments.manikin.channels);
  if (!writer) return tl::unexpected(writer.error());
  const Plan plan = plan_of(arguments);
  DevicePlayer device(arguments.manikin, arguments.faults);
  ManikinDecoder decoder("simulated");
  FileSink sink(*writer);
  std::vector<std::byte> bytes;
  // The device's clock may run fast or slow; its attempt is over when that clock says so.
  const double clock_rate = 1.0 + arguments.faults.clock_drift_ppm * 1e-6;
  const Duration over = seconds(plan.length.seconds() / clock_rate + 1e-5);
  while (sink.written() && device.next_due() <= over) {
    device.advance(device.next_due(), bytes);
    decoder.push(bytes, sink);
    bytes.clear();
  }
  if (!sink.written()) return sink.written();
  if (const auto finished = writer->finish(); !finished) return finished;
  if (arguments.truth.empty()) return {};
  return write_truth_file(arguments.truth, truth_file(plan.truth));
}

Result<DeviceEndpoint> endpoint_of(const SimulateArguments& arguments) {
  if (arguments.pty) return PtyEndpoint{};
  if (!arguments.serial.empty()) {
    const auto port = parse_serial_port(arguments.serial);
    if (!port) return tl::unexpected(port.error());
    return SerialEndpoint{port->device, port->baud};
  }
  const auto endpoint = parse_endpoint(arguments.connect);
  if (!endpoint) return tl::unexpected(endpoint.error());
  return TcpEndpoint{endpoint->host, endpoint->port};
}

/// In real time, until the seconds are over, or the user interrupts.
Result<void> simulate_on_a_wire(const SimulateArguments& arguments) {
  auto endpoint = endpoint_of(arguments);
  if (!endpoint) return tl::unexpected(endpoint.error());

  boost::asio::io_context context;
  VirtualDeviceEvents events;
  events.on_open = [](const std::string& address) {
    fmt::print("{}\n", address);
    std::fflush(stdout);
  };
  events.on_closed = [](const Error& reason) {
    fmt::print(stderr, "sternum: {}\n", reason.message());
  };
  auto device = run_virtual_device(context, std::move(*endpoint), arguments.manikin,
                                   arguments.faults, std::move(events));
  if (!device) return tl::unexpected(device.error());

  const auto stop = [&] {
    (*device)->stop();
    context.stop();
  };
  boost::asio::signal_set signals(context, SIGINT, SIGTERM);
  signals.async_wait([&](const boost::system::error_code& cancelled, int) {
    if (!cancelled) stop();
  });
  boost::asio::steady_timer over(context);
  if (arguments.seconds > 0.0) {
    over.expires_after(
        std::chrono::microseconds(static_cast<std::int64_t>(arguments.seconds * 1e6)));
    over.async_wait([&](const boost::system::error_code& cancelled) {
      if (!cancelled) stop();
    });
  }
  context.run();
  return {};
}

/// Puts the texts of the command line into the options they mean.
Result<void> resolve(SimulateArguments& arguments) {
  const auto profile = profile_of_name(arguments.profile);
  if (!profile) {
    std::string known;
    for (const auto each : all_profiles()) known += fmt::format(" {}", profile_name(each));
    return failure(fmt::format("the profile '{}' is unknown", arguments.profile), "--profile",
                   "known are:" + known);
  }
  arguments.manikin.profile = *profile;
  if (!arguments.channels.empty()) arguments.manikin.channels.clear();
  for (const auto& column : arguments.channels) {
    const auto channel = channel_of_column(column);
    if (!channel) {
      std::string known;
      for (const auto each : kAllChannels) known += fmt::format(" {}", column_name(each));
      return failure(fmt::format("the channel '{}' is unknown", column), "--channels",
                     "known are:" + known);
    }
    arguments.manikin.channels.push_back(*channel);
  }
  if (arguments.reboot_at_s > 0.0) arguments.faults.reboot_at = seconds(arguments.reboot_at_s);
  if (arguments.silence_s.size() == 2) {
    arguments.faults.silence = TimeSpan{DeviceTime{} + seconds(arguments.silence_s[0]),
                                        DeviceTime{} + seconds(arguments.silence_s[1])};
  }
  const int outputs =
      static_cast<int>(arguments.pty) + static_cast<int>(!arguments.serial.empty()) +
      static_cast<int>(!arguments.connect.empty()) + static_cast<int>(!arguments.out.empty());
  if (outputs != 1) {
    return failure("say where the samples shall go", "sternum simulate",
                   "use one of --out FILE.csv, --pty, --serial DEV, --connect HOST:PORT");
  }
  if (!arguments.truth.empty() && arguments.out.empty()) {
    return failure("a truth file belongs to a recording", "--truth " + arguments.truth,
                   "use it together with --out FILE.csv");
  }
  if (!arguments.out.empty() && arguments.manikin.cycles == 0 && arguments.seconds <= 0.0) {
    return failure("an endless attempt does not fit into a file", "--cycles 0", "add --seconds S");
  }
  return {};
}

int simulate(SimulateArguments& arguments) {
  if (const auto resolved = resolve(arguments); !resolved) return complain(resolved.error());
  const auto done =
      arguments.out.empty() ? simulate_on_a_wire(arguments) : simulate_to_file(arguments);
  return done ? 0 : complain(done.error());
}

}  // namespace

void add_simulate_command(CLI::App& app, int& exit_code) {
  auto* command =
      app.add_subcommand("simulate", "A virtual manikin: a chest, a trainee and a device");
  auto arguments = std::make_shared<SimulateArguments>();
  auto& manikin = arguments->manikin;
  auto& faults = arguments->faults;
  const auto probability = CLI::Range(0.0, 1.0);

  command
      ->add_option("--profile", arguments->profile,
                   "good, shallow, deep, fast, slow, leaning, fatigue, novice, no-breaths or mechanical")
      ->capture_default_str();
  command->add_option("--seed", manikin.seed, "The same seed gives the same attempt")
      ->capture_default_str();
  command->add_option("--id", manikin.id, "The manikin's id")->capture_default_str();
  command->add_option("--rate", manikin.rate_hz, "Samples per second")
      ->check(CLI::Range(5.0, 2000.0))
      ->capture_default_str();
  command->add_option("--noise", manikin.noise_mm, "SD of the depth sensor's noise, mm")
      ->check(CLI::Range(0.0, 10.0))
      ->capture_default_str();
  command->add_option("--step", manikin.step_mm, "Resolution of the depth sensor, mm; 0: none")
      ->check(CLI::Range(0.0, 10.0))
      ->capture_default_str();
  command->add_option("--batch", manikin.samples_per_batch, "Samples a frame")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  command->add_option("--cycles", manikin.cycles, "Cycles of 30:2; 0: without end")
      ->check(CLI::Range(0, 100'000))
      ->capture_default_str();
  command
      ->add_option("--channels", arguments->channels,
                   "depth_mm, airway_volume_ml, acceleration_g, …")
      ->delimiter(',');
  command->add_option("--seconds", arguments->seconds, "Stop after so long")
      ->check(CLI::NonNegativeNumber);

  command->add_flag("--pty", arguments->pty,
                    "Make a pseudo-terminal, print its name and play there");
  command->add_option("--serial", arguments->serial, "Play on a serial port, DEV[:BAUD]");
  command->add_option("--connect", arguments->connect,
                      "Play to a console that listens at HOST:PORT");
  command->add_option("--out", arguments->out,
                      "Write a CSV recording, without waiting for the clock");
  command->add_option("--truth", arguments->truth,
                      "With --out: every compression and breath as it was meant");

  command->add_option("--lose-bytes", faults.lost_bytes, "Probability that a byte vanishes")
      ->check(probability);
  command
      ->add_option("--flip-bytes", faults.flipped_bytes,
                   "Probability that a bit of a byte turns over")
      ->check(probability);
  command
      ->add_option("--damage-frames", faults.damaged_frames, "Probability that a frame is damaged")
      ->check(probability);
  command
      ->add_option("--drop-frames", faults.dropped_frames, "Probability that a frame never leaves")
      ->check(probability);
  command->add_option("--drift", faults.clock_drift_ppm, "Drift of the device's clock, ppm");
  command->add_option("--reboot-at", arguments->reboot_at_s, "The device restarts at this second")
      ->check(CLI::PositiveNumber);
  command->add_option("--silence", arguments->silence_s, "FROM TO: sends nothing in these seconds")
      ->expected(2);
  command->callback([arguments, &exit_code] { exit_code = simulate(*arguments); });
}

}  // namespace sternum
