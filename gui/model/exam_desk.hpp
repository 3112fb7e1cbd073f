/// The examiner's hands on one exam: what is selected, which timers run, what is being asked.
///
/// It answers with entries for the sheet; whoever holds it posts them. The exam itself stays what
/// the station says: an entry that was answered is remembered as unheard until it comes back, so
/// that a second press of a key means what the examiner sees. Times are seconds of any one
/// ascending clock. Not thread-safe.
///
///     tick     undecided ──key──▶ met ──key──▶ missed ──key──▶ undecided
///     timer    still ──key──▶ running ──key──▶ timed ──key──▶ running …
///     sensor   measured: selected by its row, overruled with a reason; else as a tick
///
///     overruling   ──pass, fail or O──▶ draft ──a reason──▶ entry
///                                        └──Esc──▶ nothing
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gui/model/exam_sheet.hpp"

namespace sternum {

/// An overruling that waits for its reason.
struct OverrulingDraft {
  std::string item_id;  ///< or `kWholeScore`
  bool to_met = false;
  std::string reason;   ///< as typed so far
  bool typing = false;  ///< words of one's own: the field wants the keyboard
};

class ExamDesk {
 public:
  using Entries = std::vector<SheetEntry>;

  /// Looks at the exam as it stands, once a frame. `over`: the attempt has ended.
  void follow(const SeatExam& exam, bool over, double now_s);

  /// The letters, unheard entries and timers, for `exam_sheet`.
  [[nodiscard]] DeskNotes notes() const;

  [[nodiscard]] std::optional<std::string> item_with_letter(char letter) const;
  /// What the item's key, or a click on its mark, does.
  [[nodiscard]] Entries press(const SeatExam& exam, const std::string& item_id);
  /// Takes back the last thing done: a running timer, or entries that put its item where it was.
  [[nodiscard]] Entries undo();
  [[nodiscard]] bool can_undo() const { return !done_.empty(); }

  [[nodiscard]] const std::optional<std::string>& selected() const { return selected_; }
  void select(const std::string& item_id) { selected_ = item_id; }
  void select_next(const SeatExam& exam, int by);

  /// What the instructor is asked to decide: a borderline item (the selected one first), or, when
  /// nothing else is open, the points as a whole (`kWholeScore`).
  [[nodiscard]] std::optional<std::string> question(const SeatExam& exam) const;
  /// Opens a draft that decides the question so.
  void answer(const SeatExam& exam, bool met);
  /// The trainee does it again: the question is put aside until what was measured changes, an
  /// overruling is withdrawn. Nothing once the attempt is over.
  [[nodiscard]] Entries do_again(const SeatExam& exam);

  /// Whether the selected item can be overruled: a sensor measured it, or a timer did.
  [[nodiscard]] bool can_overrule(const SeatExam& exam) const;
  /// A draft that turns the selected item into its opposite.
  void overrule(const SeatExam& exam);
  [[nodiscard]] std::optional<OverrulingDraft>& draft() { return draft_; }
  [[nodiscard]] const std::optional<OverrulingDraft>& draft() const { return draft_; }
  void cancel() { draft_.reset(); }
  /// Nothing without a reason.
  [[nodiscard]] Entries confirm(const SeatExam& exam, const std::string& reason);

 private:
  struct Unheard {
    SheetEntry entry;
    double until_s = 0.0;
  };
  /// One thing that was done, and how to take it back.
  struct Done {
    std::string item_id;
    bool is_timer_start = false;
    Entries back;
  };
  [[nodiscard]] Entries whole_sheet(const SeatExam& exam) const;
  Entries enter(const SeatExam& exam, Entries entries);
  [[nodiscard]] bool is_aside(const SeatExam& exam, const std::string& item_id) const;

  double now_s_ = 0.0;
  bool over_ = false;
  std::size_t heard_ = 0;  ///< entries of the exam's sheet that were looked at
  ItemLetters letters_;
  std::deque<Unheard> unheard_;
  std::map<std::string, double> started_s_;
  std::vector<Done> done_;
  std::optional<std::string> selected_;
  std::optional<OverrulingDraft> draft_;
  std::map<std::string, std::optional<double>> aside_;  ///< with what was measured then
};

/// What an examination's "score" or item is worth asking about: points or items left open by the
/// uncertainty alone.
[[nodiscard]] bool is_open_by_points_alone(const Examination& examination);

}  // namespace sternum
