package org.ewms.batch.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.ewms.batch.BatchException;
import org.ewms.batch.BatchRefusedException;
import org.ewms.batch.BatchSystem;
import org.ewms.batch.BatchUnavailableException;
import org.ewms.batch.ClusterId;
import org.ewms.batch.CommandLineTools;
import org.ewms.batch.GarbledOutputException;
import org.ewms.batch.SubmitRequest;
import org.junit.jupiter.api.Test;

/** The specification of adapters that run a batch system's commands: what the commands say is not trusted. */
public abstract class CommandLineBatchContract extends BatchSystemContract {
    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(60);

    /** Reaches the real system by the commands in that directory. */
    protected abstract BatchSystem open(Path tools, Duration timeout);

    /** Name of the command that submits. */
    protected abstract String submitCommand();

    /** Name of the command that lists jobs. */
    protected abstract String listCommand();

    /** Where the real commands are. */
    protected abstract Path tools();

    /** The command by which anybody may look at a cluster. */
    protected abstract List<String> description(ClusterId cluster);

    @Override
    protected final String publicKnowledge(ClusterId cluster) {
        StringBuilder all = new StringBuilder(CommandLineTools.defaults()
                .withDirectory(tools())
                .run(Optional.empty(), description(cluster))
                .out());
        ProcessHandle.allProcesses()
                .forEach(
                        each -> all.append(each.info().commandLine().orElse("")).append('\n'));
        return all.toString();
    }

    /** A directory with all real commands but one, which is the given shell script. */
    private Path toolsWith(String command, String script) throws IOException {
        Path faked = Files.createDirectories(directory().resolve("tools"));
        try (var real = Files.list(tools())) {
            for (Path each : real.toList()) {
                String name = each.getFileName().toString();
                if (name.startsWith(submitCommand().substring(0, 1)) && !name.equals(command)) {
                    write(faked.resolve(name), "exec " + each + " \"$@\"");
                }
            }
        }
        write(faked.resolve(command), script);
        return faked;
    }

    private static void write(Path file, String script) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void a_cluster_whose_answer_was_lost_is_found_by_its_submission() throws Exception {
        Path tools = toolsWith(submitCommand(), tools().resolve(submitCommand()) + " \"$@\" >/dev/null; kill -9 $$");
        SubmitRequest request = shell(2, "sleep 600");
        try (BatchSystem lossy = open(tools, LONG)) {
            assertThatThrownBy(() -> lossy.submit(request)).isInstanceOf(BatchException.class);
        }
        List<ClusterId> found = batch().find(request.submission());
        assertThat(found).hasSize(1);
        removeLater(found.getFirst());
        await(found.getFirst(), status -> status.count() == 2);
    }

    @Test
    void nonsense_instead_of_a_cluster_id_is_an_error_that_names_the_command() throws Exception {
        Path tools = toolsWith(submitCommand(), "echo '<html>Bad gateway</html>'");
        try (BatchSystem garbled = open(tools, LONG)) {
            assertThatThrownBy(() -> garbled.submit(shell(1, "sleep 600")))
                    .isInstanceOf(GarbledOutputException.class)
                    .hasMessageContaining(submitCommand())
                    .hasMessageContaining("Bad gateway");
        }
    }

    @Test
    void nonsense_instead_of_jobs_is_an_error_that_names_the_command() throws Exception {
        Path tools = toolsWith(listCommand(), "echo '[{\"jobs\": [}'");
        try (BatchSystem garbled = open(tools, LONG)) {
            SubmitRequest request = shell(1, "sleep 600");
            assertThatThrownBy(() -> garbled.find(request.submission()))
                    .isInstanceOf(GarbledOutputException.class)
                    .hasMessageContaining(listCommand());
        }
    }

    @Test
    void output_without_end_is_refused_and_not_kept() throws Exception {
        Path tools = toolsWith(listCommand(), "exec yes");
        try (BatchSystem garbled = open(tools, SHORT)) {
            assertThatThrownBy(() -> garbled.find(shell(1, "true").submission()))
                    .isInstanceOf(BatchException.class)
                    .hasMessageContaining(listCommand());
        }
    }

    @Test
    void a_command_that_hangs_is_given_up() throws Exception {
        Path tools = toolsWith(listCommand(), "exec sleep 600");
        try (BatchSystem slow = open(tools, SHORT)) {
            assertThatThrownBy(() -> slow.find(shell(1, "true").submission()))
                    .isInstanceOf(BatchUnavailableException.class)
                    .hasMessageContaining(listCommand() + " did not answer within 2 s");
        }
    }

    @Test
    void a_command_that_is_not_there_is_said_to_be_missing() {
        try (BatchSystem none = open(directory().resolve("no-tools"), LONG)) {
            assertThatThrownBy(none::check)
                    .isInstanceOf(BatchUnavailableException.class)
                    .hasMessageContaining("no-tools/");
        }
    }

    @Test
    void a_command_that_refuses_is_quoted() throws Exception {
        Path tools = toolsWith(submitCommand(), "echo 'ERROR: you may not' >&2; exit 1");
        try (BatchSystem refusing = open(tools, LONG)) {
            assertThatThrownBy(() -> refusing.submit(shell(1, "true")))
                    .isInstanceOf(BatchRefusedException.class)
                    .hasMessageContaining(submitCommand())
                    .hasMessageContaining("you may not");
        }
    }
}
