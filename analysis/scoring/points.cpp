#include "analysis/scoring/points.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstddef>
#include <numeric>

namespace sternum {

std::vector<Points> share_out(Points total, std::span<const double> weights) {
  std::vector<Points> parts(weights.size());
  const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
  assert(sum > 0.0 || total == Points{});
  if (!(sum > 0.0)) return parts;

  // Everybody gets the whole thousandths of their exact share; what is left over goes, one
  // thousandth each, to those who lost the most by that.
  std::vector<double> left_over(weights.size());
  std::int64_t given = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const double exact = static_cast<double>(total.thousandths()) * (weights[i] / sum);
    const double whole = std::floor(exact);
    left_over[i] = exact - whole;
    parts[i] = Points::from_thousandths(static_cast<std::int64_t>(whole));
    given += parts[i].thousandths();
  }
  std::vector<std::size_t> order(weights.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::erase_if(order, [&](std::size_t i) { return weights[i] == 0.0; });
  std::ranges::stable_sort(order, std::greater{}, [&](std::size_t i) { return left_over[i]; });
  // Rounding may leave a thousandth more or less than there are takers: then the round goes on, or
  // the last in it gives one back.
  const auto takers = static_cast<std::int64_t>(order.size());
  for (std::int64_t round = 0; given < total.thousandths(); ++round, ++given) {
    parts[order[static_cast<std::size_t>(round % takers)]] += Points::from_thousandths(1);
  }
  for (auto last = order.rbegin(); given > total.thousandths() && last != order.rend(); ++last) {
    if (parts[*last] == Points{}) continue;
    parts[*last] -= Points::from_thousandths(1);
    --given;
  }
  return parts;
}

}  // namespace sternum
