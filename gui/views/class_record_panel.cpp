#include "gui/views/class_record_panel.hpp"

#include <algorithm>

#include "gui/widgets/button.hpp"
#include "gui/widgets/gauges.hpp"
#include "gui/widgets/icons.hpp"
#include "gui/widgets/panel.hpp"
#include "gui/widgets/text_field.hpp"

namespace sternum {

namespace {

constexpr float kField = 34.0F;
constexpr float kFieldRow = 42.0F;
constexpr int kFieldRows = 10;
constexpr float kLabel = 90.0F;

void draw_label(Canvas& canvas, Box& row, const char* words) {
  canvas.text(row.cut_left(kLabel, 8), words, Type::Label, canvas.theme().tx2);
}

void draw_field(Canvas& canvas, Box& rest, const char* words, const char* id, std::string& text,
                const char* hint = "") {
  Box row = rest.cut_top(kField, kFieldRow - kField);
  draw_label(canvas, row, words);
  text_field(canvas, id, row, text, {.hint = hint});
}

/// Two short ones in one row.
void draw_pair(Canvas& canvas, Box& rest, const char* words, const char* id, std::string& text,
               TextFieldOptions options, const char* second_id, std::string& second,
               TextFieldOptions second_options) {
  Box row = rest.cut_top(kField, kFieldRow - kField);
  draw_label(canvas, row, words);
  text_field(canvas, id, row.cell(0, 0, 2, 1, 8), text, options);
  text_field(canvas, second_id, row.cell(1, 0, 2, 1, 8), second, second_options);
}

void draw_fields(const View& view, Canvas& canvas, Box rest) {
  const Language language = view.language();
  ClassDesk& desk = view.console.class_desk();
  ClassRecord& record = desk.record();
  draw_field(canvas, rest, tr(language, "Number"), "number", record.number);
  draw_field(canvas, rest, tr(language, "Course"), "course", record.course);
  draw_field(canvas, rest, tr(language, "Audience"), "audience", record.audience,
             tr(language, "community, school, …"));
  draw_field(canvas, rest, tr(language, "Organiser"), "organiser", record.organiser);
  draw_field(canvas, rest, tr(language, "Base"), "base", record.base);
  draw_field(canvas, rest, tr(language, "Place"), "place", record.place);
  draw_field(canvas, rest, tr(language, "Instructors"), "instructors", record.instructors,
             tr(language, "with commas between them"));
  draw_field(canvas, rest, tr(language, "Assistants"), "assistants", record.assistants);
  const bool backwards = !record.ends_on.empty() && record.ends_on < record.starts_on;
  draw_pair(canvas, rest, tr(language, "Days"), "starts on", record.starts_on,
            {.hint = "2026-03-28", .wrong = !is_day_or_empty(record.starts_on)}, "ends on",
            record.ends_on,
            {.hint = "2026-03-29", .wrong = !is_day_or_empty(record.ends_on) || backwards});
  Box row = rest.cut_top(kField);
  draw_label(canvas, row, tr(language, "Hours"));
  text_field(canvas, "hours", row.cut_left(56, 12), desk.hours(),
             {.wrong = !desk.hours().empty() && !record.hours});
  const char* expected = tr(language, "Expected");
  row.cut_left(canvas.text(row, expected, Type::Label, canvas.theme().tx2), 8);
  text_field(canvas, "expected", row, desk.expected(),
             {.wrong = !desk.expected().empty() && !record.expected});
}

/// Nothing to press for it: it is kept by itself.
std::string kept_words(const View& view) {
  const Language language = view.language();
  const ClassDesk& desk = view.console.class_desk();
  if (!desk.is_open()) return tr(language, "not begun");
  return desk.is_kept() ? tr(language, "kept") : tr(language, "typing …");
}

void draw_ratio(const View& view, Box box, const char* title, const std::string& counted,
                const std::string& advice, const ClassRatio& ratio) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const bool warns = ratio.trainees > 0 && ratio.exceeded();
  Box head = box.cut_top(22);
  const std::string limit = filled(tr(language, "at most 1:{}"), ratio.limit);
  canvas.text(head.cut_right(canvas.width(limit, Type::Label), 8), limit, Type::Label, t.tx3);
  canvas.text(head, title, Type::Label, t.tx2);
  Box line = box.cut_top(32, 2);
  const Colour ink = warns ? t.warn_tx : t.tx1;
  const std::string words = ratio.words();
  canvas.text(line.cut_right(canvas.width(words, Type::Title), 8), words, Type::Title,
              ratio.trainees == 0 || ratio.of_them == 0 ? t.tx3 : ink);
  const Box icon = line.cut_right(20, 8);
  if (warns) {
    draw_trouble_icon(canvas, icon, t.warn_tx, t.bg1);
  } else if (ratio.trainees > 0) {
    draw_state_icon(canvas, icon, SeatState::Good, t.target, t.bg1);
  }
  canvas.text(line, counted, Type::Label, t.tx1);
  // The recommendation stands at three quarters of the bar.
  constexpr double kLimitAt = 0.75;
  const double share = ratio.of_them == 0 ? 1.0 : ratio.each() / ratio.limit;
  draw_meter(canvas, box.cut_top(8, 2),
             ratio.trainees == 0 ? std::nullopt : std::optional(std::min(1.0, share * kLimitAt)),
             warns ? t.warn : t.meter, kLimitAt);
  if (warns) canvas.text(box.cut_top(24), advice, Type::LabelBold, t.warn_tx);
}

std::string advice_of(const ClassRatio& ratio, const char* one, const char* several) {
  const int missing = ratio.missing();
  const std::string with = ratio.mended().words();
  return missing == 1 ? filled(one, with) : filled(several, missing, with);
}

}  // namespace

void draw_class_record(const View& view, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  ClassDesk& desk = view.console.class_desk();
  draw_panel(canvas, box);
  Box rest = box.inset(16, 12);
  Box head = rest.cut_top(32, 8);
  const std::string kept = kept_words(view);
  canvas.text(head.cut_right(canvas.width(kept, Type::Label), 8), kept, Type::Label, t.tx3);
  canvas.text(head, tr(language, "Class record"), Type::Title, t.tx1);
  if (desk.is_open()) {
    const bool armed = desk.close_armed();
    const char* words =
        armed ? tr(language, "Click again to close the class") : tr(language, "Close the class");
    if (button(canvas, "close class", rest.cut_bottom(36, 6), words, {.armed = armed})) {
      desk.close(view.station);
    }
  }
  // The outline of a field's focus stands out of it.
  const float height = kFieldRow * kFieldRows;
  draw_scrolling(
      canvas, "class record", {rest.x - 2, rest.y - 2, rest.w + 4, rest.h + 2}, height, {},
      [&](Canvas& inside, Box content) { draw_fields(view, inside, content.inset(2, 2)); });
}

void draw_class_ratios(const View& view, Box box) {
  Canvas& canvas = view.canvas;
  const Language language = view.language();
  const ClassDesk& desk = view.console.class_desk();
  draw_panel(canvas, box);
  const Box rest = box.inset(16, 12);
  const ClassRatio instructors = desk.instructor_ratio();
  const ClassRatio manikins = desk.manikin_ratio();
  draw_ratio(
      view, rest.cell(0, 0, 1, 2, 8), tr(language, "Instructors : trainees"),
      filled(tr(language, "{} named, {} trainees"), instructors.of_them, instructors.trainees),
      advice_of(instructors, tr(language, "one more instructor makes it {}"),
                tr(language, "{} more instructors make it {}")),
      instructors);
  draw_ratio(view, rest.cell(0, 1, 1, 2, 8), tr(language, "Manikins : trainees"),
             filled(tr(language, "{} online, {} trainees"), manikins.of_them, manikins.trainees),
             advice_of(manikins, tr(language, "one more manikin makes it {}"),
                       tr(language, "{} more manikins make it {}")),
             manikins);
}

}  // namespace sternum
