#include <algorithm>

#include "gui/locale/quality_sentence.hpp"
#include "gui/views/review_ledger.hpp"
#include "gui/widgets/icons.hpp"
#include "gui/widgets/panel.hpp"

namespace sternum {

namespace {

constexpr float kInset = 8.0F;
constexpr float kHead = 32.0F;
constexpr float kFinding = 46.0F;

}  // namespace

float quality_height(const ReviewModel& review, std::size_t most_findings) {
  const Quality& quality = review.result().quality;
  if (quality.verdict == QualityVerdict::Valid) return 0.0F;
  const auto shown = static_cast<float>(std::min(quality.findings.size(), most_findings));
  return kHead + kFinding * shown + 2 * kInset;
}

void draw_quality(const View& view, const ReviewModel& review, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const Quality& quality = review.result().quality;
  draw_panel(canvas, box);
  canvas.outline(box, t.warn_ln, 8, 2);
  Box rest = box.inset(24, kInset);
  Box head = rest.cut_top(kHead);
  draw_trouble_icon(canvas, head.cut_left(20, 8), t.warn_tx, t.bg1);
  canvas.text(head, word(language, quality.verdict), Type::LabelBold, t.warn_tx);
  const std::size_t shown =
      std::min(quality.findings.size(), static_cast<std::size_t>(rest.h / kFinding));
  if (quality.findings.size() > shown) {
    canvas.text(head, filled(tr(language, "and {} more"), quality.findings.size() - shown),
                Type::Label, t.tx3, Align::Right);
  }
  for (std::size_t i = 0; i < shown; ++i) {
    canvas.paragraph(rest.cut_top(kFinding), sentence(language, quality.findings[i]), Type::Label,
                     t.tx2, 22);
  }
}

}  // namespace sternum
