#include "gui/platform/font_files.hpp"

#include <fcntl.h>
#include <ft2build.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include FT_FREETYPE_H

namespace sternum {

namespace fs = std::filesystem;

namespace {

using MappedBytes = std::shared_ptr<const std::span<const std::byte>>;

MappedBytes map_file(const fs::path& file) {
  const int descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return nullptr;
  struct stat info {};
  void* at = MAP_FAILED;
  if (::fstat(descriptor, &info) == 0 && info.st_size > 0) {
    at = ::mmap(nullptr, static_cast<std::size_t>(info.st_size), PROT_READ, MAP_PRIVATE, descriptor,
                0);
  }
  ::close(descriptor);
  if (at == MAP_FAILED) return nullptr;
  const auto size = static_cast<std::size_t>(info.st_size);
  return {new std::span<const std::byte>(static_cast<const std::byte*>(at), size),
          [](const std::span<const std::byte>* mapped) {
            ::munmap(const_cast<std::byte*>(mapped->data()), mapped->size());
            delete mapped;
          }};
}

/// FreeType for as long as a face is looked at.
class FreeType {
 public:
  FreeType() { usable_ = FT_Init_FreeType(&library_) == 0; }
  ~FreeType() {
    if (usable_) FT_Done_FreeType(library_);
  }
  FreeType(const FreeType&) = delete;
  FreeType& operator=(const FreeType&) = delete;

  /// Null when there is no such face.
  FT_Face open(std::span<const std::byte> bytes, int index) {
    FT_Face face = nullptr;
    if (!usable_ || FT_New_Memory_Face(library_, reinterpret_cast<const FT_Byte*>(bytes.data()),
                                       static_cast<FT_Long>(bytes.size()), index, &face) != 0) {
      return nullptr;
    }
    return face;
  }

 private:
  FT_Library library_ = nullptr;
  bool usable_ = false;
};

struct Candidate {
  const char* regular;
  const char* bold;
  const char* family;
};

constexpr std::array kCandidates = {
    Candidate{"/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
              "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc", "Noto Sans CJK SC"},
    Candidate{"/usr/share/fonts/truetype/wqy/wqy-microhei.ttc",
              "/usr/share/fonts/truetype/wqy/wqy-microhei.ttc", "WenQuanYi Micro Hei"},
    Candidate{"/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
              "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf", ""},
};

constexpr const char* kInstall = "install the package fonts-noto-cjk";

}  // namespace

Result<FontFace> FontFace::open(const fs::path& file, const std::string& family) {
  FontFace found;
  found.bytes_ = map_file(file);
  if (!found.bytes_) return failure("the font cannot be read", file.string(), kInstall);
  FreeType freetype;
  for (int index = 0;; ++index) {
    FT_Face face = freetype.open(*found.bytes_, index);
    if (face == nullptr) break;
    const bool wanted =
        family.empty() || (face->family_name != nullptr && family == face->family_name);
    if (wanted && face->units_per_EM > 0) {
      found.index_ = index;
      found.line_to_em_ = static_cast<float>(face->ascender - face->descender) /
                          static_cast<float>(face->units_per_EM);
      found.has_chinese_ = FT_Get_Char_Index(face, 0x6309) != 0;  // 按
    }
    FT_Done_Face(face);
    if (wanted) return found;
  }
  return failure("the font has no face '" + family + "'", file.string(), kInstall);
}

Result<FontFiles> find_font_files() {
  for (const Candidate& candidate : kCandidates) {
    auto regular = FontFace::open(candidate.regular, candidate.family);
    if (!regular) continue;
    auto bold = FontFace::open(candidate.bold, candidate.family);
    FontFiles files{*regular, bold ? *bold : *regular, std::nullopt};
    if (!regular->has_chinese()) {
      files.notice = Error{"this computer has no font with Chinese characters", {}, kInstall};
    } else if (!bold || candidate.regular != kCandidates.front().regular) {
      files.notice = Error{"the screens are set in a substitute font", candidate.regular, kInstall};
    }
    return files;
  }
  return failure("no usable font was found on this computer", "/usr/share/fonts", kInstall);
}

}  // namespace sternum
