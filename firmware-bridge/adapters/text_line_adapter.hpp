/// What hobby manikins print, one line a sample, into the messages of a manikin (FORMAT.md).
///
/// Lines carry no checksum, so that a line is judged by its neighbours:
///   - The first line after the link opened may have lost its beginning: no sample is taken from
///   it.
///   - A line whose time neither continues the last one (up to 10 s ahead) nor is continued by the
///     next is damage. A restart or a wrap costs nothing but one line of delay.
///   - Damage is a sample lost: it leaves a hole in the sequence numbers that the adapter gives.
/// A sample becomes a batch of one value per channel, its time the manikin's milliseconds in µs.
/// The Hello is made up before the first sample and again when the id, the model or the channels
/// change; `boot` is always 0, since text tells nothing of a restart. Lines longer than
/// `kLongestLine` are skipped. Not thread-safe; never blocks; bounded memory whatever comes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>

#include "firmware-bridge/adapters/text_line.hpp"
#include "firmware-bridge/protocol/link_statistics.hpp"
#include "firmware-bridge/protocol/manikin_decoder.hpp"

namespace sternum {

class TextLineAdapter {
 public:
  static constexpr std::size_t kLongestLine = 256;

  /// `fallback_id` is the manikin's until it prints one.
  explicit TextLineAdapter(std::string fallback_id);

  /// Counts lines understood as `frames`, and `malformed` and `oversized` ones.
  void push(std::span<const std::byte> bytes, MessageSink& sink, LinkStatistics& statistics);

  /// The link was cut here; what comes may be another manikin.
  void reset();

  /// Whether two lines that follow each other were samples: then it is a text manikin that speaks.
  /// Until then nothing is delivered.
  [[nodiscard]] bool is_convinced() const { return last_t_us_.has_value(); }

 private:
  void end_line(MessageSink& sink, LinkStatistics& statistics);
  void take(const TextSample& sample, MessageSink& sink, LinkStatistics& statistics);
  void deliver(const TextSample& sample, MessageSink& sink, LinkStatistics& statistics);
  void lose_line(LinkStatistics& statistics);
  void rename(std::string& name, std::string_view to);
  void add_channel(Channel channel);
  void send_value(Channel channel, std::int64_t t_us, float value, std::uint32_t& sequence,
                  MessageSink& sink);

  std::string fallback_id_;
  std::string line_;
  bool skipping_ = false;  ///< the rest of a line that is too long
  bool is_first_line_ = true;
  std::optional<std::int64_t> last_t_us_;  ///< of the last sample delivered
  std::optional<TextSample> held_;         ///< until the next line says whether to believe it
  Hello hello_;
  bool hello_is_due_ = true;
  std::uint32_t depth_sequence_ = 0;
  std::uint32_t volume_sequence_ = 0;
  WireBatch batch_;
};

}  // namespace sternum
