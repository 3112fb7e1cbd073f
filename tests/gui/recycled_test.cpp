// Values that are told again and again, without new memory each time.
#include "gui/model/recycled.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace sternum {
namespace {

using Values = std::vector<int>;

TEST(Recycled, FillsAgainWhatNobodyHoldsAnyMore) {
  Recycled<Values> values(1);
  auto shared = values.share(std::make_unique<Values>(1000, 7));
  const int* const memory = shared->data();
  shared.reset();
  auto again = values.blank();
  EXPECT_EQ(again->data(), memory);
  EXPECT_EQ(*again, Values(1000, 7)) << "with all that it held";
}

TEST(Recycled, LeavesAloneWhatSomebodyHolds) {
  Recycled<Values> values(2);
  const auto held = values.share(std::make_unique<Values>(3, 7));
  auto other = values.blank();
  EXPECT_NE(other.get(), held.get());
  other->assign(3, 8);
  const auto newer = values.share(std::move(other));
  EXPECT_EQ(*held, Values(3, 7));
  EXPECT_EQ(*newer, Values(3, 8));
}

/// Counts those that are alive.
struct Counted {
  Counted() { ++alive; }
  ~Counted() { --alive; }
  Counted(const Counted&) = delete;
  Counted& operator=(const Counted&) = delete;
  static inline int alive = 0;
};

TEST(Recycled, KeepsNoMoreThanItIsAllowedTo) {
  Recycled<Counted> values(2);
  std::vector<std::shared_ptr<const Counted>> shared;
  for (int i = 0; i < 5; ++i) shared.push_back(values.share(values.blank()));
  EXPECT_EQ(Counted::alive, 5);
  shared.clear();
  EXPECT_EQ(Counted::alive, 2);
}

TEST(Recycled, MayGoBeforeWhatItShared) {
  std::shared_ptr<const Counted> held;
  {
    Recycled<Counted> values(2);
    held = values.share(values.blank());
    EXPECT_EQ(Counted::alive, 1);
  }
  EXPECT_EQ(Counted::alive, 1);
  held.reset();
  EXPECT_EQ(Counted::alive, 0);
}

}  // namespace
}  // namespace sternum
