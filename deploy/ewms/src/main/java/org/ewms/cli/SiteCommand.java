package org.ewms.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ewms site}: the places where pilots are started. */
@Command(
        name = "site",
        mixinStandardHelpOptions = true,
        description = "Shows the sites of a file, tries them, prints what would be submitted.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            SiteListCommand.class,
            SiteCheckCommand.class,
            SiteDryRunCommand.class,
            CommandLine.HelpCommand.class
        })
final class SiteCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new IllegalArgumentException("a command is needed; ewms site --help lists them");
    }
}
