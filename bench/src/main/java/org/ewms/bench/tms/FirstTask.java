package org.ewms.bench.tms;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ewms.bench.Figures;
import org.ewms.bench.Rounds;
import org.ewms.bench.Row;
import org.ewms.bench.Table;
import org.ewms.mqclient.Message;
import org.ewms.mqclient.Publisher;
import org.ewms.mqclient.PublisherOptions;

/** From a request to the first task's start, beside {@code condor_submit} of what the TMS submitted, its event already in its queue. */
final class FirstTask {
    private static final long CALM_MILLIS = 3_000;

    private final Services services;
    private final Pool pool;
    private final Path directory;
    private final Path mark;

    FirstTask(Services services, Pool pool, Path directory) {
        this.services = services;
        this.pool = pool;
        this.directory = directory;
        this.mark = directory.resolve("mark");
    }

    void measure(int rounds, Table table) throws IOException, InterruptedException {
        Rounds all = new Rounds();
        List<Double> before = new ArrayList<>();
        List<Double> added = new ArrayList<>();
        round(-1);
        for (int i = 0; i < rounds; i++) {
            Times times = round(i);
            table.progress(
                    "first task: %.2f s, of it %.3f s to the submission; bare %.2f s",
                    times.ours(), times.untilSubmission(), times.bare());
            all.add(times.ours(), times.bare());
            before.add(times.untilSubmission());
            added.add(times.ours() - times.bare());
        }
        table.add(all.less("request to first task", "s", "condor_submit of the same pilot to its first task"));
        table.add(Row.plain("more than bare, median of the rounds", median(added), "s", "target 1 s"));
        table.add(Row.plain("of it request to condor_submit", median(before), "s", "queues made, taskforce offered"));
    }

    private static double median(List<Double> values) {
        return Figures.median(values.stream().mapToDouble(each -> each).toArray());
    }

    private record Times(double ours, double untilSubmission, double bare) {}

    private Times round(int number) throws IOException, InterruptedException {
        calm();
        Map<String, Object> inputs = Map.of("in", Map.of("values", List.of("ours")));
        String arguments = "sh -c 'date +%s.%N > " + mark + ".part; mv " + mark + ".part " + mark
                + "; cat \"$1\" > \"$2\"' sh {{INFILE}} {{OUTFILE}}";
        var request = Services.workflow(Services.WARM, arguments);
        request.putPOJO("inputs", inputs);
        Instant start = Instant.now();
        var reply = services.api().post("/v1/workflows", request);
        double ours = started(start);
        String taskforce = reply.at("/taskforces/0/taskforce_uuid").asText();
        Path submitted = services.directoryOf(Services.WARM, taskforce);
        double untilSubmission = seconds(
                start,
                Files.getLastModifiedTime(submitted.resolve("cluster.sub")).toInstant());
        Path same = copy(submitted, directory.resolve("bare-" + number));
        String queue = reply.at("/task_directives/0/input_queues/0").asText();
        Services.await(
                "the end of the first task",
                () -> services.broker().depth(queue).remaining() == 0);
        pool.remove("EWMSTaskforceUUID == \"" + taskforce + "\"");
        // Not before the first pilot has gone, which would take it.
        calm();
        try (Publisher publisher = services.broker().publisher(queue, PublisherOptions.defaults())) {
            publisher.publishAll(
                    List.of(Message.of("bare-" + number, "bare".getBytes(java.nio.charset.StandardCharsets.UTF_8))));
        }
        start = Instant.now();
        String cluster = pool.submit(same);
        double bare = started(start);
        Services.await(
                "the end of the second task",
                () -> services.broker().depth(queue).remaining() == 0);
        pool.remove("ClusterId == " + cluster);
        services.api()
                .post("/v1/workflows/" + reply.at("/workflow/workflow_id").asText() + "/actions/finished", Map.of());
        return new Times(ours, untilSubmission, bare);
    }

    /** Nobody there, and long enough for the negotiator to have nothing to make up for. */
    private void calm() throws IOException, InterruptedException {
        Services.await("an empty queue", pool::isEmpty);
        Services.rest(CALM_MILLIS);
    }

    private double started(Instant start) throws IOException, InterruptedException {
        Services.await("a task", () -> Files.exists(mark));
        String[] said = Files.readString(mark).strip().split("\\.", 2);
        Files.delete(mark);
        return seconds(start, Instant.ofEpochSecond(Long.parseLong(said[0]), Long.parseLong(said[1])));
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1e9;
    }

    private static Path copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(from)) {
            for (Path each : files) {
                Files.copy(each, to.resolve(each.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        return to;
    }
}
