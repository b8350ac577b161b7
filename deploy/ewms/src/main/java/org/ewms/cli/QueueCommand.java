package org.ewms.cli;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ewms queue}: looks into queues and works on them by hand. */
@Command(
        name = "queue",
        mixinStandardHelpOptions = true,
        description = "Publishes to, reads and looks after the queues of any broker.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
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
    /** Makes the command objects of this family; null for any other. */
    static @Nullable Object create(Class<?> type, Console console) {
        if (type == QueuePubCommand.class) {
            return new QueuePubCommand(console, System.in);
        }
        if (type == QueueSubCommand.class) {
            return new QueueSubCommand(console);
        }
        if (type == QueuePeekCommand.class) {
            return new QueuePeekCommand(console);
        }
        if (type == QueueDepthCommand.class) {
            return new QueueDepthCommand(console);
        }
        if (type == QueueDeclareCommand.class) {
            return new QueueDeclareCommand(console);
        }
        if (type == QueuePurgeCommand.class) {
            return new QueuePurgeCommand(console);
        }
        if (type == QueueDeleteCommand.class) {
            return new QueueDeleteCommand(console);
        }
        if (type == QueueDlqListCommand.class) {
            return new QueueDlqListCommand(console);
        }
        return type == QueueDlqRedriveCommand.class ? new QueueDlqRedriveCommand(console) : null;
    }

    @Override
    public Integer call() {
        throw new IllegalArgumentException("a command is needed; ewms queue --help lists them");
    }
}
