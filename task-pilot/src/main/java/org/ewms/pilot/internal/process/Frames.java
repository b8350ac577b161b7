package org.ewms.pilot.internal.process;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ProtocolException;
import org.ewms.pilot.TaskRunner.Attempt;

/**
 * What pilot and resident worker say to each other over the worker's stdin and stdout. Every frame is a line of ASCII words, and for most
 * of them as many raw bytes as the line says:
 *
 * <pre>
 * worker: ready
 * pilot:  event LENGTH ATTEMPT ID      + LENGTH bytes
 * worker: result LENGTH                + LENGTH bytes    any number of times
 * worker: progress LENGTH              + how far it is   any number of times
 * worker: done | failed LENGTH + reason | poison LENGTH + reason
 * </pre>
 */
final class Frames {
    private static final int LONGEST_LINE = 300;
    private static final int LONGEST_PROGRESS = 10_000;

    private Frames() {}

    /** What a worker may say. */
    sealed interface Frame {}

    record Ready() implements Frame {}

    record Result(byte[] body) implements Frame {}

    record Progress(String words) implements Frame {}

    record DoneFrame() implements Frame {}

    record FailedFrame(String reason) implements Frame {}

    record PoisonFrame(String reason) implements Frame {}

    /** The worker's output ended. */
    record Ended() implements Frame {}

    static void write(OutputStream to, Attempt attempt) throws IOException {
        byte[] body = attempt.event().body();
        String id = attempt.event().id().replaceAll("\\s", "_");
        to.write(("event " + body.length + " " + attempt.number() + " " + id + "\n").getBytes(UTF_8));
        to.write(body);
        to.flush();
    }

    /**
     * Reads the next frame.
     *
     * @throws ProtocolException for anything else than a frame, quoting it
     */
    static Frame read(InputStream from, int limit) throws IOException {
        String line = line(from);
        String[] words = line.split(" ", -1);
        return switch (words[0]) {
            case "" -> ended(line);
            case "ready" -> new Ready();
            case "done" -> new DoneFrame();
            case "result" -> new Result(body(from, line, words, limit));
            case "progress" -> new Progress(new String(body(from, line, words, LONGEST_PROGRESS), UTF_8));
            case "failed" -> new FailedFrame(new String(body(from, line, words, limit), UTF_8));
            case "poison" -> new PoisonFrame(new String(body(from, line, words, limit), UTF_8));
            default -> throw notAFrame(line);
        };
    }

    private static Frame ended(String line) throws ProtocolException {
        if (line.isEmpty()) {
            return new Ended();
        }
        throw notAFrame(line);
    }

    /** Without its end; empty at the end of the stream. An empty line is returned as one space, which is no frame. */
    private static String line(InputStream from) throws IOException {
        byte[] bytes = new byte[LONGEST_LINE];
        for (int i = 0; i < LONGEST_LINE; i++) {
            int next = from.read();
            if (next < 0 || next == '\n') {
                String line = new String(bytes, 0, i, ISO_8859_1);
                return next < 0 || i > 0 ? line : " ";
            }
            bytes[i] = (byte) next;
        }
        throw notAFrame(new String(bytes, ISO_8859_1));
    }

    private static byte[] body(InputStream from, String line, String[] words, int limit) throws IOException {
        if (words.length != 2 || !words[1].matches("[0-9]{1,10}")) {
            throw notAFrame(line);
        }
        long length = Long.parseLong(words[1]);
        if (length > limit) {
            throw new ProtocolException("the worker announced " + length + " bytes, at most " + limit + " are allowed");
        }
        byte[] body = from.readNBytes((int) length);
        if (body.length < length) {
            throw new ProtocolException("the worker's output ended after " + body.length + " of " + length + " bytes");
        }
        return body;
    }

    private static ProtocolException notAFrame(String line) {
        return new ProtocolException("the worker wrote to its stdout what is not a frame: \"" + printable(line) + "\"");
    }

    private static String printable(String line) {
        return line.replaceAll("[^ -~]", "?");
    }
}
