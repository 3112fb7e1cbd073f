#include "gui/locale/locale.hpp"

#include "gui/locale/catalogue.hpp"

namespace sternum {

const char* tr(Language language, const char* english) {
  if (language == Language::English) return english;
  const char* chinese = chinese_catalogue().find(english);
  return chinese == nullptr ? english : chinese;
}

const char* trc(Language language, const char* context, const char* english) {
  if (language == Language::English) return english;
  const char* chinese = chinese_catalogue().find(context, english);
  return chinese == nullptr ? english : chinese;
}

}  // namespace sternum
