package org.ewms.batch.kubernetes.internal;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import org.ewms.batch.PilotFiles;
import org.ewms.batch.PlannedFile;
import org.ewms.batch.ShellText;

/**
 * The parent of a pilot in its pod. A Job starts again what fails, and gives up all when too much does; but a pilot that fails by itself has
 * ended like one that does not. So its exit code becomes the pod's termination message, and the pod fails only when Kubernetes ends it: then
 * another takes its place. Pure.
 */
final class PilotScript {
    /** The file. */
    static final String NAME = "ewms-pod.sh";

    private static final int SIGNALLED = 128;
    private static final int LAST_SIGNAL = 64;

    private PilotScript() {}

    /**
     * The script.
     *
     * @param inputs names of the user's files
     * @param keepOutput whether what the pilot prints is kept
     */
    static PlannedFile of(Collection<String> inputs, boolean keepOutput) {
        return new PlannedFile(NAME, text(inputs, keepOutput), false, true);
    }

    private static String text(Collection<String> inputs, boolean keepOutput) {
        List<String> files = new TreeSet<>(inputs)
                .stream().map(each -> PilotPod.INPUTS + "/" + each).toList();
        return """
                #!/bin/sh
                %sevicted=
                pilot=
                trap 'evicted=1; [ -z "$pilot" ] || kill -TERM "$pilot"' TERM
                sh %s%s &
                pilot=$!
                [ -z "$evicted" ] || kill -TERM "$pilot"
                wait "$pilot"
                code=$?
                while [ -n "$evicted" ] && kill -0 "$pilot" 2>/dev/null; do
                    wait "$pilot"
                done
                [ -z "$evicted" ] || exit 143
                [ "$code" -eq 0 ] || echo "$code" >%s
                """.formatted(
                        files.isEmpty() ? "" : "cp -L -- " + ShellText.line(files) + " . || exit 1\n",
                        PilotPod.FILES + "/" + PilotFiles.PROGRAM,
                        keepOutput ? "" : " >/dev/null 2>&1",
                        PilotPod.END);
    }

    /** What a termination message says of the pilot; empty when nothing. */
    static String failure(String message) {
        String code = message.strip();
        return code.matches("[0-9]{1,3}") ? ended(Integer.parseInt(code)) : "";
    }

    /** How a program with this exit code ended; empty for 0. */
    static String ended(int code) {
        if (code == 0) {
            return "";
        }
        return code > SIGNALLED && code <= SIGNALLED + LAST_SIGNAL
                ? "the pilot was ended by signal " + (code - SIGNALLED)
                : "the pilot ended with exit code " + code;
    }
}
