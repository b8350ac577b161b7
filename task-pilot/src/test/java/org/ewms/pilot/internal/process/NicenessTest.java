package org.ewms.pilot.internal.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class NicenessTest {
    private static String group(long pid) throws IOException {
        return Files.readString(Path.of("/proc/" + pid + "/autogroup")).strip();
    }

    @Test
    void the_session_of_a_task_stands_back_as_its_pilot_does() throws Exception {
        assumeThat(Path.of("/proc/self/autogroup")).exists();
        Process leader = new ProcessBuilder("setsid", "sleep", "1000").start();
        try {
            String ours = group(ProcessHandle.current().pid());
            await().until(() -> !group(leader.pid()).equals(ours));
            new Niceness(7).passOn(leader.pid());
            assertThat(group(leader.pid())).endsWith("nice 7");
        } finally {
            leader.destroyForcibly();
        }
    }

    @Test
    void a_niced_process_knows_that_it_is() throws Exception {
        Process niced = new ProcessBuilder("nice", "-n", "3", "nice").start();
        String theirs = new String(niced.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(Niceness.ofThisProcess().value()).isEqualTo(Integer.parseInt(theirs.strip()) - 3);
    }
}
