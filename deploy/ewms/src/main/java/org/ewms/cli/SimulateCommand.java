package org.ewms.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.ewms.icecube.DetectorGeometry;
import org.ewms.icecube.Direction;
import org.ewms.icecube.Equatorial;
import org.ewms.icecube.LocalFrame;
import org.ewms.icecube.Particle;
import org.ewms.icecube.RealtimeEventWriter;
import org.ewms.icecube.SimulatedEvent;
import org.ewms.reco.simulation.EventSimulator;
import org.ewms.reco.simulation.Simulated;
import org.ewms.reco.simulation.SimulationOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ewms simulate}: an event of our own making, in the realtime format, with the truth inside. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Makes a track or cascade event in the realtime format, from the approximate model the reconstructions use.",
            "The file says that it is simulated and holds the true particle; the same options give the same event."
        })
final class SimulateCommand implements Callable<Integer> {
    private static final int MUON = 13;
    private static final int ELECTRON = 11;

    private final Console console;

    @Parameters(index = "0", paramLabel = "track|cascade", description = "What passes through the detector.")
    Simulated.Kind kind = Simulated.Kind.TRACK;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "Event file to write; must not exist.")
    Path out = Path.of("event.json");

    @Option(names = "--seed", description = "Seed of everything random (default: ${DEFAULT-VALUE}).")
    long seed = 1;

    @Option(names = "--energy", paramLabel = "GEV", description = "Energy (default: drawn from 10 TeV to 1 PeV).")
    @Nullable
    Double energy;

    @Option(
            names = "--zenith",
            paramLabel = "DEG",
            description = "Where it comes from (default: drawn), with --azimuth.")
    @Nullable
    Double zenith;

    @Option(
            names = "--azimuth",
            paramLabel = "DEG",
            description = "Where it comes from (default: drawn), with --zenith.")
    @Nullable
    Double azimuth;

    @Option(names = "--mjd", description = "When, modified Julian date, UTC (default: ${DEFAULT-VALUE}).")
    double mjd = 60_000;

    @Option(names = "--run", description = "Run number, 100000..999999 (default: ${DEFAULT-VALUE}).")
    int run = 900_000;

    @Option(names = "--event", description = "Event number (default: the seed).")
    @Nullable
    Integer event;

    SimulateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (Files.exists(out)) {
            throw new FileAlreadyExistsException(out.toString(), null, "exists already");
        }
        Simulated simulated = new EventSimulator(DetectorGeometry.icecube86()).simulate(kind, seed, options());
        SimulatedEvent content = new SimulatedEvent(
                run,
                event == null ? (int) (seed & 0x7fffffff) : event,
                mjd,
                "neutrino",
                simulated.pulses(),
                truth(simulated),
                seed);
        write(RealtimeEventWriter.toJson(content));
        report(simulated);
        return 0;
    }

    private SimulationOptions options() {
        SimulationOptions options = SimulationOptions.defaults();
        if (energy != null) {
            options = options.withEnergy(energy, energy);
        }
        if ((zenith == null) != (azimuth == null)) {
            throw new IllegalArgumentException("--zenith and --azimuth go together");
        }
        if (zenith == null || azimuth == null) {
            return options;
        }
        if (!(zenith >= 0 && zenith <= 180) || !(azimuth >= 0 && azimuth < 360)) {
            throw new IllegalArgumentException("--zenith must be 0..180 and --azimuth 0..360 degrees");
        }
        return options.withDirection(new Direction(Math.toRadians(zenith), Math.toRadians(azimuth)));
    }

    private TreeMap<String, Particle> truth(Simulated simulated) {
        boolean track = kind == Simulated.Kind.TRACK;
        var truth = new TreeMap<String, Particle>();
        truth.put(
                "MCPrimary",
                new Particle(
                        simulated.direction(),
                        simulated.vertex().position(),
                        simulated.vertex().time(),
                        simulated.vertex().energy(),
                        Double.NaN,
                        Particle.SPEED_OF_LIGHT,
                        track ? MUON : ELECTRON,
                        track ? Particle.INFINITE_TRACK : Particle.CASCADE,
                        0));
        return truth;
    }

    private void write(byte[] content) throws IOException {
        Path part = out.resolveSibling(out.getFileName() + ".part");
        Files.write(part, content);
        Files.move(part, out, StandardCopyOption.ATOMIC_MOVE);
    }

    private void report(Simulated simulated) {
        Equatorial at = new LocalFrame(mjd).toJ2000(simulated.direction());
        console.out()
                .printf(
                        Locale.ROOT,
                        "%s: %s of %.4g GeV from RA %.4f° Dec %+.4f°, %d DOMs, %.0f PE%n",
                        out,
                        kind.name().toLowerCase(Locale.ROOT),
                        simulated.vertex().energy(),
                        Math.toDegrees(at.ra()),
                        Math.toDegrees(at.dec()),
                        simulated.pulses().doms(),
                        simulated.pulses().charge());
    }
}
