package org.cacheversions.cli;

import java.sql.SQLException;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.UnknownCacheException;
import org.cacheversions.internal.core.Messages;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** Makes an exit code and one line on standard error of a failure. */
final class Failures implements CommandLine.IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception failure, CommandLine line, ParseResult parsed) throws Exception {
        if (failure instanceof CacheVersionsException) {
            print(line, String.valueOf(failure.getMessage()));
            return failure instanceof UnknownCacheException
                    ? Main.UNKNOWN_CACHE
                    : failure instanceof NoConnectionException ? Main.NO_CONNECTION : Main.REFUSED;
        }
        if (failure instanceof SQLException) {
            print(line, Messages.databaseRefused(failure));
            return Main.REFUSED;
        }
        if (failure instanceof InterruptedException) {
            return Main.REFUSED;
        }
        throw failure;
    }

    private static void print(CommandLine line, String message) {
        line.getErr().println(line.getColorScheme().errorText(Secrets.hide(message)));
        line.getErr().flush();
    }
}
