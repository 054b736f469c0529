package org.cacheversions.cli;

import java.util.TimeZone;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The console command. */
@Command(
        name = "cache-versions",
        description = "Lists, invalidates, starts and stops the caches of a database.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        scope = CommandLine.ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        usageHelpAutoWidth = true,
        subcommands = {
            ListCommand.class,
            InvalidateCommand.class,
            InvalidateAllCommand.class,
            StartCommand.class,
            StopCommand.class,
            SchemaCommand.class,
            TriggersCommand.class,
            WatchCommand.class,
            DoctorCommand.class,
            AutoComplete.GenerateCompletion.class,
            CommandLine.HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:Done.",
            "1:The database refused, or doctor has found a fault; the reason is on standard error.",
            "2:The command line is wrong.",
            "3:A named cache does not exist; nothing was changed.",
            "4:There is no connection to the database.",
            "5:Not confirmed; nothing was changed."
        })
public final class Main {

    static final int REFUSED = 1;
    static final int UNKNOWN_CACHE = 3;
    static final int NO_CONNECTION = 4;
    static final int NOT_CONFIRMED = 5;

    /** Called by picocli. */
    Main() {}

    /** Runs one command and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        // the table's times are in UTC, and some drivers convert them to the default zone
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        System.exit(commandLine(Shell.system()).execute(arguments));
    }

    static CommandLine commandLine(Shell shell) {
        CommandLine line = new CommandLine(new Main(), new Factory(shell));
        Failures failures = new Failures();
        line.setExecutionExceptionHandler(failures);
        line.setParameterExceptionHandler(failures);
        line.setExpandAtFiles(false); // a name that begins with @ must not make the command read a file
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line;
    }

    /** Passes the shell to the objects that need it. */
    private static final class Factory implements CommandLine.IFactory {

        private final Shell shell;
        private final CommandLine.IFactory others = CommandLine.defaultFactory();

        Factory(Shell shell) {
            this.shell = shell;
        }

        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (type == ConnectionOptions.class) {
                return type.cast(new ConnectionOptions(shell));
            }
            if (type == RedisOption.class) {
                return type.cast(new RedisOption(shell));
            }
            return type == Shell.class ? type.cast(shell) : others.create(type);
        }
    }

    static final class Version implements CommandLine.IVersionProvider {

        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"cache-versions " + (version == null ? "(not packaged)" : version)};
        }
    }
}
