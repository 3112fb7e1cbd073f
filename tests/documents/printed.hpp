// What independent readers find in a document.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "datasets/documents/document_printer.hpp"
#include "tests/support/child_process.hpp"
#include "tests/support/temporary_folder.hpp"

namespace sternum::test {

inline DocumentPrinter printer() {
  auto made = DocumentPrinter::create();
  if (!made) {
    ADD_FAILURE() << made.error().message();
    std::abort();
  }
  return std::move(*made);
}

/// Of a reader: what it prints, or a failed test.
inline std::string read_by(std::vector<std::string> command) {
  const std::string name = command.front();
  const Outcome outcome = run(std::move(command));
  EXPECT_EQ(outcome.exit_code, 0) << name << ": " << outcome.errors;
  return outcome.output;
}

inline void write_bytes(const std::string& file, const std::string& bytes) {
  std::ofstream(file, std::ios::binary) << bytes;
}

/// A PDF in a folder of its own.
class PrintedPdf {
 public:
  explicit PrintedPdf(const std::string& bytes) : bytes_(bytes.size()) {
    write_bytes(file(), bytes);
  }

  [[nodiscard]] std::string file() const { return folder_ / "document.pdf"; }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }
  [[nodiscard]] std::string text() const { return read_by({"pdftotext", "-layout", file(), "-"}); }
  [[nodiscard]] int pages() const {
    std::istringstream lines(read_by({"pdfinfo", file()}));
    for (std::string line; std::getline(lines, line);) {
      if (line.starts_with("Pages:")) return std::stoi(line.substr(6));
    }
    return 0;
  }

  struct Font {
    std::string line;
    bool is_embedded = false;
    bool is_subset = false;
    bool has_unicode = false;
  };
  /// The last columns are "emb sub uni object id".
  [[nodiscard]] std::vector<Font> fonts() const {
    std::istringstream lines(read_by({"pdffonts", file()}));
    std::vector<Font> fonts;
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
      if (++number <= 2) continue;
      std::istringstream columns(line);
      std::vector<std::string> words;
      for (std::string word; columns >> word;) words.push_back(word);
      if (words.size() < 6) continue;
      const auto from_end = [&words](std::size_t i) { return words[words.size() - i] == "yes"; };
      fonts.push_back({line, from_end(5), from_end(4), from_end(3)});
    }
    return fonts;
  }

  /// Every page as a picture of so many dots to the inch; answers the files.
  [[nodiscard]] std::vector<std::string> pictures(int dots) const {
    read_by({"pdftoppm", "-r", std::to_string(dots), "-png", file(), folder_ / "page"});
    std::vector<std::string> found;
    for (const auto& entry : std::filesystem::directory_iterator(folder_.path())) {
      if (entry.path().extension() == ".png") found.push_back(entry.path().string());
    }
    return found;
  }

 private:
  TemporaryFolder folder_;
  std::size_t bytes_;
};

}  // namespace sternum::test
