package org.ewms.mqclient.contract;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.ewms.mqclient.Capabilities;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * Notes how each scenario went on one broker, for {@link ContractTable}: a file of the broker's name in {@code target/contract-results} of
 * its module, a line for each capability and scenario, tab-separated.
 */
final class ContractResults implements TestWatcher {
    static final Path DIRECTORY = Path.of("target", "contract-results");
    static final String CAPABILITY = "capability";
    static final String PASSED = "passed";
    static final String FAILED = "failed";

    /** Group, tab, scenario → {@link #PASSED} or {@link #FAILED}. */
    private final Map<String, String> scenarios = new ConcurrentSkipListMap<>();

    @Override
    public void testSuccessful(ExtensionContext context) {
        scenarios.putIfAbsent(scenario(context), PASSED);
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        scenarios.put(scenario(context), FAILED);
    }

    void write(String broker, Capabilities capabilities) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(capability("drops a repeated message id", capabilities.deduplicates()));
        lines.add(capability("delays a retry", capabilities.delaysNack()));
        lines.add(capability("confirms what survives a power cut", capabilities.durableOnPowerLoss()));
        lines.add(capability("counts exactly", capabilities.countsExactly()));
        lines.add(capability("lets itself be peeked into without trace", capabilities.peeksSilently()));
        lines.add(capability("counts the death of a consumer as an attempt", capabilities.countsDeaths()));
        scenarios.forEach((scenario, result) -> lines.add(scenario + "\t" + result));
        Files.createDirectories(DIRECTORY);
        Files.write(DIRECTORY.resolve(broker + ".tsv"), lines);
    }

    private static String capability(String name, boolean there) {
        return CAPABILITY + "\t" + name + "\t" + (there ? PASSED : FAILED);
    }

    private static String scenario(ExtensionContext context) {
        return name(context.getRequiredTestClass()) + "\t" + name(context.getRequiredTestMethod());
    }

    static String name(Class<?> group) {
        DisplayName given = group.getAnnotation(DisplayName.class);
        return given == null ? group.getSimpleName() : given.value();
    }

    static String name(Method scenario) {
        DisplayName given = scenario.getAnnotation(DisplayName.class);
        return given == null ? scenario.getName() : given.value();
    }
}
