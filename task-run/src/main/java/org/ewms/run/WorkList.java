package org.ewms.run;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The inputs of a run and where their results go: no input twice, no two results in one file, no result over an input. */
public final class WorkList {
    private final Path base;
    private final List<InputFile> inputs;
    private final OutputNames names;

    private WorkList(Path base, List<InputFile> inputs, OutputNames names) {
        this.base = base;
        this.inputs = inputs;
        this.names = names;
    }

    /**
     * Checks the list; an input that is there twice counts once.
     *
     * @param base directory that relative paths start from, absolute
     * @throws IllegalArgumentException naming the files that are in each other's way
     */
    public static WorkList of(Path base, List<InputFile> inputs, OutputNames names) {
        Map<String, InputFile> byPath = HashMap.newHashMap(inputs.size());
        List<InputFile> distinct = new ArrayList<>(inputs.size());
        for (InputFile input : inputs) {
            if (byPath.putIfAbsent(absolute(base, input.path()), input) == null) {
                distinct.add(input);
            }
        }
        Map<String, InputFile> byOutput = HashMap.newHashMap(distinct.size());
        for (InputFile input : distinct) {
            String output = names.of(input);
            String place = absolute(base, output);
            InputFile victim = byPath.get(place);
            if (victim != null) {
                throw new IllegalArgumentException("the result of '" + input.path() + "' would overwrite the input '"
                        + victim.path() + "'; choose another --out-ext or --out, or a narrower pattern");
            }
            InputFile other = byOutput.putIfAbsent(place, input);
            if (other != null) {
                throw new IllegalArgumentException("'" + other.path() + "' and '" + input.path()
                        + "' have the same result file '" + output + "'; take them in separate runs, or rename one");
            }
        }
        return new WorkList(base, List.copyOf(distinct), names);
    }

    private static String absolute(Path base, String path) {
        return base.resolve(path).normalize().toString();
    }

    public int size() {
        return inputs.size();
    }

    /** One input with its result, both as the user would write them. */
    public record Entry(String input, String output) {}

    public Entry get(int index) {
        InputFile input = inputs.get(index);
        return new Entry(input.path(), names.of(input));
    }

    public Path resolve(String path) {
        return base.resolve(path).normalize();
    }
}
