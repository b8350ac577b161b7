package org.ewms.bench;

import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a benchmark found: rows, and progress told on the way. */
public final class Table {
    private static final ObjectWriter JSON = JsonMapper.builder().build().writerWithDefaultPrettyPrinter();

    private final PrintStream progress;
    private final List<Row> rows = new ArrayList<>();

    /** @param progress where what happens meanwhile is told */
    public Table(PrintStream progress) {
        this.progress = progress;
    }

    public void add(Row row) {
        rows.add(row);
    }

    /** Tells what is going on; no result. */
    public void progress(String format, @Nullable Object... arguments) {
        progress.printf(Locale.ROOT, format + "%n", arguments);
    }

    public List<Row> rows() {
        return List.copyOf(rows);
    }

    /** For people. */
    void print(PrintStream out) {
        int width = rows.stream().mapToInt(row -> row.name().length()).max().orElse(4);
        String line = "%-" + width + "s  %12s  %12s  %-12s  %7s  %s%n";
        out.printf(Locale.ROOT, line, "name", "ours", "theirs", "unit", "ratio", "theirs is");
        for (Row row : rows) {
            out.printf(
                    Locale.ROOT,
                    line,
                    row.name(),
                    number(row.ours()),
                    number(row.theirs()),
                    row.unit(),
                    number(row.ratio()),
                    reference(row));
        }
    }

    private static String reference(Row row) {
        if (row.others().isEmpty()) {
            return row.reference();
        }
        return row.reference()
                + row.others().entrySet().stream()
                        .map(other -> other.getKey() + " " + number(other.getValue()))
                        .collect(Collectors.joining(", ", " (", ")"));
    }

    /** For programs: an array of rows. */
    void write(Path file) throws IOException {
        JSON.writeValue(file.toFile(), rows);
    }

    /** Four digits. */
    static String number(@Nullable Double value) {
        if (value == null || value.isNaN()) {
            return "-";
        }
        double size = Math.abs(value);
        int decimals = size >= 1000 || value == Math.rint(value) ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
