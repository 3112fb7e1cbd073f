#include "analysis/scoring/compression_verdict.hpp"

namespace sternum {

CompressionVerdict judge(const Compression& compression, const Guideline& guideline) {
  CompressionVerdict verdict;
  verdict.shallow = compression.depth < guideline.depth.low;
  verdict.deep = compression.depth > guideline.depth.high;
  verdict.leaning = compression.residual && *compression.residual >= guideline.leaning_threshold;
  verdict.slow = compression.rate && *compression.rate < guideline.rate.low;
  verdict.fast = compression.rate && *compression.rate > guideline.rate.high;
  return verdict;
}

}  // namespace sternum
