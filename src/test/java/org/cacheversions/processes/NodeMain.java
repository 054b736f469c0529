package org.cacheversions.processes;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.cacheversions.node.TestNode;
import org.cacheversions.node.Unit;

/** The process of a node, which runs each line of its standard input as a command and prints one line in reply. */
public final class NodeMain {

    /** The prefix of replies. */
    static final String ANSWER = "ANSWER ";

    private NodeMain() {}

    /** Is configured by system properties, as any application may be. */
    public static void main(String[] args) throws Exception {
        try (TestNode node = TestNode.start(Unit.HIBERNATE_LOCAL, database(), Map.of(), Stock.class)) {
            Stock stock = node.bean(Stock.class);
            node.engine().start();
            answer("ready");
            BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                switch (words[0]) {
                    case "price" ->
                        answer(node.request(() -> stock.price("tea")).amount());
                    case "change" -> {
                        stock.change(Integer.parseInt(words[1]));
                        answer("changed");
                    }
                    case "loads" -> answer(stock.loads());
                    default -> throw new IllegalArgumentException(line);
                }
            }
        }
    }

    static String database() {
        return System.getProperty("node.database");
    }

    private static void answer(Object answer) {
        System.out.println(ANSWER + answer);
    }
}
