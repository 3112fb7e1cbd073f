#include "firmware-bridge/protocol/manikin_decoder.hpp"

#include <algorithm>
#include <utility>

#include "firmware-bridge/adapters/text_line_adapter.hpp"
#include "firmware-bridge/protocol/frame_decoder.hpp"
#include "firmware-bridge/protocol/up_reader.hpp"

namespace sternum {
namespace {

//   Unknown ──intact frame──▶ Frames      both stay until the link is cut: damage on a link of
//   Unknown ──two lines──▶ Text           frames must not turn it into one of text
enum class Language : std::uint8_t { Unknown, Frames, Text };

/// Up to and including the first byte that could end a frame or a line. A verdict falls on such a
/// byte only, so that it does not depend on how the bytes were cut.
std::span<const std::byte> first_piece(std::span<const std::byte> bytes) {
  const auto end = std::ranges::find_if(
      bytes, [](std::byte byte) { return byte == std::byte{0} || byte == std::byte{'\n'}; });
  const auto size = static_cast<std::size_t>(end - bytes.begin());
  return bytes.first(std::min(size + 1, bytes.size()));
}

}  // namespace

struct ManikinDecoder::State {
  explicit State(std::string fallback_id) : text(std::move(fallback_id)) {}

  void read_frames(std::span<const std::byte> bytes, MessageSink& sink) {
    const FrameDecoder::Damage before = frames.damage();
    while (const auto payload = frames.next(bytes)) {
      // Zeros are an intact frame around nothing: too likely as noise to be a verdict.
      if (!payload->empty()) language = Language::Frames;
      reader.read(*payload, sink, statistics);
    }
    statistics.crc_failures += frames.damage().crc_failures - before.crc_failures;
    statistics.oversized += frames.damage().oversized - before.oversized;
  }

  void find_out(std::span<const std::byte> piece, MessageSink& sink) {
    read_frames(piece, sink);
    if (language == Language::Frames) {
      text.reset();
      return;
    }
    text.push(piece, sink, counted_as_text);
    if (!text.is_convinced()) return;
    language = Language::Text;
    frames.reset();
    statistics.frames += counted_as_text.frames;
    statistics.malformed += counted_as_text.malformed;
    statistics.oversized += counted_as_text.oversized;
  }

  Language language = Language::Unknown;
  FrameDecoder frames;
  UpReader reader;
  TextLineAdapter text;
  LinkStatistics statistics;
  /// Counts as text while it is unknown whether it is text; then they count.
  LinkStatistics counted_as_text;
};

ManikinDecoder::ManikinDecoder(std::string fallback_id)
    : state_(std::make_unique<State>(std::move(fallback_id))) {}
ManikinDecoder::~ManikinDecoder() = default;
ManikinDecoder::ManikinDecoder(ManikinDecoder&&) noexcept = default;
ManikinDecoder& ManikinDecoder::operator=(ManikinDecoder&&) noexcept = default;

void ManikinDecoder::push(std::span<const std::byte> bytes, MessageSink& sink) {
  state_->statistics.bytes += bytes.size();
  while (!bytes.empty()) {
    switch (state_->language) {
      case Language::Unknown: {
        const auto piece = first_piece(bytes);
        state_->find_out(piece, sink);
        bytes = bytes.subspan(piece.size());
        break;
      }
      case Language::Frames:
        state_->read_frames(bytes, sink);
        return;
      case Language::Text:
        state_->text.push(bytes, sink, state_->statistics);
        return;
    }
  }
}

void ManikinDecoder::reset() {
  state_->language = Language::Unknown;
  state_->frames.reset();
  state_->text.reset();
  state_->counted_as_text = {};
}

const LinkStatistics& ManikinDecoder::statistics() const { return state_->statistics; }

}  // namespace sternum
