/// Which serial ports one `SerialPort` of the instructor asks for, at any moment.
///
/// A named port is always asked for, there or not. A glob asks for every port that matches. When a
/// manikin last heard on one of them is missing, ports of the same family (the name with other
/// digits at its end) are asked for too, but only newcomers: a port that had been there for a while
/// before the manikin was lost belongs to something else, which opening it would disturb. Pure:
/// what is there, what is missing and the time are passed in.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "firmware-bridge/host_time.hpp"

namespace sternum {

class PortWatch {
 public:
  /// `present` are the ports of the family that are there at the start.
  PortWatch(std::string device, const std::vector<std::string>& present);

  /// The glob of all ports that this one could come back on; empty when its name has no such
  /// family. Terminals of programs (/dev/pts/5) have none: their numbers go to whoever comes next.
  [[nodiscard]] static std::string family_of(const std::string& device);
  [[nodiscard]] static bool is_glob(const std::string& device);

  [[nodiscard]] const std::string& family() const { return family_; }
  /// Manikins that have been heard on one of its ports.
  [[nodiscard]] const std::set<std::string>& manikins() const { return manikins_; }
  void remember(const std::string& manikin_id) { manikins_.insert(manikin_id); }

  /// The ports to have open now, sorted. `missing_since`: when the first of its manikins that are
  /// missing was lost; empty when none is.
  [[nodiscard]] std::set<std::string> wanted(const std::vector<std::string>& present,
                                             std::optional<HostTime> missing_since, HostTime now);

 private:
  [[nodiscard]] bool is_of_family(const std::string& path) const;

  std::string device_;
  std::string family_;
  std::set<std::string> manikins_;
  std::map<std::string, HostTime> appeared_;  ///< of the ports that are there
};

}  // namespace sternum
