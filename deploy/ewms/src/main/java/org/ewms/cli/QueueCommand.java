package org.ewms.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ewms queue}: looks into queues and works on them by hand. */
@Command(
        name = "queue",
        mixinStandardHelpOptions = true,
        description = "Publishes to, reads and looks after the queues of any broker.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            QueueListCommand.class,
            QueuePubCommand.class,
            QueueSubCommand.class,
            QueuePeekCommand.class,
            QueueDepthCommand.class,
            QueueDlqCommand.class,
            QueueDeclareCommand.class,
            QueuePurgeCommand.class,
            QueueDeleteCommand.class,
            CommandLine.HelpCommand.class
        })
final class QueueCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new IllegalArgumentException("a command is needed; ewms queue --help lists them");
    }
}
