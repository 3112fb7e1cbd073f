#include "datasets/recordings/truth_file.hpp"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <system_error>

#include "datasets/atomic_file.hpp"

namespace sternum {
namespace {

using Json = nlohmann::ordered_json;

/// Reads members of one object by name; remembers the first that is not what it should be.
class Members {
 public:
  Members(const Json& object, std::string place) : object_(object), place_(std::move(place)) {}

  void read(const char* key, std::int64_t& value) {
    if (const Json* member = number(key)) {
      if (!member->is_number_integer()) return complain(key, "is no whole number");
      value = member->get<std::int64_t>();
    }
  }
  void read(const char* key, double& value) {
    if (const Json* member = number(key)) value = member->get<double>();
  }
  /// May be missing.
  void read(const char* key, std::optional<double>& value) {
    if (object_.is_object() && object_.contains(key)) read(key, value.emplace());
  }
  void read(const char* key, Channel& value) {
    const auto found = object_.is_object() ? object_.find(key) : object_.end();
    if (!object_.is_object() || found == object_.end() || !found->is_string()) {
      return complain(key, "is no text");
    }
    const auto channel = channel_of_column(found->get<std::string>());
    if (!channel) return complain(key, "is no channel");
    value = *channel;
  }
  [[nodiscard]] const std::string& complaint() const { return complaint_; }

 private:
  const Json* number(const char* key) {
    const auto found = object_.is_object() ? object_.find(key) : object_.end();
    if (!object_.is_object() || found == object_.end()) {
      complain(key, "is missing");
      return nullptr;
    }
    if (!found->is_number()) {
      complain(key, "is no number");
      return nullptr;
    }
    return &*found;
  }
  void complain(const char* key, const char* what) {
    if (complaint_.empty()) complaint_ = fmt::format("{}.{} {}", place_, key, what);
  }

  const Json& object_;
  std::string place_;
  std::string complaint_;
};

void read_members(Members& members, TruthFile::Compression& compression) {
  members.read("onset_us", compression.onset_us);
  members.read("peak_us", compression.peak_us);
  members.read("release_us", compression.release_us);
  members.read("depth_mm", compression.depth_mm);
  members.read("residual_mm", compression.residual_mm);
  members.read("hands_x_mm", compression.hands_x_mm);
  members.read("hands_y_mm", compression.hands_y_mm);
}

void read_members(Members& members, TruthFile::Breath& breath) {
  members.read("start_us", breath.start_us);
  members.read("end_us", breath.end_us);
  members.read("volume_ml", breath.volume_ml);
  members.read("head_tilt_deg", breath.head_tilt_deg);
}

void read_members(Members& members, TruthFile::Lost& lost) {
  members.read("channel", lost.channel);
  members.read("from_us", lost.from_us);
  members.read("to_us", lost.to_us);
}

/// The first complaint, empty when all is well.
template <class Event>
std::string read_events(const Json& root, const char* key, std::vector<Event>& events) {
  const auto found = root.find(key);
  if (found == root.end() || !found->is_array()) return fmt::format("the list {} is missing", key);
  for (std::size_t i = 0; i < found->size(); ++i) {
    Members members((*found)[i], fmt::format("{}[{}]", key, i));
    read_members(members, events.emplace_back());
    if (!members.complaint().empty()) return members.complaint();
  }
  return {};
}

}  // namespace

Result<void> write_truth_file(const std::filesystem::path& file, const TruthFile& truth) {
  Json root = {{"compressions", Json::array()}, {"breaths", Json::array()}};
  for (const auto& c : truth.compressions) {
    Json& one = root["compressions"].emplace_back(Json{{"onset_us", c.onset_us},
                                                       {"peak_us", c.peak_us},
                                                       {"release_us", c.release_us},
                                                       {"depth_mm", c.depth_mm},
                                                       {"residual_mm", c.residual_mm}});
    if (c.hands_x_mm) one["hands_x_mm"] = *c.hands_x_mm;
    if (c.hands_y_mm) one["hands_y_mm"] = *c.hands_y_mm;
  }
  for (const auto& b : truth.breaths) {
    Json& one = root["breaths"].emplace_back(
        Json{{"start_us", b.start_us}, {"end_us", b.end_us}, {"volume_ml", b.volume_ml}});
    if (b.head_tilt_deg) one["head_tilt_deg"] = *b.head_tilt_deg;
  }
  for (const auto& l : truth.lost) {
    root["lost"].push_back(
        {{"channel", column_name(l.channel)}, {"from_us", l.from_us}, {"to_us", l.to_us}});
  }
  auto target = AtomicFile::create(file);
  if (!target) return tl::unexpected(target.error());
  if (auto written = target->write(root.dump(1) + "\n"); !written) return written;
  return target->finish();
}

Result<TruthFile> read_truth_file(const std::filesystem::path& file) {
  const std::string name = file.string();
  std::error_code ignored;
  std::ifstream in(file, std::ios::binary);
  if (!in || std::filesystem::is_directory(file, ignored)) {
    return failure("the file cannot be read", name, "check its name and its permissions");
  }
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  const Json root = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!root.is_object()) {
    return failure("this is not a truth file", name, "write it anew together with its recording");
  }
  TruthFile truth;
  std::string complaint = read_events(root, "compressions", truth.compressions);
  if (complaint.empty()) complaint = read_events(root, "breaths", truth.breaths);
  if (complaint.empty() && root.contains("lost")) {
    complaint = read_events(root, "lost", truth.lost);
  }
  if (!complaint.empty()) {
    return failure(complaint, name, "write it anew together with its recording");
  }
  return truth;
}

}  // namespace sternum
