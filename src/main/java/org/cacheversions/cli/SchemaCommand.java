package org.cacheversions.cli;

import org.cacheversions.migration.SchemaDialect;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Prints the SQL of the table. */
@Command(
        name = "schema",
        description = {
            "Prints the SQL that creates the table. Does not connect to a database.",
            "The dialect is that of --url, or the one named."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  cache-versions schema --dialect postgresql | psql forum",
            "  cache-versions schema --dialect mysql > V1__cache_version.sql"
        })
final class SchemaCommand extends TableCommand {

    @Option(names = "--dialect", description = "One of ${COMPLETION-CANDIDATES}; mysql for MariaDB.")
    private @Nullable SchemaDialect dialect;

    @Override
    public Integer call() {
        println(connection.table().in(dialect(dialect).sql()).stripTrailing());
        return 0;
    }
}
