package org.ewms.reco;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fits in JVMs of other kinds, and in all machines this test ever runs on, give the same bits. */
class SameBitsIT {
    /** Made once; whoever changes the mathematics on purpose puts the new one here. */
    private static final String EXPECTED = "256b5dcc644104db309f9eed791b1495ddcf1536b822f6216e4e76a416a2ae8d";

    @Test
    void in_this_jvm() throws Exception {
        assertThat(FitDigest.digest()).isEqualTo(EXPECTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--add-modules=jdk.incubator.vector -XX:+IgnoreUnrecognizedVMOptions -XX:UseAVX=2",
                "--add-modules=jdk.incubator.vector -XX:TieredStopAtLevel=1"
            })
    void in_a_jvm_started_with(String flags) throws Exception {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(flags.split(" ", -1)));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), FitDigest.class.getName()));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output;
        try (var reader = process.inputReader()) {
            output = String.join("\n", reader.lines().toList());
        }
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(output).isEqualTo(EXPECTED);
    }
}
