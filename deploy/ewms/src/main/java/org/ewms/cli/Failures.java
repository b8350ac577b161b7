package org.ewms.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import org.ewms.batch.BatchException;
import org.ewms.batch.BatchUnavailableException;
import org.ewms.icecube.EventFormatException;
import org.ewms.mqclient.BrokerUnavailableException;
import org.ewms.mqclient.MqException;
import org.ewms.mqclient.UnroutableException;
import org.ewms.mqclient.codec.MalformedPayloadException;
import org.ewms.queues.QueueServiceException;
import org.ewms.reco.RecoException;
import org.ewms.run.RunException;
import org.ewms.scanner.ScanException;
import org.ewms.skymap.SkymapException;
import org.ewms.store.StoreUnavailableException;
import org.ewms.tms.WmsException;
import picocli.CommandLine;

/** Turns exceptions into one line on standard error and an exit code. */
final class Failures {
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int NOT_FOUND = 3;
    static final int NOT_ALLOWED = 4;
    static final int TIMEOUT = 5;
    static final int INTERRUPTED = 130;

    private final Console console;

    Failures(Console console) {
        this.console = console;
    }

    int usage(CommandLine.ParameterException e, String[] args) {
        console.err().println("ewms: " + firstLine(e.getMessage()));
        CommandLine command = e.getCommandLine();
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(e, command.getErr())) {
            console.err().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        return USAGE;
    }

    int execution(Exception thrown, CommandLine command, CommandLine.ParseResult parsed) {
        Exception e = thrown instanceof UncheckedIOException && thrown.getCause() instanceof FileSystemException about
                ? about
                : thrown;
        boolean debug = command.getCommandSpec().root().userObject() instanceof Ewms ewms && ewms.debug;
        console.err().println("ewms: " + describe(e));
        if (debug) {
            thrown.printStackTrace(console.err());
        }
        return code(e);
    }

    private static String describe(Exception e) {
        return switch (e) {
            case EventFormatException format -> firstLine(format.getMessage());
            case java.nio.file.NoSuchFileException missing -> missing.getFile() + ": no such file";
            case java.nio.file.AccessDeniedException denied -> denied.getFile() + ": permission denied";
            case FileSystemException file -> file.getFile() + ": " + file.getReason();
            case ScanException known -> firstLine(known.getMessage());
            case RunException known -> firstLine(known.getMessage());
            case RecoException known -> firstLine(known.getMessage());
            case SkymapException known -> firstLine(known.getMessage());
            case MqException known -> firstLine(known.getMessage());
            case MalformedPayloadException known -> firstLine(known.getMessage());
            case ServiceException known -> firstLine(known.getMessage());
            case StoreUnavailableException known -> firstLine(known.getMessage());
            case QueueServiceException known -> firstLine(known.getMessage());
            case BatchException known -> firstLine(known.getMessage());
            case WmsException known -> firstLine(known.getMessage());
            case IllegalArgumentException known -> firstLine(known.getMessage());
            case IOException known -> firstLine(known.getMessage());
            case UncheckedIOException known -> firstLine(known.getMessage());
            case InterruptedException stopped -> "interrupted";
            default -> "internal error: " + firstLine(e.toString()) + " (--debug shows where; please report it)";
        };
    }

    private static int code(Exception e) {
        return switch (e) {
            case java.nio.file.NoSuchFileException missing -> NOT_FOUND;
            case UnroutableException missing -> NOT_FOUND;
            case ServiceException refused -> refused.exitCode();
            case StoreUnavailableException timeout -> TIMEOUT;
            case BrokerUnavailableException timeout -> TIMEOUT;
            case BatchUnavailableException timeout -> TIMEOUT;
            case InterruptedException stopped -> INTERRUPTED;
            case EventFormatException input -> FAILED;
            case RecoException input -> USAGE;
            case IllegalArgumentException input -> USAGE;
            default -> FAILED;
        };
    }

    private static String firstLine(@org.jspecify.annotations.Nullable String message) {
        return message == null ? "no reason given" : message.lines().findFirst().orElse("no reason given");
    }
}
