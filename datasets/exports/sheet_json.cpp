#include "datasets/exports/sheet_json.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <nlohmann/json.hpp>
#include <utility>

#include "datasets/nearest_name.hpp"

namespace sternum {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 5> kKinds = {"ticked", "unticked", "missed", "timed",
                                                    "overruled"};
static_assert(kKinds.size() == static_cast<std::size_t>(SheetEntry::Kind::Overruled) + 1);

std::string text_of(const Json& entry, const char* key) {
  const auto found = entry.find(key);
  return found != entry.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Result<SheetEntry> parse_entry(const Json& json, const std::string& where) {
  SheetEntry entry;
  entry.item_id = text_of(json, "item");
  if (entry.item_id.empty()) {
    return failure("an entry names no item", where, R"(write "item":"…")");
  }
  const std::string kind = text_of(json, "kind");
  const auto known = std::ranges::find(kKinds, kind);
  if (known == kKinds.end()) {
    return failure(fmt::format("the kind \"{}\" is unknown", kind), where,
                   fmt::format("kinds are {}", fmt::join(kKinds, ", ")));
  }
  entry.kind = static_cast<SheetEntry::Kind>(known - kKinds.begin());
  if (entry.kind == SheetEntry::Kind::Timed) {
    constexpr double kAnHour_s = 3600.0;
    const auto timed = json.find("timed_s");
    if (timed == json.end() || !timed->is_number() || !(timed->get<double>() >= 0.0) ||
        timed->get<double>() > kAnHour_s) {
      return failure("a time is missing or cannot be", where, R"(write "timed_s": and seconds)");
    }
    entry.timed = seconds(timed->get<double>());
  }
  if (entry.kind == SheetEntry::Kind::Overruled) {
    const auto met = json.find("met");
    if (met == json.end() || !met->is_boolean()) {
      return failure("an overruling does not say which way", where,
                     R"(write "met":true or "met":false)");
    }
    entry.overruled_to_met = met->get<bool>();
    entry.reason = text_of(json, "reason");
    if (entry.reason.empty()) {
      return failure("an overruling has no reason", where, R"(write "reason":"…")");
    }
  }
  entry.who = text_of(json, "who");
  if (const auto utc = json.find("utc_ms"); utc != json.end() && utc->is_number_integer()) {
    entry.utc_ms = utc->get<std::int64_t>();
  }
  return entry;
}

}  // namespace

std::string_view kind_name(SheetEntry::Kind kind) {
  return kKinds.at(static_cast<std::size_t>(kind));
}

Result<std::vector<SheetEntry>> parse_sheet(std::string_view json, const std::string& origin) {
  const Json root = Json::parse(json, nullptr, false);
  const auto entries = root.is_object() ? root.find("entries") : root.end();
  if (entries == root.end() || !entries->is_array()) {
    return failure("this is no sheet", origin, R"(write {"entries":[…]})");
  }
  std::vector<SheetEntry> sheet;
  for (const Json& each : *entries) {
    auto entry = parse_entry(each, fmt::format("{}, entry {}", origin, sheet.size() + 1));
    if (!entry) return tl::unexpected(entry.error());
    sheet.push_back(std::move(*entry));
  }
  return sheet;
}

Result<void> check_sheet(const std::vector<SheetEntry>& sheet, const Scheme& scheme,
                         const std::string& origin) {
  std::vector<std::string_view> ids = {kWholeScore};
  for (const SchemeItem& item : scheme.items) ids.push_back(item.id);
  for (const SheetEntry& entry : sheet) {
    if (std::ranges::find(ids, entry.item_id) != ids.end()) continue;
    const auto nearest = nearest_name(entry.item_id, ids);
    return failure(fmt::format("{} has no item \"{}\"", scheme.id, entry.item_id), origin,
                   nearest ? fmt::format("did you mean {}?", *nearest)
                           : fmt::format("items are {}", fmt::join(ids, ", ")));
  }
  return {};
}

std::string sheet_json(const std::vector<SheetEntry>& sheet) {
  Json entries = Json::array();
  for (const SheetEntry& entry : sheet) {
    Json json = {{"item", entry.item_id}, {"kind", kind_name(entry.kind)}};
    if (entry.kind == SheetEntry::Kind::Timed) {
      json["timed_s"] = static_cast<double>(entry.timed.us()) / 1e6;
    }
    if (entry.kind == SheetEntry::Kind::Overruled) {
      json["met"] = entry.overruled_to_met;
      json["reason"] = entry.reason;
    }
    if (!entry.who.empty()) json["who"] = entry.who;
    if (entry.utc_ms != 0) json["utc_ms"] = entry.utc_ms;
    entries.push_back(std::move(json));
  }
  return Json{{"entries", std::move(entries)}}.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace sternum
