package org.ewms.healpix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snippets of the README compile as they stand, and do what it says. */
class ReadmeTest {
    @Test
    void every_snippet_compiles_and_runs(@TempDir Path dir) throws Exception {
        List<String> snippets = snippets();
        assertThat(snippets).hasSize(5);
        StringBuilder source = new StringBuilder("import org.ewms.healpix.*;\npublic class Snippets {\n");
        for (int i = 0; i < snippets.size(); i++) {
            source.append("  public static void s")
                    .append(i)
                    .append("() {\n")
                    .append(snippets.get(i))
                    .append("  }\n");
        }
        source.append("  public static void main(String[] a) {");
        for (int i = 0; i < snippets.size(); i++) {
            source.append(" s").append(i).append("();");
        }
        Path file = Files.writeString(dir.resolve("Snippets.java"), source.append(" }\n}\n"));
        var compiler = ToolProvider.getSystemJavaCompiler();
        var problems = new DiagnosticCollector<JavaFileObject>();
        try (var files = compiler.getStandardFileManager(problems, null, null)) {
            String classpath = Path.of(Healpix.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
            boolean compiled = compiler.getTask(
                            null,
                            files,
                            problems,
                            List.of("-classpath", classpath, "-d", dir.toString(), "-proc:none"),
                            null,
                            files.getJavaFileObjects(file))
                    .call();
            assertThat(compiled).as(problems.getDiagnostics().toString()).isTrue();
            Process run = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            dir + java.io.File.pathSeparator + classpath,
                            "Snippets")
                    .redirectErrorStream(true)
                    .start();
            String output = new String(run.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            assertThat(run.waitFor()).as(output).isZero();
            assertThat(output).startsWith("0 to 0\n");
        }
    }

    private static List<String> snippets() throws IOException {
        return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("README.md")))
                .results()
                .map((MatchResult r) -> r.group(1))
                .toList();
    }

    @Test
    void an_octant_has_an_eighth_of_the_sky() {
        PixelRanges octant = new PixelRanges();
        Healpix.ofNside(64).queryRing(SkyRegion.polygon(1, 0, 0, 0, 1, 0, 0, 0, 1), SkyRegion.Match.CENTRES, octant);
        assertThat(octant.pixelCount() / (double) Healpix.ofNside(64).npix()).isCloseTo(0.125, within(0.002));
    }
}
