package org.cacheversions.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cacheversions.Scope;
import org.cacheversions.internal.core.MessagesTest;
import org.junit.jupiter.api.Test;

/**
 * The table of codes in docs/troubleshooting.md has the texts of the messages. After a change of a message, this writes
 * the table: {@code mvn test -Dtest=MessageTableTest -Ddocs.write=true}.
 */
class MessageTableTest {

    private static final Path FILE = Path.of("docs", "troubleshooting.md");
    private static final String BEGIN = "<!-- codes: MessageTableTest writes this table -->\n\n";
    private static final String END = "\n<!-- /codes -->";
    private static final String HEAD =
            "| code | what happened | what it means, and what to do |\n| --- | --- | --- |\n";

    /** Stands for a text in a message, and as an enum constant. */
    private enum Sample {
        SAMPLE
    }

    /** Stands for a class, and for an object that cannot be a component of a scope. */
    private static final class SampleType {}

    private record Unreadable(long id) {
        @Override
        public long id() {
            throw new IllegalStateException();
        }
    }

    private static Object sample(Class<?> type) {
        if (type == String.class) {
            return "SAMPLE";
        }
        if (type == List.class || type == Collection.class) {
            return List.of("SAMPLE");
        }
        if (type == Throwable.class) {
            return new IllegalStateException("SAMPLE");
        }
        if (type == Enum.class) {
            return Sample.SAMPLE;
        }
        if (type == Class.class) {
            return SampleType.class;
        }
        if (type == Duration.class) {
            return Duration.ofSeconds(4711);
        }
        if (type == int.class || type == long.class) {
            return 4711;
        }
        throw new AssertionError("no sample of " + type);
    }

    private static String text(Method message) {
        try {
            return (String) message.invoke(
                    null,
                    Arrays.stream(message.getParameterTypes())
                            .map(MessageTableTest::sample)
                            .toArray());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(message.getName(), e);
        }
    }

    private static String thrown(ThrowingCallable call) {
        return catchThrowable(call).getMessage();
    }

    private static Stream<String> texts() {
        return Stream.concat(
                MessagesTest.messages().map(MessageTableTest::text),
                Stream.of(
                        thrown(() -> Scope.of("SAMPLE")),
                        thrown(() -> Scope.of("SAMPLE", new SampleType())),
                        thrown(() -> Scope.of("SAMPLE", new Unreadable(1)))));
    }

    private static String row(String text) {
        String inOneLine = text.replace(new IllegalStateException("SAMPLE").toString(), "…")
                .replace(SampleType.class.getName(), "…")
                .replace(Duration.ofSeconds(4711).toString(), "…")
                .replaceAll("SAMPLE|sample|4711", "…")
                .replaceAll("\\s+", " ")
                .replace("|", "\\|")
                .replace("<", "&lt;")
                .replace("*", "\\*");
        String[] sentences = inOneLine.substring("CV0000: ".length()).split("(?<=\\.) (?=[A-Z])", 2);
        return "| " + inOneLine.substring(0, "CV0000".length()) + " | " + sentences[0] + " | "
                + (sentences.length == 1 ? "" : sentences[1] + " ") + "|\n";
    }

    private static String table() {
        return HEAD + texts().map(MessageTableTest::row).sorted().collect(Collectors.joining());
    }

    @Test
    void theTableHasTheTextsOfTheMessages() throws IOException {
        String document = Files.readString(FILE);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END, begin);
        if (Boolean.getBoolean("docs.write")) {
            document = document.substring(0, begin) + table() + document.substring(end);
            Files.writeString(FILE, document);
            end = document.indexOf(END, begin);
        }
        assertThat(document.substring(begin, end)).isEqualTo(table());
    }

    /** Also those of messages that are outside a class of messages. */
    @Test
    void theTableHasEachCodeOfTheSources() throws IOException {
        if (Boolean.getBoolean("docs.write")) {
            theTableHasTheTextsOfTheMessages();
        }
        Set<String> used = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            files.filter(file -> file.toString().endsWith(".java"))
                    .forEach(file -> used.addAll(codes("\"(CV\\d{4}): ", read(file))));
        }
        assertThat(codes("(?m)^\\| (CV\\d{4}) \\|", Files.readString(FILE))).isEqualTo(used);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> codes(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
