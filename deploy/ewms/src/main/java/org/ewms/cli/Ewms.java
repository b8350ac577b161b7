package org.ewms.cli;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Entry point of the {@code ewms} command. */
@Command(
        name = "ewms",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description =
                "Event Workflow Management System: sky scans, and any other task, on as many workers as there are.",
        synopsisSubcommandLabel = "COMMAND",
        subcommandsRepeatable = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:failed",
            "2:wrong usage",
            "3:not found",
            "4:not allowed",
            "5:timed out",
            "130:interrupted; can be resumed"
        },
        subcommands = {
            ScanCommand.class,
            RunCommand.class,
            PilotCommand.class,
            BrokerCommand.class,
            QueueCommand.class,
            InspectCommand.class,
            SimulateCommand.class,
            SkyCommand.class,
            UpCommand.class,
            WmsCommand.class,
            SkyDriverCommand.class,
            ScansCommand.class,
            AlertsCommand.class,
            WorkflowCommand.class,
            ExplainCommand.class,
            LogsCommand.class,
            LoginCommand.class,
            LogoutCommand.class,
            CompletionCommand.class,
            TmsCommand.class,
            SiteCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Ewms implements Callable<Integer> {
    @Option(names = "--debug", description = "Show stack traces of errors.", scope = CommandLine.ScopeType.INHERIT)
    boolean debug;

    public static void main(String[] args) {
        int code = run(Console.system(), Clock.systemUTC(), args);
        if (!Interruption.underWay()) {
            System.exit(code);
        }
    }

    /** Runs one command line; returns its exit code. */
    static int run(Console console, Clock clock, String... args) {
        CommandLine line = new CommandLine(new Ewms(), new Commands(console, clock));
        line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setUsageHelpAutoWidth(true);
        line.setParameterExceptionHandler(new Failures(console)::usage);
        line.setExecutionExceptionHandler(new Failures(console)::execution);
        return line.execute(TrailingInputs.first(args));
    }

    @Override
    public Integer call() {
        throw new IllegalArgumentException("a command is needed; ewms --help lists them");
    }
}
