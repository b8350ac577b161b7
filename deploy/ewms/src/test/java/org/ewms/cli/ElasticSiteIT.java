package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.ewms.batch.CommandLineTools;
import org.ewms.batch.contract.HtcondorPool;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pilots on a real HTCondor pool that come with the work and go with it, by way of the workflow service and a TMS. */
class ElasticSiteIT {
    private static final int EVENTS = Integer.getInteger("ewms.elastic.events", 10_000);
    private static final int SLOTS = 6;
    private static final int MOST = 5;
    private static final Duration PERIOD = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    @TempDir
    private static Path home = Path.of("set by JUnit");

    private static @Nullable HtcondorPool pool;

    @TempDir
    private Path directory = Path.of("set by JUnit");

    private int most;

    @BeforeAll
    static void startPool() {
        pool = HtcondorPool.start(home.resolve("pool"), SLOTS, Path.of(System.getProperty("user.home"), ".m2"));
    }

    @AfterAll
    static void stopPool() {
        pool().close();
    }

    private static HtcondorPool pool() {
        return Objects.requireNonNull(pool);
    }

    /** @param before words that stand before the pilot's command */
    private Path sites(String before, String environment) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
        return Files.writeString(directory.resolve("sites.yaml"), """
                data: tms
                sites:
                  here:
                    kind: htcondor
                    tools: %s
                    pilot:
                      command: [%s%s, -Xmx128m, -XX:+UseSerialGC, -XX:TieredStopAtLevel=1, -cp, "%s", %s, pilot]
                    environment:
                      EWMS_PILOT_PAYLOAD: raw
                      EWMS_PILOT_STOP_LISTENING_ON_TASK_ERROR: false
                      EWMS_PILOT_HTCHIRP_RATELIMIT_INTERVAL: 1
                %s
                """.formatted(
                        pool().tools(),
                        before,
                        java,
                        classPath,
                        Ewms.class.getName(),
                        environment.indent(6).stripTrailing()));
    }

    private static ObjectNode workflow(String arguments) throws IOException {
        ObjectNode body = (ObjectNode) JsonMapper.builder().build().readTree(Files.readString(WmsCommandIT.example()));
        ObjectNode task = (ObjectNode) body.path("tasks").path(0);
        task.putArray("cluster_locations").add("here");
        task.put("task_args", arguments).put("task_image", "");
        return body;
    }

    /** Jobs that wait or run. */
    private int jobs() {
        int now = (int) CommandLineTools.defaults()
                .withDirectory(pool().tools())
                .run(Optional.empty(), List.of("condor_q", "-af", "JobStatus"))
                .out()
                .lines()
                .filter(each -> each.equals("1") || each.equals("2"))
                .count();
        most = Math.max(most, now);
        return now;
    }

    private static String names(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> "E" + i).sorted().collect(Collectors.joining(","));
    }

    @Test
    void workers_rise_with_a_backlog_within_a_period_never_above_the_most_and_are_gone_after_it() throws Exception {
        Path worker = WmsCommandIT.example()
                .resolveSibling("../../task-pilot/examples/worker.py")
                .normalize();
        ObjectNode request = workflow("python3 " + worker);
        ObjectNode task = (ObjectNode) request.path("tasks").path(0);
        task.putNull("n_workers");
        task.putObject("workers")
                .put("min", 0)
                .put("max", MOST)
                .put("target_seconds", 2)
                .put("idle_seconds", 4)
                .put("ramp", 3);
        Map<String, String> service = Map.of("EWMS_SCALING_PERIOD", Long.toString(PERIOD.toSeconds()));
        try (SiteServices services = SiteServices.start(directory, sites("", "EWMS_PILOT_RUNNER: resident"), service)) {
            String id = services.submit(request);
            await("a worker to begin with").atMost(PATIENCE).until(() -> jobs() == 1);
            await("nothing to do, nobody there").atMost(PATIENCE).until(() -> jobs() == 0);
            assertThat(most).isEqualTo(1);
            Instant begun = Instant.now();
            services.publish(id, EVENTS);
            Instant published = Instant.now();
            await("the decision")
                    .atMost(PATIENCE)
                    .until(() -> services.scaling(id).path("workers").asInt() > 0);
            Instant decided = Instant.parse(services.scaling(id).path("decided").asText());
            System.out.println("decided " + Duration.between(begun, decided) + " after the first of " + EVENTS
                    + " events, which took " + Duration.between(begun, published));
            // A look each period; the second one allows for a busy machine.
            assertThat(decided).isBefore(published.plus(PERIOD.multipliedBy(2)));
            await("more than one worker").atMost(PATIENCE).until(() -> jobs() > 1);
            await("gone").atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).until(() -> jobs() == 0);
            System.out.println("at most " + most + " jobs, " + Duration.between(published, Instant.now())
                    + " until the last was gone");
            assertThat(most).isBetween(2, MOST);
            assertThat(services.results(id, EVENTS).stream().sorted().collect(Collectors.joining(",")))
                    .isEqualTo(names(0, EVENTS));
            await("the decision that nobody is wanted any more")
                    .atMost(PATIENCE)
                    .until(() -> services.scaling(id).path("workers").asInt() == 0);
            assertThat(jobs()).isZero();
        }
    }

    @Test
    void a_machine_where_everything_fails_at_once_costs_three_tasks_at_most() throws Exception {
        // Slots 1 to 3 are one machine, which is broken; the others another.
        Path machine = Files.writeString(directory.resolve("machine.sh"), """
                #!/bin/sh
                case $_CONDOR_SLOT in *[123]) MACHINE=broken ;; *) MACHINE=sound ;; esac
                export MACHINE EWMS_PILOT_NODE_DIR="%s/$MACHINE"
                exec "$@"
                """.formatted(directory));
        Files.setPosixFilePermissions(machine, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path log = Files.createFile(directory.resolve("log"));
        int events = 400;
        ObjectNode request = workflow("sh -c 'echo $MACHINE >> " + log
                + "; test $MACHINE = sound && sleep 0.1 && tr e E <\"$1\" >\"$2\"' sh {{INFILE}} {{OUTFILE}}");
        ((ObjectNode) request.path("tasks").path(0)).put("n_workers", SLOTS);
        Path sites = sites(machine + ", ", "EWMS_PILOT_RUNNER: command\nEWMS_PILOT_TIMEOUT_QUEUE_INCOMING: 600");
        try (SiteServices services = SiteServices.start(directory, sites, Map.of())) {
            String id = services.submit(request);
            await("pilots on both machines")
                    .atMost(PATIENCE)
                    .until(() -> services.taskforce(id)
                                    .at("/compound_statuses/RUNNING/AwaitingFirstMessage")
                                    .asInt()
                            == SLOTS);
            services.publish(id, events);
            assertThat(services.results(id, events).stream().sorted().collect(Collectors.joining(",")))
                    .isEqualTo(names(0, events));
            List<String> machines = Files.readAllLines(log);
            assertThat(machines.stream().filter("broken"::equals).count()).isBetween(1L, 3L);
            assertThat(machines.stream().filter("sound"::equals).count()).isEqualTo(events);
            ObjectNode nothing = Json.object();
            services.client().post("/v1/workflows/" + id + "/actions/finished", nothing);
            await("gone").atMost(PATIENCE).until(() -> jobs() == 0);
        }
    }
}
