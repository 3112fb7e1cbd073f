// sternum: one program, a subcommand for everything. This file only wires them up.
#include <fmt/format.h>

#include <csignal>
#include <cstdio>

#include "gui/app/commands.hpp"

int main(int argc, char** argv) {
  // A reader that goes away (`sternum score | head`) ends us by a failed write, not by a signal in
  // the middle of one.
  std::signal(SIGPIPE, SIG_IGN);

  CLI::App app("Sternum: CPR training feedback. Manikins in, scores with reasons out.", "sternum");
  app.set_version_flag("--version", "sternum 0.1.0");
  app.require_subcommand(1);

  int exit_code = 0;
  sternum::add_console_command(app, exit_code);
  sternum::add_simulate_command(app, exit_code);
  sternum::add_record_command(app, exit_code);
  sternum::add_score_command(app, exit_code);
  sternum::add_schemes_command(app, exit_code);
  sternum::add_roster_command(app, exit_code);
  sternum::add_devices_command(app, exit_code);
  sternum::add_classes_command(app, exit_code);
  sternum::add_attempts_command(app, exit_code);
  sternum::add_certify_command(app, exit_code);
  sternum::add_export_command(app, exit_code);
  sternum::add_verify_command(app, exit_code);
  sternum::add_keys_command(app, exit_code);
  sternum::add_base_command(app, exit_code);
  sternum::add_backup_command(app, exit_code);
  sternum::add_restore_command(app, exit_code);
  sternum::add_people_command(app, exit_code);
  sternum::add_purge_command(app, exit_code);
  sternum::add_instructors_command(app, exit_code);

  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& success) {
    return app.exit(success);
  } catch (const CLI::ParseError& error) {
    fmt::print(stderr,
               "sternum: {}; `sternum --help` and `sternum COMMAND --help` list what there is\n",
               error.what());
    return sternum::kExitBadInput;
  }
  return exit_code;
}
