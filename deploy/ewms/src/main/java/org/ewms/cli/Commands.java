package org.ewms.cli;

import static java.util.Map.entry;

import java.io.InputStream;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;

/** Makes the command objects, giving them what they need of the world: console, clock, standard input. */
final class Commands implements CommandLine.IFactory {
    private final Map<Class<?>, Supplier<Object>> commands;

    Commands(Console console, Clock clock) {
        InputStream in = System.in;
        commands = Map.ofEntries(
                entry(ScanCommand.class, () -> new ScanCommand(console, clock)),
                entry(RunCommand.class, () -> new RunCommand(console, clock, in)),
                entry(PilotCommand.class, () -> new PilotCommand(console, clock, in)),
                entry(BrokerCommand.class, () -> new BrokerCommand(console)),
                entry(InspectCommand.class, () -> new InspectCommand(console)),
                entry(SimulateCommand.class, () -> new SimulateCommand(console)),
                entry(UpCommand.class, () -> new UpCommand(console, clock)),
                entry(CompletionCommand.class, () -> new CompletionCommand(console)),
                entry(QueueListCommand.class, () -> new QueueListCommand(console)),
                entry(WmsCommand.class, () -> new WmsCommand(console, clock)),
                entry(SkyDriverCommand.class, () -> new SkyDriverCommand(console, clock)),
                entry(ScansCommand.class, () -> new ScansCommand(console)),
                entry(AlertsCommand.class, () -> new AlertsCommand(console)),
                entry(ScansSubmitCommand.class, () -> new ScansSubmitCommand(console, new ScansCommand(console))),
                entry(ScansSummaryCommand.class, () -> new ScansSummaryCommand(console, new ScansCommand(console))),
                entry(WorkflowCommand.class, () -> new WorkflowCommand(console)),
                entry(ExplainCommand.class, () -> new ExplainCommand(console)),
                entry(LoginCommand.class, () -> new LoginCommand(console, clock)),
                entry(LogoutCommand.class, () -> new LogoutCommand(console)),
                entry(LogsCommand.class, () -> new LogsCommand(console, clock)),
                entry(TmsCommand.class, () -> new TmsCommand(console, clock)),
                entry(SiteListCommand.class, () -> new SiteListCommand(console)),
                entry(SiteCheckCommand.class, () -> new SiteCheckCommand(console, clock)),
                entry(SiteDryRunCommand.class, () -> new SiteDryRunCommand(console, clock)),
                entry(SkyEvalCommand.class, () -> new SkyEvalCommand(console, in)),
                entry(SkyInfoCommand.class, () -> new SkyInfoCommand(console)),
                entry(SkyPlotCommand.class, () -> new SkyPlotCommand(console)),
                entry(SkyConvertCommand.class, () -> new SkyConvertCommand(console)),
                entry(SkyContoursCommand.class, () -> new SkyContoursCommand(console)),
                entry(SkyCompareCommand.class, () -> new SkyCompareCommand(console)),
                entry(SkyQueryCommand.class, () -> new SkyQueryCommand(console)),
                entry(QueuePubCommand.class, () -> new QueuePubCommand(console, in)),
                entry(QueueSubCommand.class, () -> new QueueSubCommand(console)),
                entry(QueuePeekCommand.class, () -> new QueuePeekCommand(console)),
                entry(QueueDepthCommand.class, () -> new QueueDepthCommand(console)),
                entry(QueueDeclareCommand.class, () -> new QueueDeclareCommand(console)),
                entry(QueuePurgeCommand.class, () -> new QueuePurgeCommand(console)),
                entry(QueueDeleteCommand.class, () -> new QueueDeleteCommand(console)),
                entry(QueueDlqListCommand.class, () -> new QueueDlqListCommand(console)),
                entry(QueueDlqRedriveCommand.class, () -> new QueueDlqRedriveCommand(console)));
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        Supplier<Object> maker = commands.get(type);
        return maker == null ? CommandLine.defaultFactory().create(type) : type.cast(maker.get());
    }
}
