// A base's own logo: made fit for printing, kept, and where it stands on the documents.
#include "datasets/documents/base_logo.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <random>
#include <set>

#include "datasets/documents/drawing.hpp"
#include "gui/model/spoken_documents.hpp"
#include "tests/documents/printed.hpp"
#include "tests/documents/sample_documents.hpp"

namespace sternum::test {
namespace {

using testing::HasSubstr;

std::string bytes_in(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A drawing of `width` × `height` points as poppler's programs turn it into a picture.
std::string picture(double width, double height, const DocumentPrinter::Page& page,
                    std::vector<std::string> program) {
  DocumentPrinter with = printer();
  const auto pdf = with.pdf(width, height, 1.0, {"logo", "", "2026-03-21"},
                            SpokenDocuments(Language::English), {page});
  const TemporaryFolder folder;
  write_bytes(folder / "logo.pdf", pdf.value_or(""));
  for (const char* more : {"-singlefile", "-r", "72"}) program.emplace_back(more);
  program.push_back(folder / "logo.pdf");
  program.push_back(folder / "logo");
  read_by(std::move(program));
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    if (entry.path().extension() != ".pdf") return bytes_in(entry.path());
  }
  return {};
}

Result<void> disc_and_bar(paper::Drawing& drawing) {
  drawing.disc({200, 200}, 190, paper::ink::kTarget);
  drawing.fill({420, 150, 360, 100}, paper::ink::kStop, 0.0);
  return {};
}

/// 800 × 400 pixels, transparent where nothing is drawn.
const std::string& drawn_png() {
  static const std::string png = picture(800, 400, disc_and_bar, {"pdftocairo", "-png", "-transp"});
  return png;
}

const BaseLogo& sample_logo() {
  static const BaseLogo logo = printable_logo(drawn_png(), "logo.png").value_or(BaseLogo{});
  return logo;
}

/// As bad for a page as a picture can be.
std::string noise() {
  return picture(
      320, 160,
      [](paper::Drawing& drawing) -> Result<void> {
        std::mt19937 random(7);
        for (int at = 0; at < 320 * 160; ++at) {
          const paper::Box dot{static_cast<double>(at % 320), static_cast<double>(at / 320), 1, 1};
          drawing.fill(dot, {static_cast<std::uint32_t>(random() & 0xFFFFFFU)}, 0.0);
        }
        return {};
      },
      {"pdftoppm", "-png"});
}

struct Greys {
  int width = 0;
  int height = 0;
  std::string values;
  [[nodiscard]] int at(int x, int y) const {
    return static_cast<unsigned char>(values.at(static_cast<std::size_t>(y * width + x)));
  }
};

/// A page at 75 dots to the inch: half a dot a unit.
Greys page_of(const PrintedPdf& pdf, int page) {
  const TemporaryFolder folder;
  const std::string number = std::to_string(page);
  read_by({"pdftoppm", "-r", "75", "-gray", "-singlefile", "-f", number, "-l", number, pdf.file(),
           folder / "page"});
  std::ifstream in(folder / "page.pgm", std::ios::binary);
  Greys greys;
  std::string kind;
  int most = 0;
  in >> kind >> greys.width >> greys.height >> most;
  in.get();
  greys.values.assign(std::istreambuf_iterator<char>(in), {});
  EXPECT_EQ(kind, "P5");
  return greys;
}

/// The smallest box, in units of the page, outside of which nothing differs.
std::optional<paper::Box> difference(const Greys& one, const Greys& other) {
  EXPECT_EQ(one.values.size(), other.values.size());
  int left = one.width, top = one.height, right = -1, bottom = -1;
  for (int y = 0; y < one.height; ++y) {
    for (int x = 0; x < one.width; ++x) {
      if (std::abs(one.at(x, y) - other.at(x, y)) < 8) continue;
      left = std::min(left, x);
      right = std::max(right, x);
      top = std::min(top, y);
      bottom = std::max(bottom, y);
    }
  }
  if (right < 0) return std::nullopt;
  return paper::Box{2.0 * left, 2.0 * top, 2.0 * (right - left + 1), 2.0 * (bottom - top + 1)};
}

PrintedPdf printed_certificate(const std::string& logo, Language language = Language::Chinese) {
  DocumentPrinter with = printer();
  Certificate certificate = sample_certificate();
  certificate.logo = logo;
  return PrintedPdf(
      certificate_pdf(with, certificate, SpokenDocuments(language)).value_or("nothing"));
}

PrintedPdf printed_report(TraineeReport report, const std::string& logo) {
  DocumentPrinter with = printer();
  report.logo = logo;
  return PrintedPdf(
      trainee_report_pdf(with, report, SpokenDocuments(Language::English)).value_or("nothing"));
}

/// Of every page, `pdfimages -list`: "page num type width height color comp bpc enc interp object".
struct ListedImage {
  int page = 0;
  std::string type;
  int width = 0;
  int height = 0;
  int object = 0;
};
std::vector<ListedImage> images_of(const PrintedPdf& pdf) {
  std::istringstream lines(read_by({"pdfimages", "-list", pdf.file()}));
  std::vector<ListedImage> images;
  std::string line;
  for (int number = 0; std::getline(lines, line); ++number) {
    if (number < 2) continue;
    std::istringstream words(line);
    ListedImage image;
    std::string skipped;
    words >> image.page >> skipped >> image.type >> image.width >> image.height;
    for (int i = 0; i < 5; ++i) words >> skipped;
    words >> image.object;
    images.push_back(image);
  }
  return images;
}

TEST(BaseLogo, IsScaledToWhatIsPrintedAndKeepsItsRatio) {
  const auto& logo = sample_logo();
  EXPECT_EQ(logo.width_px, 384);
  EXPECT_EQ(logo.height_px, 192);
  EXPECT_EQ(printable_logo(drawn_png(), "").value_or(BaseLogo{}).png, logo.png) << "every time";
  const auto jpeg =
      printable_logo(picture(100, 100, disc_and_bar, {"pdftoppm", "-jpeg"}), "logo.jpg");
  ASSERT_TRUE(jpeg.has_value()) << jpeg.error().message();
  EXPECT_EQ(jpeg->width_px, 100) << "a small one is not made larger";
}

TEST(BaseLogo, StandsInTheHeadOfTheCertificateAndMovesNothingElse) {
  const PrintedPdf with = printed_certificate(sample_logo().png);
  const auto images = images_of(with);
  ASSERT_EQ(images.size(), 2U);
  EXPECT_EQ(images[0].width, 384);
  EXPECT_EQ(images[1].type, "smask") << "what is transparent stays so";
  EXPECT_LE(with.bytes(), 150'000U);
  const Greys page = page_of(with, 1);
  const auto differs = difference(page, page_of(printed_certificate(""), 1));
  ASSERT_TRUE(differs);
  EXPECT_GE(differs->x, 144);
  EXPECT_LE(differs->right(), 877) << "the left half";
  EXPECT_GE(differs->y, 131);
  EXPECT_LE(differs->bottom(), 222) << "the head's height";
  // The place is 176 × 88 units from (144, 132): the disc has ink in its middle, the corner none.
  EXPECT_LT(page.at((144 + 44) / 2, (132 + 44) / 2), 140);
  EXPECT_EQ(page.at((144 + 2) / 2 + 1, (132 + 2) / 2 + 1), 255);
  EXPECT_TRUE(images_of(printed_certificate("")).empty());
}

TEST(BaseLogo, StandsInTheHeadOfEveryPageOfAReportAndOnceInItsFile) {
  const TraineeReport report = crowded_report();
  const PrintedPdf with = printed_report(report, sample_logo().png);
  const PrintedPdf without = printed_report(report, "");
  ASSERT_EQ(with.pages(), 2);
  EXPECT_LE(with.bytes(), 300'000U);
  std::set<int> objects;
  for (const auto& image : images_of(with)) {
    if (image.type == "image") objects.insert(image.object);
  }
  EXPECT_EQ(objects.size(), 1U);
  for (const int page : {1, 2}) {
    const auto differs = difference(page_of(with, page), page_of(without, page));
    ASSERT_TRUE(differs);
    EXPECT_GE(differs->x, 80) << page;
    EXPECT_LE(differs->right(), 784) << page;
    EXPECT_GE(differs->y, 49) << page;
    EXPECT_LE(differs->bottom(), 150) << page;
  }
}

TEST(BaseLogo, GivesTheSameBytesTwice) {
  const PrintedPdf one = printed_certificate(sample_logo().png, Language::English);
  const PrintedPdf two = printed_certificate(sample_logo().png, Language::English);
  EXPECT_EQ(bytes_in(one.file()), bytes_in(two.file()));
}

TEST(BaseLogo, IsMadeSmallerUntilAPageHasRoomForIt) {
  const auto logo = printable_logo(noise(), "noise.png");
  ASSERT_TRUE(logo.has_value()) << logo.error().message();
  EXPECT_LT(logo->width_px, 320);
  EXPECT_GT(logo->width_px, 100) << "and no smaller";
  const std::size_t bare = printed_certificate("").bytes();
  EXPECT_LE(printed_certificate(logo->png).bytes(), bare + 40'000);
  EXPECT_LE(printed_report(crowded_report(), logo->png).bytes(), 300'000U);
}

class KeptLogo : public testing::Test {
 protected:
  [[nodiscard]] std::string complaint(const std::string& name, const std::string& bytes) const {
    write_bytes(folder_ / name, bytes);
    const auto kept = keep_base_logo(folder_.path(), folder_ / name);
    EXPECT_FALSE(kept.has_value());
    EXPECT_FALSE(std::filesystem::exists(base_logo_file(folder_.path())));
    return kept ? std::string() : kept.error().message();
  }
  TemporaryFolder folder_;
};

TEST_F(KeptLogo, IsThereUntilItIsTakenAway) {
  const auto none = read_base_logo(folder_.path());
  ASSERT_TRUE(none.has_value());
  EXPECT_TRUE(none->png.empty());
  write_bytes(folder_ / "given.png", drawn_png());
  ASSERT_TRUE(keep_base_logo(folder_.path() / "data", folder_ / "given.png").has_value());
  const auto kept = read_base_logo(folder_.path() / "data");
  ASSERT_TRUE(kept.has_value()) << kept.error().message();
  EXPECT_EQ(kept->png, sample_logo().png);
  EXPECT_EQ(kept->width_px, 384);
  ASSERT_TRUE(remove_base_logo(folder_.path() / "data").has_value());
  EXPECT_THAT(remove_base_logo(folder_.path() / "data").error().message(),
              HasSubstr("has no logo"));
}

TEST_F(KeptLogo, IsNotTakenFromWhatIsNoPictureOrTooMuchOfOne) {
  EXPECT_THAT(complaint("list.csv", "name,class\n"), HasSubstr("save it as PNG or JPEG"));
  EXPECT_THAT(complaint("nothing.png", ""), HasSubstr("save it as PNG or JPEG"));
  EXPECT_THAT(complaint("cut.png", drawn_png().substr(0, drawn_png().size() / 2)),
              HasSubstr("damaged"));
  std::string wide = drawn_png();
  wide[18] = '\x20';  // of the width in its header: 8224
  EXPECT_THAT(complaint("wide.png", wide), HasSubstr("8224 x 400 pixels; a logo may have 4000"));
  EXPECT_THAT(complaint("big.png", drawn_png() + std::string(kMostPictureBytes, 'x')),
              HasSubstr("the picture has 9 MB; a logo may have 8"));
  const auto missing = keep_base_logo(folder_.path(), folder_ / "none.png");
  EXPECT_THAT(missing.error().message(), HasSubstr("there is no such picture"));
  EXPECT_FALSE(keep_base_logo(folder_.path(), folder_.path()).has_value()) << "a folder";
  if (::geteuid() == 0) return;  // who may read everything
  write_bytes(folder_ / "closed.png", drawn_png());
  ::chmod((folder_ / "closed.png").c_str(), 0);
  EXPECT_THAT(keep_base_logo(folder_.path(), folder_ / "closed.png").error().message(),
              HasSubstr("check its permissions"));
}

TEST_F(KeptLogo, ThatWasDamagedIsNamedWithWhatToDo) {
  write_bytes(base_logo_file(folder_.path()).string(), sample_logo().png.substr(0, 200));
  const auto damaged = read_base_logo(folder_.path());
  ASSERT_FALSE(damaged.has_value());
  EXPECT_THAT(damaged.error().message(), HasSubstr("base-logo.png"));
  EXPECT_THAT(damaged.error().message(), HasSubstr("sternum base --logo"));
}

}  // namespace
}  // namespace sternum::test
