#include "gui/locale/catalogue.hpp"

#include <cstdint>
#include <cstring>
#include <optional>
#include <string>

namespace sternum {

namespace embedded {
std::string_view zh_cn_mo();
}

namespace {

constexpr std::uint32_t kMagic = 0x950412de;
constexpr char kContextEnd = '\x04';

/// msgfmt writes in the byte order of the machine that runs it: the one that builds us.
std::optional<std::uint32_t> word_at(std::string_view bytes, std::size_t at) {
  std::uint32_t word = 0;
  if (at > bytes.size() || bytes.size() - at < sizeof word) return std::nullopt;
  std::memcpy(&word, bytes.data() + at, sizeof word);
  return word;
}

/// The text that entry `index` of the table at `table` points to; it must end with a NUL.
std::optional<std::string_view> text_at(std::string_view bytes, std::size_t table,
                                        std::size_t index) {
  const auto length = word_at(bytes, table + index * 8);
  const auto offset = word_at(bytes, table + index * 8 + 4);
  if (!length || !offset || *offset >= bytes.size()) return std::nullopt;
  if (bytes.size() - *offset <= *length || bytes[*offset + *length] != '\0') return std::nullopt;
  return bytes.substr(*offset, *length);
}

}  // namespace

Catalogue::Catalogue(std::string_view mo) {
  const auto count = word_at(mo, 8);
  const auto keys = word_at(mo, 12);
  const auto texts = word_at(mo, 16);
  if (word_at(mo, 0) != kMagic || !count || !keys || !texts) return;
  for (std::size_t i = 0; i < *count; ++i) {
    const auto key = text_at(mo, *keys, i);
    const auto text = text_at(mo, *texts, i);
    if (!key || !text) break;
    // The empty key is the catalogue's own header.
    if (!key->empty() && !text->empty()) texts_.emplace(*key, text->data());
  }
}

const char* Catalogue::find(std::string_view key) const {
  const auto found = texts_.find(key);
  return found == texts_.end() ? nullptr : found->second;
}

const char* Catalogue::find(std::string_view context, std::string_view key) const {
  std::string joined(context);
  joined += kContextEnd;
  joined += key;
  return find(joined);
}

const Catalogue& chinese_catalogue() {
  static const Catalogue catalogue(embedded::zh_cn_mo());
  return catalogue;
}

}  // namespace sternum
