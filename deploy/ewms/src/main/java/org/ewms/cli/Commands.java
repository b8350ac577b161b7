package org.ewms.cli;

import java.time.Clock;
import picocli.CommandLine;

/** Makes the command objects, giving them the console and the clock. */
final class Commands implements CommandLine.IFactory {
    private final Console console;
    private final Clock clock;

    Commands(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        Object command = command(type);
        return command == null ? CommandLine.defaultFactory().create(type) : type.cast(command);
    }

    private @org.jspecify.annotations.Nullable Object command(Class<?> type) {
        if (type == ScanCommand.class) {
            return new ScanCommand(console, clock);
        }
        if (type == PilotCommand.class) {
            return new PilotCommand(console);
        }
        if (type == BrokerCommand.class) {
            return new BrokerCommand(console);
        }
        if (type == InspectCommand.class) {
            return new InspectCommand(console);
        }
        if (type == SimulateCommand.class) {
            return new SimulateCommand(console);
        }
        if (type == WmsCommand.class) {
            return new WmsCommand(console, clock);
        }
        if (type == WorkflowCommand.class) {
            return new WorkflowCommand(console);
        }
        return null;
    }
}
