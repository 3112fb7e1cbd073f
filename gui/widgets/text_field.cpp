#include "gui/widgets/text_field.hpp"

#include <imgui.h>
#include <imgui_internal.h>
#include <imgui_stdlib.h>

#include <cmath>
#include <optional>

#include "gui/widgets/focus_walk.hpp"

namespace sternum {

namespace {

/// What is pasted and copied passes through the places that the typeface lends, as long as it
/// lives.
class BorrowedClipboard {
 public:
  BorrowedClipboard(Typeface& typeface, Type type)
      : typeface_(typeface),
        type_(type),
        get_(ImGui::GetIO().GetClipboardTextFn),
        set_(ImGui::GetIO().SetClipboardTextFn),
        user_data_(ImGui::GetIO().ClipboardUserData) {
    ImGuiIO& io = ImGui::GetIO();
    io.ClipboardUserData = this;
    io.GetClipboardTextFn = [](void* self) { return static_cast<BorrowedClipboard*>(self)->get(); };
    io.SetClipboardTextFn = [](void* self, const char* text) {
      static_cast<BorrowedClipboard*>(self)->set(text);
    };
  }
  ~BorrowedClipboard() {
    ImGuiIO& io = ImGui::GetIO();
    io.ClipboardUserData = user_data_;
    io.GetClipboardTextFn = get_;
    io.SetClipboardTextFn = set_;
  }
  BorrowedClipboard(const BorrowedClipboard&) = delete;
  BorrowedClipboard& operator=(const BorrowedClipboard&) = delete;

 private:
  const char* get() {
    const char* text = get_ != nullptr ? get_(user_data_) : nullptr;
    if (text == nullptr) return nullptr;
    typeface_.want(type_, text);
    pasted_ = std::string(typeface_.displayable(text, buffer_));
    return pasted_.c_str();
  }
  void set(const char* text) {
    if (set_ != nullptr) set_(user_data_, typeface_.undisplayed(text).c_str());
  }

  Typeface& typeface_;
  Type type_;
  const char* (*get_)(void*);
  void (*set_)(void*, const char*);
  void* user_data_;
  std::string buffer_;
  std::string pasted_;
};

/// A secret's characters are as far apart as its dots, as long as it lives: what is selected, where
/// the cursor stands and what is clicked agree with what is seen.
class WideAsterisk {
 public:
  WideAsterisk(const ImFont& font, float advance)
      : glyph_(const_cast<ImFontGlyph*>(font.FindGlyph('*'))), advance_(glyph_->AdvanceX) {
    glyph_->AdvanceX = advance;
  }
  ~WideAsterisk() { glyph_->AdvanceX = advance_; }
  WideAsterisk(const WideAsterisk&) = delete;
  WideAsterisk& operator=(const WideAsterisk&) = delete;

 private:
  ImFontGlyph* glyph_;
  float advance_;
};

constexpr float kDotsApart = 12.0F;

/// Over a secret's hidden text. `typed`: null while nobody types.
void draw_dots(Canvas& canvas, Box box, std::size_t count, const ImGuiInputTextState* typed) {
  const Colour colour = canvas.theme().tx1;
  const float left = box.x + 8 - (typed != nullptr ? typed->ScrollX / canvas.scale() : 0.0F);
  canvas.push_clip(box.inset(8, 0));
  for (std::size_t i = 0; i < count; ++i) {
    canvas.disc({left + kDotsApart * (static_cast<float>(i) + 0.5F), box.centre().y}, 4, colour);
  }
  canvas.pop_clip();
  // It blinks as Dear ImGui's does, which has the text's colour and is hidden with it.
  if (typed == nullptr || (typed->CursorAnim > 0.0F && std::fmod(typed->CursorAnim, 1.2F) > 0.8F)) {
    return;
  }
  const float x = left + kDotsApart * static_cast<float>(typed->Stb.cursor);
  canvas.fill({x, box.centre().y - 10, 1, 20}, colour);
}

}  // namespace

bool text_field(Canvas& canvas, const char* id, Box box, std::string& text,
                const TextFieldOptions& options) {
  const Theme& t = canvas.theme();
  canvas.typeface().want(options.type, options.secret ? std::string("*") : text);
  canvas.typeface().want(options.type, options.hint);
  ImFont* font = canvas.typeface().font(options.type);
  const std::string label = std::string("##") + id;
  const ImGuiID field = ImGui::GetID(label.c_str());

  ImGui::PushFont(font);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding,
                      {canvas.px(8), (canvas.px(box.h) - font->FontSize) / 2});
  ImGui::SetCursorScreenPos({canvas.px(box.x), canvas.px(box.y)});
  ImGui::SetNextItemWidth(canvas.px(box.w));
  lead_into_field(field);
  if (options.take_keyboard) ImGui::SetKeyboardFocusHere();
  ImGuiInputTextFlags flags = ImGuiInputTextFlags_EnterReturnsTrue;
  if (options.selects_all) flags |= ImGuiInputTextFlags_AutoSelectAll;
  const bool dots = options.secret && !text.empty();
  if (options.secret) flags |= ImGuiInputTextFlags_Password;
  if (dots) ImGui::PushStyleColor(ImGuiCol_Text, 0U);
  std::string buffer;
  std::string hint_buffer;
  const std::string hint(canvas.typeface().displayable(options.hint, hint_buffer));
  std::string shown(canvas.typeface().displayable(text, buffer));
  const std::string before = shown;
  bool entered = false;
  {
    const BorrowedClipboard clipboard(canvas.typeface(), options.type);
    std::optional<WideAsterisk> wide;
    if (dots) wide.emplace(*font, canvas.px(kDotsApart));
    entered = ImGui::InputTextWithHint(label.c_str(), hint.c_str(), &shown, flags);
  }
  if (shown != before) text = canvas.typeface().undisplayed(shown);
  if (dots) ImGui::PopStyleColor();
  stay_in_field(field);
  const bool typing = ImGui::IsItemActive();
  ImGui::PopStyleVar();
  ImGui::PopFont();

  if (dots) draw_dots(canvas, box, text.size(), typing ? ImGui::GetInputTextState(field) : nullptr);
  if (typing) {
    canvas.outline(box.inset(-1), t.target, 7, 2);
  } else if (options.wrong) {
    canvas.outline(box.inset(-1), t.warn_tx, 7, 2);
  }
  return entered;
}

}  // namespace sternum
