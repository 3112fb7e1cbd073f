#include <algorithm>

#include "gui/locale/quality_sentence.hpp"
#include "gui/views/review_ledger.hpp"
#include "gui/widgets/icons.hpp"
#include "gui/widgets/panel.hpp"

namespace sternum {

namespace {

constexpr std::size_t kMostShown = 2;
constexpr float kHead = 32.0F;
constexpr float kFinding = 46.0F;

}  // namespace

float quality_height(const ReviewModel& review) {
  const Quality& quality = review.result().quality;
  if (quality.verdict == QualityVerdict::Valid) return 0.0F;
  const auto shown = static_cast<float>(std::min(quality.findings.size(), kMostShown));
  return kHead + kFinding * shown + 16.0F;
}

void draw_quality(const View& view, const ReviewModel& review, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const Quality& quality = review.result().quality;
  draw_panel(canvas, box);
  canvas.outline(box, t.warn_ln, 8, 2);
  Box rest = box.inset(24, 8);
  Box head = rest.cut_top(kHead);
  draw_trouble_icon(canvas, head.cut_left(20, 8), t.warn_tx, t.bg1);
  canvas.text(head, word(language, quality.verdict), Type::LabelBold, t.warn_tx);
  if (quality.findings.size() > kMostShown) {
    canvas.text(head, filled(tr(language, "and {} more"), quality.findings.size() - kMostShown),
                Type::Label, t.tx3, Align::Right);
  }
  for (std::size_t i = 0; i < std::min(quality.findings.size(), kMostShown); ++i) {
    canvas.paragraph(rest.cut_top(kFinding), sentence(language, quality.findings[i]), Type::Label,
                     t.tx2, 22);
  }
}

}  // namespace sternum
