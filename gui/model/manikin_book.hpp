/// What the station remembers of every manikin it has ever seen: its seat, what the room calls it,
/// and how its depth was last checked.
///
/// Loaded once from the database; every change is handed to the journal. Seats are numbers from 1;
/// no two manikins have the same. Analysis thread only; never blocks.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "datasets/records/calibration.hpp"
#include "datasets/records/journal.hpp"
#include "datasets/records/station_database.hpp"

namespace sternum {

/// Made-up ids of places without a manikin begin so.
inline constexpr std::string_view kNoManikin = "no-manikin-";

struct KnownManikin {
  std::string id;
  int seat = 0;
  std::string name{};                        ///< what the room calls it; empty: its id is its name
  std::optional<Calibration> calibration{};  ///< the last check of its depth
};

class ManikinBook {
 public:
  explicit ManikinBook(Journal& journal) : journal_(journal) {}

  void load(const StationReader& reader);

  /// Its own for good; a new one gets the lowest free number from `lowest` on.
  int seat_for(const std::string& manikin_id, int lowest = 1);
  /// Its seat; 0 when it was never seen.
  [[nodiscard]] int seat_of(const std::string& manikin_id) const;
  /// Whoever has that seat gets the one that becomes free. Seats below 1 are not given.
  void move(const std::string& manikin_id, int seat);
  void rename(const std::string& manikin_id, const std::string& name);
  [[nodiscard]] const std::string& name_of(const std::string& manikin_id) const;
  void add(const Calibration& calibration);

  /// All of them but places without a manikin, ascending seats; another object after every change.
  [[nodiscard]] std::shared_ptr<const std::vector<KnownManikin>> known();

 private:
  Journal& journal_;
  std::map<std::string, KnownManikin> manikins_;
  std::shared_ptr<const std::vector<KnownManikin>> known_;  ///< null after a change
};

}  // namespace sternum
