package org.ewms.mqclient.pulsar.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a subscription is done with, as the administration interface tells it.
 *
 * @param upTo the last position before which there is nothing left
 * @param ranges beyond that, each done with
 */
record Acknowledged(Position upTo, List<Range> ranges) {
    /** Where a message lies. */
    record Position(long ledger, long entry) implements Comparable<Position> {
        private static final Comparator<Position> ORDER =
                Comparator.comparingLong(Position::ledger).thenComparingLong(Position::entry);

        @Override
        public int compareTo(Position other) {
            return ORDER.compare(this, other);
        }
    }

    /** Positions between two, their ends included or not. */
    record Range(Position low, boolean lowIncluded, Position high, boolean highIncluded) {
        boolean contains(Position position) {
            int fromLow = position.compareTo(low);
            int fromHigh = position.compareTo(high);
            return (lowIncluded ? fromLow >= 0 : fromLow > 0) && (highIncluded ? fromHigh <= 0 : fromHigh < 0);
        }
    }

    private static final Pattern POSITION = Pattern.compile("(-?\\d+):(-?\\d+)");
    private static final Pattern RANGE = Pattern.compile("([(\\[])(-?\\d+):(-?\\d+)\\.\\.(-?\\d+):(-?\\d+)([)\\]])");

    /** Reads a cursor of the internal statistics, for instance {@code "markDeletePosition":"7:3"} and {@code "[(7:4..7:9]]"}. */
    static Acknowledged of(JsonNode cursor) {
        Matcher position = POSITION.matcher(cursor.path("markDeletePosition").asText(""));
        Position upTo = position.find() ? position(position.group(1), position.group(2)) : new Position(-1, -1);
        List<Range> ranges = new ArrayList<>();
        Matcher range = RANGE.matcher(cursor.path("individuallyDeletedMessages").asText(""));
        while (range.find()) {
            ranges.add(range(range.toMatchResult()));
        }
        return new Acknowledged(upTo, List.copyOf(ranges));
    }

    boolean contains(Position position) {
        return position.compareTo(upTo) <= 0 || ranges.stream().anyMatch(range -> range.contains(position));
    }

    private static Range range(MatchResult found) {
        return new Range(
                position(found.group(2), found.group(3)),
                found.group(1).equals("["),
                position(found.group(4), found.group(5)),
                found.group(6).equals("]"));
    }

    private static Position position(String ledger, String entry) {
        return new Position(Long.parseLong(ledger), Long.parseLong(entry));
    }
}
