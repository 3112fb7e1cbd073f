/// The manikins' rows of the station database: seats, names, calibrations.
///
/// Every writing function works inside the caller's transaction. Errors are those of `Connection`.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "analysis/core/result.hpp"
#include "datasets/records/calibration.hpp"
#include "datasets/records/sqlite.hpp"

namespace sternum {

/// The seat of this manikin; the lowest free one is given to a new manikin.
[[nodiscard]] Result<int> find_or_give_seat(Connection& connection, const std::string& manikin_id);
/// Gives the manikin this seat; whoever has it gets the one that becomes free.
[[nodiscard]] Result<void> move_manikin(Connection& connection, const std::string& manikin_id,
                                        int seat);
/// An empty name takes the given one back.
[[nodiscard]] Result<void> write_manikin_name(Connection& connection, const std::string& manikin_id,
                                              const std::string& name);
/// `calibration.id` is not looked at.
[[nodiscard]] Result<void> append_calibration(Connection& connection,
                                              const Calibration& calibration);

/// Manikin id → seat.
[[nodiscard]] Result<std::map<std::string, int>> read_seats(Connection& connection);
/// Manikin id → name, of those that were given one.
[[nodiscard]] Result<std::map<std::string, std::string>> read_manikin_names(Connection& connection);
/// The newest first.
[[nodiscard]] Result<std::vector<Calibration>> read_calibrations(Connection& connection,
                                                                 const std::string& manikin_id);

}  // namespace sternum
