package org.ewms.tms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.ewms.batch.CommandLineTools;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Python TMS's variables, and what they mean here. */
class TmsEnvironmentTest {
    @TempDir
    private Path directory = Path.of("set by JUnit");

    private SiteDescription site(Map<String, String> more) throws IOException {
        Path command =
                Files.writeString(directory.resolve("condor_config_val"), "#!/bin/sh\necho \"access-point.example\"\n");
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
        Map<String, String> all = new java.util.HashMap<>(more);
        all.put("JOB_EVENT_LOG_DIR", directory.resolve("jobs").toString());
        return new TmsEnvironment(all)
                .site(CommandLineTools.defaults().withDirectory(directory))
                .site(TmsEnvironment.SITE);
    }

    private static TmsOptions options(Map<String, String> variables) {
        return new TmsEnvironment(variables).options(TmsOptions.named("test"));
    }

    @Test
    void a_directory_of_logs_is_enough_to_describe_the_htcondor_of_this_machine() throws Exception {
        SiteDescription site = site(Map.of());
        assertThat(site.schedd()).isEqualTo("access-point.example");
        assertThat(site.directory()).isEqualTo(directory.resolve("jobs"));
        assertThat(site.pilot())
                .isEqualTo(
                        new Site.Pilot.Images(
                                "/cvmfs/icecube.opensciencegrid.org/containers/ewms/observation-management-service/ewms-pilot"));
        assertThat(site.system()).isInstanceOfSatisfying(SiteDescription.System.Htcondor.class, htcondor -> {
            assertThat(htcondor.options().eventLogs()).isEqualTo(directory.resolve("jobs"));
            assertThat(htcondor.options().requirements())
                    .contains("HasUserNamespaces =?= true", "GLIDEIN_Site =!= \"SU-ITS\"");
        });
    }

    @Test
    void pilots_get_the_variables_that_are_for_pilots_and_the_others_are_named() throws Exception {
        Map<String, String> variables = Map.of(
                "TMS_ENV_VARS_AND_VALS_ADD_TO_PILOT",
                " EWMS_PILOT_A=1  _EWMS_PILOT_APPTAINER_BUILD_WORKDIR=/srv/a=b LD_PRELOAD=x ");
        assertThat(site(variables).defaults())
                .containsEntry("EWMS_PILOT_A", "1")
                .containsEntry("_EWMS_PILOT_APPTAINER_BUILD_WORKDIR", "/srv/a=b")
                .doesNotContainKey("LD_PRELOAD");
        assertThat(new TmsEnvironment(variables).remarks(false))
                .singleElement()
                .asString()
                .contains("LD_PRELOAD");
    }

    @Test
    void waits_and_expiries_are_seconds() {
        TmsOptions options = options(Map.of(
                "TMS_OUTER_LOOP_WAIT", "60",
                "TMS_ERROR_WAIT", "30",
                "TMS_WATCHER_INTERVAL", "15",
                "TMS_FILE_MANAGER_INTERVAL", "600",
                "JOB_EVENT_LOG_MODIFICATION_EXPIRY_SHORT", "1",
                "JOB_EVENT_LOG_MODIFICATION_EXPIRY_LONG", "2",
                "JOB_EVENT_LOG_ARCHIVE_DELETE_EXPIRY", "3",
                "TASKFORCE_DIRS_EXPIRY", "4",
                "TASKFORCE_DIRS_TAR_EXPIRY", "5"));
        assertThat(options.rest()).isEqualTo(Duration.ofMinutes(1));
        assertThat(options.restAfterFailure()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.look()).contains(Duration.ofSeconds(15));
        assertThat(options.upkeep())
                .isEqualTo(new UpkeepTimes(
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(5)));
        assertThat(options(Map.of())).isEqualTo(TmsOptions.named("test"));
    }

    @Test
    void a_wrong_number_is_named() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options(Map.of("TMS_OUTER_LOOP_WAIT", "often")))
                .withMessageContaining("TMS_OUTER_LOOP_WAIT");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> options(Map.of(
                        "JOB_EVENT_LOG_MODIFICATION_EXPIRY_SHORT", "9", "JOB_EVENT_LOG_MODIFICATION_EXPIRY_LONG", "8")))
                .withMessageContaining("8 s");
    }

    @Test
    void a_dry_run_is_refused_and_the_way_to_have_one_is_told() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new TmsEnvironment(Map.of("DRYRUN", "True")).remarks(false))
                .withMessageContaining("ewms site dry-run htcondor");
        assertThat(new TmsEnvironment(Map.of("DRYRUN", "no")).remarks(false)).isEmpty();
    }

    @Test
    void what_a_sites_file_says_better_and_what_has_no_meaning_is_told() {
        TmsEnvironment variables =
                new TmsEnvironment(Map.of("JOB_EVENT_LOG_DIR", "/x", "CVMFS_PILOT_PATH", "/y", "CI_TEST", "1"));
        assertThat(variables.remarks(true))
                .satisfiesExactly(
                        each -> assertThat(each).contains("CI_TEST"),
                        each -> assertThat(each).contains("JOB_EVENT_LOG_DIR"),
                        each -> assertThat(each).contains("CVMFS_PILOT_PATH"));
    }
}
