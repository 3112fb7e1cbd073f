/// A recording as a source of bytes: its messages, framed again, at the pace of their device times.
///
/// Takes the same way through decoder and bridge as a manikin does. A batch leaves when its last
/// value would have been taken; a message without a time leaves with the one before it. A clock
/// that falls by more than a second has restarted, and the replay goes on at once. A hole of more
/// than an hour is shortened to an hour. The feed is called on the thread of the io_context and
/// must not block. The end of the recording is final.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <boost/asio/io_context.hpp>

#include "firmware-bridge/protocol/messages.hpp"
#include "firmware-bridge/transport/byte_source.hpp"

namespace sternum {

/// Appends the next messages in the order of time. False: there are no more. True with nothing
/// appended: not yet, ask again in a millisecond, so that a reader downstream can keep up.
using MessageFeed = std::function<bool(std::vector<UpMessage>&)>;

struct ReplayOptions {
  std::string name = "recording";  ///< for people: the file's name
  double speed = 1.0;              ///< 1: its own; 2: twice as fast; 0: as fast as it goes
};

[[nodiscard]] std::unique_ptr<ByteSource> make_replay_source(boost::asio::io_context& context,
                                                             MessageFeed feed,
                                                             ReplayOptions options);

}  // namespace sternum
