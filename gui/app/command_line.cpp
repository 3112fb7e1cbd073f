#include "gui/app/command_line.hpp"

#include <fmt/format.h>

#include <atomic>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "gui/app/commands.hpp"

namespace sternum {
namespace {

/// The one piece of state that a signal can reach.
std::atomic<bool> interrupt_came{false};

extern "C" void note_interrupt(int) { interrupt_came = true; }

template <class Number>
bool parse_number(std::string_view text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? std::string{} : std::string(value);
}

}  // namespace

int complain(const Error& error) {
  fmt::print(stderr, "sternum: {}\n", error.message());
  return kExitBadInput;
}

Result<SerialPort> parse_serial_port(const std::string& text) {
  SerialPort port;
  port.device = text;
  if (const auto colon = text.rfind(':'); colon != std::string::npos) {
    port.device = text.substr(0, colon);
    if (!parse_number(std::string_view(text).substr(colon + 1), port.baud) || port.baud == 0) {
      return failure(fmt::format("'{}' is not a baud rate", text.substr(colon + 1)),
                     "--serial " + text, "write it like /dev/ttyUSB0:115200");
    }
  }
  if (port.device.empty()) {
    return failure("no serial device named", "--serial " + text,
                   "write it like /dev/ttyUSB0:115200");
  }
  return port;
}

Result<Endpoint> parse_endpoint(const std::string& text) {
  const auto colon = text.rfind(':');
  Endpoint endpoint;
  if (colon == std::string::npos || colon == 0 ||
      !parse_number(std::string_view(text).substr(colon + 1), endpoint.port) ||
      endpoint.port == 0) {
    return failure(fmt::format("'{}' is not HOST:PORT", text), {},
                   "write it like 192.168.1.7:9750");
  }
  endpoint.host = text.substr(0, colon);
  if (endpoint.host.size() > 2 && endpoint.host.front() == '[' && endpoint.host.back() == ']') {
    endpoint.host = endpoint.host.substr(1, endpoint.host.size() - 2);
  }
  return endpoint;
}

Result<Language> parse_language(const std::string& text) {
  if (text == "zh") return Language::Chinese;
  if (text == "en") return Language::English;
  if (!text.empty()) {
    return failure(fmt::format("the language '{}' is unknown", text), "--lang", "use zh or en");
  }
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const std::string value = variable(name);
    if (!value.empty()) return value.starts_with("zh") ? Language::Chinese : Language::English;
  }
  return Language::English;
}

std::filesystem::path data_folder_or_default(const std::string& folder) {
  if (!folder.empty()) return folder;
  if (const auto home = variable("XDG_DATA_HOME"); !home.empty()) {
    return std::filesystem::path(home) / "sternum";
  }
  if (const auto home = variable("HOME"); !home.empty()) {
    return std::filesystem::path(home) / ".local" / "share" / "sternum";
  }
  return std::filesystem::path("sternum-data");
}

void add_station_options(CLI::App& command, std::string& data_folder, std::string& language) {
  command.add_option("--data", data_folder, "Data folder of the station");
  command.add_option("--lang", language, "zh or en");
}

void add_instructor_option(CLI::App& command, std::string& instructor) {
  command.add_option("--as", instructor,
                     "Your instructor's number, once the folder has instructors; the PIN is asked "
                     "for, or read from the standard input");
}

void catch_interrupts() {
  std::signal(SIGINT, note_interrupt);
  std::signal(SIGTERM, note_interrupt);
}

bool interrupted() { return interrupt_came; }

void wait_for_interrupt(double seconds) {
  using Clock = std::chrono::steady_clock;
  const auto until = Clock::now() + std::chrono::duration<double>(seconds);
  while (!interrupt_came && (seconds <= 0.0 || Clock::now() < until)) {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

}  // namespace sternum
