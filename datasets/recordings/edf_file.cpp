#include "datasets/recordings/edf_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <iterator>
#include <string>
#include <utility>

namespace sternum {
namespace {

constexpr std::int64_t kFirstClock_ms = 473'385'600'000;   // 1985-01-01
constexpr std::int64_t kClocksEnd_ms = 3'629'059'200'000;  // 2085-01-01
constexpr std::size_t kMostAnnotationBytes = 10'000'000;   // of one record
constexpr std::int64_t kMostRecords = 99'999'999;
constexpr std::size_t kMostFileBytes = std::size_t{2} << 30;
constexpr std::int64_t kUsPerSecond = 1'000'000;

tl::unexpected<Error> unfit(std::string what) {
  return failure(std::move(what), "EDF+", "export the recording as CSV");
}

/// Whole seconds and as many decimals as it takes: "0.25".
std::string seconds_text(std::int64_t us) {
  const bool negative = us < 0;
  const auto magnitude =
      negative ? 0 - static_cast<std::uint64_t>(us) : static_cast<std::uint64_t>(us);
  std::string text = fmt::format("{}{}", negative ? "-" : "", magnitude / kUsPerSecond);
  if (const auto rest = magnitude % kUsPerSecond; rest != 0) {
    text += fmt::format(".{:06}", rest);
    text.erase(text.find_last_not_of('0') + 1);
  }
  return text;
}

/// At most 8 characters, as close as they allow.
std::string eight_characters(double value) {
  std::string text = fmt::format("{}", value);
  for (int digits = 7; text.size() > 8 && digits > 0; --digits) {
    text = fmt::format("{:.{}g}", value, digits);
  }
  return text;
}

void put(std::string& bytes, std::string_view text, std::size_t width) {
  text = text.substr(0, width);
  bytes += text;
  bytes.append(width - text.size(), ' ');
}

/// A part of an identification: spaces would begin the next one.
std::string code_of(std::string text) {
  for (char& c : text) {
    if (c <= ' ' || c > '~') c = '_';
  }
  return text.empty() ? "X" : text.substr(0, 20);
}

struct StartDate {
  int year = 0;
  unsigned month = 0;
  unsigned day = 0;
  int hour = 0;
  int minute = 0;
  int second = 0;
};

StartDate date_of(std::int64_t whole_seconds) {
  using std::chrono::days;
  using std::chrono::seconds;
  const std::chrono::sys_seconds at{seconds(whole_seconds)};
  const auto day = std::chrono::floor<days>(at);
  const std::chrono::year_month_day date{day};
  const auto rest = static_cast<int>((at - day).count());
  return {static_cast<int>(date.year()),
          static_cast<unsigned>(date.month()),
          static_cast<unsigned>(date.day()),
          rest / 3600,
          rest / 60 % 60,
          rest % 60};
}

std::string tal_of(const EdfAnnotation& annotation) {
  const char* const sign = annotation.onset_us < 0 ? "" : "+";
  std::string tal = sign + seconds_text(annotation.onset_us);
  if (annotation.duration_us) tal += '\x15' + seconds_text(*annotation.duration_us);
  tal += '\x14';
  for (const char c : annotation.text) tal += c == '\0' || c == '\x14' || c == '\x15' ? ' ' : c;
  tal += '\x14';
  tal += '\0';
  return tal;
}

/// The annotations of each record, all of one length, even in bytes.
class AnnotationLayout {
 public:
  AnnotationLayout(const EdfFile& file, std::int64_t fraction_us) {
    for (const std::int64_t record_us : file.records_us) {
      stamps_.push_back("+" + seconds_text(record_us + fraction_us) + std::string("\x14\x14\0", 3));
    }
    for (const EdfAnnotation& annotation : file.annotations) {
      onsets_.push_back(annotation.onset_us);
      EdfAnnotation shifted = annotation;
      shifted.onset_us += fraction_us;
      tals_.push_back(tal_of(shifted));
    }
    order_.resize(tals_.size());
    for (std::size_t i = 0; i < order_.size(); ++i) order_[i] = i;
    std::ranges::stable_sort(order_, {}, [this](std::size_t i) { return onsets_[i]; });
  }

  /// False when they do not fit into records of any sensible size.
  bool lay_out(const EdfFile& file) {
    std::size_t longest = 0;
    std::size_t total = 0;
    for (const std::string& tal : tals_) {
      longest = std::max(longest, tal.size());
      total += tal.size();
    }
    width_ = std::max<std::size_t>(64, 32 + longest + total / file.records_us.size());
    for (; width_ <= kMostAnnotationBytes; width_ += width_ / 4) {
      width_ += width_ % 2;
      if (fill(file)) return true;
    }
    return false;
  }
  [[nodiscard]] std::size_t width() const { return width_; }
  [[nodiscard]] const std::string& of_record(std::size_t record) const { return filled_[record]; }

 private:
  bool fill(const EdfFile& file) {
    filled_.clear();
    std::size_t next = 0;
    for (std::size_t r = 0; r < file.records_us.size(); ++r) {
      const std::int64_t end_us = file.records_us[r] + file.record_us;
      const bool is_last = r + 1 == file.records_us.size();
      std::string bytes = stamps_[r];
      while (next < order_.size() && (is_last || onsets_[order_[next]] < end_us) &&
             bytes.size() + tals_[order_[next]].size() <= width_) {
        bytes += tals_[order_[next++]];
      }
      if (bytes.size() > width_) return false;
      bytes.resize(width_, '\0');
      filled_.push_back(std::move(bytes));
    }
    return next == order_.size();
  }

  std::vector<std::string> stamps_;
  std::vector<std::int64_t> onsets_;
  std::vector<std::string> tals_;
  std::vector<std::size_t> order_;
  std::vector<std::string> filled_;
  std::size_t width_ = 0;
};

Result<void> check(const EdfFile& file) {
  if (file.starts_at_ms < kFirstClock_ms || file.starts_at_ms >= kClocksEnd_ms) {
    return unfit("the date is none that the format can tell: before 1985 or after 2084");
  }
  if (file.records_us.empty() || file.record_us <= 0 || file.record_us >= 100 * kUsPerSecond) {
    return unfit("the recording cannot be cut into records");
  }
  std::size_t samples = 0;
  for (const EdfSignal& signal : file.signals) {
    samples += signal.samples.size();
    if (signal.samples.size() != signal.per_record * file.records_us.size()) {
      return unfit(fmt::format("the signal {} has not as many samples as records", signal.label));
    }
  }
  if (file.records_us.size() > kMostRecords || samples > kMostFileBytes / 2) {
    return unfit("the recording is too long for one file");
  }
  return {};
}

std::string header_of(const EdfFile& file, const StartDate& date, std::size_t annotation_bytes) {
  constexpr std::array kMonths = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN",
                                  "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
  bool is_continuous = true;
  for (std::size_t r = 0; r < file.records_us.size(); ++r) {
    const std::int64_t due_us = static_cast<std::int64_t>(r) * file.record_us;
    is_continuous = is_continuous && file.records_us[r] == due_us;
  }
  std::vector<EdfSignal> all = file.signals;
  for (EdfSignal& signal : all) signal.samples.clear();
  EdfSignal& annotations = all.emplace_back();
  annotations.label = "EDF Annotations";
  annotations.per_record = annotation_bytes / 2;

  std::string bytes;
  put(bytes, "0", 8);
  put(bytes, "X X X X", 80);
  put(bytes,
      fmt::format("Startdate {:02}-{}-{} {} X {}", date.day, kMonths.at(date.month - 1), date.year,
                  code_of(file.recording), code_of(file.equipment)),
      80);
  put(bytes, fmt::format("{:02}.{:02}.{:02}", date.day, date.month, date.year % 100), 8);
  put(bytes, fmt::format("{:02}.{:02}.{:02}", date.hour, date.minute, date.second), 8);
  put(bytes, fmt::format("{}", 256 * (all.size() + 1)), 8);
  put(bytes, is_continuous ? "EDF+C" : "EDF+D", 44);
  put(bytes, fmt::format("{}", file.records_us.size()), 8);
  put(bytes, seconds_text(file.record_us), 8);
  put(bytes, fmt::format("{}", all.size()), 4);
  for (const EdfSignal& signal : all) put(bytes, signal.label, 16);
  for (const EdfSignal& signal : all) put(bytes, signal.transducer, 80);
  for (const EdfSignal& signal : all) put(bytes, signal.dimension, 8);
  for (const EdfSignal& signal : all) put(bytes, eight_characters(signal.physical_min), 8);
  for (const EdfSignal& signal : all) put(bytes, eight_characters(signal.physical_max), 8);
  for (const EdfSignal& signal : all) put(bytes, fmt::format("{}", signal.digital_min), 8);
  for (const EdfSignal& signal : all) put(bytes, fmt::format("{}", signal.digital_max), 8);
  for (std::size_t i = 0; i < all.size(); ++i) put(bytes, {}, 80);
  for (const EdfSignal& signal : all) put(bytes, fmt::format("{}", signal.per_record), 8);
  for (std::size_t i = 0; i < all.size(); ++i) put(bytes, {}, 32);
  return bytes;
}

}  // namespace

double told_limit(double limit) {
  const std::string text = eight_characters(limit);
  double told = limit;
  std::from_chars(text.data(), text.data() + text.size(), told);
  return told;
}

Result<std::string> edf_bytes(const EdfFile& file) {
  if (auto fits = check(file); !fits) return tl::unexpected(fits.error());
  const std::int64_t fraction_us = file.starts_at_ms % 1000 * 1000;
  AnnotationLayout annotations(file, fraction_us);
  if (!annotations.lay_out(file)) return unfit("there is too much to tell in too short a time");

  std::string bytes = header_of(file, date_of(file.starts_at_ms / 1000), annotations.width());
  for (std::size_t r = 0; r < file.records_us.size(); ++r) {
    for (const EdfSignal& signal : file.signals) {
      for (std::size_t i = r * signal.per_record; i < (r + 1) * signal.per_record; ++i) {
        const auto word = static_cast<std::uint16_t>(signal.samples[i]);
        bytes += static_cast<char>(word & 0xFF);
        bytes += static_cast<char>(word >> 8);
      }
    }
    bytes += annotations.of_record(r);
  }
  return bytes;
}

}  // namespace sternum
