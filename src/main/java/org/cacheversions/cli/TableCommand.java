package org.cacheversions.cli;

import picocli.CommandLine.Option;

/** A command whose {@code --table} is the table of the versions. */
abstract class TableCommand extends ConsoleCommand {

    @Option(
            names = "--table",
            paramLabel = "NAME",
            description = "The table, as in forum.cache_version; by default $$CACHE_VERSIONS_TABLE, or cache_version.")
    final void versions(String name) {
        connection.table(name);
    }
}
