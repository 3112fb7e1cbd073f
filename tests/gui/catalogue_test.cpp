// Compiled catalogues, whole and damaged.
#include "gui/locale/catalogue.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cstdint>
#include <cstring>
#include <string>

namespace sternum::test {
namespace {

void put_word(std::string& bytes, std::uint32_t word) {
  char raw[sizeof word];
  std::memcpy(raw, &word, sizeof word);
  bytes.append(raw, sizeof word);
}

/// A .mo file with one header entry and one text, laid out by hand.
std::string one_text(const std::string& key, const std::string& text) {
  const std::string header = "Language: zh_CN\n";
  std::string bytes;
  for (const std::uint32_t word : {0x950412deU, 0U, 2U, 28U, 44U, 0U, 0U}) put_word(bytes, word);
  const std::uint32_t strings = 60;
  std::uint32_t at = strings;
  for (const std::string& original : {std::string{}, key}) {
    put_word(bytes, static_cast<std::uint32_t>(original.size()));
    put_word(bytes, at);
    at += static_cast<std::uint32_t>(original.size()) + 1;
  }
  for (const std::string& translated : {header, text}) {
    put_word(bytes, static_cast<std::uint32_t>(translated.size()));
    put_word(bytes, at);
    at += static_cast<std::uint32_t>(translated.size()) + 1;
  }
  for (const std::string& s : {std::string{}, key, header, text}) bytes += s + '\0';
  return bytes;
}

TEST(Catalogue, FindsATextAndNotItsHeader) {
  const std::string bytes = one_text("Good", "良好");
  const Catalogue catalogue(bytes);
  EXPECT_STREQ(catalogue.find("Good"), "良好");
  EXPECT_EQ(catalogue.find("Bad"), nullptr);
  EXPECT_EQ(catalogue.find(""), nullptr);
  EXPECT_EQ(catalogue.size(), 1U);
}

TEST(Catalogue, TellsContextsApart) {
  const std::string bytes = one_text(std::string("state\x04") + "Breaths", "吹气");
  const Catalogue catalogue(bytes);
  EXPECT_STREQ(catalogue.find("state", "Breaths"), "吹气");
  EXPECT_EQ(catalogue.find("Breaths"), nullptr);
}

RC_GTEST_PROP(CatalogueLaw, IsSafeHoweverItsBytesAreDamaged, ()) {
  std::string bytes = one_text("Good", "良好");
  const auto hits = *rc::gen::container<std::vector<std::pair<unsigned char, unsigned char>>>(
      rc::gen::arbitrary<std::pair<unsigned char, unsigned char>>());
  for (const auto& [where, what] : hits) bytes[where % bytes.size()] = static_cast<char>(what);
  bytes.resize(*rc::gen::inRange<std::size_t>(0, bytes.size() + 1));
  const Catalogue catalogue(bytes);
  RC_ASSERT(catalogue.size() < bytes.size() + 1);
  catalogue.for_each(
      [](std::string_view, std::string_view text) { RC_ASSERT(text.size() < 1000U); });
}

}  // namespace
}  // namespace sternum::test
