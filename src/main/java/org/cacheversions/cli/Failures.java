package org.cacheversions.cli;

import java.sql.SQLException;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.UnknownCacheException;
import org.cacheversions.internal.core.support.SqlFailure;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Converts a failure into an exit code and one line on standard error, which contains no password. */
final class Failures implements CommandLine.IExecutionExceptionHandler, CommandLine.IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException failure, String[] arguments) {
        CommandLine line = failure.getCommandLine();
        print(line, said(failure));
        if (!UnmatchedArgumentException.printSuggestions(failure, line.getErr())) {
            line.usage(line.getErr(), line.getColorScheme());
        }
        return line.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** Omits the value of an unknown option, which may be a password. */
    private static String said(ParameterException failure) {
        if (failure instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            String first = unmatched.getUnmatched().get(0);
            return "Unknown: '" + (first.startsWith("-") ? first.replaceAll("=.*", "") : first) + "'";
        }
        return String.valueOf(failure.getMessage());
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) throws Exception {
        if (failure instanceof CacheVersionsException) {
            print(line, String.valueOf(failure.getMessage()));
            return failure instanceof UnknownCacheException
                    ? Main.UNKNOWN_CACHE
                    : failure instanceof NoConnectionException ? Main.NO_CONNECTION : Main.REFUSED;
        }
        if (failure instanceof SQLException) {
            print(
                    line,
                    SqlFailure.of(failure) == SqlFailure.NO_PERMISSION
                            ? ConsoleMessages.noPermission(failure)
                            : ConsoleMessages.databaseRefused(failure));
            return Main.REFUSED;
        }
        if (failure instanceof InterruptedException) {
            return Main.REFUSED;
        }
        throw failure;
    }

    private static void print(CommandLine line, String message) {
        line.getErr().println(line.getColorScheme().errorText(Printable.of(Secrets.hide(message))));
        line.getErr().flush();
    }
}
