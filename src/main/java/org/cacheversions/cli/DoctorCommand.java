package org.cacheversions.cli;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cacheversions.cli.doctor.Examination;
import org.cacheversions.cli.doctor.Finding;
import org.cacheversions.cli.doctor.RedisCheck;
import org.cacheversions.internal.core.config.RedisUri;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Checks the setup. */
@Command(
        name = "doctor",
        description = {
            "Checks the database as the library uses it, and suggests what to fix. Changes nothing.",
            "Use the database user of the application, to check its permissions."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  cache-versions doctor --url jdbc:mariadb://db/forum --user forum",
            "  cache-versions doctor --redis redis://cache:6379",
            "  cache-versions doctor | grep -v OK"
        })
final class DoctorCommand extends TableCommand {

    private static final Map<Finding.Verdict, String> COLOURS =
            Map.of(Finding.Verdict.OK, "green", Finding.Verdict.WARN, "yellow", Finding.Verdict.FAIL, "red");

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private RedisOption redis;

    @Override
    public Integer call() throws SQLException {
        RedisUri uri = redis.uri();
        List<Finding> findings = new ArrayList<>();
        try (Connection database = connection.openAsItIs()) {
            findings.addAll(new Examination(database, connection.table(), InstantSource.system()).findings());
        }
        if (uri != null) {
            findings.add(new RedisCheck(uri).finding());
        }
        print(findings);
        return findings.stream().anyMatch(finding -> finding.verdict() == Finding.Verdict.FAIL) ? Main.REFUSED : 0;
    }

    private void print(List<Finding> findings) {
        if (!isOnTerminal()) {
            Table table = table("CHECK", "VERDICT", "FINDING");
            findings.forEach(
                    finding -> table.add(finding.what(), finding.verdict().name(), oneLine(finding.text())));
            table.print();
            return;
        }
        for (Finding finding : findings) {
            String colour = COLOURS.get(finding.verdict());
            String verdict = finding.verdict().name();
            println(String.format(Locale.ROOT, "%-12s", finding.what())
                    + (colour == null
                            ? verdict
                            : line().getColorScheme().ansi().string("@|bold," + colour + " " + verdict + "|@"))
                    + " ".repeat(6 - verdict.length())
                    + Printable.of(oneLine(finding.text())));
        }
    }

    private static String oneLine(String text) {
        return Secrets.hide(text).replaceAll("\\s+", " ");
    }
}
