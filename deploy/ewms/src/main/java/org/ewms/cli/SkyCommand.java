package org.ewms.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ewms sky}: what one does with sky maps and their pixels. */
@Command(
        name = "sky",
        mixinStandardHelpOptions = true,
        description =
                "Works with sky maps (result JSON and npz, HEALPix FITS flat, partial and multi-order, MOC) and with the pixels of the sky.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            SkyInfoCommand.class,
            SkyPlotCommand.class,
            SkyConvertCommand.class,
            SkyContoursCommand.class,
            SkyCompareCommand.class,
            SkyQueryCommand.class,
            SkyEvalCommand.class,
            CommandLine.HelpCommand.class
        })
final class SkyCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new IllegalArgumentException("a command is needed; ewms sky --help lists them");
    }
}
