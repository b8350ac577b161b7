package org.ewms.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may know whom: the picture of the design, held against the compiled code. */
class ArchitectureTest {
    private static final JavaClasses EWMS = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .withImportOption(ArchitectureTest::isDelivered)
            .importPackages("org.ewms");

    /** Each module and the modules it may use. */
    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            Map.entry("healpix", List.of()),
            Map.entry("mqclient", List.of()),
            Map.entry("icecube", List.of()),
            Map.entry("reco", List.of("icecube")),
            Map.entry("skymap", List.of("healpix")),
            Map.entry("scan", List.of("healpix")),
            Map.entry("pilot", List.of("mqclient")),
            Map.entry("run", List.of("mqclient", "pilot")),
            Map.entry("scanner", List.of("scan", "icecube", "reco", "skymap", "healpix", "mqclient", "pilot")),
            Map.entry("service", List.of()),
            Map.entry("workflow", List.of()),
            Map.entry("store", List.of("workflow")),
            Map.entry("queues", List.of("workflow", "store", "mqclient")),
            Map.entry("wms", List.of("service", "workflow", "store", "queues", "mqclient")),
            Map.entry("manifest", List.of("scan")),
            Map.entry(
                    "skydriver",
                    List.of(
                            "service",
                            "store",
                            "manifest",
                            "scan",
                            "scanner",
                            "skymap",
                            "icecube",
                            "reco",
                            "healpix",
                            "mqclient",
                            "pilot")),
            Map.entry(
                    "alerts",
                    List.of("skydriver", "service", "store", "manifest", "scan", "skymap", "icecube", "mqclient")),
            Map.entry("batch", List.of()),
            Map.entry("tms", List.of("batch")),
            Map.entry(
                    "cli",
                    List.of(
                            "scanner",
                            "scan",
                            "icecube",
                            "reco",
                            "skymap",
                            "healpix",
                            "mqclient",
                            "pilot",
                            "service",
                            "workflow",
                            "store",
                            "queues",
                            "wms",
                            "batch",
                            "tms",
                            "manifest",
                            "skydriver",
                            "alerts",
                            "run")));

    /** Not so the modules that exist for tests alone. */
    private static boolean isDelivered(Location location) {
        return !location.contains("/contract-kit/")
                && !location.contains("/broker-processes/")
                && !location.contains("-contract-kit-")
                && !location.contains("-broker-processes-");
    }

    static Stream<Arguments> modules() {
        return MAY_USE.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void a_module_uses_only_the_modules_below_it(String module, List<String> below) {
        String[] others = MAY_USE.keySet().stream()
                .filter(other -> !other.equals(module) && !below.contains(other))
                .map(other -> "org.ewms." + other + "..")
                .toArray(String[]::new);
        check(noClasses()
                .that(resideInAnyPackage("org.ewms." + module + ".."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(others)));
    }

    @ParameterizedTest
    @MethodSource("modules")
    void what_is_internal_to_a_module_is_used_by_that_module_only(String module, List<String> below) {
        check(noClasses()
                .that(resideOutsideOfPackages("org.ewms." + module + ".."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "org.ewms." + module + ".internal..", "org.ewms." + module + ".*.internal..")));
    }

    @Test
    void the_core_of_a_scan_is_pure() {
        check(noClasses()
                .that(resideInAnyPackage("org.ewms.scan.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "java.io..",
                        "java.nio..",
                        "java.net..",
                        "java.time..",
                        "java.util.concurrent..",
                        "org.slf4j..",
                        "com.fasterxml.."))
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callConstructor(java.util.Random.class)
                .orShould()
                .callMethod(Math.class, "random"));
    }

    @Test
    void the_core_of_a_workflow_is_pure() {
        check(noClasses()
                .that(resideInAnyPackage("org.ewms.workflow.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "java.io..", "java.nio..", "java.net..", "java.util.concurrent..", "org.slf4j..", "com.."))
                .orShould()
                .dependOnClassesThat(resideInAnyPackage("org.bson..", "io.."))
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.time.Clock.class)
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(Math.class, "random"));
    }

    @Test
    void the_core_of_a_manifest_is_pure() {
        check(noClasses()
                .that(resideInAnyPackage("org.ewms.manifest.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                        "java.io..",
                        "java.nio..",
                        "java.net..",
                        "java.util.concurrent..",
                        "org.slf4j..",
                        "com..",
                        "io.."))
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(java.time.Clock.class)
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(Math.class, "random"));
    }

    @Test
    void healpix_stands_alone() {
        check(classes()
                .that(resideInAnyPackage("org.ewms.healpix.."))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(
                        "org.ewms.healpix..", "java..", "jdk.incubator.vector..", "org.jspecify..")));
    }

    @Test
    void only_the_command_prints() {
        check(noClasses()
                .that(resideOutsideOfPackages("org.ewms.cli..", "org.ewms.bench.."))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err"));
    }

    @Test
    void nobody_sleeps() {
        check(noClasses().should().callMethod(Thread.class, "sleep", long.class));
    }

    @Test
    void nothing_static_can_change() {
        check(fields().that().areStatic().should().beFinal());
    }

    @Test
    void packages_say_what_they_hold() {
        check(noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..manager..", "..helper..", "..impl.."));
    }

    @Test
    void every_package_is_null_marked() {
        List<String> unmarked = EWMS.getPackage("org.ewms").getSubpackagesInTree().stream()
                .filter(each -> !each.getClasses().isEmpty())
                .filter(each -> !each.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName)
                .toList();
        assertThat(unmarked).isEmpty();
    }

    @Test
    void records_with_secrets_do_not_print_them() {
        ArchCondition<JavaClass> ownText = new ArchCondition<>("say what is printed of them") {
            @Override
            public void check(JavaClass each, ConditionEvents events) {
                boolean own = each.getMethods().stream()
                        .anyMatch(m -> m.getName().equals("toString")
                                && !m.getModifiers().contains(JavaModifier.SYNTHETIC));
                if (!own) {
                    events.add(SimpleConditionEvent.violated(each, each.getName() + " has no toString of its own"));
                }
            }
        };
        check(classes().that().haveSimpleNameContaining("Credential").should(ownText));
    }

    private static void check(ArchRule rule) {
        rule.allowEmptyShould(true).check(EWMS);
    }
}
