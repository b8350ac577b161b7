package org.ewms.batch.pbs.internal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.ewms.batch.CommandLineTools;
import org.ewms.batch.GarbledOutputException;

/** What {@code qstat -f} says, in JSON or in lines. Pure. */
public final class JobListing {
    /** PBS writes values that look like numbers without quotes, {@code 0123} too. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .build();

    private static final Pattern HEAD = Pattern.compile("Job Id: (\\S+)");
    private static final Pattern ATTRIBUTE = Pattern.compile(" {4}([A-Za-z_.]+) = (.*)");

    private JobListing() {}

    /** As OpenPBS and PBS Professional tell it. */
    public static List<QueuedJob> json(CommandLineTools.Answer answer) {
        if (answer.out().isBlank()) {
            return List.of();
        }
        JsonNode root;
        try {
            root = JSON.readTree(answer.out());
        } catch (JsonProcessingException e) {
            throw new GarbledOutputException(answer.command(), "no JSON: " + e.getOriginalMessage(), answer.out());
        }
        if (!root.isObject() || (root.has("Jobs") && !root.path("Jobs").isObject())) {
            throw new GarbledOutputException(answer.command(), "no object of jobs", answer.out());
        }
        List<QueuedJob> all = new ArrayList<>();
        root.path("Jobs").properties().forEach(job -> {
            Map<String, String> attributes = new LinkedHashMap<>();
            job.getValue()
                    .properties()
                    .forEach(each -> attributes.put(each.getKey().toLowerCase(Locale.ROOT), text(each.getValue())));
            all.add(QueuedJob.of(answer, job.getKey(), attributes));
        });
        return all;
    }

    private static String text(JsonNode value) {
        if (!value.isObject()) {
            return value.asText();
        }
        StringJoiner all = new StringJoiner(",");
        value.properties()
                .forEach(each -> all.add(each.getKey() + "=" + each.getValue().asText()));
        return all.toString();
    }

    /** As Torque tells it: a head for each job, attributes indented by four blanks, continued behind a tab. */
    public static List<QueuedJob> lines(CommandLineTools.Answer answer) {
        List<QueuedJob> all = new ArrayList<>();
        Map<String, String> attributes = new LinkedHashMap<>();
        String id = "";
        String last = "";
        for (String line : answer.out().lines().toList()) {
            Matcher head = HEAD.matcher(line);
            Matcher attribute = ATTRIBUTE.matcher(line);
            if (head.matches()) {
                if (!id.isEmpty()) {
                    all.add(QueuedJob.of(answer, id, attributes));
                }
                id = head.group(1);
                attributes = new LinkedHashMap<>();
            } else if (attribute.matches()) {
                last = attribute.group(1).toLowerCase(Locale.ROOT);
                attributes.put(last, attribute.group(2));
            } else if (line.startsWith("\t") && !last.isEmpty()) {
                attributes.merge(last, line.strip(), String::concat);
            } else if (!line.isBlank()) {
                throw new GarbledOutputException(answer.command(), "a line that is neither job nor attribute", line);
            }
        }
        if (!id.isEmpty()) {
            all.add(QueuedJob.of(answer, id, attributes));
        }
        return all;
    }
}
