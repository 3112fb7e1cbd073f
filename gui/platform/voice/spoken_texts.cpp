// Writes what the voice says, one file for each prompt and language, so that the building machine's
// espeak-ng can speak it: spoken_texts FOLDER. Prints the files' names in the order of the voice.
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "gui/locale/spoken_prompt.hpp"

namespace {

using namespace sternum;

template <class Spoken>
bool write(const std::filesystem::path& folder, Language language, Spoken prompt,
           std::string_view prefix) {
  const std::string name =
      fmt::format("{}-{}{}", language == Language::Chinese ? "cmn-latn-pinyin" : "en-us", prefix,
                  prompt_name(prompt));
  std::ofstream file(folder / (name + ".txt"), std::ios::binary);
  file << spoken(language, prompt) << '\n';
  if (!file.flush()) {
    fmt::print(stderr, "spoken_texts: cannot write {}\n", (folder / name).string());
    return false;
  }
  fmt::print("{}\n", name);
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: spoken_texts FOLDER\n");
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  for (const auto language : {Language::Chinese, Language::English}) {
    for (std::size_t i = 1; i < kPrompts; ++i) {
      if (!write(folder, language, static_cast<Prompt>(i), "")) return 1;
    }
    for (std::size_t i = 1; i < kAedPrompts; ++i) {
      if (!write(folder, language, static_cast<AedPrompt>(i), "aed_")) return 1;
    }
  }
  return 0;
}
