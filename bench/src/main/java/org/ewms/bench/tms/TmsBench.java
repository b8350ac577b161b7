package org.ewms.bench.tms;

import java.io.IOException;
import org.ewms.bench.Benchmark;
import org.ewms.bench.Table;
import org.ewms.bench.TemporaryDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How soon work starts on a batch system, and how many taskforces a second it is given. */
@Command(
        name = "tms",
        description =
                "Request to first task, and taskforces submitted, on a real HTCondor pool beside condor_submit of the same.")
public final class TmsBench implements Benchmark {
    @Option(names = "--rounds", description = "Requests, each with its bare twin (default: ${DEFAULT-VALUE}).")
    int rounds = 9;

    @Option(names = "--taskforces", description = "Asked for at once; 0 for none (default: ${DEFAULT-VALUE}).")
    int taskforces = 1000;

    @Option(names = "--bare", description = "Submissions without us, for their rate (default: ${DEFAULT-VALUE}).")
    int bare = 100;

    @Override
    public void run(Table table) throws IOException, InterruptedException {
        if (rounds < 0 || taskforces < 0 || bare < 1) {
            throw new IllegalArgumentException("--rounds and --taskforces must be >= 0, --bare >= 1");
        }
        try (TemporaryDirectory directory = TemporaryDirectory.create("ewms-tms");
                Pool pool = Pool.start(directory.path().resolve("pool"));
                Services services = new Services(directory.path(), pool)) {
            if (rounds > 0) {
                new FirstTask(services, pool, directory.path()).measure(rounds, table);
            }
            if (taskforces > 0) {
                new ManyTaskforces(services, pool).measure(taskforces, bare, table);
            }
        }
    }
}
