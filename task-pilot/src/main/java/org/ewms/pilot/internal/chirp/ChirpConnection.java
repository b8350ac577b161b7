package org.ewms.pilot.internal.chirp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** One conversation with the chirp server of the job we run in. */
final class ChirpConnection implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 10_000;

    private final Socket socket;
    private final BufferedReader answers;

    /**
     * Where the server is.
     *
     * @param cookie proves that we belong to the job; not printed
     */
    record Place(String host, int port, String cookie) {
        /** As HTCondor writes it into the job's scratch directory; empty outside such a job. */
        static Optional<Place> find(Map<String, String> environment) throws IOException {
            Path file = Path.of(environment.getOrDefault("_CONDOR_SCRATCH_DIR", ""), ".chirp.config");
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            String[] words = Files.readString(file).strip().split("\\s+");
            if (words.length != 3 || !words[1].matches("[0-9]{1,5}")) {
                throw new IOException(file + " must hold host, port and cookie");
            }
            return Optional.of(new Place(words[0], Integer.parseInt(words[1]), words[2]));
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    ChirpConnection(Place place) throws IOException {
        socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(place.host(), place.port()), TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            answers = new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
            say(ChirpLine.cookie(place.cookie()));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** @throws IOException when the server does not agree */
    void say(String line) throws IOException {
        socket.getOutputStream().write((line + "\n").getBytes(UTF_8));
        socket.getOutputStream().flush();
        String answer = answers.readLine();
        if (answer == null || !answer.strip().matches("[0-9]+")) {
            throw new IOException("the chirp server answered " + answer);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
