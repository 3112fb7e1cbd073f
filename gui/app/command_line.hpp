/// What several subcommands read from the command line in the same way.
#pragma once

#include <CLI/CLI.hpp>
#include <filesystem>
#include <string>

#include "analysis/core/result.hpp"
#include "firmware-bridge/bridge.hpp"
#include "gui/locale/locale.hpp"

namespace sternum {

/// "sternum: <message>" on stderr; answers `kExitBadInput`.
int complain(const Error& error);

/// "/dev/ttyUSB0", "/dev/ttyUSB0:57600", "/dev/ttyUSB*:57600".
[[nodiscard]] Result<SerialPort> parse_serial_port(const std::string& text);

struct Endpoint {
  std::string host;
  std::uint16_t port = 0;
};
/// "192.168.1.7:9750", "[::1]:9750".
[[nodiscard]] Result<Endpoint> parse_endpoint(const std::string& text);

/// `zh`, `en`; empty: as the environment's locale says, English unless it is Chinese.
[[nodiscard]] Result<Language> parse_language(const std::string& text);

/// Where the station lives: `folder`, or, when it is empty, `$XDG_DATA_HOME/sternum`, else
/// `~/.local/share/sternum`.
[[nodiscard]] std::filesystem::path data_folder_or_default(const std::string& folder);

/// --data and --lang.
void add_station_options(CLI::App& command, std::string& data_folder, std::string& language);
/// --as: who does it.
void add_instructor_option(CLI::App& command, std::string& instructor);

/// Blocks until the user interrupts (Ctrl-C, SIGTERM) or the seconds are over; 0 waits for ever.
/// Call `catch_interrupts` first, while there is only one thread.
void catch_interrupts();
void wait_for_interrupt(double seconds);
[[nodiscard]] bool interrupted();

}  // namespace sternum
