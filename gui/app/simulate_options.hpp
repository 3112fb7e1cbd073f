/// The options of `sternum simulate` that say who works on which manikin over which link: what a
/// reference recording's arguments are, too.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "analysis/core/result.hpp"
#include "gui/model/simulated_recording.hpp"

namespace sternum {

/// As they stand on the command line, where that is not as they are meant.
struct SimulateOptions {
  SimulatedAttempt attempt;

  std::string profile = "good";
  std::string patient = "adult";
  double pace_per_min = 0.0;  ///< 0: the profile's
  double depth_mm = 0.0;      ///< 0: the profile's
  double two_humps = 0.0;
  double bounce = 0.0;
  int taps = 0;
  bool slow_release = false;
  double leaning = -1.0;  ///< below 0: the profile's
  std::vector<double> breath_ml;
  std::vector<double> inflation_s;
  double breath_in_set = 0.0;
  double hands_wrong = 0.0;
  double head_not_tilted = 0.0;

  std::vector<std::string> channels;
  double stiffness_n_per_mm = 0.0;  ///< 0: a human chest
  double tilt_within_s = 2.0;
  double creep_recovers_s = 0.0;  ///< 0: it does not
  std::vector<std::string> mute;

  std::string reports = "none";
  double reboot_at_s = 0.0;
  std::vector<double> silence_s;
  std::vector<std::string> lag;
  double burst_ms = 0.0;
  double seconds = 0.0;
};

/// `options` must outlive the parsing.
void add_simulate_options(CLI::App& command, SimulateOptions& options);

/// Puts the texts of the command line into `options.attempt`.
[[nodiscard]] Result<void> resolve(SimulateOptions& options);

}  // namespace sternum
