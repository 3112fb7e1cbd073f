#include "firmware-bridge/transport/bluez_bus.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "firmware-bridge/transport/ble_central.hpp"
#include "firmware-bridge/transport/dbus_pump.hpp"
#include "firmware-bridge/transport/dbus_values.hpp"
#include "firmware-bridge/transport/notify_packets.hpp"

namespace sternum {
namespace {

using namespace std::chrono_literals;

constexpr const char* kBluez = "org.bluez";
constexpr const char* kObjectManager = "org.freedesktop.DBus.ObjectManager";
constexpr const char* kPropertiesInterface = "org.freedesktop.DBus.Properties";
constexpr auto kJoinAgainAfter = 2s;
constexpr std::chrono::microseconds kAnswersWithin = 10s;
/// BlueZ gives up after 40 s by itself; an answer of the bus before that would hide its own.
constexpr std::chrono::microseconds kConnectsWithin = 50s;

using DbusOptions = std::map<std::string, sdbus::Variant>;
using OnReply = std::function<void(sdbus::MethodReply&, const std::optional<BluezFailure>&)>;

/// Whether a bus can be there at all. A try to join one that is not leaves memory behind in
/// sdbus-c++ 1.2, and is made every two seconds. What is no path is taken to be there.
bool may_be_there(const std::string& address) {
  constexpr std::string_view kPath = "unix:path=";
  const char* const told = std::getenv("DBUS_SYSTEM_BUS_ADDRESS");
  const std::string where = !address.empty()  ? address
                            : told != nullptr ? told
                                              : "unix:path=/run/dbus/system_bus_socket";
  if (!where.starts_with(kPath)) return true;
  std::error_code ignored;
  return std::filesystem::exists(where.substr(kPath.size(), where.find(',') - kPath.size()),
                                 ignored);
}

std::vector<std::uint8_t> octets(const std::vector<std::byte>& bytes) {
  std::vector<std::uint8_t> plain;
  for (const std::byte byte : bytes) plain.push_back(std::to_integer<std::uint8_t>(byte));
  return plain;
}

class BluezBus;

/// Notifications by a descriptor.
class AcquiredNotifications final : public BluezSubscription {
 public:
  explicit AcquiredNotifications(std::shared_ptr<NotifyPackets> packets)
      : packets_(std::move(packets)) {
    packets_->start();
  }
  ~AcquiredNotifications() override { packets_->close(); }

 private:
  std::shared_ptr<NotifyPackets> packets_;
};

/// Who hears the changes of which characteristic's value.
using ValueListeners = std::map<std::string, BluezSubscriber>;

/// Notifications as changes of a property.
class NotifiedValues final : public BluezSubscription {
 public:
  NotifiedValues(std::shared_ptr<ValueListeners> listeners, std::string path,
                 std::function<void()> unsubscribe)
      : listeners_(std::move(listeners)),
        path_(std::move(path)),
        unsubscribe_(std::move(unsubscribe)) {}
  ~NotifiedValues() override {
    listeners_->erase(path_);
    unsubscribe_();
  }

 private:
  std::shared_ptr<ValueListeners> listeners_;
  std::string path_;
  std::function<void()> unsubscribe_;
};

class BluezBus final : public Bluez {
 public:
  BluezBus(boost::asio::io_context& context, std::string bus)
      : context_(context), bus_(std::move(bus)), join_again_(context) {}
  ~BluezBus() override { stop(); }

  void start(BluezListener& listener) override {
    listener_ = &listener;
    boost::asio::post(context_, [this, alive = std::weak_ptr(alive_)] {
      if (!alive.expired() && listener_ != nullptr) join();
    });
  }

  void stop() override {
    listener_ = nullptr;
    join_again_.cancel();
    leave();
  }

  void discover(const std::string& adapter, const std::vector<std::string>& services,
                Done done) override {
    // A device that says more than its name and service more often is no news.
    const DbusOptions filter{{"Transport", sdbus::Variant(std::string("le"))},
                             {"UUIDs", sdbus::Variant(services)},
                             {"DuplicateData", sdbus::Variant(false)}};
    call(
        adapter, bluez::kAdapter, "SetDiscoveryFilter", kAnswersWithin,
        [this, adapter, done = std::move(done)](auto&, const auto& failure) {
          if (failure) return done(failure);
          call_plain(adapter, bluez::kAdapter, "StartDiscovery", kAnswersWithin, done);
        },
        filter);
  }

  void connect(const std::string& device, Done done) override {
    call_plain(device, bluez::kDevice, "Connect", kConnectsWithin, std::move(done));
  }

  void disconnect(const std::string& device, Done done) override {
    call_plain(device, bluez::kDevice, "Disconnect", kAnswersWithin, std::move(done));
  }

  void look_at(const std::string& device) override {
    call(
        device, kPropertiesInterface, "GetAll", kAnswersWithin,
        [this, device](sdbus::MethodReply& reply, const auto& failure) {
          if (failure) return;
          DbusProperties properties;
          reply >> properties;
          if (listener_ == nullptr) return;
          listener_->on_changed(device, bluez::kDevice, bluez_properties(properties));
        },
        std::string(bluez::kDevice));
  }

  void acquire(const std::string& characteristic, BluezSubscriber subscriber,
               Subscribed done) override {
    call(
        characteristic, bluez::kCharacteristic, "AcquireNotify", kAnswersWithin,
        [this, subscriber = std::move(subscriber), done = std::move(done)](
            sdbus::MethodReply& reply, const auto& failure) {
          if (failure) return done(nullptr, 0, failure);
          sdbus::UnixFd fd;
          std::uint16_t mtu = 0;
          reply >> fd >> mtu;
          auto packets = std::make_shared<NotifyPackets>(context_, fd.release(), subscriber);
          done(std::make_unique<AcquiredNotifications>(std::move(packets)), mtu, std::nullopt);
        },
        DbusOptions{});
  }

  void notify(const std::string& characteristic, BluezSubscriber subscriber,
              Subscribed done) override {
    // What comes before the answer counts, too.
    (*values_)[characteristic] = std::move(subscriber);
    call_plain(characteristic, bluez::kCharacteristic, "StartNotify", kAnswersWithin,
               [this, characteristic, done = std::move(done)](const auto& failure) {
                 if (failure) {
                   values_->erase(characteristic);
                   return done(nullptr, 0, failure);
                 }
                 const auto stop_notifying = [this, alive = std::weak_ptr(alive_), characteristic] {
                   if (alive.expired() || !connection_) return;
                   call_plain(characteristic, bluez::kCharacteristic, "StopNotify", kAnswersWithin,
                              [](const auto&) {});
                 };
                 done(std::make_unique<NotifiedValues>(values_, characteristic, stop_notifying), 0,
                      std::nullopt);
               });
  }

  void write(const std::string& characteristic, const std::vector<std::byte>& bytes,
             bool with_response, Done done) override {
    const std::string way = with_response ? "request" : "command";
    call(
        characteristic, bluez::kCharacteristic, "WriteValue", kAnswersWithin,
        [done = std::move(done)](auto&, const auto& failure) { done(failure); }, octets(bytes),
        DbusOptions{{"type", sdbus::Variant(way)}});
  }

  void read(const std::string& characteristic, Value done) override {
    call(
        characteristic, bluez::kCharacteristic, "ReadValue", kAnswersWithin,
        [done = std::move(done)](sdbus::MethodReply& reply, const auto& failure) {
          std::vector<std::byte> bytes;
          if (failure) return done(bytes, failure);
          std::vector<std::uint8_t> plain;
          reply >> plain;
          for (const std::uint8_t octet : plain) bytes.push_back(std::byte{octet});
          done(bytes, std::nullopt);
        },
        DbusOptions{});
  }

 private:
  void join() {
    if (!may_be_there(bus_)) {
      listener_->on_service(BluezService::NoBus);
      return join_later();
    }
    try {
      connection_ = bus_.empty() ? sdbus::createSystemBusConnection()
                                 : sdbus::createSessionBusConnectionWithAddress(bus_);
      listen();
    } catch (const sdbus::Error&) {
      connection_.reset();
      matches_.clear();
      listener_->on_service(BluezService::NoBus);
      return join_later();
    }
    pump_ = std::make_shared<DbusPump>(context_, connection_, [this] { lost(); });
    ask_for_objects();
    pump_->run_soon();
  }

  void join_later() {
    if (listener_ == nullptr) return;
    join_again_.expires_after(kJoinAgainAfter);
    join_again_.async_wait(
        [this, alive = std::weak_ptr(alive_)](const boost::system::error_code& cancelled) {
          if (!cancelled && !alive.expired() && listener_ != nullptr) join();
        });
  }

  /// The bus is gone. Its answers never come; those who wait for them are told that all is gone.
  void lost() {
    leave();
    if (listener_ == nullptr) return;
    listener_->on_service(BluezService::NoBus);
    join_later();
  }

  void leave() {
    if (pump_) pump_->close();
    pump_.reset();
    matches_.clear();
    proxies_.clear();
    // Sends what still waits to be sent.
    connection_.reset();
  }

  void listen() {
    const std::string from_bluez = "type='signal',sender='org.bluez',";
    const auto on = [&](const std::string& rule, void (BluezBus::*take)(sdbus::Message&)) {
      matches_.push_back(connection_->addMatch(rule, [this, take](sdbus::Message& message) {
        if (listener_ != nullptr) (this->*take)(message);
      }));
    };
    on(from_bluez + "interface='org.freedesktop.DBus.ObjectManager',member='InterfacesAdded'",
       &BluezBus::take_added);
    on(from_bluez + "interface='org.freedesktop.DBus.ObjectManager',member='InterfacesRemoved'",
       &BluezBus::take_removed);
    on(from_bluez + "interface='org.freedesktop.DBus.Properties',member='PropertiesChanged'",
       &BluezBus::take_changed);
    on("type='signal',sender='org.freedesktop.DBus',interface='org.freedesktop.DBus',"
       "member='NameOwnerChanged',arg0='org.bluez'",
       &BluezBus::take_owner);
  }

  void take_added(sdbus::Message& message) {
    sdbus::ObjectPath path;
    DbusInterfaces interfaces;
    message >> path >> interfaces;
    listener_->on_object(path, bluez_interfaces(interfaces));
  }

  void take_removed(sdbus::Message& message) {
    sdbus::ObjectPath path;
    std::vector<std::string> interfaces;
    message >> path >> interfaces;
    listener_->on_removed(path, interfaces);
  }

  void take_changed(sdbus::Message& message) {
    std::string interface;
    DbusProperties changed;
    std::vector<std::string> invalidated;
    message >> interface >> changed >> invalidated;
    BluezProperties properties = bluez_properties(changed);
    for (const std::string& name : invalidated) properties[name] = {};
    const std::string path = message.getPath();
    if (interface == bluez::kCharacteristic) {
      const auto value = properties.find("Value");
      const auto heard = values_->find(path);
      if (value == properties.end() || heard == values_->end()) return;
      if (const auto* bytes = std::get_if<std::vector<std::byte>>(&value->second)) {
        const auto on_bytes = heard->second.on_bytes;  // may unsubscribe
        on_bytes(*bytes);
      }
      return;
    }
    listener_->on_changed(path, interface, properties);
  }

  void take_owner(sdbus::Message& message) {
    std::string name;
    std::string before;
    std::string now;
    message >> name >> before >> now;
    if (!before.empty()) listener_->on_service(BluezService::NotRunning);
    if (!now.empty() && listener_ != nullptr) ask_for_objects();
  }

  void ask_for_objects() {
    call("/", kObjectManager, "GetManagedObjects", kAnswersWithin,
         [this](sdbus::MethodReply& reply, const auto& failure) {
           if (listener_ == nullptr) return;
           if (failure) return listener_->on_service(BluezService::NotRunning);
           std::map<sdbus::ObjectPath, DbusInterfaces> objects;
           reply >> objects;
           listener_->on_service(BluezService::Running);
           for (const auto& [path, interfaces] : objects) {
             if (listener_ == nullptr) return;
             listener_->on_object(path, bluez_interfaces(interfaces));
           }
         });
  }

  void call_plain(const std::string& path, const char* interface, const char* method,
                  std::chrono::microseconds patience, Done done) {
    call(path, interface, method, patience,
         [done = std::move(done)](auto&, const auto& failure) { done(failure); });
  }

  /// `reply` is called once, later, unless we are stopped or the bus goes.
  template <class... Arguments>
  void call(const std::string& path, const char* interface, const char* method,
            std::chrono::microseconds patience, OnReply reply, const Arguments&... arguments) {
    if (!connection_) return;
    try {
      sdbus::IProxy& object = proxy(path);
      sdbus::MethodCall message = object.createMethodCall(interface, method);
      static_cast<void>((message << ... << arguments));
      object.callMethod(
          message,
          [this, alive = std::weak_ptr(alive_), reply](sdbus::MethodReply& answer,
                                                       const sdbus::Error* error) {
            if (alive.expired() || listener_ == nullptr) return;
            take_answer(answer, error, reply);
          },
          patience);
      if (pump_) pump_->run_soon();
    } catch (const sdbus::Error& error) {
      const BluezFailure failure{error.getName(), error.getMessage()};
      boost::asio::post(context_, [this, alive = std::weak_ptr(alive_), reply, failure] {
        if (alive.expired() || listener_ == nullptr) return;
        sdbus::MethodReply none;
        reply(none, failure);
      });
    }
  }

  /// An answer of another shape than BlueZ's is a failure like any other.
  static void take_answer(sdbus::MethodReply& answer, const sdbus::Error* error,
                          const OnReply& reply) {
    if (error != nullptr) {
      return reply(answer, BluezFailure{error->getName(), error->getMessage()});
    }
    try {
      reply(answer, std::nullopt);
    } catch (const sdbus::Error& odd) {
      reply(answer, BluezFailure{odd.getName(), odd.getMessage()});
    }
  }

  sdbus::IProxy& proxy(const std::string& path) {
    auto& object = proxies_[path];
    if (!object) object = sdbus::createProxy(*connection_, kBluez, path);
    return *object;
  }

  boost::asio::io_context& context_;
  std::string bus_;
  BluezListener* listener_ = nullptr;
  boost::asio::steady_timer join_again_;
  std::shared_ptr<sdbus::IConnection> connection_;
  std::shared_ptr<DbusPump> pump_;
  std::vector<sdbus::Slot> matches_;  // a match that is let go of is silently gone
  std::map<std::string, std::unique_ptr<sdbus::IProxy>> proxies_;
  std::shared_ptr<ValueListeners> values_ = std::make_shared<ValueListeners>();
  std::shared_ptr<const bool> alive_ = std::make_shared<const bool>(true);
};

}  // namespace

std::unique_ptr<Bluez> make_bluez_bus(boost::asio::io_context& context, std::string bus) {
  return std::make_unique<BluezBus>(context, std::move(bus));
}

std::unique_ptr<BleRadio> make_ble_radio(boost::asio::io_context& context, BleOptions options) {
  return std::make_unique<BleCentral>(make_bluez_bus(context, std::move(options.bus)),
                                      [] { return std::chrono::steady_clock::now(); });
}

}  // namespace sternum
