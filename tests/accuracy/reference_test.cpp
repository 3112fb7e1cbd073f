// Every reference recording: it is made as the manifest says, its result is the same live, replayed
// and in any cut, and it is understood as well as its bars ask.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <random>
#include <variant>

#include "analysis/attempt/attempt.hpp"
#include "datasets/guidelines/guideline_file.hpp"
#include "datasets/recordings/truth_file.hpp"
#include "datasets/reference/comparison.hpp"
#include "datasets/reference/manifest.hpp"
#include "datasets/reference/sha256.hpp"
#include "firmware-bridge/protocol/batch_assembler.hpp"
#include "firmware-bridge/protocol/manikin_decoder.hpp"
#include "gui/model/scored_recording.hpp"
#include "tests/support/child_process.hpp"
#include "tests/support/outside_recordings.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum {

/// Found by argument-dependent lookup when GoogleTest prints a parameter.
static void PrintTo(const ReferenceRecording& recording, std::ostream* out) {
  *out << recording.id;
}

namespace {

namespace fs = std::filesystem;

const fs::path kFolder = fs::path(STERNUM_SOURCE_DIR) / "datasets/reference";

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

ReferenceManifest manifest() {
  const auto read = parse_reference_manifest(text_of(kFolder / "manifest.toml"), "manifest.toml");
  return read ? *read : ReferenceManifest{};
}

Guideline guideline() { return *find_guideline(kDefaultGuideline, {}); }

/// A recording and whatever else the program makes of it.
class Made {
 public:
  explicit Made(const ReferenceRecording& recording) : id_(recording.id) {
    outcome = test::run({STERNUM_PROGRAM, "simulate", "--reference", id_, "--out-dir",
                         folder_.path().string(), "--wires"});
  }
  [[nodiscard]] fs::path recording() const { return folder_.path() / (id_ + ".csv"); }
  [[nodiscard]] fs::path truth() const { return folder_.path() / (id_ + ".truth.json"); }
  [[nodiscard]] fs::path wire() const { return folder_.path() / (id_ + ".wire"); }

  test::Outcome outcome;

 private:
  std::string id_;
  test::TemporaryFolder folder_;
};

using Input = std::variant<SampleBatch, ReportedCompression, ReportedBreath>;

AttemptOptions options_of(const fs::path& recording) {
  auto reader = RecordingReader::open(recording);
  std::vector<SampleBatch> batches;
  AttemptOptions options;
  options.channels = reader->channels();
  (void)reader->next(batches);
  if (const auto stiffness = reader->stiffness_n_per_mm()) {
    options.stiffness = newtons_per_millimetre(*stiffness);
  }
  return options;
}

AttemptResult result_of(const std::vector<Input>& inputs, const AttemptOptions& options) {
  Attempt attempt(guideline(), options);
  for (const Input& input : inputs) {
    std::visit([&](const auto& one) { attempt.push(one); }, input);
  }
  return attempt.finish();
}

AttemptResult replayed(const fs::path& recording) {
  auto reader = RecordingReader::open(recording);
  auto result = score_recording(*reader, guideline(), {});
  EXPECT_TRUE(result.has_value());
  return result ? *result : AttemptResult{};
}

/// What a console makes of the bytes, in chunks of any size.
std::vector<Input> heard(const std::string& wire, std::mt19937& random) {
  struct Sink final : MessageSink {
    void on_hello(const Hello& hello) override { assembler.on_hello(hello); }
    void on_samples(const WireBatch& batch) override {
      if (const SampleBatch* one = assembler.assemble(batch)) inputs.emplace_back(*one);
    }
    void on_compression(const CompressionReport& report) override {
      if (const auto one = assembler.assemble(report)) inputs.emplace_back(*one);
    }
    void on_breath(const BreathReport& report) override {
      if (const auto one = assembler.assemble(report)) inputs.emplace_back(*one);
    }
    BatchAssembler assembler;
    std::vector<Input> inputs;
  } sink;
  ManikinDecoder decoder("reference");
  const auto bytes = std::as_bytes(std::span(wire));
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t size =
        std::min<std::size_t>(bytes.size() - at, std::uniform_int_distribution(1, 400)(random));
    decoder.push(bytes.subspan(at, size), sink);
    at += size;
  }
  return sink.inputs;
}

/// Cuts batches anywhere; the flags are the first piece's. A saturated batch stays whole: nobody
/// says which of its values are.
std::vector<SampleBatch> cut(const SampleBatch& batch, std::mt19937& random) {
  if (has(batch.flags, BatchFlag::Saturated)) return {batch};
  std::vector<SampleBatch> pieces;
  for (std::size_t at = 0; at < batch.values.size();) {
    const std::size_t size = std::min<std::size_t>(batch.values.size() - at,
                                                   std::uniform_int_distribution(1, 12)(random));
    SampleBatch piece = batch;
    piece.first = batch.time_of(at);
    const auto from = batch.values.begin() + static_cast<std::ptrdiff_t>(at);
    piece.values.assign(from, from + static_cast<std::ptrdiff_t>(size));
    if (at > 0) piece.flags = BatchFlag::None;
    pieces.push_back(std::move(piece));
    at += size;
  }
  return pieces;
}

/// Lets channels overtake each other by up to 100 ms between two reports.
void shuffle(std::vector<SampleBatch>& batches, std::vector<Input>& inputs, std::mt19937& random) {
  std::map<Channel, std::deque<SampleBatch>> queues;
  for (SampleBatch& batch : batches) queues[batch.channel].push_back(std::move(batch));
  batches.clear();
  for (;;) {
    std::erase_if(queues, [](const auto& queue) { return queue.second.empty(); });
    if (queues.empty()) return;
    DeviceTime oldest = queues.begin()->second.front().last();
    for (const auto& [_, queue] : queues) oldest = std::min(oldest, queue.front().last());
    std::vector<std::deque<SampleBatch>*> ready;
    for (auto& [_, queue] : queues) {
      if (queue.front().last() <= oldest + milliseconds(100)) ready.push_back(&queue);
    }
    auto& chosen = *ready[std::uniform_int_distribution<std::size_t>(0, ready.size() - 1)(random)];
    inputs.emplace_back(std::move(chosen.front()));
    chosen.pop_front();
  }
}

std::vector<Input> recut(const std::vector<Input>& inputs, std::mt19937& random) {
  std::vector<Input> result;
  std::vector<SampleBatch> waiting;
  for (const Input& input : inputs) {
    if (const auto* batch = std::get_if<SampleBatch>(&input)) {
      for (auto& piece : cut(*batch, random)) waiting.push_back(std::move(piece));
      continue;
    }
    shuffle(waiting, result, random);
    result.push_back(input);
  }
  shuffle(waiting, result, random);
  return result;
}

std::vector<Input> read_inputs(const fs::path& recording) {
  std::vector<Input> inputs;
  auto reader = RecordingReader::open(recording);
  std::vector<SampleBatch> batches;
  for (auto more = reader->next(batches); more && *more; more = reader->next(batches)) {
    for (const auto& report : reader->reports().compressions) inputs.emplace_back(report);
    for (const auto& report : reader->reports().breaths) inputs.emplace_back(report);
    for (const auto& batch : batches) inputs.emplace_back(batch);
  }
  return inputs;
}

void expect_same(const AttemptResult& a, const AttemptResult& b, const std::string& what) {
  EXPECT_EQ(a.compressions, b.compressions) << what;
  EXPECT_EQ(a.breaths, b.breaths) << what;
  EXPECT_EQ(a.gaps, b.gaps) << what;
  EXPECT_EQ(a.quality, b.quality) << what;
  EXPECT_EQ(a.metrics, b.metrics) << what;
  EXPECT_TRUE(a == b) << what;
}

class EveryReference : public testing::TestWithParam<ReferenceRecording> {};

TEST_P(EveryReference, IsMadeAsTheManifestSays) {
  const ReferenceRecording& recording = GetParam();
  const Made made(recording);
  EXPECT_EQ(made.outcome.exit_code, 0) << made.outcome.errors;
  auto reader = RecordingReader::open(made.recording());
  ASSERT_TRUE(reader.has_value());
  std::vector<SampleBatch> batches;
  std::optional<DeviceTime> first;
  DeviceTime last;
  for (auto more = reader->next(batches); more && *more; more = reader->next(batches)) {
    for (const auto& batch : batches) {
      if (!first || batch.first < *first) first = batch.first;
      last = std::max(last, batch.last());
    }
  }
  const double length_s = first ? (last - *first).seconds() : 0.0;
  EXPECT_NEAR(length_s, recording.duration_s, 0.001);
  if (!recording.is_committed) return;
  const fs::path kept = kFolder / "recordings";
  EXPECT_EQ(text_of(kept / (recording.id + ".csv")), text_of(made.recording()));
  EXPECT_EQ(text_of(kept / (recording.id + ".truth.json")), text_of(made.truth()));
}

TEST_P(EveryReference, GivesTheSameResultLiveReplayedAndInAnyCut) {
  const Made made(GetParam());
  ASSERT_TRUE(fs::exists(made.wire()));
  std::mt19937 random(static_cast<unsigned>(GetParam().seed));
  const AttemptOptions options = options_of(made.recording());
  const AttemptResult replay = replayed(made.recording());
  const auto live = heard(text_of(made.wire()), random);
  expect_same(replay, result_of(live, options), "live");
  expect_same(replay, result_of(recut(live, random), options), "live, cut anew");
  expect_same(replay, result_of(recut(read_inputs(made.recording()), random), options),
              "replayed, cut anew");
}

TEST_P(EveryReference, IsUnderstoodAsWellAsItsBarsAsk) {
  const ReferenceRecording& recording = GetParam();
  const Made made(recording);
  const auto truth = read_truth_file(made.truth());
  ASSERT_TRUE(truth.has_value());
  const AttemptResult result = replayed(made.recording());
  const TruthComparison c = compare_with_truth(result, *truth);
  const ReferenceBars& bars = recording.bars;
  const auto at_least = [](double value, const std::optional<double>& bar, const char* what) {
    if (bar) {
      EXPECT_GE(value, *bar) << what;
    }
  };
  const auto at_most = [](double value, const std::optional<double>& bar, const char* what) {
    if (bar) {
      EXPECT_LE(value, *bar) << what;
    }
  };
  at_least(c.compressions.sensitivity().value_or(0.0), bars.least_sensitivity, "sensitivity");
  at_least(c.compressions.ppv().value_or(0.0), bars.least_ppv, "PPV");
  at_least(c.breaths.sensitivity().value_or(0.0), bars.least_breath_sensitivity, "breaths found");
  at_least(c.breaths.ppv().value_or(0.0), bars.least_breath_ppv, "breaths true");
  at_most(c.depth_mm.mae, bars.most_depth_mae_mm, "depth MAE");
  at_most(std::abs(c.depth_mm.bias), bars.most_depth_bias_mm, "depth bias");
  at_most(c.depth_mm.median, bars.most_depth_median_mm, "depth median");
  at_most(c.depth_mm.p95, bars.most_depth_p95_mm, "depth P95");
  at_most(c.residual_mm.mae, bars.most_residual_mae_mm, "residual MAE");
  at_most(c.peak_ms.mae, bars.most_peak_mae_ms, "peak MAE");
  at_most(c.rate_per_min.median, bars.most_rate_median_per_min, "rate median");
  at_most(c.volume_ml.mae, bars.most_volume_mae_ml, "volume MAE");
  if (c.rates > 0) {
    at_most(static_cast<double>(c.doubled_rates) / static_cast<double>(c.rates),
            bars.most_doubled_rates, "doubled rates");
  }
  // A bar on an error is met only by something that was measured.
  if (bars.most_depth_mae_mm || bars.most_depth_median_mm) {
    EXPECT_GT(c.depth_mm.count, 0U);
  }
  if (!recording.verdict.empty()) {
    EXPECT_EQ(verdict_name(result.quality.verdict), recording.verdict);
  }
  for (const std::string& wanted : recording.findings) {
    EXPECT_TRUE(std::ranges::any_of(
        result.quality.findings,
        [&](const QualityFinding& finding) { return finding_name(finding.kind) == wanted; }))
        << "the finding " << wanted << " is missing";
  }
  if (HasFailure()) std::fputs(comparison_table(c).c_str(), stderr);
}

INSTANTIATE_TEST_SUITE_P(Reference, EveryReference, testing::ValuesIn(manifest().recordings),
                         [](const auto& tested) {
                           std::string name = tested.param.id;
                           std::ranges::replace(name, '-', '_');
                           return name;
                         });

/// One recording after the other, a quarter of an hour apart.
void append(const AttemptResult& result, const TruthFile& truth, AttemptResult& all_found,
            TruthFile& all_true, int place) {
  const Duration later = seconds(900.0 * place);
  for (Compression c : result.compressions) {
    c.onset = c.onset + later;
    c.peak = c.peak + later;
    c.release = c.release + later;
    all_found.compressions.push_back(c);
  }
  for (TruthFile::Compression c : truth.compressions) {
    c.onset_us += later.us();
    c.peak_us += later.us();
    c.release_us += later.us();
    all_true.compressions.push_back(c);
  }
}

// González-Otero et al. 2018: sensitivity 99.98 %, PPV 99.79 %; in 2 s windows a median error of
// 0.9 mm and 1.0 /min, 95 % below 3.5 mm.
TEST(AccelerationReferences, HoldThePublishedBarTogether) {
  AttemptResult found;
  TruthFile truth;
  int place = 0;
  for (const ReferenceRecording& recording : manifest().recordings) {
    const bool is_of_hands =
        recording.id.starts_with("acceleration-") && recording.id != "acceleration-mechanical";
    if (!is_of_hands) continue;
    const Made made(recording);
    const auto its_truth = read_truth_file(made.truth());
    ASSERT_TRUE(its_truth.has_value()) << recording.id;
    append(replayed(made.recording()), *its_truth, found, truth, place++);
  }
  ASSERT_GE(truth.compressions.size(), 1500U);
  const TruthComparison c = compare_with_truth(found, truth);
  EXPECT_GE(c.compressions.sensitivity().value_or(0.0), 0.999);
  EXPECT_GE(c.compressions.ppv().value_or(0.0), 0.998);
  EXPECT_LE(c.depth_mm.median, 1.0);
  EXPECT_LE(c.depth_mm.p95, 3.5);
  EXPECT_LE(std::abs(c.depth_mm.bias), 0.5);
  EXPECT_LE(c.rate_per_min.median, 1.0);
  if (HasFailure()) std::fputs(comparison_table(c).c_str(), stderr);
}

TEST(ReferenceManifest, HasThirtyRecordingsAndKeepsTheSmallOnes) {
  const ReferenceManifest all = manifest();
  EXPECT_GE(all.recordings.size(), 30U);
  std::uintmax_t bytes = 0;
  std::size_t kept = 0;
  for (const ReferenceRecording& recording : all.recordings) {
    if (!recording.is_committed) continue;
    ++kept;
    const auto size = fs::file_size(kFolder / "recordings" / (recording.id + ".csv"));
    EXPECT_LT(size, 60'000U) << recording.id;
    bytes += size;
  }
  EXPECT_GE(kept, 5U);
  EXPECT_LT(bytes, 1'000'000U);
}

TEST(ReferenceManifest, OutsideRecordingsAreWhatTheyWereWhenTheyAreThere) {
  const fs::path folder = test::outside_recordings();
  int found = 0;
  for (const OutsideRecording& outside : manifest().outside) {
    for (const OutsideRecording::File& file : outside.files) {
      const fs::path path = folder / file.path;
      if (!fs::exists(path)) continue;
      ++found;
      EXPECT_EQ(sha256_of_file(path), file.sha256) << path;
    }
  }
  if (found == 0) {
    GTEST_SKIP() << "none is in " << folder << ": set STERNUM_DATA_DIR to the folder of them";
  }
}

TEST(ReferenceManifest, SaysWhatIsWrongWithIt) {
  const auto error_of = [](const std::string& toml) {
    const auto read = parse_reference_manifest(toml, "m.toml");
    return read ? std::string() : read.error().message();
  };
  using testing::HasSubstr;
  const std::string hash(64, 'a');
  const std::string good =
      "[[recording]]\nid = \"a\"\npurpose = \"b\"\nseed = 1\nduration_s = 1\n"
      "recording_sha256 = \"" +
      hash + "\"\ntruth_sha256 = \"" + hash + "\"\n";
  const std::string outside =
      "[[outside]]\nid = \"o\"\npurpose = \"p\"\norigin = \"q\"\n"
      "licence = \"MIT\"\n[outside.files]\n\"x.csv\" = \"" +
      hash + "\"\n";
  EXPECT_EQ(error_of(good + outside), "");
  EXPECT_THAT(error_of(good), HasSubstr("[[outside]]"));
  EXPECT_THAT(error_of(good + good + outside), HasSubstr("'a' is there twice"));
  EXPECT_THAT(error_of(good + "verdict = \"fine\"\n" + outside), HasSubstr("m.toml:8"));
  EXPECT_THAT(error_of("[[recording]]\nid = 3\n" + outside), HasSubstr("m.toml:2"));
  EXPECT_THAT(error_of("[["), HasSubstr("m.toml:1"));
}

}  // namespace
}  // namespace sternum
