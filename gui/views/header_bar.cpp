#include "gui/views/header_bar.hpp"

#include <algorithm>

#include "gui/model/numbers.hpp"
#include "gui/model/voice_choice.hpp"
#include "gui/views/exam_menu.hpp"
#include "gui/views/exam_view.hpp"
#include "gui/views/projector_panel.hpp"
#include "gui/views/sign_in_view.hpp"
#include "gui/widgets/button.hpp"
#include "gui/widgets/icons.hpp"

namespace sternum {

namespace {

void draw_live_buttons(const View& view, Box& row, const Seat* seat) {
  Canvas& canvas = view.canvas;
  Console& console = view.console;
  const Language language = view.language();
  const bool lone = console.station().seats.size() == 1;
  const bool ends = seat != nullptr ? Console::can_end(*seat) : console.anyone_can_end();
  const bool starts = seat != nullptr ? Console::can_start(*seat) : console.anyone_can_start();

  if (ends && button_at_right(canvas, "end", row, tr(language, "End and save"),
                              {.key = "E", .primary = true})) {
    console.press(Shortcut::End, view.station);
  }
  if (starts &&
      button_at_right(canvas, "start", row,
                      seat != nullptr || lone ? tr(language, "Start") : tr(language, "Start all"),
                      {.key = "S", .primary = !ends})) {
    console.press(Shortcut::Start, view.station);
  }
  if (seat != nullptr && ends) {
    const bool armed = console.discard_armed(*seat);
    if (button_at_right(canvas, "discard", row,
                        armed ? tr(language, "Click again to discard") : tr(language, "Discard"),
                        {.armed = armed})) {
      console.discard(*seat, view.station);
    }
  }
  if (seat != nullptr && !lone) {
    if (button_at_right(canvas, "all", row, tr(language, "All seats"), {.key = "Esc"})) {
      console.show_all_seats();
    }
    if (button(canvas, "next", row.cut_right(40, 8), "›")) {
      console.step_seat(1);
    }
    if (button(canvas, "previous", row.cut_right(40, 8), "‹")) {
      console.step_seat(-1);
    }
  } else if (button_at_right(canvas, "attempts", row, tr(language, "Attempts"), {.key = "A"})) {
    console.show(Screen::Attempts);
  }
}

/// The class, and its queue where it is hidden: as long as there is room for the rest.
void draw_class_buttons(const View& view, Box& row) {
  Canvas& canvas = view.canvas;
  Console& console = view.console;
  if (console.enlarged() != nullptr && console.station().seats.size() > 1) return;
  const char* words = tr(view.language(), "Class");
  const bool keyed = row.w >= 560;
  if (button_at_right(canvas, "class", row, words, {.key = keyed ? "C" : ""})) {
    console.press(Shortcut::Class, view.station);
  }
  if (keyed && !console.queue_shown() && !console.class_desk().queue().members().empty() &&
      button_at_right(canvas, "queue", row, tr(view.language(), "Queue"), {.key = "Y"})) {
    console.press(Shortcut::Queue, view.station);
  }
}

void draw_screen_buttons(const View& view, Box& row) {
  Console& console = view.console;
  if (console.screen() == Screen::Live) {
    if (console.station().seats.empty()) {
      if (button_at_right(view.canvas, "attempts", row, tr(view.language(), "Attempts"),
                          {.key = "A"})) {
        console.show(Screen::Attempts);
      }
      draw_class_buttons(view, row);
      return;
    }
    draw_live_buttons(view, row, console.enlarged());
    draw_class_buttons(view, row);
    return;
  }
  if (button_at_right(view.canvas, "back", row, tr(view.language(), "Back"), {.key = "Esc"})) {
    console.press(Shortcut::Back, view.station);
  }
  if (console.screen() == Screen::Review && console.review() != nullptr) {
    const Language language = view.language();
    if (button_at_right(view.canvas, "progress", row, tr(language, "Progress"), {.key = "G"})) {
      console.press(Shortcut::Progress, view.station);
    }
    if (button_at_right(view.canvas, "report", row, tr(language, "Report"), {.key = "R"})) {
      console.press(Shortcut::Report, view.station);
    }
    const bool possible = !console.comparables().empty();
    if (button_at_right(view.canvas, "compare", row, tr(language, "Compare"),
                        {.key = "C", .enabled = possible})) {
      console.press(Shortcut::Compare, view.station);
    }
  }
  if (console.screen() == Screen::Setup &&
      button_at_right(view.canvas, "results", row, tr(view.language(), "Results"), {.key = "R"})) {
    console.press(Shortcut::Results, view.station);
  }
  // A narrow header leaves the list to its key, rather than the time of day to nobody.
  constexpr float kForTheRest = 320.0F;
  const char* attempts = tr(view.language(), "Attempts");
  if (console.screen() == Screen::Review &&
      row.w >= button_width(view.canvas, attempts, "A") + kForTheRest &&
      button_at_right(view.canvas, "attempts", row, attempts, {.key = "A"})) {
    console.show(Screen::Attempts);
  }
}

/// Language, theme and keys: square, and without a cap each; F1 tells their keys, by which they
/// work where there is no room for them.
void draw_small_buttons(const View& view, Box& row) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  constexpr float kWidest = 56.0F;
  if (row.w < kWidest) return;
  if (button(canvas, "help", row.cut_right(40, 8), "?")) {
    view.console.press(Shortcut::Help, view.station);
  }
  if (row.w < kWidest) return;
  const Box theme = row.cut_right(40, 8);
  if (button(canvas, "theme", theme, "")) view.console.press(Shortcut::Theme, view.station);
  const Point middle = theme.centre();
  canvas.ring(middle, 8, t.tx1, 2);
  canvas.push_clip({middle.x, theme.y, 20, theme.h});
  canvas.disc(middle, 8, t.tx1);
  canvas.pop_clip();
  if (row.w < kWidest) return;
  const char* other = view.language() == Language::Chinese ? "EN" : "中文";
  if (button(canvas, "language", row.cut_right(56, 8), other)) {
    view.console.press(Shortcut::Language, view.station);
  }
  if (row.w >= kWidest) draw_projector_button(view, row.cut_right(40, 8));
}

/// The metronome and the voice: what can be heard now. Quiet while it is off, or cannot be.
void draw_sound_buttons(const View& view, Box& row) {
  Canvas& canvas = view.canvas;
  Console& console = view.console;
  const Theme& t = view.theme();
  const auto ground = [&canvas, &t](bool over) { return over ? t.bg3 : t.bg2; };

  const bool on = console.voice_on() && console.has_sound();
  const Seat* heard = on ? listener(console) : nullptr;
  const std::string whom = heard != nullptr ? fmt::format("{}", heard->number) : std::string{};
  const std::optional<int> bpm = console.metronome();
  const float voice_w = whom.empty() ? 40.0F : 64.0F;
  const float metronome_w = bpm ? 80.0F : 40.0F;
  if (row.w < voice_w + metronome_w + 16) return;
  Box voice = row.cut_right(voice_w, 8);
  if (button(canvas, "voice", voice, "")) console.press(Shortcut::Voice, view.station);
  const Colour voice_ink = heard != nullptr ? t.target : on ? t.tx1 : t.tx3;
  draw_voice_icon(canvas, {voice.x + 10, voice.centre().y - 10, 20, 20}, voice_ink, on);
  if (!whom.empty()) {
    canvas.text({voice.x + 36, voice.y, 24, voice.h}, whom, Type::LabelBold, t.tx1);
  }

  Box metronome = row.cut_right(metronome_w, 8);
  if (button(canvas, "metronome", metronome, "")) console.press(Shortcut::Metronome, view.station);
  draw_metronome_icon(canvas, {metronome.x + 10, metronome.centre().y - 10, 20, 20},
                      bpm && console.has_sound() ? t.target : t.tx3, ground(canvas.hovered()));
  if (bpm) {
    canvas.text({metronome.x + 36, metronome.y, 40, metronome.h}, fmt::format("{}", *bpm),
                Type::LabelBold, console.has_sound() ? t.tx1 : t.tx3);
  }
}

void draw_counts(const View& view, Box& row) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const auto& seats = view.console.station().seats;
  const auto online =
      std::count_if(seats.begin(), seats.end(), [](const Seat& seat) { return seat.online; });
  const auto silent = static_cast<std::ptrdiff_t>(seats.size()) - online;
  const auto count = [&](SeatState icon, const std::string& words, Type type, Colour ink) {
    const float width = canvas.width(words, type);
    if (row.w < width + 200) return;
    canvas.text(row.cut_right(width, 6), words, type, ink);
    draw_state_icon(canvas, row.cut_right(18, 16), icon, ink, t.bg1);
  };
  if (silent > 0) {
    count(SeatState::NoSignal, filled(tr(view.language(), "{} no signal"), silent), Type::LabelBold,
          t.tx1);
  }
  if (online > 0) {
    count(SeatState::Good, filled(tr(view.language(), "{} online"), online), Type::Label, t.tx2);
  }
}

void draw_manikin(const View& view, Box& row, const Seat& seat) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  std::string words = seat.has_manikin ? filled(tr(view.language(), "Manikin {}"), seat.manikin.id)
                                       : std::string(tr(view.language(), "without a manikin"));
  if (seat.measured_rate_hz > 0.0) words += fmt::format(" · {:.4g} Hz", seat.measured_rate_hz);
  const float width = canvas.width(words, Type::Label);
  if (row.w < width + 150) return;
  if (seat.status && seat.status->battery_percent) {
    const Box place = row.cut_right(28, 12);
    draw_battery(canvas, {place.x, place.centre().y - 7, 28, 14},
                 *seat.status->battery_percent / 100.0, t.tx2, t.warn_tx);
  }
  canvas.text(row.cut_right(width, 6), words, Type::Label, t.tx2);
  draw_state_icon(canvas, row.cut_right(18, 16),
                  seat.online ? SeatState::Good : SeatState::NoSignal, t.tx2, t.bg1);
}

std::string subtitle(const View& view) {
  const Language language = view.language();
  switch (view.console.screen()) {
    case Screen::Attempts:
      return tr(language, "All attempts of this station");
    case Screen::Review: {
      const ReviewModel* review = view.console.review();
      if (review == nullptr) return {};
      const AttemptRecord& record = review->review().record;
      return record.started.trainee + " · " + filled(tr(language, "attempt {}"), record.number) +
             " · " + day_and_time(record.started.started_at_ms);
    }
    case Screen::Aed:
      return tr(language, "The AED by itself");
    case Screen::Setup: {
      const ClassRecord& record = view.console.class_desk().record();
      const char* between = record.number.empty() || record.course.empty() ? "" : " · ";
      return record.number + between + record.course;
    }
    case Screen::Manikins:
      return tr(language, "The manikins of this room");
    case Screen::Results:
      return tr(language, "What a class came to");
    case Screen::Live:
      break;
  }
  const Seat* seat = view.console.enlarged();
  const auto seats = view.console.station().seats.size();
  if (seat == nullptr || seats < 2) return {};
  return filled(tr(language, "Seat {} of {}"), seat->number, seats);
}

std::string coach_words(Language language, CoachMode mode) {
  switch (mode) {
    case CoachMode::Full:
      return tr(language, "full feedback");
    case CoachMode::Fading:
      return tr(language, "fading feedback");
    case CoachMode::AfterEachCycle:
      return tr(language, "feedback after each cycle");
    case CoachMode::None:
      return tr(language, "no feedback");
  }
  return {};
}

/// How the next attempts will be coached; beside an attempt that runs, how that one is.
void draw_coach_mode(const View& view, Box& row) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Seat* seat = view.console.enlarged();
  const bool runs =
      seat != nullptr && seat->live != nullptr && seat->phase == AttemptPhase::Running;
  const CoachMode mode = runs ? seat->live->coach_mode : view.console.coach_mode();
  const std::string words = coach_words(view.language(), mode);
  const float width = canvas.width(words, Type::Label);
  if (row.w < width + 24) return;
  const Box place = row.cut_left(width + 24, 8);
  if (!runs && canvas.click_area("coach mode", place)) {
    view.console.press(Shortcut::Coach, view.station);
  }
  if (!runs && canvas.hovered()) canvas.fill(place, t.bg3, 6);
  canvas.text(place.inset(12, 0), words, Type::Label, mode == CoachMode::Full ? t.tx2 : t.tx1);
}

}  // namespace

void draw_header_bar(const View& view, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  canvas.fill(box, t.bg1);
  canvas.line({box.x, box.bottom() - 1}, {box.right(), box.bottom() - 1}, t.line);
  Box row = box.inset(16, 12);

  const Box mark = row.cut_left(26, 18);
  draw_mark(canvas, {mark.x, mark.centre().y - 13, 26, 26});
  if (const Seat* examined = view.console.examined()) {
    draw_exam_header(view, *examined, row);
    return;
  }
  const std::string title = view.console.screen() == Screen::Review ? tr(view.language(), "Debrief")
                            : view.console.screen() == Screen::Setup ? tr(view.language(), "Class")
                            : view.console.screen() == Screen::Results
                                ? tr(view.language(), "Results")
                                : std::string("Sternum");
  const bool live = view.console.screen() == Screen::Live && !view.console.station().seats.empty();
  // Beside an attempt's own buttons the mark is enough where it is narrow.
  constexpr float kNarrow = 720.0F;
  const bool crowded = live || view.console.screen() == Screen::Review;
  if (box.w >= kNarrow || !crowded) row.cut_left(canvas.text(row, title, Type::Title, t.tx1), 16);

  draw_screen_buttons(view, row);
  draw_small_buttons(view, row);
  draw_signed_in(view, row);
  if (live) draw_sound_buttons(view, row);
  row.cut_right(8);
  const std::string clock = time_of_day(view.console.station().wall_clock_ms);
  if (const float width = canvas.width(clock, Type::Title); row.w >= width) {
    canvas.text(row.cut_right(width, 24), clock, Type::Title, t.tx1);
  }
  if (view.console.screen() == Screen::Live) {
    const Seat* seat = view.console.enlarged();
    if (seat != nullptr) {
      draw_manikin(view, row, *seat);
    } else {
      draw_counts(view, row);
    }
  }
  // A few letters of a subtitle tell nothing.
  const std::string words = subtitle(view);
  if (row.w >= 90 && !words.empty()) row.cut_left(canvas.text(row, words, Type::Label, t.tx2), 4);
  if (live) draw_coach_mode(view, row);
  if (live) draw_exam_menu(view, row);
}

}  // namespace sternum
