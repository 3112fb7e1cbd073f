#include "datasets/records/digest.hpp"

#include <fmt/format.h>
#include <sodium.h>

#include <bit>
#include <cstring>
#include <iterator>
#include <variant>

namespace sternum {
namespace {

static_assert(std::endian::native == std::endian::little, "numbers are digested little-endian");
static_assert(sizeof(crypto_hash_sha256_state) == 104);

crypto_hash_sha256_state* sha256_state(std::byte* bytes) {
  return reinterpret_cast<crypto_hash_sha256_state*>(bytes);
}

struct AddInput {
  Digest& digest;

  void operator()(const SampleBatch& batch) const {
    digest.add(std::int64_t{0})
        .add(static_cast<std::int64_t>(batch.channel))
        .add(static_cast<std::int64_t>(batch.flags))
        .add(batch.first.us())
        .add(batch.values.size() > 1 ? batch.period.us() : 0);
    digest.add(std::string_view(reinterpret_cast<const char*>(batch.values.data()),
                                batch.values.size() * sizeof(float)));
  }
  void operator()(const ReportedCompression& report) const {
    digest.add(std::int64_t{1}).add(report.peak.us()).add_real(report.depth.mm());
    digest.add(std::int64_t{report.residual ? 1 : 0} + (report.rate ? 2 : 0));
    if (report.residual) digest.add_real(report.residual->mm());
    if (report.rate) digest.add_real(report.rate->per_minute());
    digest.add(std::int64_t{report.follows_gap});
  }
  void operator()(const ReportedBreath& report) const {
    digest.add(std::int64_t{2}).add(report.start.us()).add(report.duration.us());
    digest.add(std::int64_t{report.volume.has_value()});
    if (report.volume) digest.add_real(report.volume->ml());
    digest.add(std::int64_t{report.follows_gap});
  }
  void operator()(const AttemptEvent& event) const {
    digest.add(std::int64_t{3}).add(static_cast<std::int64_t>(event.kind)).add(event.at.us());
  }
};

void add_column(Digest& digest, const Statement& row, int column) {
  const StoredAs stored = row.stored_as(column);
  digest.add(static_cast<std::int64_t>(stored));
  switch (stored) {
    case StoredAs::Integer:
      digest.add(row.integer(column));
      break;
    case StoredAs::Real:
      digest.add_real(row.real(column));
      break;
    case StoredAs::Text:
      digest.add(row.text(column));
      break;
    case StoredAs::Blob:
      digest.add(row.blob(column));
      break;
    case StoredAs::Null:
      break;
  }
}

}  // namespace

Digest::Digest() : state_{} { crypto_hash_sha256_init(sha256_state(state_.data())); }

void Digest::update(const void* bytes, std::size_t count) {
  crypto_hash_sha256_update(sha256_state(state_.data()), static_cast<const unsigned char*>(bytes),
                            count);
}

Digest& Digest::add(std::int64_t number) {
  update(&number, sizeof number);
  return *this;
}

Digest& Digest::add_real(double value) { return add(std::bit_cast<std::int64_t>(value)); }

Digest& Digest::add(std::string_view bytes) {
  add(static_cast<std::int64_t>(bytes.size()));
  if (!bytes.empty()) update(bytes.data(), bytes.size());
  return *this;
}

std::string Digest::hex() const {
  Digest copy = *this;
  std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
  crypto_hash_sha256_final(sha256_state(copy.state_.data()), hash.data());
  std::string text;
  for (const unsigned char byte : hash) fmt::format_to(std::back_inserter(text), "{:02x}", byte);
  return text;
}

void InputsDigest::add(const AttemptInput& input) {
  ++count_;
  std::visit(AddInput{digest_}, input);
}

Result<std::string> digest_of_rows(Statement& query) {
  Digest digest;
  bool any = false;
  auto read = for_each_row(query, [&](const Statement& row) -> Result<void> {
    any = true;
    digest.add(std::int64_t{1});
    for (int column = 0; column < row.columns(); ++column) add_column(digest, row, column);
    return {};
  });
  if (!read) return tl::unexpected(read.error());
  return any ? digest.hex() : std::string();
}

}  // namespace sternum
