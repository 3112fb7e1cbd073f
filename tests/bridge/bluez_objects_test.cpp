// BlueZ's objects as plain values.
#include "firmware-bridge/transport/bluez_objects.hpp"

#include <gtest/gtest.h>

#include "firmware-bridge/transport/ble_gatt.hpp"
#include "tests/bridge/bluez_tree.hpp"

namespace sternum {
namespace {

class BluezTree : public testing::Test {
 protected:
  [[nodiscard]] BluezDevice device() const { return objects_.device("AA:01").value(); }
  BluezObjects objects_;
};

TEST_F(BluezTree, KnowsADeviceByItsServiceInAnyCase) {
  objects_.put("/hci0/a", {{bluez::kDevice, device_of("AA:01", kSternumService)}});
  objects_.put("/hci0/b",
               {{bluez::kDevice, device_of("AA:02", "6E400001-B5A3-F393-E0A9-E50E24DCCA9E")}});
  objects_.put("/hci0/c",
               {{bluez::kDevice, device_of("AA:03", "0000180d-0000-1000-8000-00805f9b34fb")}});
  EXPECT_EQ(objects_.candidates().size(), 2U);
  EXPECT_EQ(device().signal_dbm, -60);
}

TEST_F(BluezTree, ChoosesThePipeByWhatItsCharacteristicsCanDo) {
  put_device(objects_, "/hci0/a", "AA:01");
  // Named the other way round, as some firmware does.
  put_pipe(objects_, "/hci0/a/service1", kNordicUartService, "6e400002-b5a3-f393-e0a9-e50e24dcca9e",
           "6e400003-b5a3-f393-e0a9-e50e24dcca9e");
  EXPECT_EQ(objects_.pipe(device()),
            (BluezPipe{"/hci0/a/service1/char1", "/hci0/a/service1/char2", true}));
}

TEST_F(BluezTree, PrefersOurServiceToTheNordicOne) {
  put_device(objects_, "/hci0/a", "AA:01");
  put_pipe(objects_, "/hci0/a/service1", kNordicUartService);
  put_pipe(objects_, "/hci0/a/service2", kSternumService);
  EXPECT_EQ(objects_.pipe(device())->notify, "/hci0/a/service2/char1");
}

TEST_F(BluezTree, HasNoPipeWithoutNotifications) {
  put_device(objects_, "/hci0/a", "AA:01");
  objects_.put("/hci0/a/service1", {{bluez::kService, {{"UUID", kSternumService}}}});
  objects_.put(
      "/hci0/a/service1/char1",
      {{bluez::kCharacteristic, {{"UUID", kSternumUp}, {"Flags", std::string("notify")}}}});
  EXPECT_EQ(objects_.pipe(device()), std::nullopt) << "flags of an odd type are no flags";
}

TEST_F(BluezTree, HasNoPipeOfAnotherDevice) {
  put_device(objects_, "/hci0/a", "AA:01");
  put_pipe(objects_, "/hci0/ab/service1", kSternumService);
  EXPECT_EQ(objects_.pipe(device()), std::nullopt);
}

TEST_F(BluezTree, ForgetsWhatIsRemoved) {
  put_device(objects_, "/hci0/a", "AA:01");
  put_pipe(objects_, "/hci0/a/service1", kSternumService);
  objects_.remove("/hci0/a/service1/char1", {bluez::kCharacteristic});
  EXPECT_EQ(objects_.pipe(device()), std::nullopt);
  objects_.remove("/hci0/a", {bluez::kDevice});
  EXPECT_EQ(objects_.device("AA:01"), std::nullopt);
  objects_.remove("/hci0/a", {bluez::kDevice});
  objects_.change("/hci0/a", bluez::kDevice, {{"Connected", true}});
  EXPECT_EQ(objects_.device("AA:01"), std::nullopt) << "a change makes nothing";
}

TEST_F(BluezTree, TakesTheAdapterThatIsConnected) {
  put_device(objects_, "/hci0/a", "AA:01");
  put_device(objects_, "/hci1/a", "AA:01");
  objects_.change("/hci1/a", bluez::kDevice, {{"Connected", true}});
  EXPECT_EQ(device().path, "/hci1/a");
}

TEST_F(BluezTree, LosesTheSignalThatIsInvalidated) {
  put_device(objects_, "/hci0/a", "AA:01");
  objects_.change("/hci0/a", bluez::kDevice, {{"RSSI", {}}});
  EXPECT_EQ(device().signal_dbm, std::nullopt);
}

TEST_F(BluezTree, MakesNamesPrintable) {
  put_device(objects_, "/hci0/a", "AA:01");
  objects_.change("/hci0/a", bluez::kDevice, {{"Name", std::string("Chest \xFF\n7")}});
  EXPECT_EQ(device().name, "Chest ??7");
  objects_.change("/hci0/a", bluez::kDevice, {{"Name", std::string("\u5fc3\u80ba 7")}});
  EXPECT_EQ(device().name, "\u5fc3\u80ba 7");
}

TEST_F(BluezTree, TakesABatteryOfMoreThanAllForUntold) {
  put_device(objects_, "/hci0/a", "AA:01");
  objects_.put("/hci0/a", {{bluez::kBattery, {{"Percentage", std::int64_t{55}}}}});
  EXPECT_EQ(objects_.battery_percent(device()), 55U);
  objects_.change("/hci0/a", bluez::kBattery, {{"Percentage", std::int64_t{101}}});
  EXPECT_EQ(objects_.battery_percent(device()), std::nullopt);
}

}  // namespace
}  // namespace sternum
