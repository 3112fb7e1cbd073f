// The check on an identity card's number: the standard's own examples, and what such a check can
// do.
#include "datasets/roster/identity_card.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace sternum {
namespace {

std::optional<IdentityFault> fault_of(const std::string& number) {
  IdentityFault fault{};
  if (read_identity_card(number, fault)) return std::nullopt;
  return fault;
}

// The two examples that GB 11643-1999 gives.
TEST(IdentityCard, ReadsTheStandardsExamples) {
  IdentityFault fault{};
  EXPECT_EQ(read_identity_card("11010519491231002X", fault),
            (IdentityCard{{1949, 12, 31}, Sex::Female}));
  EXPECT_EQ(read_identity_card("440524188001010014", fault),
            (IdentityCard{{1880, 1, 1}, Sex::Male}));
}

TEST(IdentityCard, SaysWhatIsWrong) {
  EXPECT_EQ(fault_of(""), IdentityFault::Length);
  EXPECT_EQ(fault_of("1101051949123100"), IdentityFault::Length);
  EXPECT_EQ(fault_of("110105491231002"), IdentityFault::OldCard);
  EXPECT_EQ(fault_of("X1010519491231002X"), IdentityFault::Characters);
  EXPECT_EQ(fault_of("11010519491231002Y"), IdentityFault::Characters);
  EXPECT_EQ(fault_of("11010519491331002X"), IdentityFault::BirthDate);
  EXPECT_EQ(fault_of("11010519490229002X"), IdentityFault::BirthDate);
  EXPECT_EQ(fault_of("110105194912310020"), IdentityFault::Check);
}

RC_GTEST_PROP(IdentityCardLaw, OneMistypedDigitIsNoticed, ()) {
  std::string number = "11010519491231002X";
  const auto at = *rc::gen::inRange<std::size_t>(0, 17);
  const char digit = static_cast<char>('0' + *rc::gen::inRange(0, 10));
  RC_PRE(number[at] != digit);
  number[at] = digit;
  RC_ASSERT(fault_of(number).has_value());
}

RC_GTEST_PROP(IdentityCardLaw, TwoSwappedDigitsAreNoticed, ()) {
  std::string number = "440524188001010014";
  const auto at = *rc::gen::inRange<std::size_t>(0, 16);
  RC_PRE(number[at] != number[at + 1]);
  std::swap(number[at], number[at + 1]);
  RC_ASSERT(fault_of(number).has_value());
}

TEST(IdentityCard, IsShownAsItsLastFourCharacters) {
  EXPECT_EQ(masked_identity("11010519491231002X"), "**************002X");
  EXPECT_EQ(masked_identity("123"), "***");
}

TEST(IdentityCard, CountsFullYears) {
  EXPECT_EQ(age_on({2012, 11, 22}, {2026, 11, 21}), 13);
  EXPECT_EQ(age_on({2012, 11, 22}, {2026, 11, 22}), 14);
  EXPECT_EQ(age_on({2012, 2, 29}, {2026, 2, 28}), 13);
}

}  // namespace
}  // namespace sternum
