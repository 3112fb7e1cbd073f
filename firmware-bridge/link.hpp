/// One source of bytes with its decoder, and the manikin that speaks over it.
///
/// A link is no manikin before the first Hello since it opened; what comes earlier is counted and
/// dropped. Every message goes on to the switchboard, which decides whether this link is listened
/// to. IO thread only; never blocks. The switchboard outlives the link; a link leaves its session
/// (`close`, or its source's end) before it is destroyed, unless the whole bridge goes.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "firmware-bridge/host_time.hpp"
#include "firmware-bridge/protocol/manikin_decoder.hpp"
#include "firmware-bridge/transport/byte_source.hpp"

namespace sternum {

class ManikinSession;
class Switchboard;

class Link final : private ByteSourceListener, private MessageSink {
 public:
  Link(std::unique_ptr<ByteSource> source, Switchboard& switchboard);
  ~Link() override;

  void start();
  /// Ends the link for good, as if its source had ended for this reason.
  void close(const std::string& reason);

  [[nodiscard]] std::string name() const { return source_->name(); }
  /// Where it comes from, without what changes at every connection.
  [[nodiscard]] std::string origin() const { return source_->fallback_id(); }
  [[nodiscard]] bool open() const { return open_; }
  /// Closed, and will not open again.
  [[nodiscard]] bool finished() const { return finished_; }
  /// What the manikin last said of itself since the link opened.
  [[nodiscard]] const std::optional<Hello>& hello() const { return hello_; }
  /// The manikin last heard here, even when the link has closed since; empty when none was.
  [[nodiscard]] const std::string& last_manikin() const { return last_manikin_; }
  [[nodiscard]] HostTime opened_at() const { return opened_at_; }
  /// When the last intact message came, or the link opened.
  [[nodiscard]] HostTime heard_at() const { return heard_at_; }
  /// Bytes have come since, but nothing intact.
  [[nodiscard]] bool garbled() const { return bytes_since_heard_ > 0; }
  /// True once per opening: bytes have come for longer than `after`, and no Hello among them.
  [[nodiscard]] bool puzzles(HostTime now, std::chrono::microseconds after);

  void send(const DownMessage& message);

  /// The session that this link's messages belong to, whether it listens to them or not.
  [[nodiscard]] ManikinSession* session() const { return session_; }
  void attach(ManikinSession* session) { session_ = session; }
  /// Moves what the decoder has counted since the last call into `received`.
  void settle(LinkStatistics& received);
  /// Batches that came before the first Hello, once.
  [[nodiscard]] std::uint64_t take_early_batches();

 private:
  void on_open() override;
  void on_bytes(std::span<const std::byte> bytes) override;
  void on_closed(const std::string& reason, bool final) override;
  void on_notice(const Error& error) override;

  void on_hello(const Hello& hello) override;
  void on_samples(const WireBatch& batch) override;
  void on_compression(const CompressionReport& report) override;
  void on_breath(const BreathReport& report) override;
  void on_status(const Status& status) override;
  void on_touch(const Touch& touch) override;

  /// The session, when it listens to this link. Every message passes here.
  [[nodiscard]] ManikinSession* heard();

  std::unique_ptr<ByteSource> source_;
  Switchboard& switchboard_;
  ManikinDecoder decoder_;
  LinkStatistics settled_;  ///< of what the decoder counted
  ManikinSession* session_ = nullptr;
  std::optional<Hello> hello_;
  std::string last_manikin_;
  HostTime opened_at_;
  HostTime heard_at_;
  std::uint64_t bytes_since_heard_ = 0;
  std::uint64_t early_batches_ = 0;
  bool puzzled_ = false;
  bool open_ = false;
  bool finished_ = false;
};

}  // namespace sternum
