package org.ewms.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ewms queue dlq}: messages that were given up. */
@Command(
        name = "dlq",
        mixinStandardHelpOptions = true,
        description = "Lists messages that were given up, or gives them another chance.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {QueueDlqListCommand.class, QueueDlqRedriveCommand.class, CommandLine.HelpCommand.class})
final class QueueDlqCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new IllegalArgumentException("a command is needed; ewms queue dlq --help lists them");
    }
}
