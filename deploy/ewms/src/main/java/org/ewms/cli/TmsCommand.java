package org.ewms.cli;

import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.ewms.tms.AccessTokens;
import org.ewms.tms.Site;
import org.ewms.tms.SitesFile;
import org.ewms.tms.Tms;
import org.ewms.tms.TmsEnvironment;
import org.ewms.tms.TmsOptions;
import org.ewms.tms.WmsApi;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ewms tms}: starts pilots where the sites file says, for a workflow service. */
@Command(
        name = "tms",
        mixinStandardHelpOptions = true,
        description = {
            "Starts, watches and stops the pilots of taskforces on the sites of a file, until stopped; pilots go on without it.",
            "EWMS_ADDRESS, EWMS_TOKEN_URL, EWMS_CLIENT_ID, EWMS_CLIENT_SECRET tell the workflow service and the login there.",
            "With JOB_EVENT_LOG_DIR and no sites file it serves the HTCondor of this machine, by the variables of the Python TMS."
                    + " tms/README.md lists them, and has an example of a sites file."
        })
final class TmsCommand implements Callable<Integer> {
    private final Console console;
    private final Clock clock;

    @Mixin
    SitesOptions sites = new SitesOptions();

    @Option(
            names = "--wms",
            paramLabel = "URI",
            description = "The workflow service (default: EWMS_ADDRESS, or 'wms' in the sites file).")
    @Nullable
    URI wms;

    @Option(names = "--site", paramLabel = "NAME", description = "Only this site of the file; may be repeated.")
    List<String> only = new ArrayList<>();

    @Option(
            names = "--token-file",
            paramLabel = "FILE",
            description = "File with the access token, read anew at each call.")
    @Nullable
    Path tokenFile;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description =
                    "By which this TMS claims taskforces: its own, and the same after a restart (default: this host's).")
    @Nullable
    String name;

    TmsCommand(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() throws Exception {
        Map<String, String> environment = System.getenv();
        LogLevels.ofTms(environment);
        TmsEnvironment variables = new TmsEnvironment(environment);
        variables.remarks(sites.isFile(variables)).forEach(each -> console.err().println("ewms: " + each));
        SitesFile file = sites.read();
        URI address = Optional.ofNullable(wms)
                .or(variables::address)
                .or(file::wms)
                .orElseThrow(() -> new IllegalArgumentException(
                        "which workflow service? Give --wms, EWMS_ADDRESS, or 'wms' in the sites file"));
        HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
        WmsApi api = new WmsApi(address, http, tokens(environment, http));
        List<Site> opened = new ArrayList<>();
        CountDownLatch stopped = new CountDownLatch(1);
        try (Interruption interruption = new Interruption(stopped::countDown, Duration.ofSeconds(15))) {
            try {
                for (String each : only.isEmpty() ? file.sites().keySet() : only) {
                    opened.add(file.site(each).open(clock));
                }
                String claimant = name == null ? InetAddress.getLocalHost().getHostName() : name;
                TmsOptions options = variables.options(TmsOptions.named(claimant));
                try (Tms tms = Tms.start(api, opened, options, clock)) {
                    console.out()
                            .println("tms " + claimant + " serves "
                                    + String.join(
                                            ", ",
                                            opened.stream().map(Site::name).toList()) + " for " + address);
                    stopped.await();
                }
            } finally {
                opened.forEach(each -> each.batch().close());
            }
        }
        return 0;
    }

    private AccessTokens tokens(Map<String, String> environment, HttpClient http) {
        if (tokenFile != null) {
            return AccessTokens.ofFile(tokenFile);
        }
        String url = environment.getOrDefault("EWMS_TOKEN_URL", "");
        if (url.isEmpty()) {
            return AccessTokens.none();
        }
        return AccessTokens.ofClient(
                URI.create(url),
                needed(environment, "EWMS_CLIENT_ID"),
                needed(environment, "EWMS_CLIENT_SECRET"),
                http,
                clock);
    }

    private static String needed(Map<String, String> environment, String name) {
        String value = environment.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException(name + " must be set when EWMS_TOKEN_URL is");
        }
        return value;
    }
}
