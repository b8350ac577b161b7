package org.ewms.skymap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultNpzIT {
    @TempDir
    private Path dir;

    private static byte[] json(ScanResult result) {
        var out = new ByteArrayOutputStream();
        ResultJson.write(result, out);
        return out.toByteArray();
    }

    private static byte[] npz(ScanResult result) {
        var out = new ByteArrayOutputStream();
        ResultNpz.write(result, out);
        return out.toByteArray();
    }

    @Test
    void numpy_reads_ours_and_we_read_numpys() throws Exception {
        ScanResult scan = SkymapFilesTest.scan();
        Path ours = Files.write(dir.resolve("ours.npz"), npz(scan));
        Path numpys = dir.resolve("numpys.npz");
        Map<String, String> found = Python.run(dir, "rewrite_npz.py", ours, numpys);
        assertThat(found).containsEntry("event_type", "neutrino").containsEntry("complete", "True");
        assertThat(found).containsEntry("nside-8", "768");
        assertThat(json(ResultNpz.read(numpys))).isEqualTo(json(scan));
    }

    @Test
    void what_is_written_is_read_back_and_written_the_same() throws IOException {
        ScanResult scan = SkymapFilesTest.scan();
        Path file = Files.write(dir.resolve("a.npz"), npz(scan));
        assertThat(json(ResultNpz.read(file))).isEqualTo(json(scan));
        assertThat(npz(ResultNpz.read(file))).isEqualTo(npz(scan));
    }

    @Test
    void damaged_files_are_refused_and_nothing_else_is_thrown() throws IOException {
        byte[] whole = npz(SkymapFilesTest.scan());
        var random = new Random(3);
        for (int i = 0; i < 300; i++) {
            byte[] damaged = Arrays.copyOf(whole, 1 + random.nextInt(whole.length / 2));
            damaged[random.nextInt(Math.min(damaged.length, 400))] ^= (byte) (1 << random.nextInt(8));
            Path file = Files.write(dir.resolve("damaged.npz"), damaged);
            assertThatThrownBy(() -> ResultNpz.read(file))
                    .as("seed 3, step %d", i)
                    .isInstanceOf(SkymapException.class);
        }
    }
}
