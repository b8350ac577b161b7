package org.ewms.pilot;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ewms.mqclient.Message;

/**
 * Many small events in one message, so that a broker's cost per message is shared. The message has header {@value #HEADER}, the number of
 * events; its body is, for each of them, a line {@code event LENGTH ID} and then as many bytes as it says. Ids have no white space; headers of
 * single events do not travel.
 */
public final class EventBatch {
    /** Header of a message that is a batch: how many events it has. */
    public static final String HEADER = "event-batch";

    private static final int MOST_EVENTS = 100_000;
    private static final int LONGEST_LINE = 256;

    private EventBatch() {}

    /** The body is not what a batch's should be. */
    public static final class MalformedBatchException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedBatchException(String message) {
            super("malformed batch: " + message);
        }
    }

    /**
     * Packs events.
     *
     * @param id of the message
     * @throws IllegalArgumentException when there are none, too many, two of one id, or one whose id has white space
     */
    public static Message pack(String id, List<Message> events) {
        if (events.isEmpty() || events.size() > MOST_EVENTS) {
            throw new IllegalArgumentException("a batch has 1.." + MOST_EVENTS + " events, not " + events.size());
        }
        Set<String> ids = new HashSet<>();
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Message event : events) {
            if (event.id().chars().anyMatch(Character::isWhitespace) || !ids.add(event.id())) {
                throw new IllegalArgumentException(
                        "ids of events in a batch are unique and have no white space: '" + event.id() + "'");
            }
            body.writeBytes(("event " + event.body().length + " " + event.id() + "\n").getBytes(UTF_8));
            body.writeBytes(event.body());
        }
        return new Message(id, body.toByteArray(), Map.of(HEADER, Integer.toString(events.size())));
    }

    /** Whether the message says that it is one. */
    public static boolean is(Message message) {
        return message.headers().containsKey(HEADER);
    }

    /**
     * Takes a batch apart.
     *
     * @throws MalformedBatchException saying where
     */
    public static List<Message> unpack(Message batch) throws MalformedBatchException {
        byte[] body = batch.body();
        List<Message> events = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        int at = 0;
        while (at < body.length) {
            int end = at;
            while (end < body.length && body[end] != '\n' && end - at < LONGEST_LINE) {
                end++;
            }
            String[] words = new String(body, at, end - at, UTF_8).split(" ", -1);
            boolean frame = end < body.length && body[end] == '\n' && words.length == 3 && words[0].equals("event");
            if (!frame || !words[1].matches("[0-9]{1,9}") || words[2].isEmpty() || words[2].length() > 200) {
                throw new MalformedBatchException("no line 'event LENGTH ID' at byte " + at);
            }
            int length = Integer.parseInt(words[1]);
            int start = end + 1;
            if (length > body.length - start) {
                throw new MalformedBatchException("event " + words[2] + " ends beyond the body");
            }
            if (!ids.add(words[2])) {
                throw new MalformedBatchException("event " + words[2] + " is there twice");
            }
            byte[] content = new byte[length];
            System.arraycopy(body, start, content, 0, length);
            events.add(Message.of(words[2], content));
            at = start + length;
        }
        if (!Integer.toString(events.size()).equals(batch.headers().get(HEADER))) {
            throw new MalformedBatchException("it has " + events.size() + " events, its header says "
                    + batch.headers().get(HEADER));
        }
        return events;
    }
}
