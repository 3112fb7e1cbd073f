#include "firmware-bridge/adapters/text_line_adapter.hpp"

#include <algorithm>
#include <utility>
#include <variant>

namespace sternum {
namespace {

constexpr std::int64_t kLongestSilence_us = 10'000'000;

bool continues(std::int64_t t_us, std::int64_t last_t_us) {
  return t_us >= last_t_us && t_us - last_t_us <= kLongestSilence_us;
}

}  // namespace

TextLineAdapter::TextLineAdapter(std::string fallback_id) : fallback_id_(std::move(fallback_id)) {
  line_.reserve(kLongestLine);
  reset();
}

void TextLineAdapter::reset() {
  line_.clear();
  skipping_ = false;
  is_first_line_ = true;
  last_t_us_.reset();
  held_.reset();
  hello_ = Hello{};
  hello_.id = fallback_id_;
  hello_is_due_ = true;
  depth_sequence_ = 0;
  volume_sequence_ = 0;
}

void TextLineAdapter::push(std::span<const std::byte> bytes, MessageSink& sink,
                           LinkStatistics& statistics) {
  for (const std::byte byte : bytes) {
    const char c = static_cast<char>(byte);
    if (c == '\n') {
      end_line(sink, statistics);
    } else if (line_.size() == kLongestLine) {
      if (!skipping_) ++statistics.oversized;
      skipping_ = true;
    } else {
      line_.push_back(c);
    }
  }
}

void TextLineAdapter::end_line(MessageSink& sink, LinkStatistics& statistics) {
  const bool is_first = std::exchange(is_first_line_, false);
  if (std::exchange(skipping_, false)) {
    line_.clear();
    return;
  }
  std::string_view text = line_;
  if (text.ends_with('\r')) text.remove_suffix(1);
  const TextLine line = read_text_line(text);
  if (const auto* id = std::get_if<TextId>(&line)) {
    rename(hello_.id, id->id);
  } else if (const auto* model = std::get_if<TextModel>(&line)) {
    rename(hello_.model, model->model);
  } else if (is_first) {
    // Cut off or not, nobody can tell.
  } else if (const auto* sample = std::get_if<TextSample>(&line)) {
    take(*sample, sink, statistics);
  } else if (std::holds_alternative<TextDamage>(line)) {
    if (!is_convinced()) held_.reset();
    lose_line(statistics);
  }
  line_.clear();
}

void TextLineAdapter::take(const TextSample& sample, MessageSink& sink,
                           LinkStatistics& statistics) {
  const bool continues_last = last_t_us_ && continues(sample.t_us, *last_t_us_);
  const bool continues_held = held_ && continues(sample.t_us, held_->t_us);
  const auto held = std::exchange(held_, std::nullopt);
  if (held && (continues_last || !continues_held)) lose_line(statistics);
  if (!continues_last && !continues_held) {
    held_ = sample;
    return;
  }
  if (held && !continues_last) deliver(*held, sink, statistics);
  deliver(sample, sink, statistics);
}

void TextLineAdapter::deliver(const TextSample& sample, MessageSink& sink,
                              LinkStatistics& statistics) {
  ++statistics.frames;
  last_t_us_ = sample.t_us;
  add_channel(Channel::Depth);
  if (sample.volume_ml) add_channel(Channel::AirwayVolume);
  if (std::exchange(hello_is_due_, false)) sink.on_hello(hello_);
  send_value(Channel::Depth, sample.t_us, sample.depth_mm, depth_sequence_, sink);
  if (sample.volume_ml) {
    send_value(Channel::AirwayVolume, sample.t_us, *sample.volume_ml, volume_sequence_, sink);
  }
}

void TextLineAdapter::lose_line(LinkStatistics& statistics) {
  ++statistics.malformed;
  ++depth_sequence_;
  ++volume_sequence_;
}

void TextLineAdapter::rename(std::string& name, std::string_view to) {
  if (name == to) return;
  name = to;
  hello_is_due_ = true;
}

void TextLineAdapter::add_channel(Channel channel) {
  if (std::ranges::find(hello_.channels, channel, &ChannelInfo::channel) != hello_.channels.end()) {
    return;
  }
  hello_.channels.push_back({.channel = channel});
  hello_is_due_ = true;
}

void TextLineAdapter::send_value(Channel channel, std::int64_t t_us, float value,
                                 std::uint32_t& sequence, MessageSink& sink) {
  batch_.channel = channel;
  batch_.sequence = sequence++;
  batch_.t_us = t_us;
  batch_.values.assign(1, value);
  sink.on_samples(batch_);
}

}  // namespace sternum
