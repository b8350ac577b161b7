package org.ewms.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code ewms sky}: the sky and its maps. */
@Command(
        name = "sky",
        mixinStandardHelpOptions = true,
        description = "Works with the pixels of the sky and with sky maps.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {SkyEvalCommand.class})
final class SkyCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new IllegalArgumentException("a command is needed; ewms sky --help lists them");
    }
}
