// From TOML to how an attempt is run and judged. The format is described in SCHEMES.md.
#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "datasets/nearest_name.hpp"
#include "datasets/rule_files/checked_table.hpp"
#include "datasets/rule_files/rule_text.hpp"
#include "datasets/schemes/scheme_file.hpp"
#include "datasets/schemes/sensor_rule_parser.hpp"

namespace sternum {
namespace {

constexpr int kSchemeFormat = 1;
constexpr Plausible kPoints = {0, 100, "points"};
constexpr Plausible kSets = {1, 100, ""};
constexpr Plausible kLength = {5, 7200, "s"};
constexpr Plausible kTimer = {0, 600, "s"};
constexpr Plausible kDepthError = {0, 20, "mm"};
constexpr Plausible kVolumeError = {0, 300, "ml"};
constexpr Plausible kMargin = {0.01, 10, "times the limit"};

Confidence read_confidence(const CheckedTable& table) {
  const std::string letter = table.one_of("confidence", {"P", "S", "B"});
  if (letter == "P") return Confidence::Primary;
  return letter == "S" ? Confidence::Secondary : Confidence::Background;
}

void require_source(const CheckedTable& table) {
  (void)table.text("source");
  (void)read_confidence(table);
}

class SchemeReader {
 public:
  SchemeReader(const toml::table& document, Complaint& complaint,
               const RulesById<Guideline>& guidelines)
      : sheet_(document, complaint), guidelines_(guidelines) {}

  Scheme read() {
    check_format();
    scheme_.id = sheet_.text("id");
    scheme_.edition = sheet_.text("edition");
    scheme_.source = sheet_.text("source");
    scheme_.confidence = read_confidence(sheet_);
    const CheckedTable title = sheet_.table("title");
    title.only({"zh", "en"});
    scheme_.title_zh = title.text("zh");
    scheme_.title_en = title.text("en");
    read_guideline_id();
    read_run();
    if (sheet_.holds("quality")) read_quality(sheet_.table("quality"));
    if (sheet_.holds("pass")) read_pass(sheet_.table("pass"));
    if (scheme_.measures_cpr) read_uncertainty(sheet_.table("assumed_uncertainty"));
    read_sections();
    read_items();
    check_points();
    check_that_something_decides();
    return std::move(scheme_);
  }

 private:
  void check_format() {
    constexpr double kMostFormats = 1e6;
    const int format = sheet_.whole_number("format", {1, kMostFormats, ""});
    if (format > kSchemeFormat) {
      sheet_.complain("format", fmt::format("this file has format {}", format),
                      fmt::format("this version reads format {}: update it", kSchemeFormat));
    }
    sheet_.only({"format", "id", "edition", "source", "confidence", "title", "guideline", "run",
                 "quality", "pass", "assumed_uncertainty", "section", "item"});
  }

  void read_guideline_id() {
    const std::size_t before = sheet_.complaints();
    scheme_.guideline_id = sheet_.text("guideline");
    if (sheet_.complaints() > before) return;
    if (const auto found = guidelines_.find(scheme_.guideline_id); found != guidelines_.end()) {
      guideline_ = &found->second.rules;
      return;
    }
    std::vector<std::string_view> ids;
    for (const auto& [id, guideline] : guidelines_) ids.push_back(id);
    const auto nearest = nearest_name(scheme_.guideline_id, ids);
    sheet_.complain(
        "guideline", fmt::format("there is no guideline \"{}\"", scheme_.guideline_id),
        nearest ? fmt::format("did you mean {}?", *nearest) : "known are " + listed(ids));
  }

  void read_run() {
    const CheckedTable run = sheet_.table("run");
    run.only({"cpr", "aed", "sets", "length_s"});
    scheme_.measures_cpr = run.flag("cpr");
    scheme_.uses_aed = run.flag("aed");
    if (run.holds("sets")) scheme_.sets = run.whole_number("sets", kSets);
    if (run.holds("length_s")) scheme_.length = seconds(run.number("length_s", kLength));
    if (scheme_.measures_cpr) return;
    for (const char* key : {"sets", "length_s"}) {
      if (!run.holds(key)) continue;
      run.complain(key, fmt::format("'run.{}' means nothing where no CPR is measured", key),
                   "remove it, or write cpr = true");
    }
  }

  Points read_points(const CheckedTable& table) {
    const std::size_t before = table.complaints();
    const Points read = points(table.number("points", kPoints));
    if (table.complaints() > before) points_are_known_ = false;
    return read;
  }

  void read_quality(const CheckedTable& quality) {
    quality.only({"points", "weights", "margins", "source", "confidence"});
    require_source(quality);
    scheme_.quality = read_points(quality);
    if (!scheme_.measures_cpr) {
      quality.complain("points", "quality is to be graded, but this scheme measures no CPR",
                       "write cpr = true under [run], or remove [quality]");
    }
    read_weights(quality.table("weights"));
    if (quality.holds("margins")) read_margins(quality.table("margins"));
  }

  void read_weights(const CheckedTable& table) {
    const std::size_t before = table.complaints();
    table.only({"depth", "rate", "recoil", "hands_off", "breaths", "ratio"});
    auto& weights = scheme_.grading.weights;
    double sum = 0.0;
    for (auto& [key, weight] : {std::pair<const char*, double&>{"depth", weights.depth},
                                {"rate", weights.rate},
                                {"recoil", weights.recoil},
                                {"hands_off", weights.hands_off},
                                {"breaths", weights.breaths},
                                {"ratio", weights.ratio}}) {
      weight = table.number(key, kPoints);
      sum += weight;
    }
    if (table.complaints() > before) return;
    if (points(sum) != kFullMarks) {
      table.complain("depth", fmt::format("the weights add up to {}, not 100", sum),
                     "share 100 among them");
    }
    if (guideline_ != nullptr && guideline_->breaths_per_cycle == 0 &&
        weights.breaths + weights.ratio > 0.0) {
      table.complain(weights.breaths > 0.0 ? "breaths" : "ratio",
                     fmt::format("breaths have weight, but {} asks for none", guideline_->id),
                     "write breaths = 0 and ratio = 0");
    }
  }

  void read_margins(const CheckedTable& table) {
    table.only({"depth", "rate", "leaning", "breath", "hands_off"});
    auto& margins = scheme_.grading.margins;
    margins.depth = table.number("depth", kMargin);
    margins.rate = table.number("rate", kMargin);
    margins.leaning = table.number("leaning", kMargin);
    margins.breath = table.number("breath", kMargin);
    margins.hands_off = table.number("hands_off", kMargin);
  }

  void read_pass(const CheckedTable& pass) {
    pass.only({"points", "source", "confidence"});
    require_source(pass);
    scheme_.pass = points(pass.number("points", {1, 100, "points"}));
  }

  void read_uncertainty(const CheckedTable& table) {
    table.only({"depth_mm", "volume_ml", "source", "confidence"});
    require_source(table);
    scheme_.assumed_uncertainty.depth = millimetres(table.number("depth_mm", kDepthError));
    scheme_.assumed_uncertainty.volume = millilitres(table.number("volume_ml", kVolumeError));
  }

  void read_sections() {
    if (!sheet_.holds("section")) return;
    for (const CheckedTable& table : sheet_.tables("section")) {
      table.only({"id", "zh", "en"});
      SchemeSection section{table.text("id"), table.text("zh"), table.text("en")};
      if (std::ranges::find(scheme_.sections, section.id, &SchemeSection::id) !=
          scheme_.sections.end()) {
        table.complain("id", fmt::format("the section \"{}\" is there twice", section.id),
                       "give one of them another id");
      }
      scheme_.sections.push_back(std::move(section));
    }
  }

  void read_items() {
    if (!sheet_.holds("item")) return;
    for (const CheckedTable& table : sheet_.tables("item")) {
      SchemeItem item = read_item(table);
      if (std::ranges::find(scheme_.items, item.id, &SchemeItem::id) != scheme_.items.end()) {
        table.complain("id", fmt::format("the item \"{}\" is there twice", item.id),
                       "give one of them another id");
      }
      scheme_.items.push_back(std::move(item));
    }
  }

  SchemeItem read_item(const CheckedTable& table) {
    SchemeItem item;
    item.id = table.text("id");
    item.title_zh = table.text("zh");
    item.title_en = table.text("en");
    item.section = read_section_of(table);
    item.critical = table.holds("critical") && table.flag("critical");
    const std::size_t before = table.complaints();
    item.points = read_points(table);
    if (table.complaints() == before && item.points == Points{} && !item.critical) {
      table.complain("points", fmt::format("the item \"{}\" decides nothing", item.id),
                     "give it points, or write critical = true");
    }
    const std::string judge = table.one_of("judge", {"sensor", "tick", "timer"});
    if (judge == "sensor") {
      item.judge = ItemJudge::Sensor;
      table.only({"id", "zh", "en", "section", "points", "critical", "judge", "measure", "of",
                  "set", "operator", "limit", "low", "high", "tolerance", "fade", "source",
                  "confidence"});
      item.sensor = read_sensor_rule(table, scheme_, guideline_);
    } else if (judge == "timer") {
      item.judge = ItemJudge::Timer;
      table.only({"id", "zh", "en", "section", "points", "critical", "judge", "at_least_s",
                  "at_most_s", "source", "confidence"});
      item.timer = read_timer_rule(table);
    } else {
      table.only({"id", "zh", "en", "section", "points", "critical", "judge"});
    }
    if (judge == "sensor" || judge == "timer") {
      item.source = table.text("source");
      item.confidence = read_confidence(table);
    }
    return item;
  }

  std::string read_section_of(const CheckedTable& table) {
    const std::size_t before = table.complaints();
    std::string id = table.text("section");
    if (table.complaints() > before) return id;
    std::vector<std::string_view> ids;
    for (const SchemeSection& section : scheme_.sections) ids.push_back(section.id);
    if (std::ranges::find(ids, std::string_view(id)) == ids.end()) {
      const auto nearest = nearest_name(id, ids);
      table.complain(
          "section", fmt::format("there is no section \"{}\"", id),
          nearest ? fmt::format("did you mean {}?", *nearest) : "add a [[section]] with this id");
    }
    return id;
  }

  static TimerRule read_timer_rule(const CheckedTable& table) {
    const std::size_t before = table.complaints();
    const double at_least_s = table.number("at_least_s", kTimer);
    const double at_most_s = table.number("at_most_s", kTimer);
    if (table.complaints() == before && at_least_s > at_most_s) {
      table.complain(
          "at_least_s",
          fmt::format("'item.at_least_s' is {}, above 'item.at_most_s' {}", at_least_s, at_most_s),
          "swap them");
    }
    return {seconds(at_least_s), seconds(at_most_s)};
  }

  void check_points() {
    if (!points_are_known_) return;
    Points of_items;
    for (const SchemeItem& item : scheme_.items) of_items += item.points;
    if (of_items + scheme_.quality == kFullMarks) return;
    sheet_.complain(
        scheme_.items.empty() ? "quality" : "item",
        fmt::format("the points add up to {}, not 100", (of_items + scheme_.quality).points()),
        fmt::format("the items have {} together and the quality of CPR {}", of_items.points(),
                    scheme_.quality.points()));
  }

  void check_that_something_decides() {
    if (scheme_.pass || std::ranges::any_of(scheme_.items, &SchemeItem::critical)) return;
    if (sheet_.holds("pass")) return;
    sheet_.complain("item", "nothing decides whether this is passed",
                    "add [pass] with points = 80, or write critical = true in an item");
  }

  CheckedTable sheet_;
  const RulesById<Guideline>& guidelines_;
  const Guideline* guideline_ = nullptr;
  bool points_are_known_ = true;
  Scheme scheme_;
};

}  // namespace

Result<Scheme> parse_scheme(std::string_view toml, const std::string& origin,
                            const RulesById<Guideline>& guidelines) {
  const auto document = parse_toml(toml, origin);
  if (!document) return tl::unexpected(document.error());
  Complaint complaint(origin);
  Scheme scheme = SchemeReader(*document, complaint, guidelines).read();
  if (const auto error = complaint.first()) return tl::unexpected(*error);
  scheme.hash = sha256_hex(toml);
  return scheme;
}

std::vector<Error> check_scheme(std::string_view toml, const std::string& origin,
                                const RulesById<Guideline>& guidelines) {
  const auto document = parse_toml(toml, origin);
  if (!document) return {document.error()};
  Complaint complaint(origin);
  (void)SchemeReader(*document, complaint, guidelines).read();
  return complaint.in_the_order_of_lines();
}

}  // namespace sternum
