package org.ewms.mqclient.processes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * TCP ports nobody listens on just now, below those the kernel gives to outgoing connections: one of these may be taken by anybody while
 * a server is down, even by a client that tries to reach that very server.
 */
public final class FreePorts {
    private static final int FIRST = 10_240;
    private static final int END = 32_768;
    private static final int TRIES = 1_000;

    private FreePorts() {}

    /** @throws IOException when none is found */
    public static List<Integer> take(int count) throws IOException {
        Random random = new SecureRandom();
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int tries = 0; held.size() < count; tries++) {
                if (tries == TRIES) {
                    throw new IOException("no " + count + " free ports between " + FIRST + " and " + END);
                }
                tryToHold(random.nextInt(FIRST, END), held);
            }
            return held.stream().map(ServerSocket::getLocalPort).toList();
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    private static void tryToHold(int port, List<ServerSocket> held) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            held.add(socket);
        } catch (java.net.BindException e) {
            socket.close();
        }
    }
}
