// sternum simulate: a virtual manikin into a file, or onto a wire in real time.
#include <fmt/format.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "datasets/reference/manifest.hpp"
#include "datasets/reference/sha256.hpp"
#include "firmware-bridge/simulator/virtual_device.hpp"
#include "gui/app/command_line.hpp"
#include "gui/app/commands.hpp"
#include "gui/app/simulate_options.hpp"
#include "gui/model/simulated_recording.hpp"

namespace sternum {
namespace {

struct SimulateArguments {
  SimulateOptions options;
  bool pty = false;
  std::string serial;
  std::vector<std::string> connect;
  SimulatedFiles files;
  std::string reference;
  std::filesystem::path out_dir = ".";
  bool keeps_wires = false;
};

Result<std::vector<DeviceEndpoint>> lines_of(const SimulateArguments& arguments) {
  std::vector<DeviceEndpoint> lines;
  if (arguments.pty) lines.emplace_back(PtyEndpoint{});
  if (!arguments.serial.empty()) {
    const auto port = parse_serial_port(arguments.serial);
    if (!port) return tl::unexpected(port.error());
    lines.emplace_back(SerialEndpoint{port->device, port->baud});
  }
  for (const std::string& console : arguments.connect) {
    const auto endpoint = parse_endpoint(console);
    if (!endpoint) return tl::unexpected(endpoint.error());
    lines.emplace_back(TcpEndpoint{endpoint->host, endpoint->port});
  }
  return lines;
}

/// In real time, until the seconds are over, or the user interrupts.
Result<void> simulate_on_a_wire(const SimulateArguments& arguments) {
  auto lines = lines_of(arguments);
  if (!lines) return tl::unexpected(lines.error());

  const SimulatedAttempt& attempt = arguments.options.attempt;
  boost::asio::io_context context;
  VirtualDeviceEvents events;
  events.on_open = [](const std::string& address) {
    fmt::print("{}\n", address);
    std::fflush(stdout);
  };
  events.on_closed = [](const Error& reason) {
    fmt::print(stderr, "sternum: {}\n", reason.message());
  };
  auto device = run_virtual_device(context, std::move(*lines), attempt.manikin, attempt.faults,
                                   std::move(events));
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
  if (attempt.limit > Duration{}) {
    over.expires_after(std::chrono::microseconds(attempt.limit.us()));
    over.async_wait([&](const boost::system::error_code& cancelled) {
      if (!cancelled) stop();
    });
  }
  context.run();
  return {};
}

/// Into a file, or onto a wire: one of them.
Result<void> check(const SimulateArguments& arguments) {
  const bool to_file = !arguments.files.recording.empty();
  const int outputs = static_cast<int>(arguments.pty) +
                      static_cast<int>(!arguments.serial.empty()) +
                      static_cast<int>(!arguments.connect.empty()) + static_cast<int>(to_file);
  if (outputs != 1) {
    return failure("say where the samples shall go", "sternum simulate",
                   "use one of --out FILE.csv, --pty, --serial DEV, --connect HOST:PORT");
  }
  if (!arguments.files.truth.empty() && !to_file) {
    return failure("a truth file belongs to a recording",
                   "--truth " + arguments.files.truth.string(),
                   "use it together with --out FILE.csv");
  }
  if (!arguments.files.wire.empty() && !to_file) {
    return failure("bytes are kept beside a recording", "--wire " + arguments.files.wire.string(),
                   "use it together with --out FILE.csv");
  }
  const SimulatedAttempt& attempt = arguments.options.attempt;
  if (to_file && attempt.manikin.cycles == 0 && attempt.limit <= Duration{}) {
    return failure("an endless attempt does not fit into a file", "--cycles 0", "add --seconds S");
  }
  return {};
}

Result<SimulatedAttempt> attempt_of(const ReferenceRecording& recording) {
  SimulateOptions options;
  CLI::App parser;
  add_simulate_options(parser, options);
  // CLI11 takes the last argument first.
  std::vector<std::string> arguments(recording.arguments.rbegin(), recording.arguments.rend());
  try {
    parser.parse(arguments);
  } catch (const CLI::ParseError& error) {
    return failure(error.what(), recording.id, "correct its arguments in the manifest");
  }
  if (auto resolved = resolve(options); !resolved) return tl::unexpected(resolved.error());
  return options.attempt;
}

/// Fails when what was made is not what the manifest says.
Result<void> verify(const std::filesystem::path& file, const std::string& expected) {
  const auto hash = sha256_of_file(file);
  if (!hash) return tl::unexpected(hash.error());
  if (*hash == expected) return {};
  return failure(fmt::format("its SHA-256 is {}, and the manifest says {}", *hash, expected),
                 file.string(), "the virtual manikin has changed: this is not the recording meant");
}

Result<void> make_reference(const ReferenceRecording& recording,
                            const std::filesystem::path& folder, bool keeps_wire) {
  const auto attempt = attempt_of(recording);
  if (!attempt) return tl::unexpected(attempt.error());
  SimulatedFiles files;
  files.recording = folder / (recording.id + ".csv");
  files.truth = folder / (recording.id + ".truth.json");
  if (keeps_wire) files.wire = folder / (recording.id + ".wire");
  if (auto written = write_simulated_recording(*attempt, files); !written) return written;
  if (auto good = verify(files.recording, recording.recording_sha256); !good) return good;
  return verify(files.truth, recording.truth_sha256);
}

/// All of them are made, also when one is not what it should be. Answers the exit code.
int make_references(const std::string& id, const std::filesystem::path& folder, bool keeps_wire) {
  const auto manifest = reference_manifest();
  if (!manifest) return complain(manifest.error());
  int exit_code = 0;
  bool any = false;
  for (const ReferenceRecording& recording : manifest->recordings) {
    if (id != "all" && id != recording.id) continue;
    any = true;
    const auto made = make_reference(recording, folder, keeps_wire);
    if (!made) exit_code = complain(made.error());
  }
  if (any) return exit_code;
  return complain(Error{fmt::format("there is no reference recording '{}'", id), "--reference",
                        "use all, or an id of datasets/reference/manifest.toml"});
}

int simulate(SimulateArguments& arguments) {
  if (!arguments.reference.empty()) {
    return make_references(arguments.reference, arguments.out_dir, arguments.keeps_wires);
  }
  if (const auto resolved = resolve(arguments.options); !resolved) {
    return complain(resolved.error());
  }
  if (const auto good = check(arguments); !good) return complain(good.error());
  const auto done = arguments.files.recording.empty()
                        ? simulate_on_a_wire(arguments)
                        : write_simulated_recording(arguments.options.attempt, arguments.files);
  return done ? 0 : complain(done.error());
}

}  // namespace

void add_simulate_command(CLI::App& app, int& exit_code) {
  auto* command =
      app.add_subcommand("simulate", "A virtual manikin: a chest, a trainee and a device");
  auto arguments = std::make_shared<SimulateArguments>();
  command->option_defaults()->group("Where the samples go");
  command->add_option("--out", arguments->files.recording,
                      "Write a CSV recording, without waiting for the clock");
  command->add_option("--truth", arguments->files.truth,
                      "With --out: every compression and breath as it was meant");
  command->add_option("--wire", arguments->files.wire, "With --out: the bytes as they arrived");
  command->add_flag("--pty", arguments->pty,
                    "Make a pseudo-terminal, print its name and play there");
  command->add_option("--serial", arguments->serial, "Play on a serial port, DEV[:BAUD]");
  command
      ->add_option("--connect", arguments->connect,
                   "Play to a console that listens at HOST:PORT; given twice: the first that asks "
                   "has it, the other is told who does")
      ->allow_extra_args(false);
  command->add_option("--reference", arguments->reference,
                      "Make a reference recording by its id, or all, and check it");
  command->add_option("--out-dir", arguments->out_dir, "Where reference recordings go")
      ->capture_default_str();
  command->add_flag("--wires", arguments->keeps_wires,
                    "With --reference: keep the bytes as they arrived, too");
  add_simulate_options(*command, arguments->options);
  command->callback([arguments, &exit_code] { exit_code = simulate(*arguments); });
}

}  // namespace sternum
