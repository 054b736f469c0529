package org.cacheversions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is the same scope. */
class ScopeTest {

    private enum Level {
        READ {
            @Override
            public String toString() {
                return "another text";
            }
        },
        WRITE
    }

    private record User(long id) {}

    private record Member(String tenant, User user, Level level) {}

    private static String text(Object... components) {
        return Scope.of("a", components).text();
    }

    @Test
    void numbersAndTextsAreNotToldApart() {
        assertThat(List.of(text(42L), text(42), text((short) 42), text("42"))).containsOnly("=42");
        assertThat(text(-1L)).isEqualTo("=-1");
        assertThat(Scope.of("a", 42L)).isEqualTo(Scope.of("a", "42")).hasSameHashCodeAs(Scope.of("a", "42"));
    }

    @Test
    void anEnumIsItsNameAndAUuidItsLowerCaseText() {
        assertThat(text(Level.READ)).as("a constant with a body of its own").isEqualTo("=READ");
        UUID uuid = UUID.fromString("ABCDEF00-0000-0000-0000-00000000000F");
        assertThat(text(uuid)).isEqualTo("=abcdef00-0000-0000-0000-00000000000f");
    }

    @Test
    void theComponentsOfARecordCountOneByOne() {
        Member member = new Member("t", new User(7), Level.WRITE);
        assertThat(Scope.of("a", member).components()).containsExactly("t", "7", "WRITE");
        assertThat(Scope.of("a", member, 1).text()).isEqualTo("=t:7:WRITE:1");
        assertThat(Scope.of("a", member)).isEqualTo(Scope.of("a", "t", 7, Level.WRITE));
        assertThatThrownBy(() -> Scope.of("a", new Member("t", new User(7), null)))
                .hasMessageStartingWith("CV0612");
    }

    @Test
    void aTextOfUpToSixtyPlainCharactersIsReadable() {
        String sixty = "aZ09_.:-".repeat(8).substring(0, 60);
        assertThat(text(sixty)).isEqualTo("=" + sixty);
        assertThat(text(sixty + "a")).matches("~[0-9a-f]{64}");
        assertThat(text("a".repeat(30), "b".repeat(29))).startsWith("=");
        assertThat(text("a".repeat(30), "b".repeat(30))).as("with the colon").startsWith("~");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "ü", "\n", "a\n", "𐀀", "\ud800", "a/b", "=1", "~1", "*", "'"})
    void otherTextsAreADigestInAscii(String other) {
        assertThat(text(other)).matches("~[0-9a-f]{64}");
        assertThat(text(other, "1")).isNotEqualTo(text(other)).isNotEqualTo(text("1", other));
    }

    /** As SHA-256 of the UTF-8 by other programs. */
    @Test
    void theDigestIsThatOfUtf8() {
        assertThat(text("")).isEqualTo("~e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(text("ü")).isEqualTo("~607474ca475a9724d7360aba71a56d5df77e61350e3f724cfa1f46e857e2d85f");
    }

    @Test
    void scopesWithTheSameTextAreInvalidatedTogether() {
        assertThat(text("a:b")).as("one that can be mistaken invalidates more").isEqualTo(text("a", "b"));
        assertThat(Scope.of("a", "a:b")).isNotEqualTo(Scope.of("a", "a", "b"));
        assertThat(text("A")).as("case counts").isNotEqualTo(text("a"));
        assertThat(text("ü")).as("no normalisation").isNotEqualTo(text("u\u0308"));
    }

    @Test
    void otherTypesAndNothingAreRefused() {
        for (Object component :
                new Object[] {1.5, (byte) 1, 'c', true, new Object(), List.of(1), new int[] {1}, null}) {
            assertThatThrownBy(() -> Scope.of("a", 1, component)).hasMessageStartingWith("CV0612");
        }
        assertThatThrownBy(() -> Scope.of("a")).hasMessageStartingWith("CV0611");
    }

    /** It would take over calls of invalidate("bans", "permissions"). */
    @Test
    void noInvalidatorHasAMethodOfACacheAndAnObject() {
        assertThat(Arrays.stream(CacheInvalidator.class.getMethods())
                        .filter(method -> method.getName().equals("invalidate"))
                        .map(Method::getParameterTypes))
                .containsExactlyInAnyOrder(
                        new Class<?>[] {String[].class}, new Class<?>[] {Scope.class, Scope[].class});
    }
}
