#include <algorithm>
#include <cstddef>

#include "analysis/exam/examination.hpp"

namespace sternum {

std::vector<Tip> find_tips(const std::vector<LedgerEntry>& ledger) {
  constexpr std::size_t kMost = 2;
  constexpr Points kWorthAWord = points(1.0);

  std::vector<Tip> tips;
  for (const LedgerEntry& entry : ledger) {
    auto tip = std::ranges::find(tips, entry.rule, &Tip::rule);
    if (tip == tips.end()) tip = tips.insert(tips.end(), Tip{entry.rule, {}, 0});
    tip->gain += entry.lost;
    ++tip->times;
  }
  // Of two that cost the same, the one that was first to go wrong.
  std::ranges::stable_sort(tips, std::ranges::greater{}, &Tip::gain);
  while (tips.size() > kMost || (tips.size() > 1 && tips.back().gain < kWorthAWord)) {
    tips.pop_back();
  }
  return tips;
}

}  // namespace sternum
