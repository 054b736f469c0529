package org.cacheversions.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;

/** Prints aligned columns with a heading to a terminal, and otherwise lines of columns separated by tabs. */
final class Table {

    private final CommandLine line;
    private final boolean terminal;
    private final List<String> heading;
    private final List<List<String>> rows = new ArrayList<>();

    Table(CommandLine line, boolean terminal, String... heading) {
        this.line = line;
        this.terminal = terminal;
        this.heading = List.of(heading);
    }

    void add(String... cells) {
        rows.add(Arrays.stream(cells).map(Printable::of).toList());
    }

    void print() {
        PrintWriter out = line.getOut();
        if (!terminal) {
            rows.forEach(row -> out.println(String.join("\t", row)));
        } else {
            out.println(line.getColorScheme().ansi().string("@|bold " + aligned(heading) + "|@"));
            rows.forEach(row -> out.println(aligned(row)));
        }
        out.flush();
    }

    private String aligned(List<String> row) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < row.size(); i++) {
            text.append(row.get(i));
            if (i < row.size() - 1) {
                text.append(" ".repeat(width(i) - row.get(i).length() + 2));
            }
        }
        return text.toString();
    }

    private int width(int column) {
        int width = heading.get(column).length();
        for (List<String> row : rows) {
            width = Math.max(width, row.get(column).length());
        }
        return width;
    }
}
