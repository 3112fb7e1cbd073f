/// What we ask of BlueZ, the Bluetooth service of Linux, and what it tells, as plain values: D-Bus
/// itself is behind this, in `bluez_bus`.
///
/// Paths, interfaces and properties are BlueZ's own (doc/*-api.txt of its sources). Everything is
/// asynchronous and on the thread of one io_context; no answer comes from inside the call that asks
/// for it, and none after `stop`.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <variant>
#include <vector>

namespace sternum {

/// Of the types that we read; a property of any other, or that has no value any more, is monostate.
using BluezValue = std::variant<std::monostate, bool, std::int64_t, std::string,
                                std::vector<std::string>, std::vector<std::byte>>;
using BluezProperties = std::map<std::string, BluezValue>;
using BluezInterfaces = std::map<std::string, BluezProperties>;  ///< of an object, by interface

namespace bluez {
inline constexpr const char* kAdapter = "org.bluez.Adapter1";
inline constexpr const char* kDevice = "org.bluez.Device1";
inline constexpr const char* kBattery = "org.bluez.Battery1";
inline constexpr const char* kService = "org.bluez.GattService1";
inline constexpr const char* kCharacteristic = "org.bluez.GattCharacteristic1";
}  // namespace bluez

/// As BlueZ says it: "org.bluez.Error.Failed", "le-connection-abort-by-local".
struct BluezFailure {
  std::string name;
  std::string message;
};

enum class BluezService : std::uint8_t { NoBus, NotRunning, Running };

class BluezListener {
 public:
  virtual ~BluezListener() = default;
  /// When it is not running any more, all objects are gone. When it runs, its objects follow.
  virtual void on_service(BluezService service) = 0;
  /// A new object, or more interfaces of one that is known.
  virtual void on_object(const std::string& path, const BluezInterfaces& interfaces) = 0;
  virtual void on_removed(const std::string& path, const std::vector<std::string>& interfaces) = 0;
  virtual void on_changed(const std::string& path, const std::string& interface,
                          const BluezProperties& properties) = 0;
};

/// Notifications of a characteristic flow for as long as this lives.
class BluezSubscription {
 public:
  virtual ~BluezSubscription() = default;
};

struct BluezSubscriber {
  std::function<void(std::span<const std::byte>)> on_bytes;
  /// No more will come, because the link or the characteristic is gone.
  std::function<void()> on_end;
};

class Bluez {
 public:
  using Done = std::function<void(const std::optional<BluezFailure>&)>;
  /// With what each write may carry besides its header of 3 bytes: the MTU of the connection; 0 if
  /// it was not told.
  using Subscribed = std::function<void(std::unique_ptr<BluezSubscription>, unsigned mtu,
                                        const std::optional<BluezFailure>&)>;
  using Value =
      std::function<void(const std::vector<std::byte>&, const std::optional<BluezFailure>&)>;

  virtual ~Bluez() = default;
  virtual void start(BluezListener& listener) = 0;
  /// What was asked for is still sent; nothing is waited for.
  virtual void stop() = 0;

  /// Low energy only, for devices with one of the services.
  virtual void discover(const std::string& adapter, const std::vector<std::string>& services,
                        Done done) = 0;
  /// To a device that is not in reach it takes 40 s to fail; comes it back meanwhile, it succeeds.
  virtual void connect(const std::string& device, Done done) = 0;
  virtual void disconnect(const std::string& device, Done done) = 0;
  /// Asks for the device's properties anew: they come by `on_changed`.
  virtual void look_at(const std::string& device) = 0;
  /// Notifications by a descriptor of their own (AcquireNotify): the fast way.
  virtual void acquire(const std::string& characteristic, BluezSubscriber subscriber,
                       Subscribed done) = 0;
  /// Notifications as changes of a property (StartNotify): the way that always works.
  virtual void notify(const std::string& characteristic, BluezSubscriber subscriber,
                      Subscribed done) = 0;
  virtual void write(const std::string& characteristic, const std::vector<std::byte>& bytes,
                     bool with_response, Done done) = 0;
  virtual void read(const std::string& characteristic, Value done) = 0;
};

}  // namespace sternum
