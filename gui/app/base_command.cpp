// sternum base: what stands in the head of every document of this base.
#include <fmt/format.h>

#include <filesystem>
#include <memory>
#include <string>

#include "datasets/documents/base_logo.hpp"
#include "gui/app/command_line.hpp"
#include "gui/app/commands.hpp"
#include "gui/app/secret_prompt.hpp"

namespace sternum {
namespace {

struct BaseArguments {
  std::string logo;
  bool no_logo = false;
  std::string instructor;
  std::string data_folder;
  std::string language;
};

Result<void> tell_logo(const std::filesystem::path& folder, Language language) {
  const auto logo = read_base_logo(folder);
  if (!logo) return tl::unexpected(logo.error());
  if (logo->png.empty()) {
    fmt::print("{}\n", tr(language, "No logo: documents begin with the base's name."));
    return {};
  }
  fmt::print(fmt::runtime(std::string(tr(language, "Logo: {0} x {1} pixels, {2}")) + "\n"),
             logo->width_px, logo->height_px, base_logo_file(folder).string());
  return {};
}

Result<void> set_base(const BaseArguments& arguments) {
  const auto language = parse_language(arguments.language);
  if (!language) return tl::unexpected(language.error());
  const auto folder = data_folder_or_default(arguments.data_folder);
  if (arguments.logo.empty() && !arguments.no_logo) return tell_logo(folder, *language);
  if (const auto who = sign_in_at_terminal(folder, arguments.instructor); !who) {
    return tl::unexpected(who.error());
  }
  if (arguments.no_logo) return remove_base_logo(folder);
  if (const auto kept = keep_base_logo(folder, arguments.logo); !kept) {
    return tl::unexpected(kept.error());
  }
  return tell_logo(folder, *language);
}

}  // namespace

void add_base_command(CLI::App& app, int& exit_code) {
  auto* command =
      app.add_subcommand("base", "Show or set the logo in the head of certificates and reports");
  auto arguments = std::make_shared<BaseArguments>();
  auto* const logo =
      command->add_option("--logo", arguments->logo,
                          "PNG or JPEG of the base's own logo; a copy, as large as it is printed, "
                          "is kept in the data folder");
  command->add_flag("--no-logo", arguments->no_logo, "Take it away again")->excludes(logo);
  add_instructor_option(*command, arguments->instructor);
  add_station_options(*command, arguments->data_folder, arguments->language);
  command->footer(
      "The base's name is the class's own; the key that it signs with is shown by `sternum keys`.\n"
      "Exit code: 0 done, 2 not, and nothing was changed.");
  command->callback([arguments, &exit_code] {
    const auto done = set_base(*arguments);
    exit_code = done ? 0 : complain(done.error());
  });
}

}  // namespace sternum
