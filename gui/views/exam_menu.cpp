#include "gui/views/exam_menu.hpp"

#include <imgui.h>
#include <imgui_stdlib.h>

#include "gui/locale/exam_sentence.hpp"
#include "gui/widgets/icons.hpp"

namespace sternum {

namespace {

/// A line of the list; `chosen` ones are marked.
bool line(Canvas& canvas, const std::string& words, bool chosen) {
  canvas.typeface().want(Type::Label, words);
  return ImGui::Selectable(words.c_str(), chosen, ImGuiSelectableFlags_DontClosePopups,
                           {canvas.px(460), canvas.px(28)});
}

void draw_list(const View& view) {
  Canvas& canvas = view.canvas;
  const Language language = view.language();
  ExamChoice& choice = view.console.exam_choice();
  const StationSnapshot& station = view.console.station();
  for (const AttemptPurpose purpose :
       {AttemptPurpose::Practice, AttemptPurpose::Exam, AttemptPurpose::Retest}) {
    const bool chosen = choice.scheme() != nullptr && choice.purpose() == purpose;
    if (line(canvas, purpose_words(language, purpose), chosen)) {
      choice.choose_purpose(purpose, station);
      if (choice.scheme() == nullptr) choice.next_scheme(station);
    }
  }
  ImGui::Separator();
  if (line(canvas, tr(language, "free practice, without a scheme"), choice.scheme() == nullptr)) {
    choice.choose_scheme({}, station);
  }
  for (const auto& scheme : station.schemes) {
    ImGui::PushID(scheme->id.c_str());
    const bool chosen = choice.scheme() != nullptr && choice.scheme()->id == scheme->id;
    if (line(canvas, title(language, *scheme), chosen)) choice.choose_scheme(scheme->id, station);
    ImGui::PopID();
  }
  ImGui::Separator();
  const char* hint = tr(language, "examiner's number");
  canvas.typeface().want(Type::Label, hint);
  canvas.typeface().want(Type::Label, view.console.examiner());
  ImGui::SetNextItemWidth(canvas.px(460));
  ImGui::InputTextWithHint("##examiner", hint, &view.console.examiner());
}

}  // namespace

std::string purpose_words(Language language, AttemptPurpose purpose) {
  switch (purpose) {
    case AttemptPurpose::Practice:
      return tr(language, "Rehearsal");
    case AttemptPurpose::Exam:
      return tr(language, "Exam");
    case AttemptPurpose::Retest:
      return tr(language, "Retest");
  }
  return {};
}

std::string exam_choice_words(Language language, const ExamChoice& choice,
                              const std::string& trainee) {
  if (choice.scheme() == nullptr) return tr(language, "free practice");
  const AttemptPurpose purpose = trainee.empty() ? choice.purpose() : choice.purpose_for(trainee);
  return purpose_words(language, purpose) + " · " + title(language, *choice.scheme());
}

void draw_exam_menu(const View& view, Box& row) {
  Canvas& canvas = view.canvas;
  const Theme& t = view.theme();
  if (view.console.station().schemes.empty()) return;
  const std::string words = exam_choice_words(view.language(), view.console.exam_choice());
  const float wanted = canvas.width(words, Type::Label) + 52;
  // A few letters of a scheme tell nothing; its purpose alone does.
  if (row.w < 160) return;
  const Box place = row.cut_left(std::min({wanted, row.w, 420.0F}), 8);
  if (canvas.click_area("exam choice", place)) ImGui::OpenPopup("exam choice list");
  if (canvas.hovered()) canvas.fill(place, t.bg3, 6);
  Box inside = place.inset(12, 0);
  draw_chevron(canvas, inside.cut_right(16, 8), t.tx2);
  canvas.text(inside, words, Type::Label, view.console.exam_choice().is_exam() ? t.tx1 : t.tx2);

  ImGui::SetNextWindowPos({canvas.px(place.x), canvas.px(place.bottom() + 4)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {canvas.px(8), canvas.px(8)});
  if (ImGui::BeginPopup("exam choice list")) {
    ImGui::PushFont(canvas.typeface().font(Type::Label));
    draw_list(view);
    ImGui::PopFont();
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
}

}  // namespace sternum
