package org.ewms.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the workflow service's README tells people to type. */
class WmsSnippetsIT {
    private static final Pattern SNIPPET = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    private static Path root() {
        Path at = Path.of("").toAbsolutePath();
        while (!Files.exists(at.resolve("wms/README.md"))) {
            at = java.util.Objects.requireNonNull(at.getParent(), "not inside the repository");
        }
        return at;
    }

    private static List<String> snippets() throws Exception {
        return SNIPPET.matcher(Files.readString(root().resolve("wms/README.md")))
                .results()
                .map(each -> each.group(1))
                .toList();
    }

    /** A command as in a distribution, made of the classes under test. */
    private static void program(Path directory) throws Exception {
        Path program = directory.resolve("ewms");
        String classPath = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", ""));
        Files.writeString(program, """
                #!/bin/sh
                exec "%s/bin/java" --add-modules=jdk.incubator.vector --sun-misc-unsafe-memory-access=allow \\
                    -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "%s" %s "$@"
                """.formatted(System.getProperty("java.home"), classPath, Ewms.class.getName()));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Files.createSymbolicLink(directory.resolve("wms"), root().resolve("wms"));
    }

    private static String run(Path directory, String address, String snippet) throws Exception {
        String at = URI.create(address).getAuthority();
        var builder = new ProcessBuilder("/bin/sh", "-ec", snippet.replace("localhost:8080", at))
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().put("EWMS_ADDRESS", address);
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(snippet + said).isZero();
        return said;
    }

    @Test
    void what_the_readme_tells_to_type_works(@TempDir Path directory) throws Exception {
        program(directory);
        try (EwmsProcess service =
                EwmsProcess.start(directory, "wms", "--port", 0, "--data", directory.resolve("data"))) {
            String address =
                    service.awaitLine(line -> line.startsWith("wms http")).substring(4);
            List<String> snippets = snippets();
            assertThat(snippets).hasSize(2);
            assertThat(run(directory, address, snippets.get(0))).contains("WAITS FOR", "ABORTED");
            assertThat(run(directory, address, snippets.get(1))).contains("WF-", "<!doctype html>");
        }
    }
}
