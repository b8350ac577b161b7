package org.ewms.workflow.scaling;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the next taskforce of a task asks for when earlier ones had too little memory or disk: half as much again as the largest of those
 * that ran out, but not more than four times what the first one asked for.
 */
public final class ResourceGrowth {
    private static final Pattern MEMORY = Pattern.compile(
            "(?i)out[ _]of[ _]memory|oom[ -]?kill|memoryerror|bytes of memory, at most|memory (?:limit )?exceed"
                    + "|exceed\\w* (?:\\w+ )*memory|out of resources");
    private static final Pattern DISK = Pattern.compile(
            "(?i)no space left|disk (?:quota |limit )?exceed|exceed\\w* (?:\\w+ )*(?:disk|storage)|out of resources");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,9})?)\\s*([KMGTP]?)(?:I?B)?");
    private static final String UNITS = "KMGTP";
    private static final double STEP = 1.5;
    private static final long MOST = 4;
    private static final long MEBI = 1L << 20;

    private ResourceGrowth() {}

    /**
     * An earlier taskforce of the task.
     *
     * @param asked its {@code worker_config}
     * @param said why jobs of it are held or have failed
     */
    public record Earlier(Map<String, Object> asked, Collection<String> said) {
        public Earlier {
            asked = Map.copyOf(asked);
            said = List.copyOf(said);
        }

        /** Whether some of what was said is about memory or disk that ran out. */
        public boolean ranOut() {
            return said(MEMORY) || said(DISK);
        }

        private boolean said(Pattern what) {
            return said.stream().anyMatch(each -> what.matcher(each).find());
        }
    }

    /**
     * The {@code worker_config} of the next one.
     *
     * @param earlier all of the task, oldest first; at least one
     */
    public static Map<String, Object> next(List<Earlier> earlier) {
        Map<String, Object> next = new LinkedHashMap<>(earlier.getFirst().asked());
        grow(next, "worker_memory", MEMORY, earlier);
        grow(next, "worker_disk", DISK, earlier);
        return next;
    }

    private static void grow(Map<String, Object> next, String field, Pattern complaint, List<Earlier> earlier) {
        long first = bytes(earlier.getFirst().asked().get(field));
        long tooLittle = earlier.stream()
                .filter(each -> each.said(complaint))
                .mapToLong(each -> bytes(each.asked().get(field)))
                .max()
                .orElse(0);
        if (first > 0 && tooLittle > 0) {
            long enough = Math.min((long) (tooLittle * STEP), MOST * first);
            next.put(field, (enough + MEBI - 1) / MEBI + "MB");
        }
    }

    /** 0 when nothing, or nothing readable, is said. */
    private static long bytes(@Nullable Object said) {
        Matcher size = SIZE.matcher(String.valueOf(said).strip().toUpperCase(Locale.ROOT));
        if (!size.matches()) {
            return 0;
        }
        int power = size.group(2).isEmpty() ? 0 : UNITS.indexOf(size.group(2)) + 1;
        return new BigDecimal(size.group(1))
                .multiply(BigDecimal.valueOf(1L << (10 * power)))
                .longValue();
    }
}
