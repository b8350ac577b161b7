package org.ewms.wms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A service in a JVM of its own, to be killed. */
final class ServiceProcess implements AutoCloseable {
    private final Process process;
    private final String address;

    private ServiceProcess(Process process, String address) {
        this.process = process;
        this.address = address;
    }

    /** Runs until its standard input ends. */
    public static void main(String[] args) throws IOException {
        try (Service service = Service.start(
                Path.of(args[0]), MortalStore.dying(Integer.parseInt(args[1]), Boolean.parseBoolean(args[2])))) {
            System.out.println(service.client().base());
            System.in.readAllBytes();
        }
    }

    /** One that lives until it is killed. */
    static ServiceProcess start(Path directory) throws IOException {
        return start(directory, 0, false);
    }

    /** One that ends by itself before this write, as {@link MortalStore} says. */
    static ServiceProcess start(Path directory, int last, boolean singly) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", "")),
                        ServiceProcess.class.getName(),
                        directory.toString(),
                        Integer.toString(last),
                        Boolean.toString(singly)))
                .redirectError(directory.resolve("service.err").toFile())
                .start();
        String line = process.inputReader().readLine();
        while (line != null && !line.startsWith("http://")) {
            line = process.inputReader().readLine();
        }
        if (line == null && last > 0) {
            return new ServiceProcess(process, "http://127.0.0.1:1"); // it was killed at work left from its life before
        }
        if (line == null) {
            throw new IOException("the service did not start; see " + directory.resolve("service.err"));
        }
        return new ServiceProcess(process, line);
    }

    Client client() {
        return new Client(address, null, Map.of());
    }

    /** Does this until the service is gone; false when it was gone before all was done. */
    boolean untilKilled(Runnable acts) throws InterruptedException {
        try {
            acts.run();
            return true;
        } catch (UncheckedIOException e) {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                throw e;
            }
            return false;
        }
    }

    /** As {@code kill -9}; returns at once. */
    void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
        process.waitFor();
    }
}
