#!/usr/bin/python3
"""BlueZ as a test plays it, on a bus of the test's own: python3-dbusmock with a GATT tree.

usage: bluez_mock.py BUS_ADDRESS

Obeys one command a line on stdin, and answers each with "done" on stdout:
  adapter NAME on|off        appears, or is switched
  unplug NAME                the adapter and all below it vanish
  device ADDR [KEY=VALUE …]  advertises; how it behaves is told by the keys below
  behave ADDR KEY=VALUE …    from now on
  lose ADDR                  the link breaks
  services ADDR              its GATT objects appear, under a new path each time
  no-services ADDR           they vanish while the link stands
  say ADDR HEX               the device notifies these bytes
  odd ADDR                   its properties become of types that BlueZ never sends
  stop | start               the daemon leaves the bus, or is there again
Besides it tells: "connect ADDR", "disconnect ADDR", "wrote ADDR HEX".

connect=  ok, fails, pairing, unsignalled (stands, but no signal says so)
acquire=  ok, refused, odd (answers with something else)
notify=   ok, refused
uuid=     of the service    mtu=   that is told    takes=  bytes of the longest write
"""
import os
import socket
import sys

import dbus
import dbus.mainloop.glib
from dbusmock import mockobject
from gi.repository import GLib

ADAPTER, DEVICE = "org.bluez.Adapter1", "org.bluez.Device1"
SERVICE, CHARACTERISTIC = "org.bluez.GattService1", "org.bluez.GattCharacteristic1"
PIPE = "53c90001-7c1d-4b5e-9a44-8f6b2a1d0c37"
MODEL, BATTERY = "00002a24-0000-1000-8000-00805f9b34fb", "00002a19-0000-1000-8000-00805f9b34fb"
INTERFACES = {}  # of objects, by path
devices = {}     # by address
generation = 0


class Refusal(dbus.exceptions.DBusException):
    def __init__(self, name, words):
        super().__init__(words, name="org.bluez.Error." + name)


def tell(words):
    print(words, flush=True)


def add(path, interface, properties, methods):
    root.AddObject(path, interface, properties, methods)
    INTERFACES[path] = interface
    root.EmitSignal("org.freedesktop.DBus.ObjectManager", "InterfacesAdded", "oa{sa{sv}}",
                    [dbus.ObjectPath(path), {interface: properties}])


def remove_below(start):
    for path in sorted((p for p in INTERFACES if p.startswith(start)), reverse=True):
        root.RemoveObject(path)
        root.EmitSignal("org.freedesktop.DBus.ObjectManager", "InterfacesRemoved", "oas",
                        [dbus.ObjectPath(path), [INTERFACES.pop(path)]])


def change(path, interface, **properties):
    typed = {bool: dbus.Boolean, str: dbus.String}
    properties = {name: typed.get(type(value), lambda known: known)(value)
                  for name, value in properties.items()}
    mockobject.objects[path].UpdateProperties(interface, dbus.Dictionary(properties, "sv"))


class Device:
    def __init__(self, address):
        self.address = address
        self.path = "/org/bluez/hci0/dev_" + address.replace(":", "_")
        self.keys = {"connect": "ok", "acquire": "ok", "notify": "ok", "uuid": PIPE, "mtu": "247",
                     "takes": "512", "name": "Chest " + address[-2:]}
        self.pipe = None      # path of the characteristic that notifies
        self.socket = None    # our end of what was acquired
        self.notifies = False

    def advertise(self):
        add(self.path, DEVICE, dbus.Dictionary({
            "Address": self.address, "Adapter": dbus.ObjectPath("/org/bluez/hci0"),
            "Name": self.keys["name"], "RSSI": dbus.Int16(-58), "Connected": False,
            "ServicesResolved": False, "UUIDs": dbus.Array([self.keys["uuid"]], "s"),
        }, "sv"), [
            ("Connect", "", "", lambda *_: self.connect()),
            ("Disconnect", "", "", lambda *_: self.disconnect()),
        ])

    def connect(self):
        tell("connect " + self.address)
        way = self.keys["connect"]
        if way == "fails":
            raise Refusal("Failed", "le-connection-abort-by-local")
        if way == "pairing":
            raise Refusal("AuthenticationFailed", "Authentication Failed")
        if way == "unsignalled":
            mockobject.objects[self.path].props[DEVICE]["Connected"] = True
        else:
            change(self.path, DEVICE, Connected=True)
        self.show_services()
        if way == "unsignalled":
            mockobject.objects[self.path].props[DEVICE]["ServicesResolved"] = True
        else:
            change(self.path, DEVICE, ServicesResolved=True)

    def show_services(self):
        global generation
        generation += 1
        service = f"{self.path}/service{generation:04x}"
        add(service, SERVICE, dbus.Dictionary({
            "UUID": self.keys["uuid"].upper(), "Device": dbus.ObjectPath(self.path),
        }, "sv"), [])
        self.pipe = service + "/char0001"
        self.characteristic(self.pipe, "53c90003-7c1d-4b5e-9a44-8f6b2a1d0c37", ["notify"])
        self.characteristic(service + "/char0002", "53c90002-7c1d-4b5e-9a44-8f6b2a1d0c37",
                            ["write", "write-without-response"])
        about = f"{self.path}/service9{generation:03x}"
        add(about, SERVICE, dbus.Dictionary({
            "UUID": "0000180a-0000-1000-8000-00805f9b34fb",
        }, "sv"), [])
        self.characteristic(about + "/char0001", MODEL, ["read"], b"Chest 2")
        self.characteristic(about + "/char0002", BATTERY, ["read"], b"\x4b")

    def characteristic(self, path, uuid, flags, value=b""):
        add(path, CHARACTERISTIC, dbus.Dictionary({
            "UUID": uuid, "Flags": dbus.Array(flags, "s"), "Value": dbus.Array([], "y"),
        }, "sv"), [
            ("AcquireNotify", "a{sv}", "hq" if self.keys["acquire"] != "odd" else "ss",
             lambda *_: self.acquire()),
            ("StartNotify", "", "", lambda *_: self.start_notify()),
            ("StopNotify", "", "", lambda *_: self.stop_notify()),
            ("ReadValue", "a{sv}", "ay", lambda *_: dbus.ByteArray(value)),
            ("WriteValue", "aya{sv}", "", lambda _, octets, __: self.take(bytes(octets))),
        ])

    def acquire(self):
        way = self.keys["acquire"]
        if way == "refused":
            raise Refusal("NotSupported", "Operation is not supported")
        if way == "odd":
            return "no", "descriptor"
        self.socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        answer = (dbus.types.UnixFd(theirs), dbus.UInt16(self.keys["mtu"]))
        theirs.close()
        return answer

    def start_notify(self):
        if self.keys["notify"] == "refused":
            raise Refusal("NotPermitted", "Notify acquired")
        self.notifies = True

    def stop_notify(self):
        self.notifies = False

    def take(self, octets):
        if len(octets) > int(self.keys["takes"]):
            raise Refusal("InvalidValueLength", "Invalid Length")
        tell(f"wrote {self.address} {octets.hex()}")

    def say(self, octets):
        if self.socket:
            try:
                self.socket.send(octets)
            except BrokenPipeError:  # nobody listens any more
                self.close_pipe()
        elif self.notifies:
            change(self.pipe, CHARACTERISTIC, Value=dbus.Array(octets, "y"))

    def disconnect(self):
        tell("disconnect " + self.address)
        self.lose()

    def lose(self):
        self.close_pipe()
        change(self.path, DEVICE, Connected=False, ServicesResolved=False)
        remove_below(self.path + "/")

    def close_pipe(self):
        if self.socket:
            self.socket.close()
        self.socket = None
        self.notifies = False


def keys_of(words):
    return dict(word.split("=", 1) for word in words)


def obey(words):
    global name
    what, rest = words[0], words[1:]
    if what == "adapter":
        path = "/org/bluez/" + rest[0]
        if path in INTERFACES:
            change(path, ADAPTER, Powered=rest[1] == "on")
        else:
            add(path, ADAPTER, dbus.Dictionary({
                "Address": "00:00:00:00:00:01", "Powered": rest[1] == "on", "Discovering": False,
            }, "sv"), [("SetDiscoveryFilter", "a{sv}", "", ""), ("StartDiscovery", "", "", "")])
    elif what == "unplug":
        for device in devices.values():
            device.close_pipe()
        remove_below("/org/bluez/" + rest[0])
    elif what == "device":
        device = devices[rest[0]] = Device(rest[0])
        device.keys.update(keys_of(rest[1:]))
        device.advertise()
    elif what == "behave":
        devices[rest[0]].keys.update(keys_of(rest[1:]))
    elif what == "lose":
        devices[rest[0]].lose()
    elif what == "services":
        devices[rest[0]].show_services()
    elif what == "no-services":
        remove_below(devices[rest[0]].path + "/")
    elif what == "say":
        devices[rest[0]].say(bytes.fromhex(rest[1]))
    elif what == "odd":
        change(devices[rest[0]].path, DEVICE, RSSI="near", Name=dbus.Array([1, 2], "i"),
               UUIDs=dbus.Double(4.5), Connected="perhaps")
    elif what == "stop":
        bus.release_name("org.bluez")
    elif what == "start":
        bus.request_name("org.bluez")
    tell("done")


def read_commands(source, _condition):
    global pending
    arrived = os.read(source, 65536)
    if not arrived:
        loop.quit()
        return False
    pending += arrived
    *lines, pending = pending.split(b"\n")
    for line in lines:
        obey(line.decode().split())
    return True


pending = b""
dbus.mainloop.glib.DBusGMainLoop(set_as_default=True)
bus = dbus.bus.BusConnection(sys.argv[1])
bus.request_name("org.bluez")
root = mockobject.DBusMockObject(bus, "/", "org.freedesktop.DBus.ObjectManager", {},
                                 logfile=os.devnull, is_object_manager=True)
mockobject.objects["/"] = root
loop = GLib.MainLoop()
GLib.io_add_watch(sys.stdin.fileno(), GLib.IO_IN | GLib.IO_HUP, read_commands)
tell("ready")
loop.run()
