package org.ewms.batch;

/** A command of the batch system said what cannot be understood. Names the command and quotes the beginning of what it said. */
public final class GarbledOutputException extends BatchException {
    private static final long serialVersionUID = 1;
    private static final int QUOTED = 200;

    /**
     * @param command that was run
     * @param problem what is wrong with its output
     * @param output all of it
     */
    public GarbledOutputException(String command, String problem, String output) {
        super("the output of " + command + " is not understood: " + problem + "; it begins: " + quoted(output));
    }

    private static String quoted(String output) {
        String shown = output.strip().replaceAll("\\p{Cntrl}", " ");
        return shown.length() <= QUOTED ? "\"" + shown + "\"" : "\"" + shown.substring(0, QUOTED) + "\" …";
    }
}
