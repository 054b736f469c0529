package org.cacheversions.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.Vetoed;
import jakarta.enterprise.inject.se.SeContainer;
import jakarta.enterprise.inject.spi.InterceptionFactory;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.cacheversions.CacheVersionsException;
import org.cacheversions.InvalidatesCache;
import org.cacheversions.VersionedCache;
import org.cacheversions.testing.InMemoryVersions;
import org.junit.jupiter.api.Test;

/** Annotations that the container would ignore are reported. */
class MisplacedAnnotationsTest {

    private static SeContainer start(Class<?>... beans) {
        return Cdi.start(
                Map.of(),
                Stream.concat(Stream.of(InMemoryVersions.class), Arrays.stream(beans))
                        .toArray(Class<?>[]::new));
    }

    private static Throwable starting(Class<?>... beans) {
        return catchThrowable(() -> start(beans).close());
    }

    @Test
    void privateAndStaticMethodsFailTheDeployment() {
        assertThat(starting(Hidden.class))
                .hasStackTraceContaining("CV0235")
                .hasStackTraceContaining("Hidden.own() has @VersionedCache or @InvalidatesCache, but is private")
                .hasStackTraceContaining("Hidden.change() has @VersionedCache or @InvalidatesCache, but is private")
                .hasStackTraceContaining("Hidden.shared() has @VersionedCache or @InvalidatesCache, but is static");
    }

    @Test
    void finalMethodsFailTheDeployment() {
        assertThat(starting(Final.class)).hasStackTraceContaining("final");
    }

    @Test
    void methodsAndTypesOfInterfacesFailTheDeployment() {
        assertThat(starting(Bans.class, Rooms.class))
                .hasStackTraceContaining("CV0236: @VersionedCache at " + Finder.class.getName() + ".find(")
                .hasStackTraceContaining("CV0236: @InvalidatesCache at " + Finder.class.getName() + ".change(")
                .hasStackTraceContaining("CV0236: @VersionedCache at " + Finder.class.getName() + ".byDefault(")
                .hasStackTraceContaining("CV0236: @VersionedCache at " + Annotated.class.getName());
    }

    @Test
    void aBeanThatRepeatsTheAnnotationsOfItsInterfaceIsFine() {
        assertThat(starting(Repeating.class)).isNull();
    }

    @Test
    void producedInstancesFailTheDeployment() {
        assertThat(starting(Producer.class))
                .hasStackTraceContaining("CV0237")
                .hasStackTraceContaining("Producer.made()")
                .hasStackTraceContaining("Producer.field")
                .hasStackTraceContaining("Producer.byInterface()");
    }

    @Test
    void anInterceptionFactoryMakesCallsFail() {
        try (SeContainer container = start(Wrapping.class)) {
            Plain plain = container.select(Plain.class).get();
            assertThatThrownBy(plain::find)
                    .isInstanceOf(CacheVersionsException.class)
                    .hasMessageStartingWith("CV0238");
        }
    }

    @ApplicationScoped
    static class Hidden {
        @VersionedCache("bans")
        private int own() {
            return 1;
        }

        @InvalidatesCache("bans")
        private void change() {}

        @VersionedCache("bans")
        static int shared() {
            return 1;
        }
    }

    @ApplicationScoped
    static class Final {
        @VersionedCache("bans")
        final int find() {
            return 1;
        }
    }

    interface Finder<T> {
        @VersionedCache("bans")
        int find(T key);

        @InvalidatesCache("bans")
        void change(T key);

        @VersionedCache("bans")
        default int byDefault() {
            return 1;
        }
    }

    @ApplicationScoped
    static class Bans implements Finder<String> {
        @Override
        public int find(String key) {
            return 1;
        }

        @Override
        public void change(String key) {}
    }

    @VersionedCache("rooms")
    interface Annotated {
        int find();
    }

    @ApplicationScoped
    static class Rooms implements Annotated {
        @Override
        public int find() {
            return 1;
        }
    }

    @ApplicationScoped
    @VersionedCache("rooms")
    static class Repeating implements Finder<String>, Annotated {
        @Override
        public int find() {
            return 1;
        }

        @Override
        @VersionedCache("bans")
        public int find(String key) {
            return 1;
        }

        @Override
        @InvalidatesCache("bans")
        public void change(String key) {}

        @Override
        @VersionedCache("bans")
        public int byDefault() {
            return 1;
        }
    }

    @Vetoed
    static class Made {
        @VersionedCache("bans")
        int find() {
            return 1;
        }
    }

    @ApplicationScoped
    static class Producer {
        @Produces
        Made made() {
            return new Made();
        }

        @Produces
        @org.cacheversions.CacheVersionsUnit
        final Made field = new Made();

        @Produces
        Annotated byInterface() {
            return () -> 1;
        }
    }

    /** Gets its annotation from the factory. */
    @Vetoed
    static class Plain {
        int find() {
            return 1;
        }
    }

    @ApplicationScoped
    static class Wrapping {
        @Produces
        Plain wrapped(InterceptionFactory<Plain> factory) {
            factory.configure()
                    .filterMethods(method -> method.getJavaMember().getName().equals("find"))
                    .forEach(method -> method.add(AnnotationLiterals.CACHED));
            return factory.createInterceptedInstance(new Plain());
        }
    }

    /** Holds an annotation as a value. */
    static final class AnnotationLiterals {
        static final VersionedCache CACHED;

        static {
            try {
                CACHED = Made.class.getDeclaredMethod("find").getAnnotation(VersionedCache.class);
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
