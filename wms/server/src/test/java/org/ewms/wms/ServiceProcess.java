package org.ewms.wms;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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
        try (Service service = Service.start(Path.of(args[0]), Map.of())) {
            System.out.println(service.client().base());
            System.in.readAllBytes();
        }
    }

    static ServiceProcess start(Path directory) throws IOException {
        Process process = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", "")),
                        ServiceProcess.class.getName(),
                        directory.toString()))
                .redirectError(directory.resolve("service.err").toFile())
                .start();
        String line = process.inputReader().readLine();
        while (line != null && !line.startsWith("http://")) {
            line = process.inputReader().readLine();
        }
        if (line == null) {
            throw new IOException("the service did not start; see " + directory.resolve("service.err"));
        }
        return new ServiceProcess(process, line);
    }

    Client client() {
        return new Client(address, null, Map.of());
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
