package org.ewms.mqclient.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table broker × capability and scenario in {@code docs/brokers.md}, made of what the contract's tests noted. Run the brokers' tests,
 * then this: {@code java -cp 'bench/target/lib/*' org.ewms.mqclient.contract.ContractTable .}
 */
public final class ContractTable {
    static final String BEGIN = "<!-- contract table: made by ContractTable, not by hand -->";
    static final String END = "<!-- end of contract table -->";

    /** Broker → row → result. A row is group, tab, scenario. */
    private final Map<String, Map<String, String>> results = new TreeMap<>();

    private ContractTable() {}

    /**
     * Rewrites the table.
     *
     * @param arguments the repository's root
     * @throws IOException when a file cannot be read or written, or no results are there
     */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of(arguments.length == 0 ? "" : arguments[0]);
        Path document = root.resolve("docs").resolve("brokers.md");
        Files.writeString(document, read(root).into(Files.readString(document)));
    }

    static ContractTable read(Path root) throws IOException {
        var table = new ContractTable();
        try (Stream<Path> modules = Files.list(root.resolve("mqclient"))) {
            for (Path module : modules.sorted().toList()) {
                Path directory = module.resolve(ContractResults.DIRECTORY);
                if (Files.isDirectory(directory)) {
                    table.add(directory);
                }
            }
        }
        if (table.results.isEmpty()) {
            throw new IOException("no results in " + root + "/mqclient/*/" + ContractResults.DIRECTORY
                    + "; run the brokers' tests first");
        }
        return table;
    }

    /** The document with its table replaced. */
    String into(String document) throws IOException {
        int begin = document.indexOf(BEGIN);
        int end = document.indexOf(END);
        if (begin < 0 || end < begin) {
            throw new IOException("the document lacks the lines " + BEGIN + " and " + END);
        }
        return document.substring(0, begin) + BEGIN + "\n" + markdown() + document.substring(end);
    }

    private void add(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.sorted().toList()) {
                Map<String, String> rows = new TreeMap<>();
                for (String line : Files.readAllLines(file)) {
                    int last = line.lastIndexOf('\t');
                    rows.put(line.substring(0, last), line.substring(last + 1));
                }
                results.put(file.getFileName().toString().replaceFirst("\\.tsv$", ""), rows);
            }
        }
    }

    private String markdown() {
        List<String> lines = new ArrayList<>();
        lines.add("| | " + String.join(" | ", results.keySet()) + " |");
        lines.add("|---|" + "---|".repeat(results.size()));
        var rows = new TreeSet<String>();
        results.values().forEach(each -> rows.addAll(each.keySet()));
        String group = "";
        for (String row : Stream.concat(
                        rows.stream().filter(ContractTable::isCapability),
                        rows.stream().filter(each -> !isCapability(each)))
                .toList()) {
            String[] parts = row.split("\t", 2);
            if (!parts[0].equals(group)) {
                group = parts[0];
                String title = isCapability(row) ? "The broker itself" : group + " …";
                lines.add("| **" + title + "** |" + " |".repeat(results.size()));
            }
            lines.add("| " + parts[1].replace("|", "\\|") + " | " + marks(row) + " |");
        }
        return String.join("\n", lines) + "\n";
    }

    private String marks(String row) {
        return results.values().stream()
                .map(each -> mark(each.getOrDefault(row, ""), isCapability(row)))
                .collect(Collectors.joining(" | "));
    }

    private static boolean isCapability(String row) {
        return row.startsWith(ContractResults.CAPABILITY + "\t");
    }

    private static String mark(String result, boolean capability) {
        return switch (result) {
            case ContractResults.PASSED -> capability ? "yes" : "✓";
            case ContractResults.FAILED -> capability ? "no" : "✗";
            default -> "–";
        };
    }
}
