package org.ewms.tms;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ewms.batch.BatchSystem;
import org.ewms.batch.CommandLineTools;
import org.ewms.batch.gridengine.GridEngineBatchSystem;
import org.ewms.batch.gridengine.GridEngineOptions;
import org.ewms.batch.htcondor.HtcondorBatchSystem;
import org.ewms.batch.htcondor.HtcondorOptions;
import org.ewms.batch.kubernetes.KubernetesBatchSystem;
import org.ewms.batch.kubernetes.KubernetesOptions;
import org.ewms.batch.local.LocalBatchSystem;
import org.ewms.batch.local.LocalOptions;
import org.ewms.batch.pbs.PbsBatchSystem;
import org.ewms.batch.pbs.PbsOptions;
import org.ewms.batch.slurm.SlurmBatchSystem;
import org.ewms.batch.slurm.SlurmOptions;
import org.ewms.tms.internal.SiteSection;

/**
 * What a sites file says of one site. Checked, but not yet talked to.
 *
 * @param name of the site
 * @param schedd by which the workflow service knows it
 * @param system its batch system
 * @param pilot how a job becomes a pilot
 * @param environment variables of every pilot here; they win over the user's
 * @param defaults variables of every pilot here; the user's win over them
 * @param maxWorkers that one taskforce is given at most
 * @param traits what workflows choose it by that do not name it
 * @param inputFiles directories from which users may have files brought along
 * @param directory of its taskforces
 */
public record SiteDescription(
        String name,
        String schedd,
        System system,
        Site.Pilot pilot,
        Map<String, String> environment,
        Map<String, String> defaults,
        int maxWorkers,
        SiteTraits traits,
        List<Path> inputFiles,
        Path directory) {
    private static final int MAX_WORKERS = 10_000;
    private static final String KINDS = "local, htcondor, slurm, gridengine, pbs or kubernetes";
    private static final String[] COMMON = {
        "kind", "schedd", "pilot", "environment", "defaults", "max_workers", "labels", "cost", "input_files"
    };

    /** A batch system and how to reach it. */
    public sealed interface System {
        /** The word for it in the file. */
        String kind();

        /** Processes of this machine. */
        record Local(LocalOptions options) implements System {
            @Override
            public String kind() {
                return "local";
            }
        }

        /** A submit host of HTCondor. */
        record Htcondor(HtcondorOptions options) implements System {
            @Override
            public String kind() {
                return "htcondor";
            }
        }

        /** A Slurm. */
        record Slurm(SlurmOptions options) implements System {
            @Override
            public String kind() {
                return "slurm";
            }
        }

        /** A Grid Engine. */
        record GridEngine(GridEngineOptions options) implements System {
            @Override
            public String kind() {
                return "gridengine";
            }
        }

        /** A PBS. */
        record Pbs(PbsOptions options) implements System {
            @Override
            public String kind() {
                return "pbs";
            }
        }

        /** A namespace of a Kubernetes. */
        record Kubernetes(KubernetesOptions options) implements System {
            @Override
            public String kind() {
                return "kubernetes";
            }
        }
    }

    static SiteDescription of(String name, SiteSection section, Path data) {
        if (name.startsWith("@")) {
            throw new IllegalArgumentException(
                    section.place() + ": a site's name must not begin with @, by which workflows ask for labels");
        }
        String kind = section.text("kind").orElseThrow(() -> section.wrong("kind", KINDS));
        Path own = data.resolve(name);
        System system = switch (kind) {
            case "local" -> local(section, own);
            case "htcondor" -> htcondor(section, own);
            case "slurm" -> slurm(section);
            case "gridengine" -> gridEngine(section, own);
            case "pbs" -> pbs(section);
            case "kubernetes" -> KubernetesSite.of(section, COMMON);
            default -> throw section.wrong("kind", KINDS);
        };
        return new SiteDescription(
                name,
                section.text("schedd").orElse(name),
                system,
                pilot(section.section("pilot")),
                section.texts("environment"),
                defaults(kind, section.texts("defaults")),
                section.number("max_workers", 1, MAX_WORKERS).orElse(MAX_WORKERS),
                SiteTraits.of(section),
                section.list("input_files").stream().map(Path::of).toList(),
                own.resolve("taskforces"));
    }

    /** Where there are many machines, one on which everything fails must not eat the queue; here there is no other. */
    private static Map<String, String> defaults(String kind, Map<String, String> said) {
        Map<String, String> all = new TreeMap<>(said);
        if (!kind.equals("local")) {
            all.putIfAbsent("EWMS_PILOT_SICK_AFTER", "3");
        }
        return all;
    }

    private static Site.Pilot pilot(SiteSection pilot) {
        pilot.only("command", "image");
        List<String> command = pilot.list("command");
        if (command.isEmpty() == pilot.text("image").isEmpty()) {
            throw pilot.wrong("command", "a list of words, program first; or else 'image', without its tag");
        }
        return pilot.text("image")
                .<Site.Pilot>map(Site.Pilot.Images::new)
                .orElseGet(() -> new Site.Pilot.Command(command));
    }

    private static System local(SiteSection section, Path own) {
        section.only(COMMON, "slots", "grace");
        LocalOptions options = LocalOptions.in(own.resolve("jobs"));
        return new System.Local(
                options.withSlots(section.number("slots", 1, 10_000).orElse(options.slots()))
                        .withGrace(Duration.ofSeconds(section.number("grace", 0, 86_400)
                                .orElse((int) options.grace().toSeconds()))));
    }

    private static System htcondor(SiteSection section, Path own) {
        section.only(
                COMMON,
                "tools",
                "command_timeout",
                "event_logs",
                "requirements",
                "directives",
                "audit",
                "evict_slower_than");
        HtcondorOptions options =
                HtcondorOptions.logsIn(section.text("event_logs").map(Path::of).orElse(own.resolve("event-logs")));
        return new System.Htcondor(options.withTools(tools(section))
                .withRequirements(section.text("requirements").orElse(""))
                .withDirectives(section.texts("directives"))
                .withAudit(Duration.ofSeconds(section.number("audit", 1, 86_400)
                        .orElse((int) options.audit().toSeconds())))
                .withEvictSlowerThan(
                        section.number("evict_slower_than", 0, 1_000).orElse((int) options.evictSlowerThan())));
    }

    private static System slurm(SiteSection section) {
        section.only(COMMON, "tools", "command_timeout", "directives");
        return new System.Slurm(
                SlurmOptions.defaults().withTools(tools(section)).withDirectives(section.texts("directives")));
    }

    private static System gridEngine(SiteSection section, Path own) {
        section.only(COMMON, "tools", "command_timeout", "directives", "parallel_environment", "memory_resource");
        GridEngineOptions options = GridEngineOptions.recordsIn(own.resolve("clusters"))
                .withTools(tools(section))
                .withDirectives(section.texts("directives"));
        return new System.GridEngine(options.withParallelEnvironment(
                        section.text("parallel_environment").orElse(options.parallelEnvironment()))
                .withMemoryResource(section.text("memory_resource").orElse(options.memoryResource())));
    }

    private static System pbs(SiteSection section) {
        section.only(COMMON, "tools", "command_timeout", "directives", "flavor");
        String flavor = section.text("flavor").orElse("openpbs");
        if (!flavor.equals("openpbs") && !flavor.equals("torque")) {
            throw section.wrong("flavor", "openpbs or torque");
        }
        return new System.Pbs(PbsOptions.defaults()
                .withTools(tools(section))
                .withFlavor(flavor.equals("torque") ? PbsOptions.Flavor.TORQUE : PbsOptions.Flavor.OPENPBS)
                .withDirectives(section.texts("directives")));
    }

    private static CommandLineTools tools(SiteSection section) {
        CommandLineTools tools = CommandLineTools.defaults();
        CommandLineTools timed = tools.withTimeout(Duration.ofSeconds(section.number("command_timeout", 1, 3_600)
                .orElse((int) tools.timeout().toSeconds())));
        return section.text("tools").map(Path::of).map(timed::withDirectory).orElse(timed);
    }

    /** Reaches it. */
    public Site open(Clock clock) {
        BatchSystem batch = switch (system) {
            case System.Local local -> new LocalBatchSystem(local.options(), clock);
            case System.Htcondor htcondor -> new HtcondorBatchSystem(htcondor.options(), clock);
            case System.Slurm slurm -> new SlurmBatchSystem(slurm.options());
            case System.GridEngine gridEngine -> new GridEngineBatchSystem(gridEngine.options());
            case System.Pbs pbs -> new PbsBatchSystem(pbs.options());
            case System.Kubernetes kubernetes -> new KubernetesBatchSystem(kubernetes.options());
        };
        return new Site(name, schedd, batch, pilot, environment, defaults, maxWorkers, inputFiles, directory);
    }
}
