/// Where bytes of a manikin come from: a serial port, a TCP connection, a replay, a virtual
/// manikin, a radio.
///
/// A source lives on one io_context and is touched by its thread only. After `start` it calls its
/// listener: `on_open` when bytes can flow, `on_bytes` with whatever came, cut anywhere,
/// `on_closed` when they no longer can. A source whose manikin can come back (serial) reopens by
/// itself and calls `on_open` again; one that cannot (an accepted TCP connection, a replay at its
/// end) says so in `on_closed`. No call comes after `stop`.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "analysis/core/result.hpp"

namespace sternum {

class ByteSourceListener {
 public:
  virtual ~ByteSourceListener() = default;
  virtual void on_open() = 0;
  virtual void on_bytes(std::span<const std::byte> bytes) = 0;
  /// `reason` is a sentence for people; `final`: this source will not open again.
  virtual void on_closed(const std::string& reason, bool final) = 0;
  /// Why the source cannot open although it is there: "/dev/ttyUSB0: no permission; …". Once per
  /// cause, not per attempt.
  virtual void on_notice(const Error&) {}
};

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// "serial /dev/ttyUSB0 at 115200 baud", "tcp 192.168.1.7:50123".
  [[nodiscard]] virtual std::string name() const = 0;
  /// What a manikin without an id of its own is called here, the same each time it comes this way:
  /// "ttyUSB0", "192.168.1.7".
  [[nodiscard]] virtual std::string fallback_id() const { return name(); }
  /// The listener outlives the source or its `stop`.
  virtual void start(ByteSourceListener& listener) = 0;
  /// Queues bytes for the manikin; dropped while the source is closed.
  virtual void write(std::vector<std::byte> bytes) = 0;
  virtual void stop() = 0;
};

}  // namespace sternum
