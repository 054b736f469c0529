package org.cacheversions.internal.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeSet;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.internal.core.entries.ScopeParameters;
import org.junit.jupiter.api.Test;

/** The caches that a method invalidates; containers may pass a bridge method. */
final class InvalidationsTest {

    private final Invalidations invalidations = new Invalidations(Map.of(
            key(Repository.class, "save", Long.class),
            caches("numbers"),
            key(Repository.class, "remove", Long.class),
            caches("numbers"),
            key(Repository.class, "remove", String.class),
            caches("texts"),
            key(Narrowed.class, "add", Object.class),
            caches("narrowed"),
            key(Other.class, "change", Long.class),
            caches("other")));

    private static ScopeParameters caches(String... names) {
        return ScopeParameters.none(new TreeSet<>(Arrays.asList(names)));
    }

    private static BeanMethod key(Class<?> bean, String name, Class<?>... parameters) {
        for (Class<?> type = bean; type != Object.class; type = type.getSuperclass()) {
            for (Method method : type.getDeclaredMethods()) {
                if (!method.isBridge()
                        && method.getName().equals(name)
                        && Arrays.equals(method.getParameterTypes(), parameters)) {
                    return new BeanMethod(bean, method);
                }
            }
        }
        throw new AssertionError(name);
    }

    private static Method method(Class<?> bean, String name, Class<?>... parameters) {
        try {
            return bean.getDeclaredMethod(name, parameters);
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aMethodInvalidatesTheCachesItNames() {
        assertThat(invalidations
                        .of(Repository.class, method(Repository.class, "save", Long.class))
                        .caches())
                .containsExactly("numbers");
    }

    @Test
    void aBridgeInvalidatesTheCachesOfItsTarget() {
        Method bridge = method(Repository.class, "save", Object.class);
        assertThat(bridge.isBridge()).isTrue();
        for (int i = 0; i < 2; i++) {
            assertThat(invalidations.of(Repository.class, bridge).caches()).containsExactly("numbers");
        }
    }

    @Test
    void aBridgeToAGenericParentInvalidatesTheParentsCaches() {
        Method bridge = method(Narrowed.class, "add", Long.class);
        assertThat(bridge.isBridge()).isTrue();
        assertThat(invalidations.of(Narrowed.class, bridge).caches()).containsExactly("narrowed");
    }

    @Test
    void anAmbiguousBridgeInvalidatesTheCachesOfAllTargets() {
        assertThat(invalidations
                        .of(Repository.class, method(Repository.class, "remove", Object.class))
                        .caches())
                .containsExactly("numbers", "texts");
    }

    @Test
    void anUnknownMethodIsRefused() {
        assertThatThrownBy(() -> invalidations.of(Repository.class, method(Repository.class, "change", Long.class)))
                .isInstanceOf(CacheVersionsException.class)
                .hasMessageStartingWith("CV0112: " + Repository.class.getName() + ".change(java.lang.Long)");
        assertThatThrownBy(() -> invalidations.of(Repository.class, method(Repository.class, "change", Object.class)))
                .isInstanceOf(CacheVersionsException.class);
    }

    interface Saving<T> {
        void save(T value);

        void remove(T value);

        void change(T value);
    }

    static class Repository implements Saving<Long> {
        @Override
        public void save(Long value) {}

        @Override
        public void remove(Long value) {}

        public void remove(String value) {}

        @Override
        public void change(Long value) {}
    }

    interface Adding {
        void add(Long value);
    }

    public static class Open<T> {
        public void add(T value) {}
    }

    public static class Narrowed extends Open<Long> implements Adding {}

    static class Other {
        void change(Long value) {}
    }
}
