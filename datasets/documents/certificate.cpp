#include "datasets/documents/certificate.hpp"

#include <array>
#include <charconv>
#include <chrono>
#include <utility>
#include <vector>

#include "datasets/documents/drawing.hpp"
#include "datasets/documents/printed_words.hpp"
#include "datasets/documents/qr_symbol.hpp"

namespace sternum {
namespace {

using namespace paper;

constexpr double kSheetWidth = 1754.0;
constexpr double kSheetHeight = 1240.0;
constexpr double kSheetUnit_pt = 72.0 / 150.0;
constexpr double kInset = 144.0;
constexpr double kRight = kSheetWidth - kInset;
constexpr double kBetween = 48.0;

std::string days(const std::string& from, const std::string& to, const DocumentWords& words) {
  if (from.empty() || to.empty() || from == to) return from.empty() ? to : from;
  return filled(tr(words, "{0} to {1}"), from, to);
}

std::string scores(const Certificate& certificate) {
  if (!certificate.theory_score && !certificate.practical_score) return {};
  const auto shown = [](std::optional<double> score) {
    const std::string text = tenths(score);
    return text.ends_with(".0") ? text.substr(0, text.size() - 2) : text;
  };
  return shown(certificate.theory_score) + " / " + shown(certificate.practical_score);
}

std::string hours_text(const Certificate& certificate, const DocumentWords& words) {
  if (!certificate.hours) return {};
  std::string text = tenths(certificate.hours);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return filled(tr(words, "{} class hours"), text);
}

Result<void> draw_head(Drawing& drawing, const Certificate& certificate,
                       const DocumentWords& words) {
  Box head{kInset, 132, kRight - kInset, 88};
  Box right = head.cut_right(head.w / 2 - 20, 40);
  if (auto drawn = drawing.cut_picture(head, certificate.logo, 240, 24); !drawn) return drawn;
  const Writing label{{23}, ink::kLabel};
  drawing.fitted_text(head.cut_top(40), tr(words, "Issued by"), label, 14);
  drawing.fitted_text(head.cut_top(48), certificate.base, {{32, true}}, 15);
  drawing.fitted_text(right.cut_top(40), tr(words, "Certificate number"),
                      {{23}, ink::kLabel, Align::Right}, 14);
  drawing.fitted_text(right.cut_top(48), certificate.number, {{32, true}, ink::kText, Align::Right},
                      15);
  return {};
}

/// Letters with air between them, as titles of certificates are set.
void draw_spaced(Drawing& drawing, const Box& box, const std::string& text, Type type,
                 DocumentLanguage language) {
  if (language == DocumentLanguage::English) {
    drawing.fitted_text(box, text, {type, ink::kText, Align::Centre}, 24);
    return;
  }
  std::vector<std::string> letters;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
    letters.push_back(text.substr(at, end - at));
    at = end;
  }
  double gap = type.size * 0.24;
  double width = -gap;
  for (const std::string& letter : letters) width += drawing.width(letter, type) + gap;
  if (letters.size() > 12 || width > box.w) {
    drawing.fitted_text(box, text, {type, ink::kText, Align::Centre}, 24);
    return;
  }
  double x = box.centre().x - width / 2;
  for (const std::string& letter : letters) {
    const double letter_w = drawing.width(letter, type);
    drawing.text({x, box.y, letter_w, box.h}, letter, {type});
    x += letter_w + gap;
  }
}

void draw_name(Drawing& drawing, const Certificate& certificate, const DocumentWords& words) {
  const Box wide{kInset, 0, kRight - kInset, 0};
  // A short course is part of the title: its whole name stands below.
  constexpr std::size_t kShort = 24;
  const bool named = !certificate.course.empty() && certificate.course.size() <= kShort;
  const std::string title = named ? filled(tr(words, "{} training certificate"), certificate.course)
                                  : std::string(tr(words, "Certificate of training"));
  draw_spaced(drawing, {wide.x, 250, wide.w, 104}, title, {72, true}, words.language());
  const double middle = kSheetWidth / 2;
  drawing.fill({middle - 32, 366, 64, 6}, ink::kTarget, 3);
  // The name in one piece: it is searched for.
  drawing.fitted_text({wide.x, 400, wide.w, 116}, certificate.name,
                      {{88, true}, ink::kText, Align::Centre}, 26);
  drawing.line({middle - 280, 526}, {middle + 280, 526}, ink::kText, 2.0);
  const std::string course =
      certificate.course.empty() ? tr(words, "first aid") : certificate.course;
  const std::string first =
      certificate.class_number.empty()
          ? filled(tr(words, "took part in the course {0} (CPR, AED, airway obstruction),"), course)
          : filled(
                tr(words, "took part in the course {0}, class {1} (CPR, AED, airway obstruction),"),
                course, certificate.class_number);
  const Writing body{{30}, ink::kText, Align::Centre};
  drawing.fitted_text({wide.x, 550, wide.w, 52}, first, body, 16);
  drawing.fitted_text({wide.x, 602, wide.w, 52},
                      tr(words, "completed its hours and passed its theory and skills tests."),
                      body, 16);
}

void draw_facts(Drawing& drawing, const Certificate& certificate, const DocumentWords& words) {
  using Fact = std::pair<std::string, std::string>;
  std::vector<Fact> facts = {
      {tr(words, "Course"), certificate.course},
      {tr(words, "Hours"), hours_text(certificate, words)},
      {tr(words, "Trained"), days(certificate.trained_from, certificate.trained_to, words)},
      {tr(words, "Last four of the identity number"), certificate.id_last_four},
      {tr(words, "Theory / skills"), scores(certificate)},
      {tr(words, "Valid"), days(certificate.issued_on, certificate.valid_until, words)},
  };
  std::erase_if(facts, [](const Fact& fact) { return fact.second.empty(); });
  constexpr std::size_t kColumns = 3;
  const double width = (kRight - kInset - (kColumns - 1) * kBetween) / kColumns;
  for (std::size_t i = 0; i < facts.size(); ++i) {
    Box cell{kInset + static_cast<double>(i % kColumns) * (width + kBetween),
             684 + static_cast<double>(i / kColumns) * 104.0, width, 104};
    drawing.line({cell.x, cell.y}, {cell.right(), cell.y}, ink::kLine, 1.5);
    cell.cut_top(8);
    drawing.fitted_text(cell.cut_top(34), facts[i].first, {{23}, ink::kLabel}, 14);
    drawing.fitted_text(cell.cut_top(46), facts[i].second, {{32, true}}, 15);
  }
}

Result<void> draw_proof(Drawing& drawing, const Certificate& certificate,
                        const DocumentWords& words, Box box) {
  if (!certificate.qr_payload.empty()) {
    const Box code = box.cut_left(176, 22);
    const Box square{code.x, code.y, 176, 176};
    drawing.outline(square, ink::kEdge, 1.5);
    if (auto drawn = draw_qr(drawing, square.inset(2, 2), certificate.qr_payload); !drawn) {
      return drawn;
    }
  }
  const auto line = [&](const std::string& text, const Writing& how) {
    if (!text.empty()) drawing.fitted_text(box.cut_top(42), text, how, 12);
  };
  line(certificate.qr_payload.empty() ? tr(words, "Judged by")
                                      : tr(words, "To be checked without a network"),
       {{22, true}});
  const Writing quiet{{20}, ink::kLabel};
  line(hash_groups(certificate.fingerprint), quiet);
  const auto rules = [&](const char* what, const std::string& id, const std::string& hash) {
    if (!id.empty()) line(fmt::format("{} {}", what, joined({id, short_hash(hash)})), quiet);
  };
  rules(tr(words, "Scheme"), certificate.scheme_id, certificate.scheme_hash);
  rules(tr(words, "Guideline"), certificate.guideline_id, certificate.guideline_hash);
  return {};
}

Result<void> draw_certificate(Drawing& drawing, const Certificate& certificate,
                              const DocumentWords& words) {
  drawing.outline({56, 56, kSheetWidth - 112, kSheetHeight - 112}, ink::kText, 2.0);
  if (auto drawn = draw_head(drawing, certificate, words); !drawn) return drawn;
  draw_name(drawing, certificate, words);
  draw_facts(drawing, certificate, words);
  drawing.line({kInset, 902}, {kRight, 902}, ink::kText, 2.0);
  if (auto drawn = draw_proof(drawing, certificate, words, {kInset, 924, 480, 180}); !drawn) {
    return drawn;
  }
  const auto place = [&](double x, double width, const char* who, const std::string& name) {
    drawing.fitted_text({x, 924, width, 34}, who, {{23}, ink::kLabel}, 13);
    drawing.line({x, 1072}, {x + width, 1072}, ink::kText, 2.0);
    drawing.fitted_text({x, 1076, width, 30}, name, {{20}, ink::kLabel}, 12);
  };
  place(672, 204, trc(words, "certificate", "Instructor"), certificate.instructor);
  place(924, 204, tr(words, "Head of the base"), "");
  drawing.fitted_text({1176, 924, 240, 34}, tr(words, "Issued on"), {{23}, ink::kLabel}, 14);
  drawing.fitted_text({1176, 1034, 240, 44}, certificate.issued_on, {{32, true}}, 18);
  drawing.ring({1530, 1004}, 80, ink::kEdge, 1.5);
  drawing.fitted_text({1460, 986, 140, 36}, tr(words, "Seal"), {{23}, ink::kUnit, Align::Centre},
                      13);
  const std::string note = filled(
      tr(words, "For training. {}"),
      certificate.organiser.empty() ? std::string{}
                                    : filled(tr(words, "Organised by {}."), certificate.organiser));
  drawing.fitted_text({kInset, 1124, kRight - kInset, 28}, note, {{18}, ink::kUnit, Align::Left},
                      11);
  return {};
}

/// Two digits, or four; empty when they are none.
std::optional<int> digits(const std::string& text, std::size_t at, std::size_t count) {
  int value = 0;
  const char* const first = text.data() + at;
  const auto [end, error] = std::from_chars(first, first + count, value);
  if (error != std::errc{} || end != first + count) return std::nullopt;
  return value;
}

}  // namespace

Result<std::string> last_valid_day(const std::string& issued_on, int years) {
  const auto complain = [&issued_on] {
    return failure("\"" + issued_on + "\" is no day", "certificate", "write it as 2026-03-21");
  };
  if (issued_on.size() != 10 || issued_on[4] != '-' || issued_on[7] != '-') return complain();
  const auto year = digits(issued_on, 0, 4);
  const auto month = digits(issued_on, 5, 2);
  const auto of_month = digits(issued_on, 8, 2);
  if (!year || !month || !of_month) return complain();
  using std::chrono::year_month_day;
  year_month_day from{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                      std::chrono::day(static_cast<unsigned>(*of_month))};
  if (!from.ok()) return complain();
  year_month_day anniversary = from + std::chrono::years(years);
  // Who was certified on 29 February is until the 28th.
  if (!anniversary.ok()) {
    anniversary = anniversary.year() / std::chrono::March / std::chrono::day(1);
  }
  const year_month_day last(std::chrono::sys_days(anniversary) - std::chrono::days(1));
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(last.year()),
                     static_cast<unsigned>(last.month()), static_cast<unsigned>(last.day()));
}

Result<std::string> certificate_pdf(DocumentPrinter& printer, const Certificate& certificate,
                                    const DocumentWords& words) {
  const PrintMetadata metadata{
      joined({tr(words, "Certificate of training"), certificate.number}), certificate.base,
      certificate.issued_on.empty() ? std::string("1970-01-01") : certificate.issued_on};
  return printer.pdf(kSheetWidth, kSheetHeight, kSheetUnit_pt, metadata, words,
                     {[&](Drawing& drawing) -> Result<void> {
                       return draw_certificate(drawing, certificate, words);
                     }});
}

Result<void> write_certificate_pdf(DocumentPrinter& printer, const Certificate& certificate,
                                   const DocumentWords& words, const std::filesystem::path& file) {
  const auto bytes = certificate_pdf(printer, certificate, words);
  if (!bytes) return tl::unexpected(bytes.error());
  return write_document(file, *bytes);
}

}  // namespace sternum
