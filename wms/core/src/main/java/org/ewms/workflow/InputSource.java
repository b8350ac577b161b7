package org.ewms.workflow;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A sequence of events, each computed when it is wanted, always the same. */
public sealed interface InputSource {
    /** More than this many are not generated for one queue. */
    long MOST = 1_000_000_000L;

    /** How many there are. */
    long size();

    /** The event at this place, 0 ≤ index &lt; size: what is to be written as JSON. */
    Object at(long index);

    /** Given one by one; lists of files and URLs are such. */
    record Values(List<Object> values) implements InputSource {
        public Values {
            values = List.copyOf(values);
        }

        @Override
        public long size() {
            return values.size();
        }

        @Override
        public Object at(long index) {
            return values.get(Math.toIntExact(index));
        }
    }

    /** Whole numbers from {@code start}, before {@code stop}, {@code step} apart. */
    record Range(long start, long stop, long step) implements InputSource {
        /** @throws WorkflowException when the step leads nowhere */
        public Range {
            if (step == 0) {
                throw new WorkflowException("range.step must not be 0");
            }
            if (count(start, stop, step) > MOST) {
                throw new WorkflowException("range has more than " + MOST + " numbers");
            }
        }

        @Override
        public long size() {
            return (long) count(start, stop, step);
        }

        @Override
        public Object at(long index) {
            return start + index * step;
        }

        private static double count(long start, long stop, long step) {
            return Math.max(0, Math.ceil(((double) stop - start) / step));
        }
    }

    /** Every combination of one event of each part, as an object by the parts' names; the last part changes quickest. */
    record Cross(Map<String, InputSource> parts) implements InputSource {
        /** @throws WorkflowException when there would be too many */
        public Cross {
            parts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(parts));
            double count =
                    parts.values().stream().mapToDouble(InputSource::size).reduce(1, (a, b) -> a * b);
            if (count > MOST) {
                throw new WorkflowException("cross has more than " + MOST + " combinations");
            }
        }

        @Override
        public long size() {
            return parts.values().stream().mapToLong(InputSource::size).reduce(1, (a, b) -> a * b);
        }

        @Override
        public Object at(long index) {
            Map<String, Object> event = new LinkedHashMap<>();
            long slower = size();
            long rest = index;
            for (Map.Entry<String, InputSource> part : parts.entrySet()) {
                slower /= part.getValue().size();
                event.put(part.getKey(), part.getValue().at(rest / slower));
                rest %= slower;
            }
            return event;
        }
    }
}
