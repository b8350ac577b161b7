package org.ewms.batch.gridengine.internal;

import java.io.StringReader;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.ewms.batch.CommandLineTools;
import org.ewms.batch.GarbledOutputException;
import org.ewms.batch.JobKind;
import org.ewms.batch.JobState;

/** The jobs that have not ended, as {@code qstat -xml} tells them. */
public final class QueuedJobs {
    /**
     * One array job.
     *
     * @param name its name
     * @param tasks by number, those that have not ended
     */
    public record Job(String name, Map<Integer, JobKind> tasks) {}

    private static final Pattern TASKS = Pattern.compile("([0-9]{1,9})(?:-([0-9]{1,9}):([0-9]{1,9}))?");
    private static final int MOST_TASKS = 10_000_000;

    private QueuedJobs() {}

    /** All jobs of an answer, by their number. */
    public static Map<Long, Job> all(CommandLineTools.Answer answer) {
        Map<Long, Job> all = new HashMap<>();
        try {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
            XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(answer.out()));
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT
                        && reader.getLocalName().equals("job_list")) {
                    entry(reader, all, answer);
                }
            }
        } catch (XMLStreamException e) {
            throw new GarbledOutputException(answer.command(), "it is not XML", answer.out());
        }
        return all;
    }

    private static void entry(XMLStreamReader reader, Map<Long, Job> all, CommandLineTools.Answer answer)
            throws XMLStreamException {
        Map<String, String> fields = new HashMap<>();
        while (reader.next() != XMLStreamConstants.END_ELEMENT) {
            if (reader.getEventType() == XMLStreamConstants.START_ELEMENT) {
                String field = reader.getLocalName();
                fields.put(field, reader.getElementText().strip());
            }
        }
        String number = fields.getOrDefault("JB_job_number", "");
        String state = fields.getOrDefault("state", "");
        if (!number.matches("[0-9]{1,18}") || state.isEmpty()) {
            throw new GarbledOutputException(answer.command(), "a job without number or state", fields.toString());
        }
        Job job = all.computeIfAbsent(
                Long.parseLong(number), any -> new Job(fields.getOrDefault("JB_name", ""), new TreeMap<>()));
        tasks(job, fields.getOrDefault("tasks", "1"), kind(state), answer);
    }

    /** Tasks come as {@code 3}, {@code 4-50:1}, or several of these. */
    private static void tasks(Job job, String text, JobKind kind, CommandLineTools.Answer answer) {
        for (String part : text.split(",", -1)) {
            Matcher range = TASKS.matcher(part.strip());
            if (!range.matches()) {
                throw new GarbledOutputException(answer.command(), "tasks that are no numbers", text);
            }
            int first = Integer.parseInt(range.group(1));
            int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
            int step = range.group(3) == null ? 1 : Integer.parseInt(range.group(3));
            if (step < 1 || last > MOST_TASKS) {
                throw new GarbledOutputException(answer.command(), "tasks without end", text);
            }
            for (int task = first; task <= last; task += step) {
                job.tasks().put(task, kind);
            }
        }
    }

    /** Letters as in qstat(1): q waits, r and t run, d is being deleted, E error, h held, s S T N suspended. */
    private static JobKind kind(String state) {
        if (state.contains("E")) {
            return new JobKind(
                    JobState.HELD, "Grid Engine could not start it (" + state + "); qstat -j says why", null);
        }
        if (state.contains("h") && state.contains("q")) {
            return new JobKind(JobState.HELD, "held by a user or operator (" + state + ")", null);
        }
        if (state.contains("q")) {
            return JobKind.of(JobState.IDLE);
        }
        return JobKind.of(state.matches(".*[sSTN].*") ? JobState.SUSPENDED : JobState.RUNNING);
    }
}
