"""What goes through the pair of sockets between a process and its warm parent."""

import struct

# One byte with three files, which become stdin, stdout and stderr of a child; then its exit status,
# negative where a signal ended it.
ORDER = b"o"
STATUS = struct.Struct("<i")
