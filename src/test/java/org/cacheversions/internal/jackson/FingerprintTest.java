package org.cacheversions.internal.jackson;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cacheversions.docs.Compiled;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Changes of a class between two deployments. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FingerprintTest {

    private static final String ROOT = """
            import com.fasterxml.jackson.annotation.*;
            import java.time.LocalDate;
            import java.util.*;
            public record Root(int number, String text, List<Part> parts, Kind kind, Beast beast, @Nice Bean bean) {
                @java.lang.annotation.Retention(java.lang.annotation.RetentionPolicy.RUNTIME)
                @interface Nice {}
                public record Part(@JsonFormat(pattern = "dd.MM.yyyy") LocalDate day, Optional<Root> root) {}
                public enum Kind { @JsonProperty("1") LOW, @JsonProperty("2") HIGH }
                @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
                @JsonSubTypes({
                    @JsonSubTypes.Type(name = "dog", value = Dog.class),
                    @JsonSubTypes.Type(name = "cat", value = Cat.class)})
                public interface Beast {}
                public record Dog(String name) implements Beast {}
                public record Cat(String name) implements Beast {}
                public static class Bean {
                    private long id;
                    private transient int cached;
                    public long getId() { return 7; }
                }
            }
            """;

    @TempDir
    private static Path directory;

    private int compilations;
    private String before;

    @BeforeAll
    void fingerprintBeforeTheChange() throws IOException {
        before = fingerprint(ROOT);
    }

    private String fingerprint(String source) throws IOException {
        ClassLoader loader = new Compiled(directory.resolve("v" + compilations++))
                .add("Root", source)
                .loader();
        try {
            return new JacksonCodec().of(loader.loadClass("Root")).fingerprint();
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    static List<Arguments> changes() {
        return List.of(
                Arguments.of("a component with another name", "String text", "String texts"),
                Arguments.of("a component of another type", "int number", "long number"),
                Arguments.of("an additional component", "String text,", "String text, String more,"),
                Arguments.of("a removed component", "String text,", ""),
                Arguments.of("a type argument", "List<Part>", "List<Kind>"),
                Arguments.of("a container", "List<Part>", "Set<Part>"),
                Arguments.of("the format of a date", "dd.MM", "MM.dd"),
                Arguments.of(
                        "swapped names of constants",
                        "(\"1\") LOW, @JsonProperty(\"2\")",
                        "(\"2\") LOW, @JsonProperty(\"1\")"),
                Arguments.of("an additional constant", "HIGH }", "HIGH, HIGHER }"),
                Arguments.of("swapped names of subtypes", "\"dog\", value = Dog.class", "\"dog\", value = Cat.class"),
                Arguments.of("a field of a bean", "private long id", "private long it"),
                Arguments.of("a field of a subtype", "record Dog(String name)", "record Dog(String called)"),
                Arguments.of("a nested type", "Optional<Root>", "List<Root>"),
                Arguments.of("a field that is no longer transient", "transient ", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void aChangeOfTheWrittenFormChangesTheFingerprint(String what, String was, String is) throws IOException {
        String changed = ROOT.replace(was, is);
        assertThat(changed).isNotEqualTo(ROOT);
        assertThat(fingerprint(changed)).isNotEqualTo(before);
    }

    @Test
    void otherChangesKeepTheFingerprint() throws IOException {
        String changed = ROOT.replace("public long getId", "public boolean isGood() { return true; } public long getId")
                .replace("private transient int cached", "static final int MOST = 7; private transient int other")
                .replace("@Nice Bean", "Bean");
        assertThat(fingerprint(changed)).isEqualTo(before);
    }
}
