#include <algorithm>

#include "gui/locale/error_sentence.hpp"
#include "gui/views/results_panels.hpp"
#include "gui/widgets/button.hpp"
#include "gui/widgets/icons.hpp"
#include "gui/widgets/marks.hpp"
#include "gui/widgets/text_field.hpp"

namespace sternum {

namespace {

constexpr float kControl = 38.0F;

const char* standing_words(Language language, CertificateStanding standing) {
  switch (standing) {
    case CertificateStanding::Holds:
      return tr(language, "certified");
    case CertificateStanding::Earned:
      return tr(language, "can be issued");
    case CertificateStanding::NotExamined:
      return tr(language, "no exam yet");
    case CertificateStanding::Failed:
      return tr(language, "exam failed");
    case CertificateStanding::Borderline:
      return tr(language, "exam to be judged");
    case CertificateStanding::Invalid:
      return tr(language, "exam invalid: to be done again");
    case CertificateStanding::TheoryTooLow:
      return tr(language, "theory below 60");
  }
  return "";
}

/// What came of what was done last.
std::string news_words(Language language, const BookNews& news) {
  switch (news.kind) {
    case BookNews::Kind::TheoryKept:
      return tr(language, "Theory score kept.");
    case BookNews::Kind::Issued:
      return news.count == 0
                 ? std::string(tr(language, "Nobody has earned one yet."))
                 : filled(tr(language, "{0} certificates issued on {1}, valid until {2}."),
                          news.count, news.issued_on, news.valid_until);
    case BookNews::Kind::Revoked:
      return filled(tr(language, "Certificate {} is revoked."), news.number);
  }
  return {};
}

void draw_said(const View& view, Box box) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  const BookState& book = *view.console.results_desk().paperwork().book;
  if (book.trouble) {
    const Box icon = box.cut_left(20, 8);
    draw_trouble_icon(canvas, {icon.x, icon.y + 2, 20, 20}, t.stop_tx, t.bg1);
    canvas.paragraph(box, sentence(language, *book.trouble), Type::LabelBold, t.stop_tx, 24);
  } else if (book.news) {
    canvas.paragraph(box, news_words(language, *book.news), Type::Label, t.tx1, 24);
  }
}

/// To whoever is chosen: a certificate, or its end.
void draw_chosen(const View& view, Box& rest) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  ResultsDesk& desk = view.console.results_desk();
  const ResultsRow* row = desk.chosen();
  if (row == nullptr) {
    canvas.paragraph(rest.cut_top(52, 8),
                     tr(language, "Choose somebody in the list to issue or revoke one."),
                     Type::Label, t.tx2, 24);
    return;
  }
  const TraineeResult& trainee = *row->trainee;
  Box head = rest.cut_top(26, 2);
  head.cut_left(canvas.text(head, trainee.name, Type::LabelBold, t.tx1), 12);
  if (row->standing == CertificateStanding::Holds) {
    canvas.text(head,
                filled(tr(language, "{0} to {1}"), trainee.outcome.certified_on,
                       trainee.outcome.valid_until),
                Type::Label, t.tx2);
    Box line = rest.cut_top(kControl, 8);
    const char* words = desk.revoke_armed() ? tr(language, "Click again") : tr(language, "Revoke");
    const float width = std::max(button_width(canvas, tr(language, "Click again")),
                                 button_width(canvas, tr(language, "Revoke")));
    const Box place = line.cut_right(width, 8);
    text_field(canvas, "revoke reason", line, desk.reason(),
               {.hint = tr(language, "Why it is revoked")});
    if (button(canvas, "revoke", place, words,
               {.enabled = desk.can_revoke(), .armed = desk.revoke_armed()})) {
      view.console.revoke_certificate(view.station);
    }
    return;
  }
  canvas.text(head, standing_words(language, row->standing), Type::Label, t.tx2);
  Box line = rest.cut_top(kControl, 8);
  if (button(canvas, "issue one", line, filled(tr(language, "Issue to {}"), trainee.name),
             {.enabled = row->standing == CertificateStanding::Earned && !desk.is_waiting()})) {
    view.console.issue_certificates(std::string(trainee.name), view.station);
  }
}

void draw_prefix(const View& view, Box row) {
  Canvas& canvas = view.canvas;
  const Language language = view.language();
  ResultsDesk& desk = view.console.results_desk();
  const ClassInBook* book = desk.shown();
  const char* words = tr(language, "Numbers begin with");
  row.cut_left(canvas.text(row, words, Type::Label, view.theme().tx2), 10);
  const std::string usual = book == nullptr ? std::string() : usual_prefix(book->results);
  text_field(canvas, "certificate prefix", row, desk.prefix(), {.hint = usual.c_str()});
}

}  // namespace

void draw_standing(const View& view, Canvas& canvas, Box box, const ResultsRow& row) {
  const Theme& t = view.theme();
  const Language language = view.language();
  const std::string& number = row.trainee->outcome.certificate_number;
  if (row.standing == CertificateStanding::Holds) {
    const Box mark = box.cut_left(20, 8);
    draw_state_icon(canvas, mark, SeatState::Done, t.target, t.bg1);
    canvas.text(box, number, Type::LabelBold, t.tx1);
    return;
  }
  std::string words = standing_words(language, row.standing);
  const bool due = row.standing == CertificateStanding::Earned;
  const Type type = due ? Type::LabelBold : Type::Label;
  if (row.revoked != nullptr) {
    // Half a number tells nothing.
    const std::string more =
        words + " · " + filled(tr(language, "{} revoked"), row.revoked->number);
    if (canvas.width(more, type) <= box.w) words = more;
  }
  canvas.text(box, words, type, due ? t.tx1 : t.tx2);
}

void draw_certificates(const View& view, Box rest) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  const Language language = view.language();
  ResultsDesk& desk = view.console.results_desk();
  canvas.text(rest.cut_top(32, 4), tr(language, "Certificates"), Type::Title, t.tx1);
  const int due = desk.count(CertificateStanding::Earned);
  canvas.text(rest.cut_top(26, 6),
              filled(tr(language, "{0} hold one, {1} can be issued"),
                     desk.count(CertificateStanding::Holds), due),
              Type::Label, t.tx2);
  if (desk.shown() == nullptr) return;
  if (!view.console.station().signed_in.may_examine()) {
    canvas.paragraph(
        rest.cut_top(52, 6),
        tr(language, "An instructor signs in to enter scores and to issue certificates."),
        Type::Label, t.tx2, 24);
    if (button(canvas, "sign in for papers", rest.cut_top(kControl, 8), tr(language, "Sign in"),
               {.key = "F2"})) {
      static_cast<void>(view.console.may_keep_papers());
    }
    return;
  }
  draw_prefix(view, rest.cut_top(kControl, 8));
  const std::string words = due > 0 ? filled(tr(language, "Issue to all {}"), due)
                                    : std::string(tr(language, "Nobody to issue one to"));
  if (button(canvas, "issue all", rest.cut_top(kControl, 12), words,
             {.primary = due > 0, .enabled = due > 0 && !desk.is_waiting()})) {
    view.console.issue_certificates({}, view.station);
  }
  canvas.line({rest.x, rest.y - 4}, {rest.right(), rest.y - 4}, t.line);
  draw_chosen(view, rest);
  draw_said(view, rest);
}

}  // namespace sternum
