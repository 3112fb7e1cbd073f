#!/usr/bin/python3
"""Drops files on an X window as a file manager does.

drop_files.py WINDOW PATH...   ends with 0 when the window has taken the drop (XDND, version 5).
"""

import os
import sys
import time
import urllib.parse

from Xlib import X, display
from Xlib.protocol import event

LIMIT_S = 20.0


class Source:
    def __init__(self, window, paths):
        self.display = display.Display()
        self.target = self.display.create_resource_object("window", window)
        root = self.display.screen().root
        self.window = root.create_window(0, 0, 1, 1, 0, X.CopyFromParent)
        self.window.set_selection_owner(self.atom("XdndSelection"), X.CurrentTime)
        lines = ("file://" + urllib.parse.quote(os.fsencode(path)) + "\r\n" for path in paths)
        self.uris = "".join(lines).encode()

    def atom(self, name):
        return self.display.intern_atom(name)

    def tell(self, kind, *values):
        data = (32, [self.window.id, *values])
        self.target.send_event(
            event.ClientMessage(window=self.target, client_type=self.atom(kind), data=data))

    def hand_over(self, request):
        """The list of files, to whoever asks for what is being dragged."""
        request.requestor.change_property(request.property, request.target, 8, self.uris)
        request.requestor.send_event(
            event.SelectionNotify(time=request.time, requestor=request.requestor,
                                  selection=request.selection, target=request.target,
                                  property=request.property))

    def answer(self, kind):
        self.display.flush()
        until = time.monotonic() + LIMIT_S
        while time.monotonic() < until:
            while self.display.pending_events():
                came = self.display.next_event()
                if came.type == X.SelectionRequest:
                    self.hand_over(came)
                    self.display.flush()
                elif came.type == X.ClientMessage and came.client_type == self.atom(kind):
                    return came.data[1]
            time.sleep(0.01)
        sys.exit(f"the window does not answer with {kind}")

    def drop(self):
        self.tell("XdndEnter", 5 << 24, self.atom("text/uri-list"), 0, 0)
        middle = 400 << 16 | 400
        self.tell("XdndPosition", 0, middle, X.CurrentTime, self.atom("XdndActionCopy"))
        if not self.answer("XdndStatus")[1] & 1:
            sys.exit("the window does not take these files")
        self.tell("XdndDrop", 0, X.CurrentTime, 0, 0)
        self.answer("XdndFinished")


Source(int(sys.argv[1]), sys.argv[2:]).drop()
