/// What an exam scheme says of an attempt: items, points, verdict, and every lost point's reason.
///
/// The verdict is never made of one number near its limit: every item and the quality of CPR are
/// judged as measured and with all depths, and all volumes, shifted by each half millimetre and 10
/// ml within the uncertainty (rounded up to whole steps, so that a greater one takes in all that a
/// smaller one does), and everything undecided (a tick not given, a critical item whose channel is
/// missing) is taken once as missed and once as met. Each at its worst makes the least that the
/// attempt can be, each at its best the most; where these disagree it is *borderline*, and the
/// instructor decides. Residuals are not shifted: they are measured against the chest's own rest,
/// so that an error of the whole scale is not in them. An invalid recording gives *invalid*,
/// whatever its points; a checklist that measures no CPR asks for none. What was not measured or
/// not yet decided is left out of the total and the rest scaled up to 100. The ledger adds up to
/// 100 − total exactly. `examine` is a pure function of its arguments; it never blocks; 5 cycles
/// take well under 1 ms.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analysis/core/device_time.hpp"
#include "analysis/exam/scheme.hpp"
#include "analysis/scoring/guideline.hpp"
#include "analysis/scoring/performance.hpp"
#include "analysis/scoring/points.hpp"
#include "analysis/scoring/score.hpp"

namespace sternum {

/// Where the uncertainty leaves open whether the points are enough, the instructor decides by
/// overruling this instead of an item. Ids of items are never this.
inline constexpr std::string_view kWholeScore = "score";

/// What the instructor did with the sheet during an attempt. Later entries for an item replace
/// earlier ones (a tick can be undone), all are kept. What they come to is drawn in `sheet.hpp`.
struct SheetEntry {
  std::string item_id{};
  /// Stored: never renumber, only append.
  enum class Kind : std::uint8_t {
    Ticked = 0,
    Unticked = 1,
    Missed = 2,
    Timed = 3,
    Overruled = 4,
  } kind = Kind::Ticked;
  sternum::Duration timed{};  ///< of `Timed`
  bool overruled_to_met = false;
  std::string reason{};  ///< of `Overruled`, never empty
  std::string who{};     ///< the instructor's id, never a name
  std::int64_t utc_ms = 0;
  friend bool operator==(const SheetEntry&, const SheetEntry&) = default;
};

enum class ItemOutcome : std::uint8_t {
  Met,
  Missed,
  PartlyMet,    ///< some of its points: a sensor rule that fades
  Borderline,   ///< within the uncertainty of its limit; its points are as measured
  Undecided,    ///< not ticked, not timed
  NotMeasured,  ///< its channel is missing
};
[[nodiscard]] std::string_view outcome_name(ItemOutcome outcome);  ///< frozen: "not_measured"

struct ItemResult {
  std::string id;
  ItemOutcome outcome = ItemOutcome::Undecided;  ///< with the overruling, if any
  std::optional<double> measured;                ///< in the measure's unit, or seconds of the timer
  std::optional<int> set;                        ///< of `EverySet`: the worst one, from 1
  std::optional<DeviceTime> at;                  ///< where the set begins that it is about
  Points points;                                 ///< won, after rescaling
  Points out_of;                                 ///< after rescaling; zero when left out
  std::optional<ItemOutcome> before_overruling;
  std::optional<SheetEntry> overruling;
  friend bool operator==(const ItemResult&, const ItemResult&) = default;
};

/// One line of the ledger: points lost to one rule by one compression, breath, pause or item.
struct LedgerEntry {
  /// A rule's name ("too_shallow") or "item:" and an item's id.
  std::string rule;
  Points lost;
  std::optional<DeviceTime> at;
  std::optional<int> compression;  ///< index into the attempt's list; of a pause: the one before it
  std::optional<int> breath;
  /// What was measured and the limit, in the rule's or the item's unit; empty: there is no number.
  std::optional<double> measured;
  std::optional<double> limit;
  friend bool operator==(const LedgerEntry&, const LedgerEntry&) = default;
};

/// Stored: never renumber, only append.
enum class Verdict : std::uint8_t { Pass = 0, Fail = 1, Borderline = 2, Invalid = 3 };
[[nodiscard]] std::string_view verdict_name(Verdict verdict);  ///< frozen: "borderline"

/// One thing to do better, and what it would have gained at most.
struct Tip {
  std::string rule;  ///< as in the ledger
  Points gain;
  int times = 0;  ///< compressions, breaths, pauses or items behind it
  friend bool operator==(const Tip&, const Tip&) = default;
};

struct Examination {
  std::string scheme_id;
  std::string scheme_edition;
  std::string scheme_hash;
  Verdict verdict = Verdict::Invalid;
  /// Ids of items that failed it, or left it open, in the order of the sheet; then "score" when the
  /// points did. Of an invalid recording: "quality".
  std::vector<std::string> because;
  /// Without any overruling; the same as `verdict` where there was none.
  Verdict before_overruling = Verdict::Invalid;
  std::optional<SheetEntry> score_overruling;  ///< of `kWholeScore`, where it decided
  std::optional<Points> total;                 ///< empty when there is nothing to judge
  std::vector<ItemResult> items;
  std::optional<Points> quality;    ///< won for the quality of CPR; empty when it was left out
  Points quality_out_of;            ///< after rescaling
  std::vector<LedgerEntry> ledger;  ///< in the order of time; items without a time come last
  std::vector<Unjudged> not_measured;
  std::vector<Tip> tips;  ///< the one or two that would gain most
  friend bool operator==(const Examination&, const Examination&) = default;
};

/// How far the manikin says that its numbers may be off; empty: as far as the scheme assumes.
struct MeasurementUncertainty {
  std::optional<Millimetres> depth{};
  std::optional<Millilitres> volume{};
  friend bool operator==(const MeasurementUncertainty&, const MeasurementUncertainty&) = default;
};

struct ExamInput {
  const Scheme& scheme;
  const Guideline& guideline;
  const Performance& performance;
  const std::vector<SheetEntry>& sheet;
  bool recording_is_valid = true;
  MeasurementUncertainty uncertainty{};
};
[[nodiscard]] Examination examine(const ExamInput& input);

/// The one or two rules that cost most, from a ledger: the first always, a second when it would
/// gain a point or more.
[[nodiscard]] std::vector<Tip> find_tips(const std::vector<LedgerEntry>& ledger);

}  // namespace sternum
