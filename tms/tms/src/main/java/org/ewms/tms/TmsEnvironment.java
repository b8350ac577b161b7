package org.ewms.tms;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.ewms.batch.CommandLineTools;
import org.ewms.batch.htcondor.HtcondorOptions;

/**
 * The environment variables of the Python TMS. With {@value #LOGS} they describe a site of their own, the HTCondor of this machine; the others say how
 * a TMS goes about it, whatever its sites. tms/README.md has the list.
 */
public final class TmsEnvironment {
    /** Directory of event logs, and of taskforces. */
    public static final String LOGS = "JOB_EVENT_LOG_DIR";

    /** What the one site is called. */
    public static final String SITE = "htcondor";

    private static final String IMAGES = "CVMFS_PILOT_PATH";
    private static final String PILOT_VARIABLES = "TMS_ENV_VARS_AND_VALS_ADD_TO_PILOT";
    private static final String REQUIREMENTS = "TMS_REQUIREMENTS";
    private static final String INPUT_FILES = "TMS_INPUT_FILE_DIRS";
    private static final String DEFAULT_IMAGES =
            "/cvmfs/icecube.opensciencegrid.org/containers/ewms/observation-management-service/ewms-pilot";

    /** A machine that can run IceCube's pilot image. */
    private static final List<String> ABLE = List.of(
            "ifthenelse(!isUndefined(HAS_SINGULARITY), HAS_SINGULARITY, HasSingularity)",
            "HAS_CVMFS_icecube_opensciencegrid_org",
            "HasUserNamespaces =?= true");

    /** Where operators of the Python TMS saw pilots fail. */
    private static final List<String> AVOIDED = List.of(
            "AMNH",
            "Kansas State University",
            "NotreDame",
            "Rhodes-HPC",
            "SDSC-PRP",
            "SU-ITS",
            "San Diego Supercomputer Center");

    /** Of the one site, which a sites file says better. */
    private static final List<String> OF_THE_SITE = List.of(LOGS, IMAGES, PILOT_VARIABLES, REQUIREMENTS, INPUT_FILES);

    private static final List<String> WITHOUT_MEANING =
            List.of("TMS_ERROR_WAIT", "TMS_MAX_LOGGING_INTERVAL", "LOG_LEVEL_REST_TOOLS", "CI_TEST");

    private static final Set<String> TRUE = Set.of("y", "yes", "t", "true", "on", "1");
    private static final int MAX_WORKERS = 10_000;

    private final Map<String, String> variables;

    /** Of these variables. */
    public TmsEnvironment(Map<String, String> variables) {
        this.variables = new TreeMap<>(variables);
        this.variables.values().removeIf(String::isBlank);
    }

    /** Whether they describe a site. */
    public boolean describesSite() {
        return variables.containsKey(LOGS);
    }

    /** The workflow service. */
    public Optional<URI> address() {
        return text("EWMS_ADDRESS").map(URI::create);
    }

    /**
     * The one site, by the name that HTCondor gives this machine, as the Python TMS is known to the workflow service.
     *
     * @param tools HTCondor's commands
     */
    public SitesFile site(CommandLineTools tools) {
        Path logs = Path.of(variables.getOrDefault(LOGS, "")).toAbsolutePath().normalize();
        String schedd =
                tools.asked(List.of("condor_config_val", "FULL_HOSTNAME")).out().strip();
        Map<String, String> defaults = new TreeMap<>(pilotVariables());
        defaults.putIfAbsent("EWMS_PILOT_SICK_AFTER", "3");
        SiteDescription site = new SiteDescription(
                SITE,
                schedd,
                new SiteDescription.System.Htcondor(HtcondorOptions.logsIn(logs)
                        .withTools(tools)
                        .withRequirements(text(REQUIREMENTS).orElseGet(TmsEnvironment::requirements))),
                new Site.Pilot.Images(text(IMAGES).orElse(DEFAULT_IMAGES)),
                Map.of(),
                defaults,
                MAX_WORKERS,
                SiteTraits.NONE,
                text(INPUT_FILES).map(TmsEnvironment::paths).orElse(List.of()),
                logs);
        return new SitesFile(Optional.empty(), logs, Map.of(SITE, site));
    }

    private static String requirements() {
        List<String> all = new ArrayList<>(ABLE);
        AVOIDED.forEach(each -> all.add("GLIDEIN_Site =!= \"" + each + "\""));
        all.add("OSG_SITE_NAME =!= \"Wichita State University\"");
        return String.join(" && ", all);
    }

    private static List<Path> paths(String list) {
        return List.of(list.split(":")).stream().map(Path::of).toList();
    }

    private Map<String, String> pilotVariables() {
        Map<String, String> all = words();
        all.keySet().removeIf(each -> !isForPilots(each));
        return all;
    }

    private Map<String, String> words() {
        Map<String, String> all = new LinkedHashMap<>();
        for (String word : text(PILOT_VARIABLES).orElse("").strip().split("\\s+")) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                all.put(word.substring(0, equals), word.substring(equals + 1));
            } else if (!word.isEmpty()) {
                throw new IllegalArgumentException(
                        PILOT_VARIABLES + " must be NAME=VALUE words between blanks, has '" + word + "'");
            }
        }
        return all;
    }

    private static boolean isForPilots(String name) {
        return name.startsWith("EWMS_PILOT_") || name.startsWith("_EWMS_PILOT_");
    }

    /** How to go about it, where the variables say something. */
    public TmsOptions options(TmsOptions otherwise) {
        TmsOptions options = otherwise.withUpkeep(upkeep(otherwise.upkeep()));
        options = seconds("TMS_OUTER_LOOP_WAIT").map(options::withRest).orElse(options);
        options = seconds("TMS_ERROR_WAIT").map(options::withRestAfterFailure).orElse(options);
        return seconds("TMS_WATCHER_INTERVAL").map(options::withLook).orElse(options);
    }

    private UpkeepTimes upkeep(UpkeepTimes otherwise) {
        return new UpkeepTimes(
                seconds("TMS_FILE_MANAGER_INTERVAL").orElse(otherwise.every()),
                seconds("JOB_EVENT_LOG_MODIFICATION_EXPIRY_SHORT").orElse(otherwise.logs()),
                seconds("JOB_EVENT_LOG_MODIFICATION_EXPIRY_LONG").orElse(otherwise.logsAtLatest()),
                seconds("JOB_EVENT_LOG_ARCHIVE_DELETE_EXPIRY").orElse(otherwise.logArchives()),
                seconds("TASKFORCE_DIRS_EXPIRY").orElse(otherwise.directories()),
                seconds("TASKFORCE_DIRS_TAR_EXPIRY").orElse(otherwise.directoryArchives()));
    }

    /**
     * What is set and does not do what it says.
     *
     * @param sitesFile whether the sites come from a file
     * @throws IllegalArgumentException when going on would do what nobody asked for
     */
    public List<String> remarks(boolean sitesFile) {
        if (TRUE.contains(variables.getOrDefault("DRYRUN", "").toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("DRYRUN is set, but ewms tms submits; to see what it would submit, use"
                    + " 'ewms site dry-run " + (sitesFile ? "NAME" : SITE) + " WORKFLOW.json', which asks no service");
        }
        List<String> all = new ArrayList<>();
        WITHOUT_MEANING.stream().filter(variables::containsKey).forEach(each -> all.add(each + " has no meaning here"));
        if (sitesFile) {
            OF_THE_SITE.stream()
                    .filter(variables::containsKey)
                    .forEach(each -> all.add(each + " is passed over: the sites file says it"));
        } else {
            words().keySet().stream()
                    .filter(each -> !isForPilots(each))
                    .forEach(each -> all.add(each + " in " + PILOT_VARIABLES
                            + " is passed over: names must begin with EWMS_PILOT_ or _EWMS_PILOT_"));
        }
        return all;
    }

    private Optional<String> text(String name) {
        return Optional.ofNullable(variables.get(name));
    }

    private Optional<Duration> seconds(String name) {
        return text(name).map(each -> {
            try {
                long value = Long.parseLong(each.strip());
                if (value > 0) {
                    return Duration.ofSeconds(value);
                }
            } catch (NumberFormatException e) {
                // Said below.
            }
            throw new IllegalArgumentException(name + " must be a whole number of seconds > 0, is '" + each + "'");
        });
    }
}
