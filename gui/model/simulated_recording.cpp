#include "gui/model/simulated_recording.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "datasets/atomic_file.hpp"
#include "datasets/recordings/recording_writer.hpp"
#include "datasets/recordings/truth_file.hpp"
#include "firmware-bridge/protocol/batch_assembler.hpp"
#include "firmware-bridge/protocol/manikin_decoder.hpp"
#include "firmware-bridge/simulator/device_player.hpp"

namespace sternum {
namespace {

/// A channel that ends so long before the recording does is lost from there on. Sensors that send
/// on change are silent for half a second.
constexpr std::int64_t kSilence_us = 1'000'000;
constexpr std::int64_t k32Bits = 0xFFFF'FFFF;

/// The receiving end of the simulated wire: what arrives, however damaged, goes to the file as it
/// would to the analysis.
class FileSink final : public MessageSink {
 public:
  explicit FileSink(RecordingWriter& writer) : writer_(writer) {}

  void on_hello(const Hello& hello) override {
    assembler_.on_hello(hello);
    if (boot_ && *boot_ != hello.boot) has_restarted_ = true;
    if (!boot_ && hello.stiffness_n_per_mm)
      keep(writer_.write_stiffness(*hello.stiffness_n_per_mm));
    boot_ = hello.boot;
  }
  void on_samples(const WireBatch& batch) override {
    const SampleBatch* const assembled = assembler_.assemble(batch);
    if (assembled == nullptr) return;
    has_restarted_ = has_restarted_ || has(assembled->flags, BatchFlag::FollowsReboot);
    note_offset(assembled->first.us() - batch.t_us);
    note_arrival(*assembled);
    keep(writer_.write(*assembled));
  }
  void on_compression(const CompressionReport& report) override {
    const auto assembled = assembler_.assemble(report);
    if (!assembled) return;
    note_offset(assembled->peak.us() - report.t_us);
    keep(writer_.write(*assembled));
  }
  void on_breath(const BreathReport& report) override {
    const auto assembled = assembler_.assemble(report);
    if (!assembled) return;
    note_offset(assembled->start.us() - report.t_us);
    keep(writer_.write(*assembled));
  }

  [[nodiscard]] const Result<void>& written() const { return written_; }
  /// From the restarted device's clock to the timeline.
  [[nodiscard]] std::optional<std::int64_t> offset_after_restart_us() const { return offset_us_; }
  /// Of the channels that should have been there from `from_us` to `to_us`.
  [[nodiscard]] std::vector<TruthFile::Lost> lost(const std::vector<Channel>& channels,
                                                  std::int64_t from_us, std::int64_t to_us) const {
    std::vector<TruthFile::Lost> all = holes_;
    for (const Channel channel : channels) {
      const auto known = last_us_.find(channel);
      const std::int64_t seen_us = known == last_us_.end() ? from_us : known->second;
      if (to_us - seen_us > kSilence_us) all.push_back({channel, seen_us, to_us});
    }
    return all;
  }

 private:
  void note_offset(std::int64_t offset_us) {
    if (has_restarted_ && !offset_us_) offset_us_ = offset_us;
  }
  void note_arrival(const SampleBatch& batch) {
    const auto known = last_us_.find(batch.channel);
    const bool is_behind_hole = has(batch.flags, BatchFlag::FollowsGap | BatchFlag::FollowsReboot);
    if (is_behind_hole && known != last_us_.end()) {
      holes_.push_back({batch.channel, known->second, batch.first.us()});
    }
    last_us_[batch.channel] = batch.last().us();
  }
  void keep(Result<void> done) {
    if (written_ && !done) written_ = std::move(done);
  }

  RecordingWriter& writer_;
  BatchAssembler assembler_;
  Result<void> written_;
  std::optional<std::uint32_t> boot_;
  bool has_restarted_ = false;
  std::optional<std::int64_t> offset_us_;
  std::map<Channel, std::int64_t> last_us_;
  std::vector<TruthFile::Lost> holes_;
};

/// The attempt as it was meant, and how long it takes, lead-out included.
struct Plan {
  Truth truth;
  Duration length;
};
Plan plan_of(const SimulatedAttempt& attempt) {
  VirtualManikin manikin(attempt.manikin);
  Plan plan;
  std::vector<WireBatch> batches;
  while (manikin.next(batches)) {
    const Duration until = microseconds(manikin.sampled_us());
    if (attempt.limit > Duration{} && until > attempt.limit) break;
    plan.length = until;
  }
  plan.truth = manikin.truth();
  return plan;
}

/// From the device's first switching on to the recording's timeline.
class Timeline {
 public:
  Timeline(const Impairments& faults, std::optional<std::int64_t> offset_after_restart_us)
      : offset_after_us_(offset_after_restart_us.value_or(0)) {
    start_us_ = static_cast<std::int64_t>(faults.clock_starts_at_us);
    if (faults.clock_wraps) start_us_ &= k32Bits;
    if (!faults.reboot_at) return;
    dark_ = TimeSpan{DeviceTime{} + *faults.reboot_at,
                     DeviceTime{} + *faults.reboot_at + kRestartTakes};
  }
  [[nodiscard]] bool was_dark(std::int64_t from_us, std::int64_t to_us) const {
    return dark_ && to_us >= dark_->from.us() && from_us <= dark_->to.us();
  }
  [[nodiscard]] std::int64_t operator()(std::int64_t t_us) const {
    if (!dark_ || t_us < dark_->to.us()) return t_us + start_us_;
    return t_us - dark_->to.us() + offset_after_us_;
  }

 private:
  std::int64_t start_us_ = 0;
  std::int64_t offset_after_us_;
  std::optional<TimeSpan> dark_;
};

TruthFile truth_file(const Truth& truth, const Timeline& at, const std::vector<Channel>& channels) {
  const auto measures = [&](Channel channel) {
    return std::ranges::find(channels, channel) != channels.end();
  };
  const bool places_hands = measures(Channel::HandPositionX) || measures(Channel::HandPositionY);
  TruthFile file;
  for (const TrueCompression& c : truth.compressions) {
    if (at.was_dark(c.onset_us, c.release_us)) continue;
    TruthFile::Compression& one = file.compressions.emplace_back();
    one = {at(c.onset_us), at(c.peak_us), at(c.release_us), c.depth_mm, c.residual_mm};
    if (!places_hands) continue;
    one.hands_x_mm = c.hands_x_mm;
    one.hands_y_mm = c.hands_y_mm;
  }
  for (const TrueBreath& b : truth.breaths) {
    if (at.was_dark(b.start_us, b.end_us)) continue;
    TruthFile::Breath& one = file.breaths.emplace_back();
    one = {at(b.start_us), at(b.end_us), b.volume_ml};
    if (measures(Channel::HeadTilt)) one.head_tilt_deg = b.head_tilt_deg;
  }
  return file;
}

}  // namespace

Result<void> write_simulated_recording(const SimulatedAttempt& attempt,
                                       const SimulatedFiles& files) {
  const auto& channels = attempt.manikin.channels;
  auto writer = RecordingWriter::create(files.recording, channels);
  if (!writer) return tl::unexpected(writer.error());
  std::optional<AtomicFile> wire;
  if (!files.wire.empty()) {
    auto created = AtomicFile::create(files.wire);
    if (!created) return tl::unexpected(created.error());
    wire = std::move(*created);
  }
  const Plan plan = plan_of(attempt);
  DevicePlayer device(attempt.manikin, attempt.faults);
  ManikinDecoder decoder("simulated");
  FileSink sink(*writer);
  std::vector<std::byte> bytes;
  // The device's clock may run fast or slow; its attempt is over when that clock says so.
  const double clock_rate = 1.0 + attempt.faults.clock_drift_ppm * 1e-6;
  const Duration over = seconds(plan.length.seconds() / clock_rate + 1e-5);
  while (sink.written() && device.next_due() <= over) {
    bytes.clear();
    device.advance(device.next_due(), bytes);
    decoder.push(bytes, sink);
    if (!wire) continue;
    const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    if (auto written = wire->write(text); !written) return written;
  }
  if (!sink.written()) return sink.written();
  if (auto finished = writer->finish(); !finished) return finished;
  if (wire) {
    if (auto finished = wire->finish(); !finished) return finished;
  }
  if (files.truth.empty()) return {};
  const Timeline at(attempt.faults, sink.offset_after_restart_us());
  TruthFile truth = truth_file(plan.truth, at, channels);
  truth.lost = sink.lost(channels, at(0), at(plan.length.us()));
  return write_truth_file(files.truth, truth);
}

}  // namespace sternum
