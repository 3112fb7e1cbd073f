#include "firmware-bridge/link.hpp"

#include <array>
#include <utility>
#include <vector>

#include "firmware-bridge/manikin_session.hpp"
#include "firmware-bridge/protocol/codec.hpp"
#include "firmware-bridge/switchboard.hpp"

namespace sternum {
namespace {

/// What a decoder counts; the other counters concern sequence and time and belong to the session.
constexpr std::array kDecoderCounters = {&LinkStatistics::bytes,        &LinkStatistics::frames,
                                         &LinkStatistics::crc_failures, &LinkStatistics::malformed,
                                         &LinkStatistics::oversized,    &LinkStatistics::unknown};

}  // namespace

Link::Link(std::unique_ptr<ByteSource> source, Switchboard& switchboard)
    : source_(std::move(source)), switchboard_(switchboard), decoder_(source_->fallback_id()) {}

Link::~Link() { source_->stop(); }

void Link::start() { source_->start(*this); }

void Link::close(const std::string& reason) {
  if (finished_) return;
  source_->stop();
  on_closed(reason, true);
}

void Link::send(const DownMessage& message) {
  std::vector<std::byte> frame;
  append_frame(message, frame);
  source_->write(std::move(frame));
}

void Link::settle(LinkStatistics& received) {
  const LinkStatistics& counted = decoder_.statistics();
  for (const auto counter : kDecoderCounters) {
    received.*counter += counted.*counter - settled_.*counter;
  }
  settled_ = counted;
}

bool Link::puzzles(HostTime now, std::chrono::microseconds after) {
  if (puzzled_ || !open_ || hello_ || !garbled() || now - opened_at_ <= after) return false;
  return puzzled_ = true;
}

std::uint64_t Link::take_early_batches() { return std::exchange(early_batches_, 0); }

void Link::on_open() {
  // Whatever is behind the port now need not be what was: everything is learnt anew.
  decoder_ = ManikinDecoder(source_->fallback_id());
  settled_ = {};
  open_ = true;
  puzzled_ = false;
  bytes_since_heard_ = 0;
  opened_at_ = heard_at_ = switchboard_.now();
}

void Link::on_bytes(std::span<const std::byte> bytes) {
  bytes_since_heard_ += bytes.size();
  decoder_.push(bytes, *this);
  switchboard_.settle(*this);
}

void Link::on_closed(const std::string& reason, bool final) {
  open_ = false;
  finished_ = final;
  switchboard_.leave(*this, reason);
  hello_.reset();
  early_batches_ = 0;
}

void Link::on_notice(const Error& error) { switchboard_.notice(error); }

ManikinSession* Link::heard() {
  heard_at_ = switchboard_.now();
  bytes_since_heard_ = 0;
  return session_ != nullptr && session_->hear(*this, heard_at_) ? session_ : nullptr;
}

void Link::on_hello(const Hello& hello) {
  if (hello_ && hello_->id != hello.id) {
    switchboard_.leave(*this, "its link now carries the manikin " + hello.id);
  }
  hello_ = hello;
  switchboard_.admit(*this);
  if (session_ != nullptr) last_manikin_ = hello.id;
  const bool was_heard = session_ != nullptr && session_->listens_to(*this);
  if (ManikinSession* session = heard(); session != nullptr && was_heard) {
    session->take_hello(*this);
  }
}

void Link::on_samples(const WireBatch& batch) {
  if (ManikinSession* session = heard()) {
    session->take_samples(batch, heard_at_);
  } else if (!hello_) {
    ++early_batches_;
  }
}

void Link::on_compression(const CompressionReport& report) {
  if (ManikinSession* session = heard()) session->take_compression(report, heard_at_);
}

void Link::on_breath(const BreathReport& report) {
  if (ManikinSession* session = heard()) session->take_breath(report, heard_at_);
}

void Link::on_status(const Status& status) {
  if (ManikinSession* session = heard()) session->take_status(status);
}

void Link::on_touch(const Touch&) {
  if (ManikinSession* session = heard()) session->take_touch();
}

}  // namespace sternum
