#!/usr/bin/python3
"""A virtual USB bus: lays devices out under /sys/bus/usb and announces them as udev would.

Runs as root in mount and network namespaces of its own, with a tmpfs on /sys/bus. Reads one JSON command a line and
answers each with one line. Announcements go to netlink group 2, where udev tells programs about devices that it has
dealt with; the layout of the message is that of libudev's monitor.
"""
import json
import os
import shutil
import socket
import struct
import sys
import time

DEVICES = "/sys/bus/usb/devices"
TREE = "/sys/bus/usb/tree"
UDEV_MAGIC = 0xFEEDCAFE
UDEV_GROUP = 2
# linux/netlink.h; Python gives it no name.
NETLINK_KOBJECT_UEVENT = 15


def write(folder, **values):
    os.makedirs(folder, exist_ok=True)
    for name, value in values.items():
        if value is not None:
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(f"{value}\n")


def announce(action, device):
    fields = {
        "ACTION": action,
        "DEVPATH": f"/bus/usb/tree/{device['port']}",
        "SUBSYSTEM": "usb",
        "DEVTYPE": "usb_device",
        "BUSNUM": f"{device['bus']:03}",
        "DEVNUM": f"{device['address']:03}",
        "PRODUCT": f"{int(device['vendorId'], 16):x}/{int(device['productId'], 16):x}/100",
        "SEQNUM": "1",
    }
    properties = b"".join(f"{key}={value}".encode() + b"\0" for key, value in fields.items())
    header = b"libudev\0" + struct.pack(">I", UDEV_MAGIC)
    header += struct.pack("=IIIIIII", 40, 40, len(properties), 0, 0, 0, 0)
    NETLINK.sendto(header + properties, (0, UDEV_GROUP))


def plug(device):
    port = device["port"]
    folder = f"{TREE}/{port}"
    interfaces = device["interfaces"]
    write(
        folder,
        busnum=device["bus"],
        devnum=device["address"],
        devpath=port.split("-", 1)[1],
        idVendor=device["vendorId"],
        idProduct=device["productId"],
        bcdDevice="0100",
        version=" 2.00",
        bDeviceClass=device["deviceClass"],
        bDeviceSubClass="00",
        bDeviceProtocol="00",
        speed="480",
        manufacturer=device["vendor"],
        product=device["product"],
        serial=device["serial"],
        bConfigurationValue="1",
        bNumConfigurations="1",
        bNumInterfaces=f"{len(interfaces):2}",
        bMaxPacketSize0="64",
    )
    os.makedirs(DEVICES, exist_ok=True)
    os.symlink(folder, f"{DEVICES}/{port}")
    # The kernel announces a device before it has set it up: its interfaces come after the message.
    if device["late"]:
        announce("add", device)
    for number, code in enumerate(interfaces):
        numbers, _, name = code.partition(" ")
        interface_class, subclass, protocol = numbers.split("/")
        write(
            f"{folder}/{port}:1.{number}",
            bInterfaceNumber=f"{number:02}",
            bAlternateSetting=" 0",
            bInterfaceClass=interface_class,
            bInterfaceSubClass=subclass,
            bInterfaceProtocol=protocol,
            interface=name or None,
        )
    if not device["late"]:
        announce("add", device)


def unplug(device):
    os.unlink(f"{DEVICES}/{device['port']}")
    shutil.rmtree(f"{TREE}/{device['port']}")
    announce("remove", device)


NETLINK = socket.socket(socket.AF_NETLINK, socket.SOCK_RAW, NETLINK_KOBJECT_UEVENT)
NETLINK.bind((0, 0))
COMMANDS = {"plug": plug, "unplug": unplug}
for line in sys.stdin:
    command = json.loads(line)
    at = time.time() * 1000
    COMMANDS[command["command"]](command["device"])
    print(json.dumps({"done": command["command"], "at": at}), flush=True)
