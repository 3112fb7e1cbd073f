#include "gui/widgets/state_banner.hpp"

#include <cmath>

#include "gui/widgets/icons.hpp"

namespace sternum {

namespace {

constexpr double kFade_s = 0.12;

Type unit_type(Type word) { return word == Type::Number ? Type::Unit : Type::Label; }

}  // namespace

StateColours state_colours(const Canvas& canvas, SeatState state) {
  const Theme& t = canvas.theme();
  switch (urgency(state)) {
    case Urgency::HandsOff: {
      const bool bright = canvas.now_s() - std::floor(canvas.now_s()) < 0.5;
      return {bright ? t.stop : t.stop_dim, t.on_stop, t.on_stop};
    }
    case Urgency::NoSignal:
      return {t.lost, t.on_lost, t.on_lost};
    case Urgency::Correction:
      return {t.warn, t.on_warn, t.on_warn};
    case Urgency::Quiet:
      break;
  }
  const bool well = state == SeatState::Good || state == SeatState::WellDone;
  return {t.bg2, t.tx1, well ? t.target : t.tx2};
}

void draw_state_banner(Canvas& canvas, Box box, const SeatCondition& condition, double age_s,
                       const BannerOptions& options) {
  const StateColours colours = state_colours(canvas, condition.state);
  const Theme& t = canvas.theme();
  const Colour fill = mix(t.bg2, colours.fill, static_cast<float>(age_s / kFade_s));
  if (options.fill) canvas.fill(box, fill, options.radius);

  Box rest = box.inset(options.margin, 0);
  const Box icon = rest.cut_left(options.icon, options.margin);
  const Colour under = needs_help(condition.state) ? colours.fill : t.bg1;
  draw_state_icon(canvas, icon, condition.state, colours.icon, options.fill ? fill : under);

  const std::string name = word(canvas.language(), condition.state);
  const std::string value = value_text(canvas.language(), condition);
  const std::string unit = unit_text(canvas.language(), condition.state);
  const float unit_w = unit.empty() ? 0 : canvas.width(unit, unit_type(options.word)) + 6;
  const float value_w = value.empty() ? 0 : canvas.width(value, options.word);
  // The word is what must be read; the value goes when both do not fit.
  const bool both = canvas.width(name, options.word) + value_w + unit_w + 12 <= rest.w;
  if (!value.empty() && both) {
    if (!unit.empty()) {
      // Small beside large: on the large one's baseline.
      const float drop = 0.37F * (em_size(options.word) - em_size(unit_type(options.word)));
      Box unit_box = rest.cut_right(unit_w - 6, 6);
      unit_box.y += drop;
      canvas.text(unit_box, unit, unit_type(options.word), colours.ink);
    }
    canvas.text(rest.cut_right(value_w, 12), value, options.word, colours.ink, Align::Right);
  }
  canvas.text(rest, name, options.word, colours.ink);
}

}  // namespace sternum
