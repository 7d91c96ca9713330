"""Runs a command in a network namespace (unshare -m -n) as a machine in two networks: two tunnels, two default routes, forwarding."""

import fcntl
import os
import struct
import subprocess
import sys

TUNSETIFF = 0x400454CA
IFF_TUN_NO_PI = 0x1001


def ip(*arguments):
    subprocess.run(("ip",) + arguments, check=True)


# /sys shows the interfaces of the namespace it was mounted in.
subprocess.run(("mount", "-t", "sysfs", "sysfs", "/sys"), check=True)
ip("link", "set", "lo", "up")
held = []
for number, name in enumerate(("tun0", "office0")):
    # A tunnel is up only while a program holds it open.
    tunnel = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(tunnel, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TUN_NO_PI))
    held.append(tunnel)
    ip("addr", "add", f"10.{number}.0.2/24", "dev", name)
    ip("link", "set", name, "up")
    ip("route", "add", "default", "via", f"10.{number}.0.1", "dev", name, "metric", str(100 + number))
with open("/proc/sys/net/ipv4/ip_forward", "w", encoding="ascii") as setting:
    setting.write("1")
sys.exit(subprocess.run(sys.argv[1:]).returncode)
