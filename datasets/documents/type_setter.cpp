#include "datasets/documents/type_setter.hpp"

#include <pango/pangocairo.h>

#include <algorithm>
#include <array>

namespace sternum::paper {
namespace {

template <class T>
struct Unref {
  void operator()(T* object) const { g_object_unref(object); }
};
template <class T>
using Owned = std::unique_ptr<T, Unref<T>>;

struct FreeDescription {
  void operator()(PangoFontDescription* description) const {
    pango_font_description_free(description);
  }
};
using Description = std::unique_ptr<PangoFontDescription, FreeDescription>;

constexpr const char* kEllipsis = "…";

/// How long the UTF-8 sequence is that ends before `end`.
std::size_t last_character(std::string_view words, std::size_t end) {
  std::size_t begin = end;
  while (begin > 0) {
    --begin;
    if ((static_cast<unsigned char>(words[begin]) & 0xC0U) != 0x80U) break;
  }
  return end - begin;
}

/// What is not UTF-8 becomes "?", line breaks become spaces: words are one line.
std::string cleaned(std::string_view words) {
  std::string clean;
  clean.reserve(words.size());
  const char* at = words.data();
  const char* const end = at + words.size();
  while (at < end) {
    const char* stop = nullptr;
    g_utf8_validate(at, end - at, &stop);
    clean.append(at, stop);
    if (stop < end) clean += '?';
    at = stop < end ? stop + 1 : end;
  }
  for (char& c : clean) {
    if (static_cast<unsigned char>(c) < 0x20U) c = ' ';
  }
  return clean;
}

}  // namespace

struct TypeSetter::State {
  Owned<PangoFontMap> fonts;
  Owned<PangoContext> context;
  Owned<PangoLayout> layout;
  std::string families;
  /// A page has a handful of types: each is described once.
  mutable std::vector<std::pair<Type, Description>> descriptions;

  const PangoFontDescription* describe(Type type) const {
    for (const auto& [known, description] : descriptions) {
      if (known == type) return description.get();
    }
    Description made(pango_font_description_new());
    pango_font_description_set_family(made.get(), families.c_str());
    pango_font_description_set_weight(made.get(),
                                      type.bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_absolute_size(made.get(), type.size * PANGO_SCALE);
    descriptions.emplace_back(type, std::move(made));
    return descriptions.back().second.get();
  }

  /// The layout with these words in it, unwrapped.
  PangoLayout* lay_out(std::string_view words, Type type, double wrap_width = -1.0) const {
    pango_layout_set_font_description(layout.get(), describe(type));
    pango_layout_set_width(layout.get(),
                           wrap_width < 0.0 ? -1 : static_cast<int>(wrap_width * PANGO_SCALE));
    pango_layout_set_text(layout.get(), words.data(), static_cast<int>(words.size()));
    return layout.get();
  }
};

TypeSetter::TypeSetter() : state_(std::make_unique<State>()) {}
TypeSetter::~TypeSetter() = default;
TypeSetter::TypeSetter(TypeSetter&&) noexcept = default;
TypeSetter& TypeSetter::operator=(TypeSetter&&) noexcept = default;

Result<TypeSetter> TypeSetter::create(const std::vector<std::string>& families) {
  TypeSetter setter;
  State& state = *setter.state_;
  state.fonts.reset(pango_cairo_font_map_new_for_font_type(CAIRO_FONT_TYPE_FT));
  state.context.reset(pango_font_map_create_context(state.fonts.get()));
  cairo_font_options_t* options = cairo_font_options_create();
  cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options(state.context.get(), options);
  cairo_font_options_destroy(options);
  pango_context_set_round_glyph_positions(state.context.get(), FALSE);

  // Fonts that are not installed are left out, so that nothing else stands in for them.
  bool has_chinese = false;
  for (const std::string& family : families) {
    Description wanted(pango_font_description_new());
    pango_font_description_set_family(wanted.get(), family.c_str());
    const Owned<PangoFont> font(
        pango_font_map_load_font(state.fonts.get(), state.context.get(), wanted.get()));
    if (!font) continue;
    const Description found(pango_font_describe(font.get()));
    const char* name = pango_font_description_get_family(found.get());
    if (name == nullptr || g_ascii_strcasecmp(name, family.c_str()) != 0) continue;
    constexpr gunichar kPress = 0x6309;  // 按
    has_chinese = has_chinese || pango_font_has_char(font.get(), kPress) != FALSE;
    state.families += (state.families.empty() ? "" : ",") + family;
  }
  if (!has_chinese) {
    return failure("this computer has no font with Chinese characters to print with", {},
                   "install the package fonts-wqy-microhei (or fonts-wqy-zenhei, fonts-noto-cjk)");
  }
  state.layout.reset(pango_layout_new(state.context.get()));
  pango_layout_set_wrap(state.layout.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_auto_dir(state.layout.get(), FALSE);
  setter.speak(true);
  return setter;
}

void TypeSetter::speak(bool chinese) {
  pango_context_set_language(state_->context.get(),
                             pango_language_from_string(chinese ? "zh-cn" : "en"));
  pango_layout_context_changed(state_->layout.get());
}

void TypeSetter::aim(_cairo* surface) {
  if (surface == nullptr) {
    pango_context_set_matrix(state_->context.get(), nullptr);
  } else {
    pango_cairo_update_context(surface, state_->context.get());
  }
  pango_layout_context_changed(state_->layout.get());
}

double TypeSetter::width(std::string_view words, Type type) const {
  PangoRectangle logical;
  pango_layout_get_extents(state_->lay_out(cleaned(words), type), nullptr, &logical);
  return static_cast<double>(logical.width) / PANGO_SCALE;
}

std::string TypeSetter::fitted(std::string_view words, Type type, double room) const {
  std::string clean = cleaned(words);
  // What was measured may be set again in a box of just that width.
  constexpr double kRounding = 0.01;
  if (width(clean, type) <= room + kRounding) return clean;
  // Where the width is reached, and back from there until the dots have room, too.
  int index = 0;
  int trailing = 0;
  PangoLayoutLine* line = pango_layout_get_line_readonly(state_->lay_out(clean, type), 0);
  pango_layout_line_x_to_index(line, static_cast<int>(room * PANGO_SCALE), &index, &trailing);
  std::size_t end = std::min(clean.size(), static_cast<std::size_t>(index));
  std::string cut;
  for (;;) {
    while (end > 0 && clean[end - 1] == ' ') --end;
    cut = clean.substr(0, end) + kEllipsis;
    if (end == 0 || width(cut, type) <= room) break;
    end -= last_character(clean, end);
  }
  return end == 0 ? std::string{} : cut;
}

std::vector<std::string> TypeSetter::lines(std::string_view words, Type type, double room,
                                           int most) const {
  const std::string clean = cleaned(words);
  PangoLayout* layout = state_->lay_out(clean, type, room);
  const int count = pango_layout_get_line_count(layout);
  std::vector<std::string> lines;
  std::size_t rest = 0;
  for (int i = 0; i < std::min(count, most); ++i) {
    const PangoLayoutLine* line = pango_layout_get_line_readonly(layout, i);
    rest = static_cast<std::size_t>(line->start_index);
    lines.push_back(clean.substr(rest, static_cast<std::size_t>(line->length)));
  }
  if (count > most && !lines.empty()) lines.back() = fitted(clean.substr(rest), type, room);
  for (std::string& line : lines) {
    while (!line.empty() && line.back() == ' ') line.pop_back();
  }
  return lines;
}

int TypeSetter::missing_glyphs(std::string_view words) const {
  return pango_layout_get_unknown_glyphs_count(state_->lay_out(cleaned(words), Type{}));
}

void TypeSetter::draw(_cairo* surface, Point start, std::string_view words, Type type,
                      Ink ink) const {
  PangoLayout* layout = state_->lay_out(words, type);
  cairo_set_source_rgb(surface, ((ink.rgb >> 16U) & 0xFFU) / 255.0,
                       ((ink.rgb >> 8U) & 0xFFU) / 255.0, (ink.rgb & 0xFFU) / 255.0);
  cairo_move_to(surface, start.x, start.y);
  pango_cairo_show_layout_line(surface, pango_layout_get_line_readonly(layout, 0));
}

const std::string& TypeSetter::families() const { return state_->families; }

}  // namespace sternum::paper
