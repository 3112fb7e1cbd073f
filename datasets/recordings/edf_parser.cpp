#include <fmt/format.h>

#include <charconv>
#include <chrono>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "datasets/recordings/edf_file.hpp"

namespace sternum {
namespace {

constexpr std::size_t kHeaderBytes = 256;
constexpr std::string_view kVersion = "0       ";
constexpr std::string_view kAnnotations = "EDF Annotations";

std::string_view field_text(std::string_view text) {
  while (text.ends_with(' ') || text.ends_with('\0')) text.remove_suffix(1);
  while (text.starts_with(' ')) text.remove_prefix(1);
  return text;
}

template <class Number>
std::optional<Number> number_in(std::string_view text) {
  text = field_text(text);
  if (text.starts_with('+')) text.remove_prefix(1);
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// "12.25" → 12,250,000; more than six decimals, or more than anybody lives: nothing.
std::optional<std::int64_t> microseconds_in(std::string_view text) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  const auto point = text.find('.');
  const auto whole = number_in<std::int64_t>(text.substr(0, point));
  if (!whole || *whole < 0 || *whole > 9'000'000'000'000) return std::nullopt;
  std::int64_t us = *whole * 1'000'000;
  if (point != std::string_view::npos) {
    std::string decimals(text.substr(point + 1));
    if (decimals.size() > 6) return std::nullopt;
    decimals.resize(6, '0');
    const auto fraction = number_in<std::int64_t>(decimals);
    if (!fraction || *fraction < 0) return std::nullopt;
    us += *fraction;
  }
  return negative ? -us : us;
}

/// Cuts a file into its parts; whatever does not fit ends it with one sentence.
class EdfParser {
 public:
  EdfParser(std::string_view bytes, std::string origin)
      : bytes_(bytes), origin_(std::move(origin)) {}

  Result<EdfFile> parse() {
    if (bytes_.size() < kHeaderBytes || !bytes_.starts_with(kVersion)) return damaged("its header");
    const auto count = number_in<std::size_t>(bytes_.substr(252, 4));
    const auto records = number_in<std::size_t>(bytes_.substr(236, 8));
    const auto length = microseconds_in(field_text(bytes_.substr(244, 8)));
    if (!count || *count == 0 || *count > 1000 || !records || *records == 0 || !length) {
      return damaged("its header");
    }
    if (!bytes_.substr(192).starts_with("EDF+")) {
      return failure("this is EDF without annotations, not EDF+", origin_,
                     "choose a recording that this program exported");
    }
    file_.record_us = *length;
    if (auto start = read_start(); !start) return tl::unexpected(start.error());
    if (auto signals = read_signals(*count); !signals) return tl::unexpected(signals.error());
    if (auto read = read_records(*records); !read) return tl::unexpected(read.error());
    return std::move(file_);
  }

 private:
  tl::unexpected<Error> damaged(std::string_view part) const {
    return failure(fmt::format("{} cannot be understood: the EDF+ file is damaged", part), origin_,
                   "export the recording again");
  }

  Result<void> read_start() {
    std::array<int, 6> parts{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const auto part = number_in<int>(bytes_.substr(168 + i * 3 - (i < 3 ? 0 : 1), 2));
      if (!part) return damaged("its date");
      parts.at(i) = *part;
    }
    const auto [day, month, year, hour, minute, second] = parts;
    const std::chrono::year_month_day date{std::chrono::year(year < 85 ? 2000 + year : 1900 + year),
                                           std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok() || hour > 23 || minute > 59 || second > 59) return damaged("its date");
    const auto at = std::chrono::sys_days(date).time_since_epoch();
    file_.starts_at_ms = std::chrono::milliseconds(at).count() +
                         std::int64_t{1000} * (hour * 3600 + minute * 60 + second);
    // "Startdate dd-MMM-yyyy code X equipment"
    std::string_view text = field_text(bytes_.substr(88, 80));
    std::array<std::string, 5> words;
    for (std::size_t i = 0; i < words.size() && !text.empty(); ++i) {
      const auto space = text.find(' ');
      words.at(i) = text.substr(0, space);
      text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
    }
    file_.recording = words[2];
    file_.equipment = words[4];
    return {};
  }

  Result<void> read_signals(std::size_t count) {
    if (bytes_.size() < kHeaderBytes * (count + 1)) return damaged("the list of its signals");
    std::size_t at = kHeaderBytes;
    const auto field = [&](std::size_t width, std::size_t i) {
      return field_text(bytes_.substr(at + width * i, width));
    };
    std::vector<EdfSignal> signals(count);
    for (std::size_t i = 0; i < count; ++i) signals[i].label = field(16, i);
    at += 16 * count;
    for (std::size_t i = 0; i < count; ++i) signals[i].transducer = field(80, i);
    at += 80 * count;
    for (std::size_t i = 0; i < count; ++i) signals[i].dimension = field(8, i);
    at += 8 * count;
    bool good = true;
    const auto numbers = [&]<class Number>(Number EdfSignal::*member) {
      for (std::size_t i = 0; i < count; ++i) {
        const auto number = number_in<Number>(field(8, i));
        good = good && number.has_value();
        signals[i].*member = number.value_or(Number{});
      }
      at += 8 * count;
    };
    numbers(&EdfSignal::physical_min);
    numbers(&EdfSignal::physical_max);
    numbers(&EdfSignal::digital_min);
    numbers(&EdfSignal::digital_max);
    at += 80 * count;
    numbers(&EdfSignal::per_record);
    for (const EdfSignal& signal : signals) {
      if (!good || signal.digital_max <= signal.digital_min || signal.per_record > bytes_.size()) {
        return damaged("the list of its signals");
      }
    }
    signals_ = std::move(signals);
    return {};
  }

  Result<void> read_records(std::size_t records) {
    std::size_t record_bytes = 0;
    for (const EdfSignal& signal : signals_) record_bytes += signal.per_record * 2;
    const std::size_t begin = kHeaderBytes * (signals_.size() + 1);
    const std::size_t there = bytes_.size() - begin;
    if (record_bytes == 0 || there / record_bytes < records) {
      return failure(fmt::format("the file ends early: {} of {} records are there",
                                 record_bytes == 0 ? 0 : there / record_bytes, records),
                     origin_, "copy or export it again");
    }
    std::size_t at = begin;
    for (std::size_t r = 0; r < records; ++r) {
      bool is_stamped = false;
      for (EdfSignal& signal : signals_) {
        const std::string_view part = bytes_.substr(at, signal.per_record * 2);
        at += part.size();
        if (signal.label == kAnnotations) {
          if (!read_annotations(part, is_stamped)) return damaged("an annotation");
          continue;
        }
        for (std::size_t i = 0; i < part.size(); i += 2) {
          const auto word = static_cast<std::uint16_t>(
              static_cast<unsigned char>(part[i]) | static_cast<unsigned char>(part[i + 1]) << 8);
          signal.samples.push_back(static_cast<std::int16_t>(word));
        }
      }
      if (!is_stamped) return damaged(fmt::format("the time of record {}", r + 1));
    }
    std::erase_if(signals_, [](const EdfSignal& signal) { return signal.label == kAnnotations; });
    file_.signals = std::move(signals_);
    return count_from_first_record();
  }

  /// Time-stamped lists: `+onset[\x15duration]\x14text\x14…\x14\0`; the first of a record has no
  /// text and tells its time.
  bool read_annotations(std::string_view part, bool& is_stamped) {
    while (!part.empty() && part.front() != '\0') {
      const auto end = part.find('\0');
      if (end == std::string_view::npos) return false;
      std::string_view tal = part.substr(0, end);
      part.remove_prefix(end + 1);
      const auto times_end = tal.find('\x14');
      if (times_end == std::string_view::npos) return false;
      const std::string_view times = tal.substr(0, times_end);
      tal.remove_prefix(times_end + 1);
      const auto split = times.find('\x15');
      const auto onset = microseconds_in(times.substr(0, split));
      std::optional<std::int64_t> duration;
      if (split != std::string_view::npos) {
        duration = microseconds_in(times.substr(split + 1));
        if (!duration) return false;
      }
      if (!onset) return false;
      if (!is_stamped) {
        if (!tal.starts_with('\x14')) return false;
        tal.remove_prefix(1);
        file_.records_us.push_back(*onset);
        is_stamped = true;
      }
      while (!tal.empty()) {
        const auto text_end = tal.find('\x14');
        if (text_end == std::string_view::npos) return false;
        if (text_end > 0) {
          file_.annotations.push_back({*onset, duration, std::string(tal.substr(0, text_end))});
        }
        tal.remove_prefix(text_end + 1);
      }
    }
    return true;
  }

  /// The first record tells the fraction of a second that the header cannot.
  Result<void> count_from_first_record() {
    const std::int64_t fraction_us = file_.records_us.front();
    if (fraction_us < 0 || fraction_us >= 1'000'000) return damaged("the time of its first record");
    file_.starts_at_ms += fraction_us / 1000;
    for (std::int64_t& record_us : file_.records_us) record_us -= fraction_us;
    for (std::size_t r = 1; r < file_.records_us.size(); ++r) {
      if (file_.records_us[r] - file_.records_us[r - 1] < file_.record_us) {
        return damaged(fmt::format("the time of record {}", r + 1));
      }
    }
    for (EdfAnnotation& annotation : file_.annotations) annotation.onset_us -= fraction_us;
    return {};
  }

  std::string_view bytes_;
  std::string origin_;
  EdfFile file_;
  std::vector<EdfSignal> signals_;
};

}  // namespace

Result<EdfFile> parse_edf(std::string_view bytes, const std::string& origin) {
  return EdfParser(bytes, origin).parse();
}

bool is_edf(const std::filesystem::path& file) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored)) return false;
  std::ifstream in(file, std::ios::binary);
  std::string head(kVersion.size(), '\0');
  return in.read(head.data(), static_cast<std::streamsize>(head.size())) && head == kVersion;
}

Result<EdfFile> read_edf(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  if (!in) return failure("the file cannot be read", file.string(), "check the disk");
  return parse_edf(bytes, file.string());
}

}  // namespace sternum
