package org.ewms.bench.scan;

import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.Configuration;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingFile;

/** Where Java threads spend their CPU time, by Flight Recorder's samples. */
final class Profile implements AutoCloseable {
    private static final List<String> OWNERS =
            List.of("org.ewms.", "org.apache.activemq.", "com.fasterxml.", "io.netty.");

    private static final String OURSELVES = "org.ewms.bench.";

    private final Recording recording;

    private Profile(Recording recording) {
        this.recording = recording;
    }

    static Profile start() throws IOException {
        try {
            Recording recording = new Recording(Configuration.getConfiguration("profile"));
            recording.start();
            return new Profile(recording);
        } catch (ParseException e) {
            throw new IOException("the JVM's own profile settings cannot be read", e);
        }
    }

    /** Shares of the samples, largest first: by the innermost method that belongs to us, the broker or the JSON reader. */
    Map<String, Double> stop(Path directory) throws IOException {
        recording.stop();
        Path file = directory.resolve("profile.jfr");
        recording.dump(file);
        Map<String, Integer> counts = new HashMap<>();
        int all = 0;
        for (RecordedEvent event : RecordingFile.readAllEvents(file)) {
            RecordedStackTrace trace = event.getStackTrace();
            String owner = trace == null ? "" : owner(trace);
            if (event.getEventType().getName().equals("jdk.ExecutionSample") && !owner.startsWith("bench.")) {
                counts.merge(owner, 1, Integer::sum);
                all++;
            }
        }
        Map<String, Double> shares = new LinkedHashMap<>();
        double total = Math.max(1, all);
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .forEach(entry -> shares.put(entry.getKey(), entry.getValue() / total));
        return shares;
    }

    private static String owner(RecordedStackTrace trace) {
        for (RecordedFrame frame : trace.getFrames()) {
            String type = frame.getMethod().getType().getName();
            if (OWNERS.stream().anyMatch(type::startsWith)) {
                String simple = type.substring(type.lastIndexOf('.') + 1);
                return (type.startsWith(OURSELVES) ? "bench." : "") + simple + "."
                        + frame.getMethod().getName();
            }
        }
        return "other";
    }

    @Override
    public void close() {
        recording.close();
    }
}
