package org.cacheversions.internal.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cacheversions.internal.core.config.Configuration;
import org.cacheversions.internal.core.versions.VersionMessages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message has its own code. */
public class MessagesTest {

    /** Returns the methods of all messages, which can be invoked. */
    public static Stream<Method> messages() {
        return new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("org.cacheversions")
                        .stream()
                        .filter(type -> type.getSimpleName().endsWith("Messages"))
                        .flatMap(type -> Arrays.stream(type.reflect().getDeclaredMethods()))
                        .filter(method -> !Modifier.isPrivate(method.getModifiers()) && !method.isSynthetic())
                        .peek(method -> method.setAccessible(true));
    }

    private static String text(Method method) {
        try {
            return (String) method.invoke(
                    null,
                    Arrays.stream(method.getParameterTypes())
                            .map(MessagesTest::sample)
                            .toArray());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(method.getName(), e);
        }
    }

    private static Object sample(Class<?> type) {
        if (type == String.class) {
            return "sample";
        }
        if (type == List.class || type == Collection.class) {
            return List.of("sample");
        }
        if (type == Throwable.class) {
            return new IllegalStateException("outer", new IllegalArgumentException("sample"));
        }
        if (type == Enum.class) {
            return Configuration.Store.REDIS;
        }
        if (type == Class.class) {
            return MessagesTest.class;
        }
        if (type == Duration.class) {
            return Duration.ofSeconds(7);
        }
        if (type == int.class || type == long.class) {
            return 7;
        }
        throw new AssertionError("no sample of " + type);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void beginsWithACodeAndNamesItsArguments(Method method) {
        String text = text(method);
        assertThat(text).matches("(?s)CV\\d{4}: .*\\S.*");
        if (method.getParameterCount() > 0) {
            assertThat(text).containsAnyOf("sample", MessagesTest.class.getName(), "PT7S");
        }
    }

    @Test
    void noCodeIsUsedTwice() {
        Map<String, String> byCode = new HashMap<>();
        messages().forEach(method -> {
            String code = text(method).substring(0, 6);
            assertThat(byCode.putIfAbsent(code, method.getName()))
                    .as("%s of %s", code, method.getName())
                    .isNull();
        });
        assertThat(byCode).hasSizeGreaterThan(90);
    }

    @Test
    void namesAreQuotedSafely() {
        assertThat(VersionMessages.invalidName(null)).contains(" null is not");
        assertThat(VersionMessages.invalidName("")).contains("''");
        assertThat(VersionMessages.invalidName("x".repeat(128))).contains("x".repeat(128) + "'");
        assertThat(VersionMessages.invalidName("x".repeat(129)))
                .contains("(129 characters)")
                .hasSizeLessThan(300);
    }

    @Test
    void theDeepestCauseIsNamed() {
        Throwable loop = new IllegalStateException("outer", new IllegalStateException("the cause"));
        assertThat(VersionMessages.versionsUnavailable(loop))
                .contains("the cause")
                .doesNotContain("outer");
    }
}
