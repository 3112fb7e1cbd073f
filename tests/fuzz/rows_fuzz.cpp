// Rows of samples whose checksum is right, around anything: the bytes make inputs or they do not,
// and what they make can be packed densely and comes back bit for bit.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "datasets/records/batch_packing.hpp"
#include "datasets/records/dense_packing.hpp"
#include "datasets/records/packed_bytes.hpp"

namespace {

std::string every_bit_of(const std::vector<sternum::AttemptInput>& inputs) {
  sternum::BatchPacker packer;
  for (const auto& input : inputs) packer.add(input);
  return packer.finish();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string row(reinterpret_cast<const char*>(data), size);
  sternum::put_checksum(row);
  std::vector<sternum::AttemptInput> inputs;
  if (!sternum::unpack_inputs(row, {}, inputs)) {
    if (!inputs.empty()) std::abort();
    return 0;
  }
  std::vector<sternum::AttemptInput> back;
  if (!sternum::unpack_inputs(sternum::pack_densely(inputs), {}, back)) std::abort();
  if (every_bit_of(back) != every_bit_of(inputs)) std::abort();
  return 0;
}
