package org.ewms.skydriver;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** A service in a process of its own, which can be killed. */
final class ServiceProcess implements AutoCloseable {
    private static final String SAID = "skydriver ";

    private final Process process;
    private final String uri;

    private ServiceProcess(Process process, String uri) {
        this.process = process;
        this.uri = uri;
    }

    /** What the process runs. */
    public static void main(String[] arguments) throws InterruptedException {
        SkyDriver service = SkyDriver.start(
                SkyDriverOptions.from(System.getenv(), Set.of("dummy", "spe")), Clock.systemUTC(), new SecureRandom());
        System.out.println(SAID + service.uri());
        new CountDownLatch(1).await();
    }

    static ServiceProcess start(Path directory, Map<String, String> environment) throws IOException {
        Path errors = Files.createTempFile(directory, "service", ".err");
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-modules=jdk.incubator.vector",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path", "")),
                        ServiceProcess.class.getName()))
                .redirectError(errors.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith(SAID)) {
                return new ServiceProcess(process, line.substring(SAID.length()));
            }
        }
        throw new AssertionError("the service did not start: " + Files.readString(errors));
    }

    Client client() {
        return new Client(uri);
    }

    /** As {@code kill -9}. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
