package org.ewms.mqclient.embedded;

import java.nio.file.Path;

/**
 * How the embedded broker runs.
 *
 * @param directory where it keeps everything; created if absent, used by one broker at a time
 * @param host interface to listen on; the loopback address unless pilots on other machines are to join
 * @param port TCP port, 0 for the one used last time in this directory if it is free, else any free one
 * @param memoryBytes messages kept in memory, all queues together; what is beyond is paged to disk
 * @param minFreeDiskBytes publishing is refused while the disk has less free space than this
 * @param maxMessageBytes largest body taken, 1..64 MiB
 * @param syncToDisk confirm only what the disk has (survives power loss); false confirms what the operating system has (survives kill −9)
 */
public record EmbeddedBrokerOptions(
        Path directory,
        String host,
        int port,
        long memoryBytes,
        long minFreeDiskBytes,
        int maxMessageBytes,
        boolean syncToDisk) {
    private static final int MIB = 1 << 20;

    public EmbeddedBrokerOptions {
        check("port", port, 0, 65_535);
        check("memoryBytes", memoryBytes, 8L * MIB, Long.MAX_VALUE);
        check("minFreeDiskBytes", minFreeDiskBytes, 0, Long.MAX_VALUE);
        check("maxMessageBytes", maxMessageBytes, 1, 64 * MIB);
        if (host.isBlank()) {
            throw new IllegalArgumentException("host must not be blank; 127.0.0.1 listens on this machine only");
        }
    }

    /** Loopback, free port, a quarter of the heap, 256 MiB of disk kept free, messages up to 16 MiB, synced. */
    public static EmbeddedBrokerOptions in(Path directory) {
        long quarterOfHeap = Math.max(32L * MIB, Runtime.getRuntime().maxMemory() / 4);
        return new EmbeddedBrokerOptions(directory, "127.0.0.1", 0, quarterOfHeap, 256L * MIB, 16 * MIB, true);
    }

    public EmbeddedBrokerOptions withAddress(String newHost, int newPort) {
        return new EmbeddedBrokerOptions(
                directory, newHost, newPort, memoryBytes, minFreeDiskBytes, maxMessageBytes, syncToDisk);
    }

    public EmbeddedBrokerOptions withMemoryBytes(long bytes) {
        return new EmbeddedBrokerOptions(directory, host, port, bytes, minFreeDiskBytes, maxMessageBytes, syncToDisk);
    }

    public EmbeddedBrokerOptions withMinFreeDiskBytes(long bytes) {
        return new EmbeddedBrokerOptions(directory, host, port, memoryBytes, bytes, maxMessageBytes, syncToDisk);
    }

    public EmbeddedBrokerOptions withMaxMessageBytes(int bytes) {
        return new EmbeddedBrokerOptions(directory, host, port, memoryBytes, minFreeDiskBytes, bytes, syncToDisk);
    }

    public EmbeddedBrokerOptions withSyncToDisk(boolean sync) {
        return new EmbeddedBrokerOptions(directory, host, port, memoryBytes, minFreeDiskBytes, maxMessageBytes, sync);
    }

    private static void check(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be " + min + ".." + max + ", is " + value);
        }
    }
}
