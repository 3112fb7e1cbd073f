#include "gui/app/secret_prompt.hpp"

#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iostream>

#include "datasets/records/instructors.hpp"
#include "gui/app/command_line.hpp"

namespace sternum {
namespace {

/// Keeps a terminal from showing what is typed, for as long as it lives.
class Unseen {
 public:
  Unseen() : shown_(::tcgetattr(STDIN_FILENO, &before_) == 0) {
    if (!shown_) return;
    termios unseen = before_;
    unseen.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &unseen);
  }
  ~Unseen() {
    if (shown_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  Unseen(const Unseen&) = delete;
  Unseen& operator=(const Unseen&) = delete;

 private:
  termios before_{};
  bool shown_;
};

std::int64_t wall_clock_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::system_clock::now().time_since_epoch())
      .count();
}

}  // namespace

Result<std::string> read_secret(const std::string& prompt) {
  const bool terminal = ::isatty(STDIN_FILENO) == 1;
  if (terminal) {
    fmt::print(stderr, "{}: ", prompt);
    std::fflush(stderr);
  }
  std::string line;
  {
    const Unseen unseen;
    std::getline(std::cin, line);
  }
  if (terminal) fmt::print(stderr, "\n");
  if (!line.empty() && line.back() == '\r') line.pop_back();
  if (line.empty() && !std::cin) {
    return failure(fmt::format("nothing was typed for: {}", prompt), {},
                   "type it, or give it as a line of the standard input");
  }
  return line;
}

Result<std::string> sign_in_at_terminal(const std::filesystem::path& folder,
                                        const std::string& number) {
  auto instructors = Instructors::open(folder);
  if (!instructors) return tl::unexpected(instructors.error());
  const auto any = instructors->any();
  if (!any) return tl::unexpected(any.error());
  if (!*any) return std::string();
  if (number.empty()) {
    return failure("an instructor has to sign in for this", folder.string(),
                   "give your number with --as");
  }
  const auto pin = read_secret(fmt::format("PIN of {}", number));
  if (!pin) return pin;
  const auto done = instructors->sign_in(number, *pin, wall_clock_ms());
  if (!done) return tl::unexpected(done.error());
  switch (done->outcome) {
    case SignIn::Outcome::Done:
      return number;
    case SignIn::Outcome::Locked:
      return failure(fmt::format("too many wrong PINs for {}", number), {},
                     fmt::format("try again in {} s", (done->wait_ms + 999) / 1000));
    case SignIn::Outcome::Wrong:
      break;
  }
  return failure("the number or the PIN is wrong", {},
                 done->wait_ms > 0 ? fmt::format("try again in {} s", (done->wait_ms + 999) / 1000)
                                   : std::string("try again"));
}

std::filesystem::path default_key_file() {
  const char* const config = std::getenv("XDG_CONFIG_HOME");
  if (config != nullptr && *config != '\0') {
    return std::filesystem::path(config) / "sternum" / "identity.key";
  }
  const char* const home = std::getenv("HOME");
  return std::filesystem::path(home != nullptr ? home : ".") / ".config" / "sternum" /
         "identity.key";
}

}  // namespace sternum
