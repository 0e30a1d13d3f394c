package dev.wirelab.load.link.tun;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/// A TUN device in the network namespace of the thread that opens it. It vanishes when it is
/// closed, at the latest with its process.
final class TunDevice implements AutoCloseable {
    /// What a packet has at most.
    static final int MTU = 1_500;

    private static final long TUNSETIFF = 0x400454caL;
    private static final long SIOCGIFFLAGS = 0x8913;
    private static final long SIOCSIFFLAGS = 0x8914;
    private static final long SIOCSIFADDR = 0x8916;
    private static final long SIOCSIFNETMASK = 0x891c;
    private static final short IFF_TUN = 1;
    private static final short IFF_NO_PI = 0x1000;
    private static final short IFF_UP = 1;
    private static final short AF_INET = 2;
    private static final int NAME_BYTES = 16;
    private static final int REQUEST_BYTES = 40;
    private static final int ADDRESS_OFFSET = NAME_BYTES + 4;
    private static final byte[] MASK = {(byte) 255, (byte) 255, (byte) 255, (byte) 252};

    private final int file;

    private TunDevice(int file) {
        this.file = file;
    }

    /// Opens a device that is up.
    ///
    /// @param address of IPv4, in a network of four
    static TunDevice open(String name, byte[] address) throws IOException {
        int file = Native.open("/dev/net/tun");
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = request(arena, name);
            request.set(ValueLayout.JAVA_SHORT, NAME_BYTES, (short) (IFF_TUN | IFF_NO_PI));
            Native.ioctl(file, "TUNSETIFF", TUNSETIFF, request);
            set(arena, name, "SIOCSIFADDR", SIOCSIFADDR, address);
            set(arena, name, "SIOCSIFNETMASK", SIOCSIFNETMASK, MASK);
            up(name);
            return new TunDevice(file);
        } catch (IOException e) {
            Native.close(file);
            throw e;
        }
    }

    /// Brings a device of this thread's namespace up.
    static void up(String name) throws IOException {
        int socket = Native.datagramSocket();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = request(arena, name);
            Native.ioctl(socket, "SIOCGIFFLAGS", SIOCGIFFLAGS, request);
            short flags = request.get(ValueLayout.JAVA_SHORT, NAME_BYTES);
            request.set(ValueLayout.JAVA_SHORT, NAME_BYTES, (short) (flags | IFF_UP));
            Native.ioctl(socket, "SIOCSIFFLAGS", SIOCSIFFLAGS, request);
        } finally {
            Native.close(socket);
        }
    }

    private static void set(Arena arena, String device, String name, long code, byte[] address)
            throws IOException {
        int socket = Native.datagramSocket();
        try {
            MemorySegment request = request(arena, device);
            request.set(ValueLayout.JAVA_SHORT, NAME_BYTES, AF_INET);
            MemorySegment.copy(
                    address, 0, request, ValueLayout.JAVA_BYTE, ADDRESS_OFFSET, address.length);
            Native.ioctl(socket, name, code, request);
        } finally {
            Native.close(socket);
        }
    }

    private static MemorySegment request(Arena arena, String name) {
        MemorySegment request = arena.allocate(REQUEST_BYTES, Long.BYTES);
        byte[] letters = name.getBytes(StandardCharsets.US_ASCII);
        MemorySegment.copy(letters, 0, request, ValueLayout.JAVA_BYTE, 0, letters.length);
        return request;
    }

    /// Its file descriptor.
    int file() {
        return file;
    }

    @Override
    public void close() {
        Native.close(file);
    }
}
