// Writes what the voice says, one file for each prompt and language, so that the building machine's
// espeak-ng can speak it: spoken_texts FOLDER. Prints the files' names in the order of the voice.
#include <fmt/format.h>

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "gui/locale/spoken_prompt.hpp"

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: spoken_texts FOLDER\n");
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  for (const auto language : {sternum::Language::Chinese, sternum::Language::English}) {
    for (std::size_t i = 1; i < sternum::kPrompts; ++i) {
      const auto prompt = static_cast<sternum::Prompt>(i);
      const std::string name =
          fmt::format("{}-{}", language == sternum::Language::Chinese ? "cmn-latn-pinyin" : "en-us",
                      sternum::prompt_name(prompt));
      std::ofstream file(folder / (name + ".txt"), std::ios::binary);
      file << sternum::spoken(language, prompt) << '\n';
      if (!file.flush()) {
        fmt::print(stderr, "spoken_texts: cannot write {}\n", (folder / name).string());
        return 1;
      }
      fmt::print("{}\n", name);
    }
  }
  return 0;
}
