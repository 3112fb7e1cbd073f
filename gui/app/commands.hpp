/// The subcommands of the program, one file each.
///
/// Each function adds its subcommand to `app`; when the command line names it, it runs and leaves
/// its exit code in `exit_code`: 0 done, 1 done but not as hoped (a command says what that means),
/// 2 bad input or a wrong command line, with one sentence on stderr.
#pragma once

#include <CLI/CLI.hpp>

namespace sternum {

inline constexpr int kExitBadInput = 2;

void add_console_command(CLI::App& app, int& exit_code);
void add_simulate_command(CLI::App& app, int& exit_code);
void add_record_command(CLI::App& app, int& exit_code);
void add_score_command(CLI::App& app, int& exit_code);
void add_schemes_command(CLI::App& app, int& exit_code);
void add_roster_command(CLI::App& app, int& exit_code);
void add_devices_command(CLI::App& app, int& exit_code);
void add_classes_command(CLI::App& app, int& exit_code);
void add_attempts_command(CLI::App& app, int& exit_code);
void add_certify_command(CLI::App& app, int& exit_code);
void add_export_command(CLI::App& app, int& exit_code);
void add_verify_command(CLI::App& app, int& exit_code);
void add_keys_command(CLI::App& app, int& exit_code);
void add_base_command(CLI::App& app, int& exit_code);
void add_backup_command(CLI::App& app, int& exit_code);
void add_restore_command(CLI::App& app, int& exit_code);
void add_people_command(CLI::App& app, int& exit_code);
void add_purge_command(CLI::App& app, int& exit_code);
void add_instructors_command(CLI::App& app, int& exit_code);

}  // namespace sternum
