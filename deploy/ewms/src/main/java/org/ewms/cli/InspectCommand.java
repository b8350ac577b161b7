package org.ewms.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.ewms.icecube.Equatorial;
import org.ewms.icecube.Frame;
import org.ewms.icecube.LocalFrame;
import org.ewms.icecube.Particle;
import org.ewms.icecube.Pulse;
import org.ewms.icecube.RealtimeEvent;
import org.ewms.icecube.StoredFit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ewms inspect}: what an event file holds. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        description = "Prints what an IceCube realtime event file holds: header, frames, pulses, stored fits.")
final class InspectCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(index = "0", paramLabel = "EVENT", description = "Realtime event file (JSON).")
    Path event = Path.of("event.json");

    @Option(names = "--output-mode", description = "${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    OutputMode outputMode = OutputMode.TEXT;

    InspectCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        RealtimeEvent read = RealtimeEvent.read(event);
        if (outputMode == OutputMode.JSON) {
            console.out().println(Json.line(json(read)));
        } else {
            print(console.out(), read);
        }
        return 0;
    }

    private static int hlc(RealtimeEvent read) {
        return (int) read.pulses().pulses().values().stream()
                .flatMap(java.util.List::stream)
                .filter(Pulse::hlc)
                .count();
    }

    private static ObjectNode json(RealtimeEvent read) {
        ObjectNode node = Json.object();
        node.put("run_id", read.runId()).put("event_id", read.eventId()).put("mjd", read.mjd());
        node.put("event_type", read.eventType()).put("version", read.version()).put("simulated", read.simulated());
        node.put("sha256", read.sha256());
        ArrayNode frames = node.putArray("frames");
        for (Frame frame : read.frames()) {
            ObjectNode each = frames.addObject().put("stop", String.valueOf(frame.stop()));
            each.put("crc_ok", frame.crcOk());
            ArrayNode objects = each.putArray("objects");
            frame.objects()
                    .forEach(object ->
                            objects.addObject().put("name", object.name()).put("type", object.type()));
        }
        ObjectNode pulses = node.putObject("pulses");
        pulses.put("name", read.pulsesName()).put("doms", read.pulses().doms());
        pulses.put("count", read.pulses().count()).put("hlc", hlc(read));
        Json.put(pulses, "charge_pe", read.pulses().charge());
        LocalFrame sky = new LocalFrame(read.mjd());
        ObjectNode fits = node.putObject("fits");
        for (Map.Entry<String, StoredFit> entry : read.fits().entrySet()) {
            StoredFit fit = entry.getValue();
            ObjectNode each = fits.putObject(entry.getKey());
            direction(each, sky, fit.particle());
            Json.put(each, "minus_llh", fit.minusLogL().orElse(Double.NaN));
        }
        ObjectNode truth = node.putObject("truth");
        read.truth().forEach((name, particle) -> {
            direction(truth.putObject(name), sky, particle);
            Json.put((ObjectNode) truth.get(name), "energy_gev", particle.energy());
        });
        return node;
    }

    private static void direction(ObjectNode node, LocalFrame sky, Particle particle) {
        double zenith = particle.direction().zenith();
        double azimuth = particle.direction().azimuth();
        Json.put(node, "zenith", zenith);
        Json.put(node, "azimuth", azimuth);
        boolean known = Double.isFinite(zenith) && Double.isFinite(azimuth);
        Equatorial at = known ? sky.toJ2000(particle.direction()) : null;
        Json.put(node, "ra_deg", at == null ? Double.NaN : Math.toDegrees(at.ra()));
        Json.put(node, "dec_deg", at == null ? Double.NaN : Math.toDegrees(at.dec()));
    }

    private static void print(PrintStream out, RealtimeEvent read) {
        out.printf(
                Locale.ROOT,
                "event    run %d event %d, MJD %.8f%s%s%s%n",
                read.runId(),
                read.eventId(),
                read.mjd(),
                read.eventType().isEmpty() ? "" : ", " + read.eventType(),
                read.version().isEmpty() ? "" : ", format " + read.version(),
                read.simulated() ? ", SIMULATED" : "");
        out.printf(
                Locale.ROOT,
                "pulses   %s: %d DOMs, %d pulses (%d HLC), %.2f PE%n",
                read.pulsesName(),
                read.pulses().doms(),
                read.pulses().count(),
                hlc(read),
                read.pulses().charge());
        out.println("fits     name                              zenith    azimuth       RA       Dec        −lnL");
        LocalFrame sky = new LocalFrame(read.mjd());
        read.fits()
                .forEach((name, fit) ->
                        line(out, sky, name, fit.particle(), fit.minusLogL().orElse(Double.NaN)));
        read.truth().forEach((name, particle) -> line(out, sky, name + " (truth)", particle, Double.NaN));
        for (Frame frame : read.frames()) {
            out.printf(
                    Locale.ROOT,
                    "frame %s  checksum %s, %d objects%n",
                    frame.stop(),
                    frame.crcOk() ? "good" : "BAD",
                    frame.objects().size());
            frame.objects().forEach(object -> out.printf("           %-40s %s%n", object.name(), object.type()));
        }
    }

    private static void line(PrintStream out, LocalFrame sky, String name, Particle particle, double minusLlh) {
        ObjectNode node = Json.object();
        direction(node, sky, particle);
        out.printf(
                Locale.ROOT,
                "         %-32s %8.5f  %9.5f %9.4f %9.4f  %s%n",
                name,
                particle.direction().zenith(),
                particle.direction().azimuth(),
                node.path("ra_deg").asDouble(Double.NaN),
                node.path("dec_deg").asDouble(Double.NaN),
                Double.isNaN(minusLlh) ? "-" : String.format(Locale.ROOT, "%.3f", minusLlh));
    }
}
