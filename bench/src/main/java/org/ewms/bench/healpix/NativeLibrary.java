package org.ewms.bench.healpix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** HEALPix C++: Debian's library, or its source compiled for this processor. */
enum NativeLibrary {
    PACKAGED("C++", "packaged", "needs g++ and the library: apt-get install g++ libhealpix-cxx-dev"),
    NATIVE("C++ native", "native", "needs g++ and Debian's package sources, to fetch the source of healpix-cxx");

    private final String label;
    private final String kind;
    private final String needs;

    NativeLibrary(String label, String kind, String needs) {
        this.label = label;
        this.kind = kind;
        this.needs = needs;
    }

    String label() {
        return label;
    }

    /**
     * Compiles the program unless it is there and newer than its source.
     *
     * @throws IOException saying what is needed
     */
    Path build(Path source, Path target) throws IOException, InterruptedException {
        Path program = target.resolve("healpix_loops-" + kind);
        Path loops = source.resolve("healpix_loops.cc");
        if (!Files.exists(program)
                || Files.getLastModifiedTime(program).compareTo(Files.getLastModifiedTime(loops)) < 0) {
            Files.createDirectories(target);
            run(List.of(source.resolve("build.sh").toString(), kind, program.toString()));
        }
        return program;
    }

    /** ns per call by operation and nside. */
    Map<Long, Map<Operation, Double>> measure(
            Path program, Collection<Operation> operations, List<Long> nsides, int milliseconds)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString(), String.valueOf(milliseconds)));
        nsides.forEach(nside -> command.add(nside.toString()));
        command.add("--");
        Map<String, Operation> byId = new HashMap<>();
        for (Operation operation : operations) {
            byId.put(operation.scalar().id(), operation.scalar());
        }
        command.addAll(byId.keySet());
        Map<Long, Map<Operation, Double>> times = new HashMap<>();
        for (String line : run(command).lines().toList()) {
            String[] word = line.split(" ");
            times.computeIfAbsent(Long.valueOf(word[1]), n -> new EnumMap<>(Operation.class))
                    .put(byId.get(word[0]), Double.valueOf(word[2]));
        }
        return times;
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        Path errors = Files.createTempFile("healpix", ".err");
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(errors.toFile()).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                String last =
                        Files.readString(errors).lines().reduce((a, b) -> b).orElse("");
                throw new IOException(needs + (last.isEmpty() ? "" : " (" + last + ")"));
            }
            return output;
        } finally {
            Files.delete(errors);
        }
    }
}
