#include "gui/model/preferences.hpp"

#include <fstream>
#include <nlohmann/json.hpp>

#include "datasets/atomic_file.hpp"

namespace sternum {

namespace {

constexpr const char* kSeatsInSight = "seats_in_sight";

}  // namespace

Preferences load_preferences(const std::filesystem::path& file) {
  Preferences preferences;
  std::ifstream in(file);
  const auto stored = nlohmann::json::parse(in, nullptr, false);
  if (!stored.is_object()) return preferences;
  const auto seats = stored.find(kSeatsInSight);
  if (seats != stored.end() && seats->is_number_integer()) {
    preferences.seats_in_sight = seats->get<int>();
  }
  return preferences;
}

Result<void> save_preferences(const Preferences& preferences, const std::filesystem::path& file) {
  nlohmann::json stored = nlohmann::json::object();
  if (preferences.seats_in_sight) stored[kSeatsInSight] = *preferences.seats_in_sight;
  auto out = AtomicFile::create(file);
  if (!out) return tl::unexpected(out.error());
  if (auto written = out->write(stored.dump(2) + "\n"); !written) return written;
  return out->finish();
}

}  // namespace sternum
