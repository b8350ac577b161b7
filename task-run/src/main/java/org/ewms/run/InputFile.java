package org.ewms.run;

import java.nio.file.Path;

/**
 * One input of a run.
 *
 * @param path as the user would write it: relative to where the run was started, or absolute
 * @param stem where in {@code path} the part begins that names the result inside an output directory: what the user's pattern left open
 */
public record InputFile(String path, int stem) {
    public InputFile {
        if (stem < 0 || stem >= path.length()) {
            throw new IllegalArgumentException("stem must be inside the path '" + path + "', is " + stem);
        }
    }

    /** A file named in full: its own name is what names the result. */
    public static InputFile named(String path) {
        Path name = Path.of(path).getFileName();
        if (name == null) {
            throw new IllegalArgumentException("'" + path + "' is not the name of a file");
        }
        return new InputFile(path, path.lastIndexOf(name.toString()));
    }

    String relative() {
        return path.substring(stem);
    }
}
