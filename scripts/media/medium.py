"""Serves a folder as a read-only medium that counts, is slow, lies, errs, hangs or vanishes (FUSE, Debian's python3-fusepy).

Usage: medium.py SETTINGS, a JSON file that fuse-medium.ts writes. Says "ready" once the medium is mounted, takes commands
on a socket, and unmounts itself when its standard input closes, so that a killed test leaves no mount behind.
"""

import errno
import json
import os
import socket
import subprocess
import sys
import threading
import time

from fusepy import FUSE, FuseOSError, Operations

# Paths travel as latin-1 strings, one character a byte: names on a medium need not be UTF-8.
ENCODING = "latin-1"


def raw(path):
    """A path as fusepy hands it over, as bytes."""
    return path.encode(ENCODING)


def key(text):
    """A path of the settings, which are UTF-8, as fusepy hands it over."""
    return "/" + text.encode("utf-8").decode(ENCODING)


class Medium(Operations):
    def __init__(self, settings):
        self.settings = settings
        self.backing = os.fsencode(settings["backing"])
        self.rate = settings.get("bytesPerSecond")
        faults = settings.get("faults", [])
        self.faults = {kind: {key(f["path"]): f for f in faults if f["kind"] == kind} for kind in
                       ("eio", "unopenable", "changes", "grows", "hangs")}
        self.extra = {"/" + bytes.fromhex(f["nameHex"]).decode(ENCODING): f["text"].encode("utf-8")
                      for f in settings.get("extraFiles", [])}
        self.vanish = settings.get("vanish")
        self.gone = False
        self.released = threading.Event()
        self.lock = threading.Lock()
        self.free_at = 0.0
        self.total = 0
        self.reads = 0
        self.served = {}
        self.opened = {}
        self.passes = {}
        self.grown = {}
        self.waiting = 0

    # What tests ask and tell while the medium is mounted.

    def stats(self):
        def shown(counts):
            return {raw(path)[1:].decode("utf-8", "surrogateescape"): n for path, n in counts.items()}

        with self.lock:
            return {"bytes": self.total, "reads": self.reads, "gone": self.gone, "waiting": self.waiting,
                    "files": shown(self.served), "opened": shown(self.opened)}

    def pull(self):
        self.gone = True
        self.released.set()
        if (self.vanish or {}).get("how") == "unmount":
            unmount(self.settings["mountpoint"])

    # File system.

    def place(self, path):
        if self.settings.get("dead"):
            # A hard mount whose server is gone: nothing is answered, not even what the root is.
            with self.lock:
                self.waiting += 1
            self.released.wait()
        if self.gone:
            how = (self.vanish or {}).get("how", "ENODEV")
            raise FuseOSError(errno.EIO if how == "EIO" else errno.ENODEV)
        return self.backing + raw(path)

    def hang(self, path):
        if path not in self.faults["hangs"]:
            return
        with self.lock:
            self.waiting += 1
        self.released.wait()
        self.place(path)

    def init(self, path):
        print("ready", flush=True)

    def getattr(self, path, fh=None):
        place = self.place(path)
        if path in self.extra:
            return {"st_mode": 0o100444, "st_nlink": 1, "st_size": len(self.extra[path]), "st_mtime": 0}
        try:
            st = os.lstat(place)
        except OSError as error:
            raise FuseOSError(error.errno)
        names = ("st_mode", "st_nlink", "st_size", "st_uid", "st_gid", "st_mtime", "st_atime", "st_ctime", "st_ino")
        facts = {name: getattr(st, name) for name in names}
        facts["st_size"] += self.grown.get(path, 0)
        return facts

    def readdir(self, path, fh):
        place = self.place(path)
        self.hang(path)
        names = [name.decode(ENCODING) for name in os.listdir(place)]
        if path == "/":
            names += [name[1:] for name in self.extra]
        return [".", "..", *names]

    def readlink(self, path):
        return os.readlink(self.place(path)).decode(ENCODING)

    def statfs(self, path):
        self.place(path)
        st = os.statvfs(self.backing)
        names = ("f_bavail", "f_bfree", "f_blocks", "f_bsize", "f_files", "f_ffree", "f_frsize", "f_namemax")
        return {name: getattr(st, name) for name in names}

    def open(self, path, flags):
        place = self.place(path)
        if path in self.faults["unopenable"]:
            raise FuseOSError(errno.EACCES)
        with self.lock:
            self.opened[path] = self.opened.get(path, 0) + 1
        if path in self.extra:
            return 0
        return os.open(place, os.O_RDONLY)

    def release(self, path, fh):
        if path not in self.extra:
            os.close(fh)
        return 0

    def read(self, path, size, offset, fh):
        self.place(path)
        self.hang(path)
        bad = self.faults["eio"].get(path)
        if bad is not None:
            if offset >= bad["offset"]:
                raise FuseOSError(errno.EIO)
            size = min(size, bad["offset"] - offset)
        data = self.content(path, size, offset, fh)
        if self.rate:
            self.wait_for(len(data))
        with self.lock:
            self.reads += 1
            self.total += len(data)
            self.served[path] = self.served.get(path, 0) + len(data)
            over = self.vanish is not None and self.total > self.vanish["afterBytes"] and not self.gone
        if over:
            self.pull()
            self.place(path)
        return data

    def content(self, path, size, offset, fh):
        if path in self.extra:
            return self.extra[path][offset:offset + size]
        if path in self.faults["changes"]:
            return self.changing(path, size, offset, fh)
        data = os.pread(fh, size, offset)
        if path in self.faults["grows"]:
            # One more of what was asked for at every read: whoever reads to the end never gets there.
            data += b"g" * (size - len(data))
            with self.lock:
                self.grown[path] = max(self.grown.get(path, 0), offset + 2 * size - os.fstat(fh).st_size)
        return data

    def changing(self, path, size, offset, fh):
        """Another content of the same length each time the file is read from its beginning again."""
        with self.lock:
            if offset == 0:
                self.passes[path] = self.passes.get(path, 0) + 1
            again = self.passes.get(path, 1) > 1
        if not again:
            return os.pread(fh, size, offset)
        text = self.faults["changes"][path]["later"].encode("utf-8").ljust(os.fstat(fh).st_size, b" ")
        return text[offset:min(offset + size, os.fstat(fh).st_size)]

    def wait_for(self, count):
        """One device: whoever reads waits for all that was asked of it before."""
        with self.lock:
            start = max(time.monotonic(), self.free_at)
            self.free_at = start + count / self.rate
            until = self.free_at
        time.sleep(max(0.0, until - time.monotonic()))


def unmount(mountpoint):
    subprocess.run(["fusermount3", "-u", "-z", mountpoint], check=False, stderr=subprocess.DEVNULL)


def serve_commands(medium, path):
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen()

    def loop():
        while True:
            connection, _ = listener.accept()
            with connection:
                command = connection.recv(64).decode().strip()
                if command == "pull":
                    medium.pull()
                elif command == "let-go":
                    medium.released.set()
                connection.sendall(json.dumps(medium.stats()).encode())

    threading.Thread(target=loop, daemon=True).start()


def unmount_when_orphaned(mountpoint):
    def wait():
        sys.stdin.buffer.read()
        unmount(mountpoint)
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        settings = json.load(file)
    medium = Medium(settings)
    serve_commands(medium, settings["socket"])
    unmount_when_orphaned(settings["mountpoint"])
    options = {"foreground": True, "ro": True, "fsname": "sekisho-medium"}
    if settings.get("exact", True):
        # Every read of the gate reaches this program: no page cache, no reading ahead.
        options["direct_io"] = True
    if settings.get("dead"):
        # Over the folder of the share that it stands for.
        options["nonempty"] = True
    if medium.faults["grows"]:
        options["attr_timeout"] = 0
    FUSE(medium, settings["mountpoint"], encoding=ENCODING, **options)


if __name__ == "__main__":
    main()
